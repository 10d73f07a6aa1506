import type { RowStatement, RowValue } from '../../core/links.ts'
import type { Options } from './options.ts'
import type { RowValues } from './row-sum.ts'

/** A name of the region's as SQL has it, its case kept. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** A table where we write, or, with another schema, its like where the region does. */
export function tableName(table: string, { tables }: Options, schema = tables[table]?.schema ?? ''): string {
  return `${quoted(schema)}.${quoted(table)}`
}

/** The row with what it has; columns without a value are NULL, or what the table gives them. */
export function insertRow(table: string, row: RowValues, options: Options): RowStatement {
  const given = Object.entries(row).filter((entry): entry is [string, RowValue] => entry[1] !== undefined)
  const names = given.map(([name]) => quoted(name)).join(', ')
  const places = given.map((_, index) => `$${index + 1}`).join(', ')
  return {
    sql: `INSERT INTO ${tableName(table, options)} (${names}) VALUES (${places})`,
    params: given.map(([, value]) => value),
  }
}

/** How many bytes of documents and files a row has. */
export function sizeOf(table: string, { tables }: Options): string {
  const large = (tables[table]?.columns ?? []).filter(({ type }) => type === 'bytea' || type === 'xml')
  return large.length === 0
    ? '0'
    : large.map(({ name }) => `coalesce(octet_length(${quoted(name)}), 0)::bigint`).join(' + ')
}

/** All columns that we know of, in the table's order. */
export function columnsOf(table: string, { tables }: Options): string {
  return (tables[table]?.columns ?? []).map(({ name }) => quoted(name)).join(', ')
}
