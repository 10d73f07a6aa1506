import { isFileSlot } from '../../../core/file-slots.ts'
import { isObject, type Json, type JsonObject, putAt, valueAt } from '../../../core/json.ts'
import type { FileSlot } from '../../../core/message.ts'
import type { PackageFormat } from './format.ts'

/** A tree whose files have the names that they have in the package, and those files by their names. */
export interface Placed {
  readonly tree: JsonObject
  /** a slot of each, where the tree had one: without it, a file that was filled in already */
  readonly files: ReadonlyMap<string, FileSlot | null>
}

/** Names the files of a message. A correction lists every material: what was taken before is kept and does not travel again. */
export function placeFiles(tree: JsonObject, memo: JsonObject, options: PackageFormat): Placed {
  const files = new Map<string, FileSlot | null>()
  const placed = structuredClone(tree)
  const { materials, progress } = options
  const lines = tree[materials.key]
  if (Array.isArray(lines)) {
    const before = isObject(memo['lastTree']) ? memo['lastTree'][materials.key] : undefined
    placed[materials.key] = placeMaterials(lines.filter(isObject), linesOf(before), options, files)
    if (valueAt(placed, materials.count) !== undefined) putAt(placed, materials.count, String(files.size))
  }
  for (const { key, file, digest, nameOf } of papersOf(tree, progress)) {
    const record = tree[key]
    if (!isObject(record) || !isFilled(record[file])) continue
    const slot = [record[file], record[digest]].find(isFileSlot) ?? null
    files.set(nameOf, slot)
    placed[key] = { ...record, [file]: nameOf }
  }
  return { tree: placed, files }
}

const isFilled = (value: Json | undefined): boolean => value !== undefined && value !== ''
const linesOf = (value: Json | undefined): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : [])

/** The document and the licence of a progress message. */
function papersOf(tree: JsonObject, { key, document, licence }: PackageFormat['progress']) {
  const status = tree[key]
  const type = isObject(status) ? String(status[document.type] ?? '') : ''
  return [
    { key, file: document.file, digest: '', nameOf: `DOC_${document.codes[type] ?? 'QT'}_01.pdf` },
    { key: licence.key, file: licence.file, digest: licence.digest, nameOf: 'LIC_01.pdf' },
  ]
}

/** Materials are counted by their code, files of one code within it: `XZ-06_01.pdf`. */
function placeMaterials(
  lines: readonly JsonObject[],
  before: readonly JsonObject[],
  { materials: names }: PackageFormat,
  files: Map<string, FileSlot | null>,
): JsonObject[] {
  const seen = new Map<string, number>()
  return lines.map((line) => {
    const code = String(line[names.code])
    const ending = String(line[names.ending] ?? '')
    const nth = (seen.get(code) ?? 0) + 1
    seen.set(code, nth)
    const numbered = { ...line, [names.number]: String(seen.size) }
    const known = before.filter((one) => one[names.code] === line[names.code])[nth - 1]
    const use = known === undefined ? names.fresh : isSame(line, known, names.digest) ? names.kept : names.replaced
    if (before.length > 0 && use === names.kept)
      return { ...numbered, [names.use]: use, [names.file]: '', [names.digest]: '' }
    const used = before.length > 0 ? { ...numbered, [names.use]: use } : numbered
    if (ending === '') return { ...used, [names.file]: '' }
    const name = `${code}_${String(nth).padStart(2, '0')}.${ending}`
    const slot = line[names.digest]
    files.set(name, isFileSlot(slot) ? slot : null)
    return { ...used, [names.file]: name }
  })
}

/** The same file, or excused the same way. */
function isSame(line: JsonObject, known: JsonObject, digest: string): boolean {
  const [one, other] = [line[digest], known[digest]]
  if (isFileSlot(one) && isFileSlot(other)) return one.$file.sha256 === other.$file.sha256
  return !isFileSlot(one) && !isFileSlot(other)
}
