import type { Keyring } from './ports.ts'

/** A key that a region's definition names is not in the keyring: nothing was sent, an administrator must put it there. */
export class KeyMissing extends Error {
  readonly key: string
  constructor(key: string) {
    super(`no key named ${key}`)
    this.name = 'KeyMissing'
    this.key = key
  }
}

/** The secret of that name; throws `KeyMissing` where there is none. */
export async function requireSecret(keyring: Keyring, name: string): Promise<Uint8Array> {
  const secret = await keyring.secret(name)
  if (!secret) throw new KeyMissing(name)
  return secret
}
