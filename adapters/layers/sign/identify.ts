import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** What an `identify` parameter signs (广东 2.1). */
export interface IdentifyParts {
  /** seconds, ten digits */
  readonly timestamp: string
  /** sixteen lower-case hex digits */
  readonly nonce: string
  readonly deptCode: string
  readonly tableName: string
  /** the xml parameter as the receiver has it after un-escaping: not one byte may differ */
  readonly xml: string
}

/** The string to sign, with nothing between its parts; of the xml it holds the SHA-256. */
export function identifyString(key: string, { timestamp, nonce, deptCode, tableName, xml }: IdentifyParts): string {
  return timestamp + key + nonce + deptCode + tableName + bytesToHex(sha256(utf8ToBytes(xml))) + timestamp
}

/** `timestamp.nonce.digest`: SHA-256 of `identifyString`, lower-case hex. */
export function signIdentify(key: string, parts: IdentifyParts): string {
  return `${parts.timestamp}.${parts.nonce}.${bytesToHex(sha256(utf8ToBytes(identifyString(key, parts))))}`
}

/** The parts of an `identify` as it came; null where it is not written so. */
export function readIdentify(text: string): { readonly timestamp: string; readonly nonce: string } | null {
  const [, timestamp, nonce] = /^(\d{10})\.([0-9a-f]{16})\.[0-9a-f]{64}$/.exec(text) ?? []
  return timestamp === undefined || nonce === undefined ? null : { timestamp, nonce }
}
