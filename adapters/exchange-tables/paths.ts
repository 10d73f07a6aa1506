import type { Fault } from '../../core/fault.ts'
import { isObject, type Json, type JsonObject } from '../../core/json.ts'
import { fromRowPath, toRowPath } from '../../core/list-path.ts'
import { groupLines } from './files-xml.ts'
import type { Options } from './options.ts'

const ENTRY = /^([0-9A-Z]{2,10}):([^:;]*):([\s\S]*)$/
const MOST_FAULTS = 50

/** One of the region's refusals, `码:路径:说明`. */
export interface WireError {
  readonly code: string
  readonly path: string
  readonly message: string
}

/** The refusals of a column, joined by `;`; what is none of them belongs to the one before. */
export function readErrors(text: string): WireError[] {
  const errors: WireError[] = []
  for (const part of text.split(';').slice(0, MOST_FAULTS)) {
    const [, code, path = '', message = ''] = ENTRY.exec(part.trim()) ?? []
    const last = errors.pop()
    if (code !== undefined) errors.push(...(last ? [last] : []), { code, path, message })
    else if (last) errors.push({ ...last, message: `${last.message};${part}` })
  }
  return errors
}

/** The same at the paths of the mapped tree. */
export function toFaults(errors: readonly WireError[], tree: JsonObject, options: Options): Fault[] {
  return errors.map(({ code, path, message }) => ({
    path: fromWirePath(path, tree, options),
    code,
    message: message.slice(0, 200),
  }))
}

const PLACE = /^\/STUFF\[(\d{1,4})\](?:\/FJS\/FJ\[(\d{1,4})\])?(?:\/(\w+))?/

/** A path of the region's: in a document by its root, else a column of the table of applications. */
function fromWirePath(path: string, tree: JsonObject, { application }: Options): string {
  const { form, files, table } = application
  if (path.startsWith(`${form.root}/`)) return fromRowPath(path)
  if (!path.startsWith(files.root)) return isObject(tree[table]) && path !== '' ? `${table}.${path}` : path
  const [, stuff, file, name] = PLACE.exec(path.slice(files.root.length)) ?? []
  const before = groupsOf(tree[files.root]).slice(0, Number(stuff ?? 1) - 1)
  const line = before.reduce((sum, group) => sum + group.length, 0) + Math.max(0, Number(file ?? 1) - 1)
  return stuff === undefined ? files.root : `${files.root}[${line}]${name === undefined ? '' : `.${name}`}`
}

/** The way back of it: where the region finds a path of the tree in its own documents. */
export function toWirePath(path: string, tree: JsonObject, { application }: Options): string {
  const { form, files, table } = application
  if (path.startsWith(`${form.root}.`)) return toRowPath(path)
  if (path.startsWith(`${table}.`)) return path.slice(table.length + 1)
  const [, line, name] = /^\[(\d+)\](?:\.(\w+))?$/.exec(path.slice(files.root.length)) ?? []
  if (!path.startsWith(files.root) || line === undefined) return path.replaceAll(/[:;]/g, '')
  const groups = groupsOf(tree[files.root])
  let first = 0
  const nth = groups.findIndex((group) => {
    first += group.length
    return first > Number(line)
  })
  const within = Number(line) - (first - (groups[nth]?.length ?? 0))
  const file = name !== undefined && /^WJ/.test(name) ? `/FJS/FJ[${within + 1}]` : ''
  return `${files.root}/STUFF[${nth + 1}]${file}${name === undefined ? '' : `/${name}`}`
}

const groupsOf = (lines: Json | undefined): readonly JsonObject[][] => groupLines(Array.isArray(lines) ? lines : [])

/** Refusals as a column takes them: whole ones only, no more than it holds. */
export function writeErrors(errors: readonly WireError[], mostChars = 1_000): string {
  const seen = new Set(errors.map(({ code, path, message }) => `${code}:${path}:${message.replaceAll(/[;:]/g, ',')}`))
  let text = ''
  for (const one of seen) {
    const longer = text === '' ? one : `${text};${one}`
    if (longer.length > mostChars) break
    text = longer
  }
  return text
}
