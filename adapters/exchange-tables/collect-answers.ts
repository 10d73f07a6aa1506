import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { RowDatabase, RowValue } from '../../core/links.ts'
import type { Collected, InboundMessage, InboundOutcome } from '../../core/message.ts'
import type { Partner } from '../../core/protocol.ts'
import type { Options } from './options.ts'
import { readRow } from './read-row.ts'
import { columnsOf, quoted, sizeOf, tableName } from './sql.ts'

/** Cases that are looked at in one go, and rows of one case. */
const MOST_CASES = 100
const MOST_ROWS = 1_000

/** A row that waits, by what its case numbers it with. */
interface Head {
  readonly table: string
  readonly name: string
  readonly caseNo: string
  readonly number: number
  /** how many numbers there are up to its own */
  readonly place: number
  readonly sizeBytes: number
}

const textOf = (value: RowValue | undefined): string => (typeof value === 'string' ? value : '')

/** What the region tells of our cases, each case in the order of its numbers over all tables; behind a number that is missing nothing is taken. */
export async function* collectAnswers(partner: Partner<Options>): AsyncGenerator<Collected> {
  const database = partner.links.database(partner.options.database)
  for (let last = ''; ; ) {
    const cases = await waitingCases(database, last, partner.options)
    for (const caseNo of cases) {
      const heads = await headsOf(database, caseNo, partner.options)
      for (const head of await inTurn(database, heads, partner)) yield await toCollected(database, head, partner)
    }
    last = cases.at(-1) ?? ''
    if (cases.length < MOST_CASES) return
  }
}

async function waitingCases(database: RowDatabase, last: string, options: Options): Promise<string[]> {
  const { answers, marks } = options
  const [caseNo, sign] = [quoted(answers.caseNo), quoted(answers.sign)]
  const parts = answers.tables.map(
    (table) => `SELECT ${caseNo} AS case_no FROM ${tableName(table, options)} WHERE ${sign} = $1 AND ${caseNo} > $2`,
  )
  const sql = `SELECT case_no FROM (${parts.join(' UNION ')}) AS waiting ORDER BY case_no LIMIT ${MOST_CASES}`
  return (await database.query(sql, [marks.waiting, last])).map((row) => textOf(row['case_no']))
}

async function headsOf(database: RowDatabase, caseNo: string, options: Options): Promise<Head[]> {
  const { answers, marks } = options
  const columns = `${quoted(answers.rowName)} AS name, ${quoted(answers.number)} AS number, ${quoted(answers.sign)} AS sign`
  const parts = answers.tables.map(
    (table, index) =>
      `SELECT ${index} AS nth, ${columns}, ${sizeOf(table, options)} AS size FROM ${tableName(table, options)} WHERE ${quoted(answers.caseNo)} = $1`,
  )
  const placed = `SELECT *, dense_rank() OVER (ORDER BY number) AS place FROM (${parts.join(' UNION ALL ')}) AS heads`
  const sql = `SELECT nth, name, number, place, size FROM (${placed}) AS placed WHERE sign = $2 ORDER BY number, nth LIMIT ${MOST_ROWS}`
  return (await database.query(sql, [caseNo, marks.waiting])).map((row) => ({
    table: answers.tables[Number(row['nth'])] ?? '',
    name: textOf(row['name']),
    caseNo,
    number: Number(row['number']),
    place: Number(row['place']),
    sizeBytes: Number(row['size']),
  }))
}

/** The rows that may be taken now. Of a case that is none of ours all are: whoever takes them says so. */
async function inTurn(database: RowDatabase, heads: readonly Head[], partner: Partner<Options>): Promise<Head[]> {
  const early = heads.findIndex(({ number, place }) => number > place)
  const [first] = heads.slice(early)
  if (early < 0 || !first || !(await isOurs(database, first.caseNo, partner))) return [...heads]
  await tellMissing(first, partner)
  return heads.slice(0, early)
}

async function isOurs(database: RowDatabase, caseNo: string, { options, home }: Partner<Options>): Promise<boolean> {
  const { application } = options
  const sql = `SELECT 1 AS there FROM ${tableName(application.table, options)} WHERE ${quoted(application.source)} = $1 AND ${quoted(application.caseNo)} = $2 LIMIT 1`
  return (await database.query(sql, [home.division, caseNo])).length > 0
}

/** When it is noticed, and again whenever it has been missing for as long as the region asks to wait before it is called. */
async function tellMissing(
  { caseNo, number }: Head,
  { options, nonces, log, region, clock }: Partner<Options>,
): Promise<void> {
  const noticed = await nonces.first(`missing-before:${caseNo}:${number}`, options.missingAfterMs)
  if (noticed) log.warn('answer-missing', { region, case: caseNo, before: number, at: clock.now() })
}

async function toCollected(database: RowDatabase, head: Head, partner: Partner<Options>): Promise<Collected> {
  const { options } = partner
  const { table, name, sizeBytes } = head
  const settle: Collected['settle'] = (outcome) => mark(database, head, outcome, options)
  const refused = (reason: 'too-large' | 'malformed'): Collected => ({
    received: { kind: 'refused', refusal: { reason, detail: `${table} ${name}` } },
    settle,
  })
  if (sizeBytes > options.maxColumnBytes) return refused('too-large')
  const sql = `SELECT ${columnsOf(table, options)} FROM ${tableName(table, options)} WHERE ${quoted(options.answers.rowName)} = $1`
  const [row] = await database.query(sql, [name])
  if (!row) return refused('malformed')
  const read = await readRow(table, name, row, partner)
  if ('refusal' in read) return { received: { kind: 'refused', refusal: read.refusal }, settle }
  const now = partner.clock.now()
  const message: InboundMessage = {
    kind: 'progress',
    // one number is one answer, whichever table it lies in
    key: `${head.caseNo}:${head.number}`,
    digest: textOf(row['row_sum']),
    caseNo: head.caseNo,
    partnerCaseNo: textOf(row[options.answers.partnerNo]) || null,
    correlation: null,
    matterCode: null,
    seq: head.number,
    // the order was kept here: a row that was refused leaves a number out for good
    unnumbered: true,
    tree: read.tree,
    files: read.files,
    memo: {},
    exchange: {
      operation: table,
      sentAt: now,
      receivedAt: now,
      request: utf8ToBytes(read.shown),
      response: null,
      status: null,
    },
    reply: {},
  }
  return { received: { kind: 'message', message }, settle }
}

async function mark(
  database: RowDatabase,
  { table, name }: Head,
  outcome: InboundOutcome | null,
  options: Options,
): Promise<void> {
  // one that has to wait stays laid out
  if (outcome?.outcome === 'gap' || outcome?.outcome === 'busy') return
  const { answers, marks } = options
  const sign = outcome?.outcome === 'processed' ? marks.taken : marks.refused
  const sql = `UPDATE ${tableName(table, options)} SET ${quoted(answers.sign)} = $1 WHERE ${quoted(answers.rowName)} = $2`
  await database.batch([{ sql, params: [sign, name] }])
}
