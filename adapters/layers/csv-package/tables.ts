import { decodeText, encodeText } from '../../../core/charset.ts'
import { accepted, type Checked, faulty } from '../../../core/fault.ts'
import { isObject, type Json, type JsonObject } from '../../../core/json.ts'
import type { PayloadMessage } from '../../../core/protocol.ts'
import { flat, grouped, normal } from './columns.ts'
import { readCsv, writeCsv } from './csv.ts'
import { fromDefects, toDefects } from './defects.ts'
import type { Header, PackageFormat } from './format.ts'
import { placeFiles } from './place-files.ts'
import { readCells } from './read-cells.ts'

const BETWEEN = '\r\n'

/** A table of a package: its key in the tree, the name of its file, its header and rows. */
export interface Table {
  readonly key: string
  readonly name: string
  readonly header: Header
  readonly rows: readonly (readonly string[])[]
}

/** The tables that a tree has, in the order of the options. What a table does not say itself and the status does (whose case, which correction) is as there. */
export function toTables(tree: JsonObject, matter: string, options: PackageFormat): Table[] {
  const shared = isObject(tree[options.progress.key]) ? flat(tree[options.progress.key] as JsonObject) : {}
  const written = toDefects(tree, options)
  return Object.entries(options.files).flatMap(([key, { name, columns }]) => {
    const value = written[key]
    const header = columns[matter] ?? columns['all']
    if (value === undefined || !header) return []
    const listed = Array.isArray(value) ? value.filter(isObject) : [value as JsonObject]
    if (listed.length === 0) return []
    const rows = listed.map(flat).map((record) => header.names.map((column) => record[column] ?? shared[column] ?? ''))
    return [{ key, name, header, rows }]
  })
}

/** The bytes of the table's file. */
export function writeTable({ header, rows }: Pick<Table, 'header' | 'rows'>, { charset }: PackageFormat): Uint8Array {
  return encodeText(writeCsv([header.names, ...rows]), charset)
}

/** The tables of a package, each under the name of its file, as the sender would print them one after the other. */
export function encodePackage({ tree, matter, memo }: PayloadMessage, options: PackageFormat): Uint8Array {
  const tables = toTables(placeFiles(tree, memo, options).tree, matter, options)
  const blocks = tables.map(({ name, header, rows }) => `${name}${BETWEEN}${writeCsv([header.names, ...rows])}`)
  return encodeText(blocks.join(BETWEEN), options.charset)
}

/** The tree of such a text; every table has exactly its columns. */
export function decodePackage(payload: Uint8Array, matter: string, options: PackageFormat): Checked<JsonObject> {
  const text = payload.length <= options.maxPackageBytes ? decodeText(payload, options.charset) : null
  if (text === null) return refused('', `不是 ${options.charset} 文字,或太大`)
  const tree: JsonObject = {}
  for (const block of text.split(BETWEEN + BETWEEN)) {
    const [name = '', ...lines] = block.split(BETWEEN)
    const read = readTable(name, lines.join(BETWEEN), matter, options)
    if ('message' in read) return refused(name, read.message)
    tree[read.key] = read.value
  }
  return accepted(fromDefects(asOneEvent(tree, options), options))
}

/** One event of a package, and the licence with it. */
function asOneEvent(tree: JsonObject, { progress }: PackageFormat): JsonObject {
  const single = [progress.key, progress.licence.key]
  const entries = Object.entries(tree).map(([key, value]): [string, Json] =>
    single.includes(key) && Array.isArray(value) ? [key, value[0] ?? {}] : [key, value],
  )
  return Object.fromEntries(entries)
}

/** Why a table is refused: the region's kind of fault, where in the file (lines from 1, the header's being the first) and a sentence. */
export interface TableFault {
  readonly reason: 'unknown-table' | 'header' | 'cells' | 'number-lost'
  readonly line?: number
  readonly column?: string
  readonly message: string
}

/** What a table says, under its key in the tree. `matter` '' takes the header that fits whichever matter it is. */
export function readTable(
  name: string,
  text: string,
  matter: string,
  options: PackageFormat,
): { readonly key: string; readonly value: Json } | TableFault {
  const known = Object.entries(options.files).filter(([, file]) => file.name === name)
  const lines = readCsv(text)
  const [found, ...rows] = lines ?? []
  if (known.length === 0) return { reason: 'unknown-table', message: '不是约定的表' }
  if (!found) return { reason: 'cells', message: '不是约定的 CSV' }
  const fitting = known.flatMap(([key, { columns, rows: count }]) => {
    const own = matter === '' ? Object.values(columns) : [columns[matter] ?? columns['all']]
    const header = own.find((one) => one && one.names.map(normal).join() === found.map(normal).join())
    return header ? [{ key, count, header }] : []
  })
  const [fit] = fitting
  if (!fit) return { reason: 'header', line: 1, message: '表头与约定不一致' }
  const odd = rows.findIndex((row) => row.length !== fit.header.names.length)
  if (odd >= 0) return { reason: 'cells', line: odd + 2, message: '列数不符' }
  if (fit.count === 'one' && rows.length > 1) return { reason: 'cells', message: '应只有一行数据' }
  const read = readCells(fit.header.names, rows)
  if ('reason' in read) return read
  const records = read.rows.map((row) => grouped(fit.header.names, row, options.groups))
  if (fit.key === options.materials.key) for (const record of records) delete record[options.materials.number]
  return { key: fit.key, value: fit.count === 'many' ? records : (records[0] ?? {}) }
}

function refused(path: string, message: string): Checked<never> {
  return faulty([{ path, code: 'format', message, fix: '请按接口文档填写' }])
}
