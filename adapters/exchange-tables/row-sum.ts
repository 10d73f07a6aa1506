import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import type { RowValue } from '../../core/links.ts'
import type { Options } from './options.ts'

/** A row by column; a column that is not there is NULL. */
export type RowValues = Readonly<Record<string, RowValue | undefined>>

/**
 * A row's checksum: SHA-256 over key, table, every column in the table's order, and the key once more, joined by `|`. NULL counts as the empty text,
 * in texts `\` and `|` are escaped, bytes stand as their own SHA-256.
 */
export function sumRow(table: string, row: RowValues, key: Uint8Array, { tables, unsummed }: Options): string {
  const columns = (tables[table]?.columns ?? []).filter((column) => !unsummed.includes(column.name))
  const values = [table, ...columns.map(({ name }) => wordOf(row[name]))]
  return bytesToHex(sha256(concatBytes(key, utf8ToBytes(`|${values.join('|')}|`), key)))
}

function wordOf(value: RowValue | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return value.replaceAll('\\', '\\\\').replaceAll('|', '\\|')
  return bytesToHex(sha256(value))
}
