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

/** The string to sign of the unkeyed variant of the same headers: timestamp, app key, nonce, secret, timestamp. */
export function aepPlainString(secret: string, { appKey, nonce, timestamp }: AepParts): string {
  return timestamp + appKey + nonce + secret + timestamp
}

/** SHA-256 of `aepPlainString`, upper-case hex. */
export function signAepPlain(secret: string, parts: AepParts): string {
  return bytesToHex(sha256(utf8ToBytes(aepPlainString(secret, parts)))).toUpperCase()
}

/** The string to sign of the variant that says which business is meant: timestamp, secret, nonce, business code, timestamp. */
export function aepBusinessString(
  secret: string,
  business: string,
  { nonce, timestamp }: Omit<AepParts, 'appKey'>,
): string {
  return timestamp + secret + nonce + business + timestamp
}

/** SHA-256 of `aepBusinessString`, upper-case hex. */
export function signAepBusiness(secret: string, business: string, parts: Omit<AepParts, 'appKey'>): string {
  return bytesToHex(sha256(utf8ToBytes(aepBusinessString(secret, business, parts)))).toUpperCase()
}

/** The string to sign of the `x-ka-*` headers, which have no secret at all: timestamp, nonce, timestamp. */
export function kaString({ nonce, timestamp }: Omit<AepParts, 'appKey'>): string {
  return timestamp + nonce + timestamp
}

/** SM3 of `kaString`, upper-case hex. */
export function signKa(parts: Omit<AepParts, 'appKey'>): string {
  return sm3(utf8ToBytes(kaString(parts))).toUpperCase()
}
