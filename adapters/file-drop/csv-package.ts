import { decodeText, encodeText } from '../../core/charset.ts'
import { accepted, type Checked, faulty } from '../../core/fault.ts'
import { isObject, type Json, type JsonObject } from '../../core/json.ts'
import type { PayloadMessage } from '../../core/protocol.ts'
import { readCsv, writeCsv } from './csv.ts'
import type { CsvPackageOptions } from './options.ts'

const BETWEEN = '\r\n'

/** The tables of a package, each under the name of its file, as the sender would print them one after the other. */
export function encodePackage({ tree, matter }: PayloadMessage, options: CsvPackageOptions): Uint8Array {
  const blocks = Object.entries(options.files).flatMap(([key, { name, columns }]) => {
    const value = tree[key]
    const header = columns[matter] ?? columns['all']
    if (value === undefined || !header) return []
    const listed = Array.isArray(value) ? value.filter(isObject) : [value as JsonObject]
    if (listed.length === 0) return []
    const records = key === options.materials.key ? nameFiles(listed, options.materials) : listed
    const rows = records.map((record) => flat(record)).map((record) => header.map((column) => record[column] ?? ''))
    return [`${name}${BETWEEN}${writeCsv([header, ...rows])}`]
  })
  return encodeText(blocks.join(BETWEEN), options.charset)
}

/** Members of groups under the name of the group and their own: `股东1` `类型` is the column `股东1类型`. */
function flat(record: JsonObject): Record<string, string> {
  const columns: Record<string, string> = {}
  for (const [name, value] of Object.entries(record)) {
    if (isObject(value)) for (const [member, text] of Object.entries(value)) columns[name + member] = String(text ?? '')
    else columns[name] = String(value ?? '')
  }
  return columns
}

/** Materials are counted by their code, files of one code within it: `XZ-06_01.pdf`. */
function nameFiles(lines: readonly JsonObject[], names: CsvPackageOptions['materials']): JsonObject[] {
  const seen = new Map<string, number>()
  return lines.map((line) => {
    const code = String(line[names.code])
    const ending = String(line[names.ending] ?? '')
    const nth = (seen.get(code) ?? 0) + 1
    seen.set(code, nth)
    const file = ending === '' ? '' : `${code}_${String(nth).padStart(2, '0')}.${ending}`
    return { ...line, [names.number]: String(seen.size), [names.file]: file }
  })
}

/** The tree of such a package; every table has exactly its columns. */
export function decodePackage(payload: Uint8Array, matter: string, options: CsvPackageOptions): Checked<JsonObject> {
  const text = payload.length <= options.maxPackageBytes ? decodeText(payload, options.charset) : null
  if (text === null) return refused('', `不是 ${options.charset} 文字,或太大`)
  const tree: JsonObject = {}
  for (const block of text.split(BETWEEN + BETWEEN)) {
    const [name = '', ...lines] = block.split(BETWEEN)
    const [key, file] = Object.entries(options.files).find(([, one]) => one.name === name) ?? []
    const columns = file && (file.columns[matter] ?? file.columns['all'])
    const [header, ...rows] = readCsv(lines.join(BETWEEN)) ?? []
    if (!key || !file || !columns || !header) return refused(name, '不是约定的表')
    if (header.join() !== columns.join()) return refused(name, '表头与约定不一致')
    if (rows.some((row) => row.length !== header.length)) return refused(name, '列数不符')
    const records = rows.map((row) => grouped(header, row, options.groups))
    if (key === options.materials.key) for (const record of records) delete record[options.materials.number]
    tree[key] = file.rows === 'many' ? records : (records[0] ?? {})
  }
  return accepted(tree)
}

/** The columns of a numbered group as a group; one in which all is blank is not there. */
function grouped(header: readonly string[], row: readonly string[], groups: readonly string[]): JsonObject {
  const record: JsonObject = {}
  for (const [index, column] of header.entries()) {
    const value = row[index] ?? ''
    const group = groups.find((name) => column.startsWith(name) && column !== name)
    if (!group) record[column] = value
    else if (value !== '') {
      const known: Json = record[group] ?? {}
      record[group] = { ...(isObject(known) ? known : {}), [column.slice(group.length)]: value }
    }
  }
  return record
}

function refused(path: string, message: string): Checked<never> {
  return faulty([{ path, code: 'format', message, fix: '请按接口文档填写' }])
}
