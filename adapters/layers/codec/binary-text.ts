import { bytesToHex } from '@noble/hashes/utils.js'
import { fromBase64, toBase64 } from '../../../core/base64.ts'

/** Bytes as text on the wire. */
export type BinaryText = 'base64' | 'hex' | 'HEX'

/** Writes without line breaks. */
export function writeBinary(bytes: Uint8Array, text: BinaryText): string {
  if (text === 'base64') return toBase64(bytes)
  return text === 'hex' ? bytesToHex(bytes) : bytesToHex(bytes).toUpperCase()
}

/** The bytes of such a text, white space within it left out (Java's MIME encoder breaks lines), hex in either case; null for any other text. */
export function readBinary(text: string, kind: BinaryText): Uint8Array | null {
  const bare = text.replaceAll(/\s/g, '')
  if (kind === 'base64') return fromBase64(bare)
  if (!/^([0-9A-Fa-f]{2})*$/.test(bare)) return null
  return Uint8Array.from(bare.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}
