import { inflateSync } from 'node:zlib'

const WOFF = 0x774f4646
const HEADER_BYTES = 44
const ENTRY_BYTES = 20
const SFNT_ENTRY_BYTES = 16
const SFNT_HEADER_BYTES = 12

/** A font as it is without its wrapping: of WOFF (W3C, version 1) what is inside, anything else as it came. */
export function unwrapFont(bytes: Buffer): Buffer {
  if (bytes.readUInt32BE(0) !== WOFF) return bytes
  const count = bytes.readUInt16BE(12)
  const head = Buffer.alloc(SFNT_HEADER_BYTES + SFNT_ENTRY_BYTES * count)
  bytes.copy(head, 0, 4, 8)
  head.writeUInt16BE(count, 4)
  const parts: Uint8Array[] = [head]
  let at = head.length
  for (let index = 0; index < count; index += 1) {
    const entry = HEADER_BYTES + ENTRY_BYTES * index
    const [offset, packed, size, sum] = [4, 8, 12, 16].map((field) => bytes.readUInt32BE(entry + field)) as [
      number,
      number,
      number,
      number,
    ]
    const stored = bytes.subarray(offset, offset + packed)
    const padding = Buffer.alloc((4 - (size % 4)) % 4)
    const row = SFNT_HEADER_BYTES + SFNT_ENTRY_BYTES * index
    bytes.copy(head, row, entry, entry + 4)
    for (const [field, value] of [sum, at, size].entries()) head.writeUInt32BE(value, row + 4 + 4 * field)
    parts.push(packed < size ? inflateSync(stored) : stored, padding)
    at += size + padding.length
  }
  return Buffer.concat(parts)
}

/** The code points that a font (sfnt) has glyphs for: its Unicode `cmap` of format 12, else of format 4. */
export function codePointsOf(font: Buffer): Set<number> {
  const cmap = tableOf(font, 'cmap')
  if (!cmap) return new Set()
  const tables = Array.from({ length: cmap.readUInt16BE(2) }, (_, index) =>
    cmap.subarray(cmap.readUInt32BE(4 + 8 * index + 4)),
  )
  const wide = tables.find((table) => table.readUInt16BE(0) === 12)
  const narrow = tables.find((table) => table.readUInt16BE(0) === 4)
  return new Set(wide ? wideRanges(wide) : narrow ? narrowRanges(narrow) : [])
}

function tableOf(font: Buffer, name: string): Buffer | null {
  for (let index = 0; index < font.readUInt16BE(4); index += 1) {
    const row = SFNT_HEADER_BYTES + SFNT_ENTRY_BYTES * index
    if (font.toString('latin1', row, row + 4) !== name) continue
    const from = font.readUInt32BE(row + 8)
    return font.subarray(from, from + font.readUInt32BE(row + 12))
  }
  return null
}

function* wideRanges(table: Buffer): Generator<number> {
  for (let index = 0; index < table.readUInt32BE(12); index += 1) {
    const group = 16 + 12 * index
    for (let code = table.readUInt32BE(group); code <= table.readUInt32BE(group + 4); code += 1) yield code
  }
}

function* narrowRanges(table: Buffer): Generator<number> {
  const twice = table.readUInt16BE(6)
  for (let index = 0; index < twice; index += 2) {
    const [end, start] = [table.readUInt16BE(14 + index), table.readUInt16BE(16 + twice + index)]
    const delta = table.readUInt16BE(16 + 2 * twice + index)
    const place = 16 + 3 * twice + index
    const offset = table.readUInt16BE(place)
    for (let code = start; code <= end && code !== 0xffff; code += 1) {
      const glyph = offset === 0 ? (code + delta) & 0xffff : table.readUInt16BE(place + offset + 2 * (code - start))
      if (glyph !== 0) yield code
    }
  }
}
