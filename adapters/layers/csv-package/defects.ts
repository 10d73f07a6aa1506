import { isObject, type JsonObject } from '../../../core/json.ts'
import { splitColumn } from './columns.ts'
import type { PackageFormat } from './format.ts'

/** What is wrong with a field stands under `form.csv:股东2证件号码`; the tree has `form.股东2.证件号码`. */
export function toDefects(tree: JsonObject, { progress, files }: PackageFormat): JsonObject {
  return rewritten(tree, progress, (path) => {
    const [key = '', ...members] = path.split('.')
    const file = files[key]?.name
    return file === undefined || members.length === 0 ? path : `${file}:${members.join('')}`
  })
}

/** The way back of it. */
export function fromDefects(tree: JsonObject, options: PackageFormat): JsonObject {
  return rewritten(tree, options.progress, (column) => {
    const [, file = '', name = ''] = /^([\w.-]+):(.+)$/.exec(column.normalize('NFKC')) ?? []
    return file === '' ? column : (toTreePath(file, originalName(column, name), options) ?? column)
  })
}

/** The name as the header has it: full-width brackets stay. */
const originalName = (column: string, name: string): string => column.slice(-name.length)

/** Where the tree has a column of a file's only row, or of its first table row. */
export function toTreePath(file: string, column: string, { files, groups }: PackageFormat): string | null {
  const [key] = Object.entries(files).find(([, one]) => one.name === file) ?? []
  if (key === undefined) return null
  const [group, member] = splitColumn(column, groups)
  return group === '' ? `${key}.${member}` : `${key}.${group}.${member}`
}

function rewritten(
  tree: JsonObject,
  { defects }: PackageFormat['progress'],
  rewrite: (about: string) => string,
): JsonObject {
  const listed = tree[defects.key]
  if (!Array.isArray(listed)) return tree
  const lines = listed.filter(isObject).map((line) => {
    const about = line[defects.about]
    return typeof about === 'string' ? { ...line, [defects.about]: rewrite(about) } : line
  })
  return { ...tree, [defects.key]: lines }
}
