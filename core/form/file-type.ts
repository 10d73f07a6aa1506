/** What a file's first bytes say it is. */
export type FileType = keyof typeof MEDIA_TYPES

const MEDIA_TYPES = {
  pdf: 'application/pdf',
  jpg: 'image/jpeg',
  png: 'image/png',
  ofd: 'application/ofd',
  zip: 'application/zip',
  gif: 'image/gif',
  bmp: 'image/bmp',
  tif: 'image/tiff',
  webp: 'image/webp',
  rar: 'application/vnd.rar',
  '7z': 'application/x-7z-compressed',
  gzip: 'application/gzip',
  ole: 'application/x-ole-storage',
  exe: 'application/vnd.microsoft.portable-executable',
  xml: 'application/xml',
  html: 'text/html',
} as const

/** The media type that travels with a file of this type. */
export function mediaTypeOf(type: FileType): string {
  return MEDIA_TYPES[type]
}

/** The type that a media type or an extension (without dot) names; null where neither knows it. */
export function fileTypeNamed(word: string): FileType | null {
  const lower = (word.split(';')[0] ?? '').trim().toLowerCase()
  if (Object.hasOwn(MEDIA_TYPES, lower)) return lower as FileType
  if (Object.hasOwn(ALIASES, lower)) return ALIASES[lower] ?? null
  return TYPES_BY_MEDIA.get(lower) ?? null
}

const TYPES_BY_MEDIA: ReadonlyMap<string, FileType> = new Map(
  Object.entries(MEDIA_TYPES).map(([type, media]) => [media, type as FileType]),
)

const ALIASES: Readonly<Record<string, FileType>> = {
  jpeg: 'jpg',
  jpe: 'jpg',
  tiff: 'tif',
  htm: 'html',
  'image/jpg': 'jpg',
  'image/pjpeg': 'jpg',
  'application/x-zip-compressed': 'zip',
  'text/xml': 'xml',
}

const SIGNATURES: readonly (readonly [FileType, readonly number[]])[] = [
  ['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['jpg', [0xff, 0xd8, 0xff]],
  ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['gif', [0x47, 0x49, 0x46, 0x38]],
  ['bmp', [0x42, 0x4d]],
  ['tif', [0x49, 0x49, 0x2a, 0x00]],
  ['tif', [0x4d, 0x4d, 0x00, 0x2a]],
  ['rar', [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ['gzip', [0x1f, 0x8b]],
  ['ole', [0xd0, 0xcf, 0x11, 0xe0]],
  ['exe', [0x4d, 0x5a]],
]

const ZIP_ENTRY = [0x50, 0x4b, 0x03, 0x04]

/** The type by the first bytes (a few KB will do; for OFD the names of the first entries), or null. Never looks at a name. */
export function sniffFileType(head: Uint8Array): FileType | null {
  if (startsWith(head, ZIP_ENTRY)) return holdsOfd(head) ? 'ofd' : 'zip'
  const found = SIGNATURES.find(([, bytes]) => startsWith(head, bytes))
  if (found) return found[0]
  if (startsWith(head, [0x52, 0x49, 0x46, 0x46]) && startsWith(head.subarray(8), [0x57, 0x45, 0x42, 0x50]))
    return 'webp'
  const text = new TextDecoder()
    .decode(head.subarray(0, 256))
    .replace(/^\ufeff/, '')
    .trimStart()
    .toLowerCase()
  if (text.startsWith('<!doctype html') || text.startsWith('<html')) return 'html'
  return text.startsWith('<?xml') ? 'xml' : null
}

/** GB/T 33190: an OFD is a zip with `OFD.xml` at its root. */
function holdsOfd(head: Uint8Array): boolean {
  const names = new TextDecoder()
  for (let at = 0; at + 30 <= head.length; at += 1) {
    if (!startsWith(head.subarray(at), ZIP_ENTRY)) continue
    const length = (head[at + 26] ?? 0) + (head[at + 27] ?? 0) * 256
    const name = names.decode(head.subarray(at + 30, at + 30 + length)).toLowerCase()
    if (name === 'ofd.xml' || name === 'ofd') return true
  }
  return false
}

function startsWith(bytes: Uint8Array, wanted: readonly number[]): boolean {
  return wanted.every((byte, index) => bytes[index] === byte)
}
