import { bytesToHex } from '@noble/hashes/utils.js'

/** A UUID-shaped id that the same inputs always give, for requests that a retry must repeat. */
export function derivedUuid(digest: Uint8Array): string {
  const hex = bytesToHex(digest).slice(0, 32)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
