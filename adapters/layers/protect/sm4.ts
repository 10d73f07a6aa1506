import { utf8ToBytes } from '@noble/hashes/utils.js'
import { sm4 } from 'sm-crypto-v2'

const BLOCK = 16

/** SM4 (GB/T 32907-2016) with PKCS#7 padding: CBC with the vector, ECB where that is null. */
export function encryptSm4(plain: Uint8Array, key: Uint8Array, iv: Uint8Array | null): Uint8Array {
  const common = { padding: 'pkcs#7', output: 'array' } as const
  return iv
    ? sm4.encrypt(plain, key, { ...common, mode: 'cbc', iv })
    : sm4.encrypt(plain, key, { ...common, mode: 'ecb' })
}

/** The reverse; null where the bytes were not made with this key. */
export function decryptSm4(sealed: Uint8Array, key: Uint8Array, iv: Uint8Array | null): Uint8Array | null {
  if (sealed.length === 0 || sealed.length % BLOCK !== 0) return null
  const common = { padding: 'pkcs#7', output: 'array' } as const
  try {
    return iv
      ? sm4.decrypt(sealed, key, { ...common, mode: 'cbc', iv })
      : sm4.decrypt(sealed, key, { ...common, mode: 'ecb' })
  } catch {
    return null
  }
}

/**
 * Key and vector that a text stands for (山东 2.4): the text filled up with `0` to 16 characters is the vector and encrypts the text itself;
 * the first 16 upper-case hex digits of that, as ASCII, are the key.
 */
export function sm4KeyOfText(text: string): { readonly key: Uint8Array; readonly iv: Uint8Array } {
  const iv = utf8ToBytes(text.padEnd(BLOCK, '0').slice(0, BLOCK))
  const sealed = encryptSm4(utf8ToBytes(text), iv, null)
  const hex = Array.from(sealed.subarray(0, BLOCK / 2), (byte) => byte.toString(16).padStart(2, '0')).join('')
  return { key: utf8ToBytes(hex.toUpperCase()), iv }
}
