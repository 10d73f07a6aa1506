import { utf8ToBytes } from '@noble/hashes/utils.js'
import { sm3 } from 'sm-crypto-v2'
import type { PackageFormat } from './format.ts'
import type { Table } from './tables.ts'

/** A line that somebody types into the region's portal: under which tab, into which column, what, and its check. */
export interface AssistLine {
  readonly number: number
  readonly tab: string
  readonly column: string
  readonly value: string
  readonly check: string
}

/** What is typed of a case, in the order of its tables: whatever is filled and has a tab. */
export function toAssistLines(tables: readonly Table[], { assist }: PackageFormat): AssistLine[] {
  const filled = tables
    .filter(({ key }) => assist.tables.includes(key))
    .flatMap(({ header, rows: [row = []] }) =>
      header.names.flatMap((column, index) => {
        const [tab, value = ''] = [header.tabs[column], row[index]]
        return tab === undefined || value === '' ? [] : [{ tab, column, value }]
      }),
    )
  return filled.map((line, index) => ({
    number: index + 1,
    ...line,
    check: upperSm3(`${line.column}=${line.value}`, 4),
  }))
}

/** The check of the whole sheet, printed below it: whoever typed it in reckons it again from what the portal shows. */
export function sheetCheck(lines: readonly AssistLine[]): string {
  return upperSm3(lines.map(({ number, column, value }) => `${number}|${column}|${value}`).join('\n'), 8)
}

export function upperSm3(text: string, length: number): string {
  return sm3(utf8ToBytes(text)).slice(0, length).toUpperCase()
}
