import { type Row, tableOf } from './check-columns.ts'
import { ASSIST_HEADER, CASE_COLUMNS } from './columns.ts'
import type { Matter } from './matters.ts'
import type { OpenPackage, ReceiptFault } from './open-package.ts'
import { sm3 } from './seal.ts'

const FILE = 'assist.csv'

/** The lines that somebody types into the portal (§3.5): what is filled, under its tab, each with its check. */
export function assistRows(matter: Matter, kase: Row, form: Row): Row[] {
  const filled = [
    ...CASE_COLUMNS.map((column) => [column, kase] as const),
    ...matter.form.map((column) => [column, form] as const),
  ]
    .filter(([{ name, tab }, row]) => tab !== '–' && (row[name] ?? '') !== '')
    .map(([{ name, tab }, row]) => ({ 页签: tab, 栏目: name, 应录值: row[name] ?? '' }))
  return filled.map((line, index) => ({
    ...line,
    序号: String(index + 1),
    核对码: sm3(`${line.栏目}=${line.应录值}`).slice(0, 4).toUpperCase(),
  }))
}

/** The check of the whole sheet, printed below it (§3.5). */
export function sheetCheck(rows: readonly Row[]): string {
  const lines = rows.map((row) => `${row['序号']}|${row['栏目']}|${row['应录值']}`)
  return sm3(lines.join('\n')).slice(0, 8).toUpperCase()
}

/** Whether the sheet is that of the case; a matter that a program reads has none. */
export function checkAssist(opened: OpenPackage, matter: Matter, kase: Row, form: Row): readonly ReceiptFault[] {
  if (matter.means === 'D') {
    return opened.files.has(FILE) ? [{ code: 'E03', file: FILE, says: 'D 类没有辅助录入单' }] : []
  }
  const table = tableOf(opened, FILE, ASSIST_HEADER)
  if (!('rows' in table)) return table
  const wanted = assistRows(matter, kase, form)
  const wrong = wanted.findIndex((row, index) => ASSIST_HEADER.some((name) => table.rows[index]?.[name] !== row[name]))
  if (wrong >= 0) return [{ code: 'E16', file: FILE, line: wrong + 2, says: '与办件不符' }]
  return table.rows.length === wanted.length ? [] : [{ code: 'E13', file: FILE, says: '行数不符' }]
}
