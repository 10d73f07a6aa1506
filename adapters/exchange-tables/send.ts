import { utf8ToBytes } from '@noble/hashes/utils.js'
import { type RowDatabase, RowRefused, type RowStatement, type RowValue } from '../../core/links.ts'
import type { Exchange, OutboundMessage, SendResult } from '../../core/message.ts'
import type { Partner } from '../../core/protocol.ts'
import { requireSecret } from '../../core/secrets.ts'
import { toTime } from '../../core/time.ts'
import { readLying, toResult } from './lying.ts'
import type { Options } from './options.ts'
import { type Outgoing, prepareRows } from './outgoing.ts'
import { type RowValues, sumRow } from './row-sum.ts'
import { tablesOf } from './rows.ts'
import { insertRow, quoted, tableName } from './sql.ts'

/** `yyyy-MM-dd HH:mm:ss` in Beijing, as the tables keep times. */
export const rowTime = (ms: number): string => toTime(ms).slice(0, 19).replace('T', ' ')

/** What the rows of a message are named by: its own id. */
const rowNameOf = ({ id }: OutboundMessage): string => id.replaceAll('-', '')

/** Writes the rows of a message, all or none; every later attempt finds them there by the message's id and reads how the region marked them. */
export async function sendRows(message: OutboundMessage, partner: Partner<Options>): Promise<SendResult> {
  const { options, links } = partner
  const database = links.database(options.database)
  const tables = tablesOf(message.tree, options)
  const written = await readLying(database, tables, rowNameOf(message), options)
  if (written.length > 0) return toResult(written, message, partner)
  const tablesToWrite = await withoutRepeats(database, tables, message, partner)
  const state = stateOf(message, partner)
  if (tablesToWrite.length === 0) {
    await database.batch(state)
    return { outcome: 'accepted', level: 'A0', partnerCaseNo: null, duplicate: true, memo: {}, exchanges: [] }
  }
  // a server that took over may not show yet what was written to the other
  if (!(await partner.nonces.first(`row:${rowNameOf(message)}`, options.unseenMs)))
    return later('刚写入前置库的行暂时看不到,稍后再看', options.unseenMs, [])
  const outgoing = await prepareRows(message, partner)
  if (typeof outgoing === 'string') return { ...REFUSED, code: 'file', message: outgoing, exchanges: [] }
  return write(database, tablesToWrite, outgoing, state, message, partner)
}

const REFUSED = { outcome: 'rejected', faults: [] } as const

/** A table that has one row a case is not written twice. */
async function withoutRepeats(
  database: RowDatabase,
  tables: readonly string[],
  message: OutboundMessage,
  { options, home }: Partner<Options>,
): Promise<string[]> {
  const { caseNo, source } = options.application
  const open: string[] = []
  for (const table of tables) {
    const sql = `SELECT 1 AS there FROM ${tableName(table, options)} WHERE ${quoted(source)} = $1 AND ${quoted(caseNo)} = $2`
    const params = [home.division, caseOf(message)]
    if (!options.tables[table]?.once || (await database.query(sql, params)).length === 0) open.push(table)
  }
  return open
}

/** Whoever collected a case numbered it. */
const caseOf = ({ kind, caseNo, partnerCaseNo }: OutboundMessage): string =>
  kind === 'progress' ? (partnerCaseNo ?? '') : caseNo

/** How a case of the region's stands now, in all of its rows. */
function stateOf(message: OutboundMessage, { options, region }: Partner<Options>): RowStatement[] {
  const { application, marks } = options
  const state = message.tree[marks.state]
  if (message.kind !== 'progress' || typeof state !== 'string') return []
  const table = tableName(application.table, options, application.theirs)
  const sql = `UPDATE ${table} SET ${quoted(marks.state)} = $1 WHERE ${quoted(application.source)} = $2 AND ${quoted(application.caseNo)} = $3`
  return [{ sql, params: [state, region, caseOf(message)] }]
}

async function write(
  database: RowDatabase,
  tables: readonly string[],
  { rows, shown }: Outgoing,
  state: readonly RowStatement[],
  message: OutboundMessage,
  partner: Partner<Options>,
): Promise<SendResult> {
  const { options, clock, keyring } = partner
  const key = await requireSecret(keyring, options.rowKeys.ours)
  const sentAt = clock.now()
  const statements: RowStatement[] = []
  const told: Record<string, unknown> = {}
  for (const table of tables) {
    const given = await givenByWriting(database, table, message, partner)
    const row: RowValues = { ...rows[table], ...given }
    const row_sum = sumRow(table, row, key, options)
    statements.push(insertRow(table, { ...row, row_sum }, options))
    told[table] = { ...shown[table], ...given, row_sum }
  }
  const exchange: Exchange = {
    operation: tables.join('+'),
    sentAt,
    receivedAt: null,
    request: utf8ToBytes(JSON.stringify(told)),
    response: null,
    status: null,
  }
  try {
    await database.batch([...statements, ...state])
  } catch (error) {
    if (error instanceof RowRefused) return toRefusal(error.sqlState, exchange, options)
    throw error
  }
  const waiting = { outcome: 'waiting', reason: '已写入前置库,等对方取走', checkAfterMs: options.pollEveryMs } as const
  return { ...waiting, exchanges: [{ ...exchange, receivedAt: clock.now() }] }
}

/** The time of writing, and the number that follows the last of the case's rows here. */
async function givenByWriting(
  database: RowDatabase,
  table: string,
  message: OutboundMessage,
  { options, clock, home }: Partner<Options>,
): Promise<Record<string, RowValue>> {
  const { columns = [], numbered } = options.tables[table] ?? {}
  const at = rowTime(clock.now())
  const times = columns.filter(({ name }) => options.written.includes(name)).map(({ name }) => [name, at] as const)
  if (numbered === undefined) return Object.fromEntries(times)
  const { source, caseNo } = options.application
  const sql = `SELECT coalesce(max(${quoted(numbered)}), 0) AS last FROM ${tableName(table, options)} WHERE ${quoted(source)} = $1 AND ${quoted(caseNo)} = $2`
  const [last] = await database.query(sql, [home.division, caseOf(message)])
  return { ...Object.fromEntries(times), [numbered]: Number(last?.['last'] ?? 0) + 1 }
}

const later = (
  reason: string,
  retryAfterMs: number | null,
  exchanges: readonly Exchange[],
  unknown = false,
): SendResult => ({
  outcome: 'later',
  reason,
  unknown,
  retryAfterMs,
  exchanges,
})

/** By class of SQLSTATE: what another try may mend, what is somebody else's row by now, and what is no row of theirs. */
function toRefusal(sqlState: string, exchange: Exchange, { unseenMs }: Options): SendResult {
  const exchanges = [exchange]
  if (/^(53|40)/.test(sqlState)) return later(`前置库暂时不能写入(${sqlState})`, null, exchanges)
  if (sqlState === '23505') return later('前置库里已有同一编号的行,稍后核对', unseenMs, exchanges)
  return { ...REFUSED, code: sqlState, message: `前置库不接收这一行(SQLSTATE ${sqlState})`, exchanges }
}
