import { concatBytes } from '@noble/hashes/utils.js'
import type { Random } from '../../../core/ports.ts'
import { decryptSm4, encryptSm4, sm4Blocks } from './sm4.ts'

/** In what partners' SM4 ciphertexts differ. */
export interface Sm4Form {
  /** ECB; CBC with a vector of zeros, with the key as vector, with one that both sides agreed, or with a fresh one before the ciphertext */
  readonly vector: 'ECB' | 'zero' | 'key' | 'before' | Uint8Array
  /** zeros up to the next block take those off the end of a plain text too, so it must not end in one; none are added to whole blocks */
  readonly padding: 'PKCS#7' | 'zero'
}

const BLOCK = 16

/** SM4 (GB/T 32907) in the partner's form, by a key of 16 bytes. */
export function sealSm4(plain: Uint8Array, key: Uint8Array, form: Sm4Form, random: Random): Uint8Array {
  const fresh = form.vector === 'before' ? random.bytes(BLOCK) : null
  const vector = fresh ?? vectorOf(form, key)
  const sealed =
    form.padding === 'PKCS#7' ? encryptSm4(plain, key, vector) : sm4Blocks(filled(plain), key, vector, 'seal')
  return fresh ? concatBytes(fresh, sealed) : sealed
}

/** The reverse; null where the bytes were not made with this key in this form, as far as the padding can tell. */
export function openSm4(sealed: Uint8Array, key: Uint8Array, form: Sm4Form): Uint8Array | null {
  const before = form.vector === 'before'
  if (before && sealed.length < BLOCK) return null
  const vector = before ? sealed.subarray(0, BLOCK) : vectorOf(form, key)
  const rest = before ? sealed.subarray(BLOCK) : sealed
  if (form.padding === 'PKCS#7') return decryptSm4(rest, key, vector)
  if (rest.length % BLOCK !== 0) return null
  const plain = sm4Blocks(rest, key, vector, 'open')
  let end = plain.length
  while (end > 0 && end > plain.length - BLOCK && plain[end - 1] === 0) end -= 1
  return plain.subarray(0, end)
}

function vectorOf({ vector }: Sm4Form, key: Uint8Array): Uint8Array | null {
  if (typeof vector !== 'string') return vector
  return vector === 'ECB' ? null : vector === 'key' ? key : new Uint8Array(BLOCK)
}

function filled(plain: Uint8Array): Uint8Array {
  const whole = new Uint8Array(Math.ceil(plain.length / BLOCK) * BLOCK)
  whole.set(plain)
  return whole
}
