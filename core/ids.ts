import { bytesToHex } from '@noble/hashes/utils.js'
import type { Clock, Random } from './ports.ts'

/** A UUID v7 (RFC 9562 §5.7): sorts by time of making, so that rows made together lie together. */
export function newId(clock: Clock, random: Random): string {
  const bytes = random.bytes(16)
  let ms = clock.now()
  for (let index = 5; index >= 0; index -= 1) {
    bytes[index] = ms % 256
    ms = Math.floor(ms / 256)
  }
  return asUuid(bytes, 0x70)
}

/** A random UUID v4, for messages to partners that ask for that version. */
export function newMessageId(random: Random): string {
  return asUuid(random.bytes(16), 0x40)
}

function asUuid(bytes: Uint8Array, version: number): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | version
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytesToHex(bytes)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
