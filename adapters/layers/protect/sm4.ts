import { utf8ToBytes } from '@noble/hashes/utils.js'
import { sm4 } from 'sm-crypto-v2'

const BLOCK = 16

interface Options {
  readonly output: 'array'
  readonly padding: 'pkcs#7' | 'none'
  readonly mode: 'cbc' | 'ecb'
  readonly iv?: Uint8Array
}

function optionsOf(iv: Uint8Array | null, padding: Options['padding']): Options {
  return iv ? { output: 'array', padding, mode: 'cbc', iv } : { output: 'array', padding, mode: 'ecb' }
}

/** SM4 (GB/T 32907-2016) with PKCS#7 padding: CBC with the vector, ECB where that is null. */
export function encryptSm4(plain: Uint8Array, key: Uint8Array, iv: Uint8Array | null): Uint8Array {
  return sm4.encrypt(plain, key, optionsOf(iv, 'pkcs#7'))
}

/** The reverse; null where the bytes were not made with this key. */
export function decryptSm4(sealed: Uint8Array, key: Uint8Array, iv: Uint8Array | null): Uint8Array | null {
  if (sealed.length === 0 || sealed.length % BLOCK !== 0) return null
  try {
    return sm4.decrypt(sealed, key, optionsOf(iv, 'pkcs#7'))
  } catch {
    return null
  }
}

/** Whole blocks without padding, one way or the other. */
export function sm4Blocks(
  blocks: Uint8Array,
  key: Uint8Array,
  iv: Uint8Array | null,
  way: 'seal' | 'open',
): Uint8Array {
  return sm4[way === 'seal' ? 'encrypt' : 'decrypt'](blocks, key, optionsOf(iv, 'none'))
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
