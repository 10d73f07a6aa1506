import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { beijingTime } from '../beijing-time.ts'

/** §2.2: who writes a row sums it with a key of its own. */
export const ROW_KEYS = { gateway: 'jsDemoRowKey510107', region: 'jsDemoRowKeyJS0001' } as const

export type Value = string | number | Buffer | null
/** A row by column; timestamps as text. */
export type Row = Readonly<Record<string, Value>>

type Querying = Pick<pg.ClientBase, 'query'>

export const rowId = (): string => randomUUID().replaceAll('-', '')

const quoted = (name: string) => `"${name}"`
/** The column that names a row. */
const nameOf = (table: string) => (table.startsWith('wq_out.up_') ? 'row_guid' : 'no')

/** Puts a row and sums it by the document's own function. */
export async function writeRow(
  client: Querying,
  table: string,
  row: Row,
  key: string = ROW_KEYS.region,
): Promise<void> {
  const names = Object.keys(row)
  const places = names.map((_, index) => `$${index + 1}`)
  await client.query(
    `INSERT INTO ${table} (${names.map(quoted).join(', ')}, row_sum) VALUES (${places.join(', ')}, '')`,
    Object.values(row),
  )
  await sumRow(client, table, String(row[nameOf(table)]), key)
}

/** Sums a row anew. */
export async function sumRow(
  client: Querying,
  table: string,
  id: string,
  key: string = ROW_KEYS.region,
): Promise<void> {
  const sql = `UPDATE ${table} SET row_sum = public.calc_row_sum('${table}', $1, $2) WHERE ${nameOf(table)} = $1`
  await client.query(sql, [id, key])
}

/** §2.2: whether a row of the gateway's is as it was written. */
export async function isWhole(client: Querying, table: string, id: string): Promise<boolean> {
  const sql = `SELECT row_sum = public.calc_row_sum('${table}', $1, $2) AS whole FROM ${table} WHERE ${nameOf(table)} = $1`
  const { rows } = await client.query<{ whole: boolean }>(sql, [id, ROW_KEYS.gateway])
  return rows[0]?.whole ?? false
}

/** §3.2: takes what lies there, oldest first; `9` until it is marked. */
export async function claimRows(client: Querying, table: string, order: string): Promise<Row[]> {
  const { rows } = await client.query<Row>(
    `UPDATE ${table} SET sync_sign = '9', sync_date = now() WHERE no IN (SELECT no FROM ${table} WHERE sync_sign = '0' ORDER BY ${order} LIMIT 50 FOR UPDATE SKIP LOCKED) RETURNING *`,
  )
  return rows.sort(
    (a, b) =>
      String(a['create_date']).localeCompare(String(b['create_date'])) ||
      Number(a['no_ord'] ?? 0) - Number(b['no_ord'] ?? 0),
  )
}

/** §3.2: `1`, `2` with why, or `3`. */
export async function markRow(
  client: Querying,
  table: string,
  no: string,
  sign: string,
  why: string | null = null,
): Promise<void> {
  const sql = `UPDATE ${table} SET sync_sign = $2, sync_date = now(), sync_error_desc = $3 WHERE no = $1`
  await client.query(sql, [no, sign, why?.slice(0, 1_000) ?? null])
}

/** Several statements, all or none. */
export async function inTransaction<T>(pool: pg.Pool, act: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const result = await act(client)
    await client.query('COMMIT')
    return result
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}

/** §3.6: the columns at the end of every answer. */
export const answerTail = (sourceNo: string, seqNo: number, now: number): Row => ({
  cd_operation: 'I',
  cd_time: beijingTime(now),
  cd_batch: rowId(),
  data_source: '320',
  source_no: sourceNo,
  seq_no: seqNo,
})

export const textOf = (row: Row, name: string): string => String(row[name] ?? '')
