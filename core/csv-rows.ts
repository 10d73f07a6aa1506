/** A row of a CSV file and the line on which it begins, 1 for the first. */
export interface CsvRow {
  readonly line: number
  readonly cells: readonly string[]
}

/** What a CSV file breaks off with: a quote that is never closed, or something behind one that is; and the line of it. */
export interface CsvFault {
  readonly line: number
  readonly is: 'unclosed' | 'behind-quote'
}

/** The rows of a CSV file (RFC 4180; lines may end with LF alone), empty lines left out; a byte order mark is none of it. An apostrophe that keeps a spreadsheet from running a cell is taken off again. */
export function readCsvRows(text: string): { rows: readonly CsvRow[]; fault: CsvFault | null } {
  const rows: CsvRow[] = []
  const signs = text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n')
  let line = 1
  let begun = 1
  let cells: string[] = []
  const endRow = () => {
    if (cells.some((cell) => cell !== '')) rows.push({ line: begun, cells: cells.map(withoutApostrophe) })
    cells = []
  }
  for (let at = 0; at <= signs.length; ) {
    const { cell, end, closed } = signs[at] === '"' ? quotedCell(signs, at) : plainCell(signs, at)
    cells.push(cell)
    if (!closed) return { rows, fault: { line, is: 'unclosed' } }
    line += cell.split('\n').length - 1
    const next = signs[end]
    if (next !== undefined && next !== ',' && next !== '\n') return { rows, fault: { line, is: 'behind-quote' } }
    if (next !== ',') {
      endRow()
      line += 1
      begun = line
    }
    at = end + 1
    if (next === undefined) break
  }
  return { rows, fault: null }
}

interface Cell {
  readonly cell: string
  /** place of what follows it */
  readonly end: number
  readonly closed: boolean
}

function plainCell(signs: string, at: number): Cell {
  let end = at
  while (end < signs.length && signs[end] !== ',' && signs[end] !== '\n') end += 1
  return { cell: signs.slice(at, end), end, closed: true }
}

function quotedCell(signs: string, at: number): Cell {
  let cell = ''
  for (let place = at + 1; place < signs.length; place += 1) {
    if (signs[place] !== '"') cell += signs[place]
    else if (signs[place + 1] === '"') {
      cell += '"'
      place += 1
    } else return { cell, end: place + 1, closed: true }
  }
  return { cell, end: signs.length, closed: false }
}

function withoutApostrophe(cell: string): string {
  return /^'[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/u.test(cell) ? cell.slice(1) : cell
}
