import { crc32, inflateRawSync } from 'node:zlib'

/** A file of an archive. */
export interface Entry {
  readonly name: string
  readonly bytes: Buffer
}

/** §1: limits of an archive. */
const MOST_ENTRIES = 61
const MOST_ENTRY_BYTES = 20 * 1024 * 1024

/** The files of an archive in their order, or what is wrong with it (§3.4: neither encrypted nor split, no directories, as far as `forbidden` says). */
export function readZip(archive: Buffer, forbidden = /[/\\]|\.\./): Entry[] | string {
  const end = archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (end < 0 || end + 22 > archive.length) return '不是 ZIP'
  const count = archive.readUInt16LE(end + 10)
  if (count > MOST_ENTRIES) return '文件太多'
  const entries: Entry[] = []
  let at = archive.readUInt32LE(end + 16)
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > archive.length || archive.readUInt32LE(at) !== 0x02014b50) return '目录损坏'
    const lengths = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset))
    const [nameLength = 0, extra = 0, comment = 0] = lengths
    const name = archive.toString('latin1', at + 46, at + 46 + nameLength)
    if (forbidden.test(name)) return `条目名不合规:${name}`
    if (entries.some((entry) => entry.name === name)) return `条目重名:${name}`
    const bytes = readEntry(archive, at)
    if (typeof bytes === 'string') return bytes
    entries.push({ name, bytes })
    at += 46 + nameLength + extra + comment
  }
  return entries
}

function readEntry(archive: Buffer, at: number): Buffer | string {
  const [flags, method] = [archive.readUInt16LE(at + 8), archive.readUInt16LE(at + 10)]
  const [sum, packed, size] = [16, 20, 24].map((offset) => archive.readUInt32LE(at + offset))
  const local = archive.readUInt32LE(at + 42)
  if (flags & 1) return '条目加密'
  if (local + 30 > archive.length || (size ?? 0) > MOST_ENTRY_BYTES) return '条目损坏或太大'
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
  const raw = archive.subarray(start, start + (packed ?? 0))
  const bytes = method === 8 ? inflated(raw) : method === 0 ? raw : null
  return bytes && bytes.length === size && crc32(bytes) === sum ? bytes : '条目损坏'
}

function inflated(raw: Buffer): Buffer | null {
  try {
    return inflateRawSync(raw, { maxOutputLength: MOST_ENTRY_BYTES })
  } catch {
    return null
  }
}

/** An archive of stored files. */
export function writeZip(entries: readonly Entry[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, bytes } of entries) {
    const label = Buffer.from(name, 'latin1')
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(20, 0)
    shared.writeUInt16LE(0x5c41, 8)
    shared.writeUInt32LE(crc32(bytes), 10)
    shared.writeUInt32LE(bytes.length, 14)
    shared.writeUInt32LE(bytes.length, 18)
    shared.writeUInt16LE(label.length, 22)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), shared, tail, label)
    parts.push(Buffer.from('PK\x03\x04', 'latin1'), shared, label, bytes)
    offset += 30 + label.length + bytes.length
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(size, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...parts, ...directory, Buffer.from('PK\x05\x06', 'latin1'), end])
}
