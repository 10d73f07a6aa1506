/** §3.6: the columns of a callback, in their order. */
export const CALLBACK = [
  'hlx',
  'sjid',
  'xh',
  'lsh',
  'slh',
  'sxid',
  'zt',
  'hj',
  'sj',
  'dx',
  'jg',
  'yy',
  'wjm',
  'wjhash',
  'kz',
] as const
/** And those of a receipt. */
export const RECEIPT = ['wjm', 'jg', 'sjid', 'lsh', 'slh', 'dm', 'ms'] as const

export type CallbackRow = Partial<Record<(typeof CALLBACK)[number], string>>
export type ReceiptRow = Record<(typeof RECEIPT)[number], string>

const BOM = '\ufeff'
const LONG_DIGITS = /^\d{11,}[\dX]$/

function cell(column: string, value: string): string {
  const marked = /^[=+\-@]/.test(value) ? `'${value}` : value
  const isLong = column === 'lsh' || column === 'slh' ? marked !== '' : column === 'yy' && LONG_DIGITS.test(marked)
  return `"${(isLong ? `\t${marked}` : marked).replaceAll('"', '""')}"`
}

/** A CSV with BOM and CRLF, every cell quoted, long numbers behind a tab. */
export function writeRows(
  columns: readonly string[],
  rows: readonly Readonly<Record<string, string | undefined>>[],
): Buffer {
  const lines = rows.map((row) => columns.map((column) => cell(column, row[column] ?? '')).join(','))
  return Buffer.from(`${BOM}${[columns.map((column) => `"${column}"`).join(','), ...lines].join('\r\n')}\r\n`)
}

/** The rows of such a text with its marks taken off, or why it is none. */
export function readRows(columns: readonly string[], bytes: Uint8Array): Record<string, string>[] | string {
  const text = Buffer.from(bytes).toString('utf8')
  if (!text.startsWith(BOM)) return '没有 BOM'
  const rows = readCells(text.slice(1))
  if (!rows) return '单元格没有都加引号,或行尾不是 CRLF'
  const [header = [], ...body] = rows
  if (header.join() !== columns.join()) return '列名不符'
  if (body.some((row) => row.length !== columns.length)) return '列数不符'
  return body.map((row) => Object.fromEntries(columns.map((column, index) => [column, bare(row[index] ?? '')])))
}

const bare = (value: string): string => value.replace(/^\t/, '').replace(/^'(?=[=+\-@])/, '')

function readCells(text: string): string[][] | null {
  const rows: string[][] = []
  let row: string[] = []
  const next = /"((?:[^"]|"")*)"(,|\r\n)/y
  while (next.lastIndex < text.length) {
    const found = next.exec(text)
    if (!found) return null
    row.push((found[1] ?? '').replaceAll('""', '"'))
    if (found[2] === ',') continue
    rows.push(row)
    row = []
  }
  return row.length === 0 ? rows : null
}
