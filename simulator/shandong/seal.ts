import { createCipheriv, createDecipheriv } from 'node:crypto'

/** §2.4: the vector is the text padded to 16 characters, the key the first 16 of its own sealed text in capital hex. */
export function deriveKey(sm4Key: string): { readonly key: Buffer; readonly iv: Buffer } {
  const iv = Buffer.from(sm4Key.padEnd(16, '0').slice(0, 16))
  const cipher = createCipheriv('sm4-ecb', iv, null)
  const sealed = Buffer.concat([cipher.update(sm4Key, 'utf8'), cipher.final()])
    .toString('hex')
    .toUpperCase()
  return { key: Buffer.from(sealed.slice(0, 16)), iv }
}

/** §2.1: one key for both directions. */
const { key, iv } = deriveKey('demoSm4Key2026')

/** Base64 without a line break. */
export function seal(text: string): string {
  const cipher = createCipheriv('sm4-cbc', key, iv)
  return Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]).toString('base64')
}

/** The UTF-8 text; null where it cannot be opened, or its Base64 holds anything but its alphabet (§8.7). */
export function unseal(sealed: string): string | null {
  // one pattern for the whole of it would need a stack as deep as the text is long
  if (sealed.length % 4 !== 0 || /[^A-Za-z0-9+/]/.test(sealed.replace(/={1,2}$/, ''))) return null
  const decipher = createDecipheriv('sm4-cbc', key, iv)
  try {
    const bytes = Buffer.concat([decipher.update(sealed, 'base64'), decipher.final()])
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}
