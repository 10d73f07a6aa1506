import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** The string to sign of the `x-tif-*` headers: timestamp (seconds), token, nonce, timestamp, nothing between. Neither address nor body is signed. */
export function tifString(timestamp: string, token: string, nonce: string): string {
  return timestamp + token + nonce + timestamp
}

/** SHA-256 of `tifString`, lower-case hex; who receives it compares without regard to case. */
export function signTif(timestamp: string, token: string, nonce: string): string {
  return bytesToHex(sha256(utf8ToBytes(tifString(timestamp, token, nonce))))
}
