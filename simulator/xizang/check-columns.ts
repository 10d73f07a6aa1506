import { needOf } from '../field-needs.ts'
import { TABLES } from './code-tables.ts'
import type { Column } from './columns.ts'
import { normal, readTable, type Table } from './csv.ts'
import { isDay, isMoment } from './dates.ts'
import type { OpenPackage, ReceiptFault } from './open-package.ts'

export type Row = Readonly<Record<string, string>>

/** A table of a package with this header; its faults where it is none. */
export function tableOf(
  { files }: Pick<OpenPackage, 'files'>,
  file: string,
  header: readonly string[],
): Table | readonly ReceiptFault[] {
  const bytes = files.get(file)
  if (!bytes) return [{ code: 'E04', file, says: '缺少文件' }]
  const table = readTable(bytes)
  if ('code' in table)
    return [{ code: table.code, file, ...('line' in table ? { line: table.line } : {}), says: '不是约定的 CSV' }]
  return table.header.map(normal).join() === header.map(normal).join()
    ? { header, rows: table.rows.map((row) => renamed(row, table.header, header)) }
    : [{ code: 'E12', file, line: 1, says: '表头不符' }]
}

function renamed(row: Row, from: readonly string[], to: readonly string[]): Row {
  return Object.fromEntries(to.map((name, index) => [name, row[from[index] ?? ''] ?? '']))
}

const PATH = /^[\p{Script=Han}]+(\/[\p{Script=Han}]+){1,2}$/u
const ENDLESS = '无固定期限'
const FORMS: Readonly<Record<string, (value: string) => boolean>> = {
  d: isDay,
  dl: (value) => value === '长期' || isDay(value),
  dt: isMoment,
  path: (value) => PATH.test(value),
  ym: (value) => /^\d{4}年([1-9]|1[0-2])月$/.test(value),
  life: (value) => {
    const [from = '', to = '', ...more] = value.split(' 至 ')
    return value === ENDLESS || (more.length === 0 && isDay(from) && (to === ENDLESS || isDay(to)))
  },
  term: (value) => {
    const [from = '', to = '', ...more] = value.split(' 至 ')
    return more.length === 0 && isDay(from) && (to === '长期' || isDay(to))
  },
}

/** The code and the complaint about a value; null where it is right. */
function complaint(type: string, value: string): readonly [code: string, says: string] | null {
  const table = TABLES[type]
  if (table) return table.has(value) ? null : ['E15', `码值不在 ${type}`]
  const form = FORMS[type]
  if (form) return form(value) ? null : ['E16', '格式不符']
  if (type.startsWith('s'))
    return [...value].length <= Number(type.slice(1)) ? null : ['E16', `超过 ${type.slice(1)} 字`]
  if (/E\+?\d/.test(value)) return ['E13', '科学计数,数字已丢失']
  const [whole = 0, decimals = 0] = type.slice(1).split('.').map(Number)
  const number = new RegExp(`^-?\\d{1,${whole - decimals}}${decimals > 0 ? `(\\.\\d{1,${decimals}})?` : ''}$`)
  return number.test(value) ? null : ['E16', '不是约定的数']
}

/** Every fault in a row of a table, the only one where no line is said; `lookUp` sees the columns of case.csv and form.csv together. */
export function checkRow(
  file: string,
  row: Row,
  columns: readonly Column[],
  lookUp: (name: string) => string,
  line = 2,
): ReceiptFault[] {
  return columns.flatMap(({ name, type, need }) => {
    const value = row[name] ?? ''
    const { isWanted, isAllowed } = needOf(need, lookUp)
    const fault = (code: string, says: string) => [{ code, file, line, column: name, says }]
    if (value === '') return isWanted ? fault('E14', '必填') : []
    if (!isAllowed) return fault('E16', '这里应为空')
    if (/^[\d.]+E\+\d+$/i.test(value)) return fault('E13', '科学计数,数字已丢失')
    const found = complaint(type, value)
    return found ? fault(...found) : []
  })
}
