import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { beijingTime } from '../../simulator/beijing-time.ts'
import type { Simulator } from '../../simulator/contract.ts'
import { MATTERS } from '../../simulator/jiangsu/matters.ts'
import { answerTail, inTransaction, type Row, rowId, sumRow, textOf, writeRow } from '../../simulator/jiangsu/rows.ts'
import { applicationOf } from '../../simulator/jiangsu/samples.ts'

/** What the gateway made of a row of the region's own. */
export interface Mark {
  readonly sync_sign: string
  readonly sync_error_desc: string | null
  readonly internal_id: string | null
  readonly bj_statu: string
}

const APPLICATIONS = 'wq_out.inf_apply'
const PATIENCE_MS = 8_000

/** The region's exchange database as its owner sees it, who may write there whatever he likes. */
export function openOwner(simulator: Simulator): pg.Pool {
  const { port, pathname } = new URL(simulator.reachedAt.split('+')[1] ?? '')
  const at = { host: '127.0.0.1', port: Number(port), database: pathname.slice(1) }
  const pool = new pg.Pool({ ...at, user: 'tongban', password: 'tongban', max: 2 })
  pool.on('error', () => {})
  return pool
}

/** Waits until a column of a row is none of these any more. */
export async function awaitChange<T extends object>(
  pool: pg.Pool,
  sql: string,
  name: string,
  waiting: (row: T) => boolean,
): Promise<T> {
  for (let waited = 0; ; waited += 20) {
    const [row] = (await pool.query<T>(sql, [name])).rows
    if (row && !waiting(row)) return row
    if (waited > PATIENCE_MS) throw new Error(`nobody marked ${name}: ${JSON.stringify(row)}`)
    await pause(20)
  }
}

let laidOut = 0

/** An application for M07 of the region's own, under a number that it had never before. */
export function application(over: Row = {}): Row {
  laidOut += 1
  const matter = MATTERS['002036004001']
  if (!matter) throw new Error('no M07')
  const caseNo = `JS20261124${String(90_000_000 + laidOut)}`
  const now = Date.now()
  const sample = { matter, caseNo, version: 1, idNo: '320102190001010028', changes: {}, renewed: [], remark: null }
  return { ...applicationOf(sample, now, now), ...over }
}

/** Lays an application out, changed by SQL where one is named, summed with the region's key or another, and waits for the gateway's mark. */
export async function layOut(pool: pg.Pool, row: Row, change = '', key?: string): Promise<Mark> {
  const no = textOf(row, 'no')
  await inTransaction(pool, async (client) => {
    await writeRow(client, APPLICATIONS, row)
    if (change !== '') await client.query(`UPDATE ${APPLICATIONS} SET ${change} WHERE no = $1`, [no])
    await sumRow(client, APPLICATIONS, no, key)
  })
  const sql = `SELECT sync_sign, sync_error_desc, internal_id, bj_statu FROM ${APPLICATIONS} WHERE no = $1`
  return awaitChange<Mark>(pool, sql, no, ({ sync_sign }) => sync_sign === '0' || sync_sign === '9')
}

/** A case of ours, by both numbers. */
export interface OurCase {
  readonly no: string
  readonly partnerNo: string
}

/** A row that tells of a case of ours: 审核 where nothing else is said. */
export function told({ no, partnerNo }: OurCase, seq: number, over: Row = {}): Row {
  const now = Date.now()
  const at = beijingTime(now)
  return {
    row_guid: rowId(),
    project_no: partnerNo,
    process_name: '审核',
    event_name: '06',
    handle_user_name: '经办一号',
    handle_explain: '符合条件',
    event_start_time: at,
    event_end_time: at,
    ...answerTail(no, seq, now),
    ...over,
  }
}

/** Puts rows into `up_pro_process` or another of the six tables, all at once. */
export async function tell(pool: pg.Pool, rows: readonly Row[], table = 'up_pro_process', key?: string): Promise<void> {
  await inTransaction(pool, async (client) => {
    for (const row of rows) await writeRow(client, `wq_out.${table}`, row, key)
  })
}

/** How the gateway marked such a row, once it did. */
export async function markOf(pool: pg.Pool, row: Row, table = 'up_pro_process'): Promise<string> {
  const sql = `SELECT is_sync FROM wq_out.${table} WHERE row_guid = $1`
  const read = await awaitChange<{ is_sync: string }>(
    pool,
    sql,
    textOf(row, 'row_guid'),
    ({ is_sync }) => is_sync === '0',
  )
  return read.is_sync
}
