import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { Keyring } from '../../core/ports.ts'

interface SealedKey {
  readonly iv: string
  readonly tag: string
  readonly data: string
}

/** Secrets in one file, each sealed with AES-256-GCM under the master key (32 bytes), its name bound in as additional data. */
export function openFileKeyring(
  path: string,
  masterKey: Uint8Array,
): Keyring & { set(name: string, secret: Uint8Array): void; names(): string[] } {
  const read = (): Record<string, SealedKey> =>
    existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, SealedKey>) : {}
  let sealed = read()
  const opened = new Map<string, Uint8Array>()
  return {
    async secret(name) {
      const known = opened.get(name)
      if (known) return known
      const key = Object.hasOwn(sealed, name) ? sealed[name] : undefined
      if (!key) return null
      const decipher = createDecipheriv('aes-256-gcm', masterKey, Buffer.from(key.iv, 'base64'))
      decipher.setAAD(Buffer.from(name))
      decipher.setAuthTag(Buffer.from(key.tag, 'base64'))
      const secret = Buffer.concat([decipher.update(Buffer.from(key.data, 'base64')), decipher.final()])
      opened.set(name, secret)
      return secret
    },
    set(name, secret) {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', masterKey, iv)
      cipher.setAAD(Buffer.from(name))
      const data = Buffer.concat([cipher.update(secret), cipher.final()])
      sealed = {
        ...read(),
        [name]: {
          iv: iv.toString('base64'),
          tag: cipher.getAuthTag().toString('base64'),
          data: data.toString('base64'),
        },
      }
      writeFileSync(`${path}.new`, JSON.stringify(sealed, null, 1), { mode: 0o600 })
      renameSync(`${path}.new`, path)
      opened.delete(name)
    },
    names: () => Object.keys(sealed).sort(),
  }
}
