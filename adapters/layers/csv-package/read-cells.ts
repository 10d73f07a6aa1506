import type { TableFault } from './tables.ts'

/** What stands for nothing in older data; names may be so. */
const FILLERS: readonly string[] = ['无', '/', '—']
const WRAPPED = /^="([\s\S]*)"$/
const LOST = /^\d(\.\d+)?E\+?\d+$/i

/** Values as they were before a spreadsheet saved them: wrapping, tabs behind and full-width digits go. A number in scientific notation has lost digits, and is refused. */
export function readCells(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): { readonly rows: string[][] } | TableFault {
  const read = rows.map((row) => row.map((value, index) => readCell(value, header[index] ?? '')))
  for (const [at, row] of read.entries()) {
    const lost = row.findIndex((value) => LOST.test(value))
    if (lost >= 0)
      return { reason: 'number-lost', line: at + 2, column: header[lost] ?? '', message: '科学计数,数字已丢失' }
  }
  return { rows: read }
}

function readCell(value: string, column: string): string {
  const bare = value.replace(/\t+$/, '').replace(WRAPPED, '$1')
  const text = bare.replaceAll(/[０-９]/g, (digit) => digit.normalize('NFKC'))
  return FILLERS.includes(text) && !column.includes('名') ? '' : text
}
