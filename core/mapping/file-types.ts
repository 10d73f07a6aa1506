import { fileTypeNamed, mediaTypeOf } from '../form/file-type.ts'

type MaterialType = 'pdf' | 'jpg' | 'png' | 'ofd'

const BY_MEDIA_TYPE: ReadonlyMap<string, MaterialType> = new Map(
  (['pdf', 'jpg', 'png', 'ofd'] as const).map((type) => [mediaTypeOf(type), type]),
)

/** The type of a material's file by its media type or extension; null where it is none of the four. */
export function materialTypeNamed(word: string): MaterialType | null {
  const known = BY_MEDIA_TYPE.get(word)
  if (known) return known
  const named = fileTypeNamed(word)
  return named === 'pdf' || named === 'jpg' || named === 'png' || named === 'ofd' ? named : null
}
