import { crc32, type ZipEntry } from './zip.ts'

/** What an archive may be. */
export interface ZipLimits {
  readonly maxEntries: number
  /** of one file, unpacked */
  readonly maxEntryBytes: number
  /** of all of them, unpacked */
  readonly maxTotalBytes: number
  /** what an entry may be called; a name without a folder where nothing is said */
  readonly names?: RegExp
}

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const [LOCAL_BYTES, CENTRAL_BYTES, END_BYTES] = [30, 46, 22]
const NAME = /^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}$/
const [STORED, DEFLATED] = [0, 8]
/** names in UTF-8, and a writer that did not know the sizes beforehand (APPNOTE 4.4.4) */
const ALLOWED_FLAGS = 0x0800 | 0x0008 | 0x0006

interface Listed {
  readonly name: string
  readonly method: number
  readonly sum: number
  readonly packed: number
  readonly size: number
  readonly at: number
  /** of the directory's own record */
  readonly length: number
}

/** The files of an archive in their order (APPNOTE 6.3: stored or deflated, neither encrypted nor split, no directories, nothing before, between or behind), or in a few words what is wrong with it. Nothing is unpacked further than its entry says. */
export async function readZip(archive: Uint8Array, limits: ZipLimits): Promise<ZipEntry[] | string> {
  const listed = readDirectory(archive, limits)
  if (typeof listed === 'string') return listed
  const entries: ZipEntry[] = []
  for (const entry of listed.entries) {
    const raw = rawOf(archive, entry, listed.start)
    if (typeof raw === 'string') return `${entry.name} ${raw}`
    const bytes = entry.method === STORED ? raw : await inflate(raw, entry.size)
    if (bytes?.length !== entry.size || crc32(bytes) !== entry.sum) return `${entry.name} 损坏`
    entries.push({ name: entry.name, bytes })
  }
  return entries
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.length)

/** The central directory; `start` is where it begins, and where the files must end. */
function readDirectory(archive: Uint8Array, limits: ZipLimits): { entries: Listed[]; start: number } | string {
  const view = viewOf(archive)
  const end = archive.length - END_BYTES
  if (end < 0 || view.getUint32(end, true) !== END) return '不是完整的 ZIP'
  const count = view.getUint16(end + 10, true)
  const [size, start] = [view.getUint32(end + 12, true), view.getUint32(end + 16, true)]
  if (view.getUint32(end + 4, true) !== 0 || view.getUint16(end + 8, true) !== count) return '是分卷的 ZIP'
  if (start + size !== end) return '目录的位置不对'
  if (count > limits.maxEntries) return '文件太多'
  const entries: Listed[] = []
  let at = start
  for (let index = 0; index < count; index += 1) {
    const entry = readListed(archive, view, at, end, limits.names ?? NAME)
    if (typeof entry === 'string') return entry
    if (entries.some(({ name }) => name.toLowerCase() === entry.name.toLowerCase())) return `条目重名:${entry.name}`
    if (entry.size > limits.maxEntryBytes) return `${entry.name} 太大`
    entries.push(entry)
    at += entry.length
  }
  if (at !== end) return '目录损坏'
  const total = entries.reduce((sum, entry) => sum + entry.size, 0)
  if (total > limits.maxTotalBytes) return '解开后太大'
  const places = entries.map((entry) => entry.at)
  if (places.some((place, index) => place <= (places[index - 1] ?? -1)) || (places[0] ?? 0) !== 0)
    return '条目的位置不对'
  return { entries, start }
}

function readListed(archive: Uint8Array, view: DataView, at: number, end: number, names: RegExp): Listed | string {
  if (at + CENTRAL_BYTES > end || view.getUint32(at, true) !== CENTRAL) return '目录损坏'
  const [flags, method] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)]
  const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true))
  const name = new TextDecoder().decode(archive.subarray(at + CENTRAL_BYTES, at + CENTRAL_BYTES + (nameBytes ?? 0)))
  if (!names.test(name) || name.includes('..')) return '条目名不合规'
  if ((flags & ~ALLOWED_FLAGS) !== 0) return `${name} 加密或用了约定以外的写法`
  if (method !== STORED && method !== DEFLATED) return `${name} 的压缩方式不在约定内`
  const length = CENTRAL_BYTES + name.length + (extraBytes ?? 0) + (commentBytes ?? 0)
  const [sum = 0, packed = 0, size = 0] = [16, 20, 24].map((offset) => view.getUint32(at + offset, true))
  return { name, method, sum, packed, size, at: view.getUint32(at + 42, true), length }
}

/** The packed bytes of an entry, whose own head says the same as the directory; they end before the directory begins. */
function rawOf(archive: Uint8Array, { name, method, packed, at }: Listed, start: number): Uint8Array | string {
  const view = viewOf(archive)
  if (at + LOCAL_BYTES > start || view.getUint32(at, true) !== LOCAL) return '的位置不对'
  const [nameBytes, extraBytes] = [view.getUint16(at + 26, true), view.getUint16(at + 28, true)]
  const from = at + LOCAL_BYTES + nameBytes + extraBytes
  const own = new TextDecoder().decode(archive.subarray(at + LOCAL_BYTES, at + LOCAL_BYTES + nameBytes))
  if (own !== name || view.getUint16(at + 8, true) !== method) return '与目录不符'
  return from + packed > start ? '的位置不对' : archive.subarray(from, from + packed)
}

/** Unpacked, but no further than it may be; null where it is more, or no deflated data. */
async function inflate(raw: Uint8Array, mostBytes: number): Promise<Uint8Array | null> {
  const source = new Blob([raw as Uint8Array<ArrayBuffer>]).stream()
  const reader = source.pipeThrough(new DecompressionStream('deflate-raw')).getReader()
  const bytes = new Uint8Array(mostBytes)
  let at = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return bytes.subarray(0, at)
      if (at + value.length > mostBytes) return null
      bytes.set(value, at)
      at += value.length
    }
  } catch {
    return null
  } finally {
    await reader.cancel().catch(() => {})
  }
}
