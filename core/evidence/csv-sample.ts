import type { JsonObject } from '../json.ts'

const MOST_ROWS = 50

/** A CSV file as the tree of its columns: a list of rows, or one group where there is one row. Several files one after another, each under a line with its name, become groups of that name. Null where it is none. */
export function readCsvSample(text: string): JsonObject | null {
  const parts = text.split(/\r?\n(?=[\w.-]+\.csv\r?\n)/)
  const named = parts.map((part) => /^([\w.-]+)\.csv\r?\n([\s\S]*)$/.exec(part.trimStart()))
  if (named.some((one) => one !== null)) {
    const groups = named.flatMap((one) => {
      const table = one && readTable(one[2] ?? '')
      return one && table ? [[one[1] ?? '', table] as const] : []
    })
    return groups.length > 0 ? Object.fromEntries(groups) : null
  }
  const table = readTable(text)
  return table ? (Array.isArray(table) ? { rows: table } : table) : null
}

function readTable(text: string): JsonObject | JsonObject[] | null {
  const rows = cellsOf(text).filter((row) => row.some((cell) => cell !== ''))
  const [header = [], ...records] = rows
  if (header.length < 2 || records.length === 0 || header.some((cell) => cell === '' || cell.length > 60)) return null
  if (new Set(header).size < header.length || records.some((row) => row.length !== header.length)) return null
  const groups = records
    .slice(0, MOST_ROWS)
    .map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ''])))
  return groups.length === 1 ? (groups[0] ?? null) : groups
}

/** RFC 4180, with tabs or semicolons where there is no comma in the first line. */
function cellsOf(text: string): string[][] {
  const first = text.split('\n', 1)[0] ?? ''
  const by = first.includes(',') ? ',' : first.includes('\t') ? '\t' : ';'
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]
    if (quoted) {
      if (sign === '"' && text[at + 1] === '"') cell += text[at++]
      else if (sign === '"') quoted = false
      else cell += sign
    } else if (sign === '"' && cell === '') quoted = true
    else if (sign === by || sign === '\n') {
      rows.at(-1)?.push(cell.replace(/\r$/, ''))
      cell = ''
      if (sign === '\n') rows.push([])
    } else cell += sign
  }
  rows.at(-1)?.push(cell)
  return rows
}
