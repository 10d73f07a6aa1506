export type FileType = 'pdf' | 'jpg' | 'png' | 'ofd'

const startsWith = (head: Uint8Array, bytes: readonly number[]) => bytes.every((byte, index) => head[index] === byte)

/** The type that a file's first bytes show, whatever its name says; null for anything we do not take. An OFD is a zip that names OFD.xml. */
export function sniffFileType(head: Uint8Array): FileType | null {
  if (startsWith(head, [0x25, 0x50, 0x44, 0x46, 0x2d])) return 'pdf'
  if (startsWith(head, [0xff, 0xd8, 0xff])) return 'jpg'
  if (startsWith(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png'
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04])) return 'ofd'
  return null
}

const MEDIA_TYPES = {
  pdf: 'application/pdf',
  jpg: 'image/jpeg',
  png: 'image/png',
  ofd: 'application/ofd',
} as const satisfies Record<FileType, string>

/** The media type of a file type. */
export function mediaTypeOf(type: FileType): string {
  return MEDIA_TYPES[type]
}

/** The file type of a media type, or null. */
export function fileTypeOf(mediaType: string): FileType | null {
  return (Object.keys(MEDIA_TYPES) as FileType[]).find((type) => MEDIA_TYPES[type] === mediaType) ?? null
}
