import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { sm3 } from 'sm-crypto-v2'

/** What the `x-aep-*` and `x-ka-*` headers of one request carry. */
export interface AepParts {
  readonly appKey: string
  readonly nonce: string
  /** milliseconds or seconds, as the region wants it */
  readonly timestamp: string
}

/** The string to sign of the keyed variant (山东 2.3): name=value of appkey, nonce and timestamp, in this order, joined by `&`. The body is not signed. */
export function aepString({ appKey, nonce, timestamp }: AepParts): string {
  return `x-aep-appkey=${appKey}&x-aep-nonce=${nonce}&x-aep-timestamp=${timestamp}`
}

/** HMAC-SHA256 of `aepString`, lower-case hex. */
export function signAep(secret: Uint8Array, parts: AepParts): string {
  return bytesToHex(hmac(sha256, secret, utf8ToBytes(aepString(parts))))
}

/** SHA-256 over timestamp, app key, nonce, secret, timestamp, upper-case hex: the unkeyed variant of the same headers. */
export function signAepPlain(secret: string, { appKey, nonce, timestamp }: AepParts): string {
  return bytesToHex(sha256(utf8ToBytes(timestamp + appKey + nonce + secret + timestamp))).toUpperCase()
}

/** SHA-256 over timestamp, secret, nonce, business code, timestamp, upper-case hex: the variant that signs which business is meant. */
export function signAepBusiness(
  secret: string,
  business: string,
  { nonce, timestamp }: Omit<AepParts, 'appKey'>,
): string {
  return bytesToHex(sha256(utf8ToBytes(timestamp + secret + nonce + business + timestamp))).toUpperCase()
}

/** SM3 over timestamp, nonce, timestamp, upper-case hex: the `x-ka-*` variant, which has no secret at all. */
export function signKa({ nonce, timestamp }: Omit<AepParts, 'appKey'>): string {
  return sm3(utf8ToBytes(timestamp + nonce + timestamp)).toUpperCase()
}
