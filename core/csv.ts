/** Spreadsheets take a file without it for GBK. */
export const BYTE_ORDER_MARK = '\ufeff'

/** What a spreadsheet takes for a formula when a cell begins with it. */
const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/u

/** One line of a CSV file (RFC 4180, CRLF); a cell that a spreadsheet would run as a formula begins with an apostrophe. */
export function toCsvLine(cells: readonly string[]): string {
  return `${cells.map(toCell).join(',')}\r\n`
}

function toCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) || safe !== text ? `"${safe.replaceAll('"', '""')}"` : safe
}
