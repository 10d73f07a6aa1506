import { ecb } from '@noble/ciphers/aes.js'
import { sha1 } from '@noble/hashes/legacy.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'

/** The AES-128 key that Java's `SecureRandom("SHA1PRNG")` seeded with a text gives: the first 16 bytes of SHA1(SHA1(text)). */
export function sha1PrngKey(seed: string): Uint8Array {
  return sha1(sha1(utf8ToBytes(seed))).slice(0, 16)
}

/** AES/ECB/PKCS5 decryption of a Base64 text (line breaks allowed) to UTF-8; null where the text was not made with this key. */
export function decryptAesEcb(key: Uint8Array, base64: string): string | null {
  try {
    const bytes = Uint8Array.from(atob(base64.replaceAll(/\s/g, '')), (character) => character.charCodeAt(0))
    return new TextDecoder('utf-8', { fatal: true }).decode(ecb(key).decrypt(bytes))
  } catch {
    return null
  }
}
