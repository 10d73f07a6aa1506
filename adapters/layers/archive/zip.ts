/** A file in an archive; names are ASCII. */
export interface ZipEntry {
  readonly name: string
  readonly bytes: Uint8Array
}

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
/** names are UTF-8 (APPNOTE 4.4.4, bit 11) */
const UTF8_NAMES = 0x0800
const VERSION = 20

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value
})

/** The checksum of an entry (APPNOTE 4.4.7). */
export function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff
  for (const byte of bytes) value = (value >>> 8) ^ (CRC_TABLE[(value ^ byte) & 0xff] ?? 0)
  return (value ^ 0xffffffff) >>> 0
}

/** An archive of stored files in their order (APPNOTE 6.3), all of one time: `yyyy-MM-ddTHH:mm:ss`, kept to two seconds. */
export function writeZip(entries: readonly ZipEntry[], time: string): Uint8Array {
  const [date, clock] = dosTime(time)
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const { name, bytes } of entries) {
    const label = new TextEncoder().encode(name)
    const sum = crc32(bytes)
    const shared = [VERSION, 2, UTF8_NAMES, 2, 0, 2, clock, 2, date, 2, sum, 4, bytes.length, 4, bytes.length, 4]
    const local = numbers([LOCAL, 4, ...shared, label.length, 2, 0, 2])
    const tail = [label.length, 2, 0, 2, 0, 2, 0, 2, 0, 2, 0, 4, offset, 4]
    directory.push(numbers([CENTRAL, 4, VERSION, 2, ...shared, ...tail]), label)
    parts.push(local, label, bytes)
    offset += local.length + label.length + bytes.length
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0)
  const count = entries.length
  return joined([...parts, ...directory, numbers([END, 4, 0, 2, 0, 2, count, 2, count, 2, size, 4, offset, 4, 0, 2])])
}

/** Date and time as MS-DOS has them. */
function dosTime(time: string): readonly [number, number] {
  const [year = 1980, month = 1, day = 1, hour = 0, minute = 0, second = 0] = (time.match(/\d+/g) ?? []).map(Number)
  return [((year - 1980) << 9) | (month << 5) | day, (hour << 11) | (minute << 5) | (second >> 1)]
}

/** Little-endian numbers, each followed by its width in bytes. */
function numbers(pairs: readonly number[]): Uint8Array {
  const bytes: number[] = []
  for (let at = 0; at < pairs.length; at += 2) {
    const [value = 0, width = 0] = pairs.slice(at, at + 2)
    for (let byte = 0; byte < width; byte += 1) bytes.push((value >>> (8 * byte)) & 0xff)
  }
  return Uint8Array.from(bytes)
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
