import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { RowDatabase, RowValue } from '../../core/links.ts'
import type { Exchange, OutboundMessage, SendResult } from '../../core/message.ts'
import type { Partner } from '../../core/protocol.ts'
import type { Options } from './options.ts'
import { readErrors, toFaults } from './paths.ts'
import { quoted, tableName } from './sql.ts'

/** A row of ours that lies in its table, with the marks that its reader put. */
export interface Lying {
  readonly table: string
  readonly sign: string
  readonly why: string
  /** the region's number of the case, where its table has one and the region has given it */
  readonly number: string | null
}

/** The rows of that name. */
export async function readLying(
  database: RowDatabase,
  tables: readonly string[],
  rowName: string,
  options: Options,
): Promise<Lying[]> {
  const { marks, application } = options
  const lying: Lying[] = []
  for (const table of tables) {
    const isNumbered = options.tables[table]?.columns.some(({ name }) => name === marks.number)
    const number = isNumbered ? `, ${quoted(marks.number)} AS number` : ''
    const sql = `SELECT ${quoted(marks.sign)} AS sign, ${quoted(marks.why)} AS why${number} FROM ${tableName(table, options)} WHERE ${quoted(application.rowName)} = $1`
    const [row] = await database.query(sql, [rowName])
    if (row)
      lying.push({ table, sign: textOf(row['sign']), why: textOf(row['why']), number: textOf(row['number']) || null })
  }
  return lying
}

const textOf = (value: RowValue | undefined): string => (typeof value === 'string' ? value : '')

/** What the marks say of the message: refused where one row is, taken where all are. */
export function toResult(lying: readonly Lying[], message: OutboundMessage, partner: Partner<Options>): SendResult {
  const { marks, pollEveryMs } = partner.options
  const refused = lying.find(({ sign }) => sign === marks.refused)
  const isTaken = lying.every(({ sign }) => sign === marks.taken || sign === marks.same)
  if (!refused && !isTaken)
    return { outcome: 'waiting', reason: '已写入前置库,等对方取走', checkAfterMs: pollEveryMs, exchanges: [] }
  const exchanges = [markExchange(lying, partner)]
  if (refused) return toRejection(refused, message, partner, exchanges)
  const number = lying.map((one) => one.number).find((one) => one !== null) ?? null
  return {
    outcome: 'accepted',
    level: number !== null ? 'A2' : 'A1',
    partnerCaseNo: message.kind === 'progress' ? null : number,
    duplicate: lying.some(({ sign }) => sign === marks.same),
    memo: {},
    exchanges,
  }
}

function toRejection(
  { why }: Lying,
  { tree }: OutboundMessage,
  { options }: Partner<Options>,
  exchanges: readonly Exchange[],
): SendResult {
  const errors = readErrors(why)
  return {
    outcome: 'rejected',
    code: errors[0]?.code ?? options.marks.refused,
    message:
      errors
        .map(({ message }) => message)
        .join(';')
        .slice(0, 500) || '对方校验没有通过,没有说明原因',
    faults: toFaults(errors, tree, options),
    exchanges,
  }
}

/** The marks as evidence. */
function markExchange(lying: readonly Lying[], { clock, options }: Partner<Options>): Exchange {
  const { sign, why, number } = options.marks
  const now = clock.now()
  const told = Object.fromEntries(
    lying.map((one) => [one.table, { [sign]: one.sign, [why]: one.why, [number]: one.number }]),
  )
  return {
    operation: lying.map(({ table }) => table).join('+'),
    sentAt: now,
    receivedAt: now,
    request: new Uint8Array(),
    response: utf8ToBytes(JSON.stringify(told)),
    status: null,
  }
}
