const END = '\r\n'

/** Rows of texts with commas between and a line end behind each; line breaks inside a value are written out, and what a spreadsheet would take for a formula is marked. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(writeCell).join(',') + END).join('')
}

function writeCell(value: string): string {
  const bare = value.replaceAll('\\', '\\\\').replaceAll(/\r\n?|\n/g, '\\n')
  const text = /^'*[=+\-@]/.test(bare) ? `'${bare}` : bare
  return /[",]|^ | $/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** The rows of such a text; null where a quote is not closed or a value has what no writer puts there. */
export function readCsv(text: string): string[][] | null {
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/)
  const rows = lines.map(readLine)
  return rows.includes(null) ? null : (rows as string[][])
}

const CELL = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y

function readLine(line: string): string[] | null {
  const cells: string[] = []
  CELL.lastIndex = 0
  for (;;) {
    const found = CELL.exec(line)
    if (!found) return null
    const [, quoted, plain = '', separator] = found
    const cell = readCell(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (cell === null) return null
    cells.push(cell)
    if (separator === '') return cells
  }
}

/** What is taken for a formula without its mark, but for a lone stroke and what a spreadsheet wraps texts in. */
const FORMULA = /^(?!-$|="[^"]*"\t*$)[=+\-@]/

function readCell(text: string): string | null {
  if (FORMULA.test(text)) return null
  const bare = /^'+[=+\-@]/.test(text) ? text.slice(1) : text
  return bare.replaceAll(/\\(.)/g, (whole, letter: string) => (letter === 'n' ? '\n' : letter === '\\' ? '\\' : whole))
}
