import { decodeText, encodeText } from '../../../core/charset.ts'

/** The columns of a callback and of a receipt, in their order (610000 document 3.6). */
export const CALLBACK_COLUMNS = ['hlx', 'sjid', 'xh', 'lsh', 'slh', 'sxid', 'zt', 'hj', 'sj', 'dx', 'jg', 'yy', 'wjm', 'wjhash', 'kz'] as const // biome-ignore format: one header
export const RECEIPT_COLUMNS = ['wjm', 'jg', 'sjid', 'lsh', 'slh', 'dm', 'ms'] as const

export type CallbackRow = Readonly<Record<(typeof CALLBACK_COLUMNS)[number], string>>
export type ReceiptRow = Readonly<Record<(typeof RECEIPT_COLUMNS)[number], string>>

const BOM = '\ufeff'
const LONG_NUMBER = /^\d{11,}[\dX]$/
const FORMULA = /^[=+\-@]/
const CONTROL = /[\p{Cc}]/u

/** UTF-8 behind a BOM, CRLF behind every line, every cell quoted; what a spreadsheet would reckon or round is marked. */
export function writeRows<Column extends string>(
  columns: readonly Column[],
  rows: readonly Readonly<Partial<Record<Column, string>>>[],
): Uint8Array {
  const lines = rows.map((row) => columns.map((column) => writeCell(column, row[column] ?? '')).join(','))
  const header = columns.map((column) => `"${column}"`).join(',')
  return encodeText(`${BOM}${[header, ...lines].join('\r\n')}\r\n`, 'utf-8')
}

function writeCell(column: string, value: string): string {
  const line = value.replaceAll(/\r\n?|\n/g, ' ')
  const text = FORMULA.test(line) ? `'${line}` : line
  const isLong = column === 'lsh' || column === 'slh' ? text !== '' : column === 'yy' && LONG_NUMBER.test(text)
  return `"${(isLong ? `\t${text}` : text).replaceAll('"', '""')}"`
}

/** The rows of such a text without its marks; or in a few words why it is none. */
export function readRows<Column extends string>(
  columns: readonly Column[],
  bytes: Uint8Array,
): Record<Column, string>[] | string {
  const text = decodeText(bytes, 'utf-8')
  if (text === null) return '不是 UTF-8'
  if (!text.startsWith(BOM)) return '没有 BOM'
  const lines = readCells(text.slice(1))
  if (!lines) return '单元格没有都加引号,或行尾不是 CRLF'
  const [header = [], ...rows] = lines
  if (header.join() !== columns.join()) return '列名不符'
  if (rows.length === 0) return '没有行'
  if (rows.some((row) => row.length !== columns.length)) return '列数不符'
  if (rows.some((row) => row.some((cell) => FORMULA.test(bare(cell))))) return '单元格以公式开头而没有标记'
  if (rows.some((row) => row.some((cell) => CONTROL.test(bare(cell))))) return '单元格有控制字符'
  return rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, plain(row[at] ?? '')]))) as never
}

const bare = (cell: string): string => cell.replace(/^\t/, '')
const plain = (cell: string): string => bare(cell).replace(/^'(?=[=+\-@])/, '')

const CELL = /"((?:[^"]|"")*)"(,|\r\n)/y

function readCells(text: string): string[][] | null {
  const rows: string[][] = []
  let row: string[] = []
  CELL.lastIndex = 0
  for (let at = 0; at < text.length; at = CELL.lastIndex) {
    const found = CELL.exec(text)
    if (!found) return null
    row.push((found[1] ?? '').replaceAll('""', '"'))
    if (found[2] === ',') continue
    rows.push(row)
    row = []
  }
  return row.length === 0 ? rows : null
}
