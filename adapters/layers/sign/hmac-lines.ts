import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** What such a signature covers. */
export interface SignedRequest {
  /** as it stands in its header */
  readonly time: string
  readonly nonce: string
  readonly method: string
  /** path with query as they were sent, nothing decoded */
  readonly target: string
  /** empty where there is none */
  readonly body: Uint8Array
}

/** The string to sign: time, nonce, METHOD, target and the body's SHA-256 in lower-case hex; five lines, LF between, none at the end. */
export function hmacLinesString({ time, nonce, method, target, body }: SignedRequest): string {
  return [time, nonce, method.toUpperCase(), target, bytesToHex(sha256(body))].join('\n')
}

/** HMAC-SHA256 over those lines, lower-case hex. */
export function signHmacLines(key: Uint8Array, request: SignedRequest): string {
  return bytesToHex(hmac(sha256, key, utf8ToBytes(hmacLinesString(request))))
}
