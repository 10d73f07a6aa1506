import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { canonicalJson, isObject, type JsonObject } from '../../core/json.ts'
import type { RowDatabase, RowValue } from '../../core/links.ts'
import type { Collected, InboundMessage } from '../../core/message.ts'
import type { Partner } from '../../core/protocol.ts'
import type { Options } from './options.ts'
import { type BadRow, type GoodRow, readRow } from './read-row.ts'
import { settleApplication } from './settle.ts'
import { columnsOf, quoted, sizeOf, tableName } from './sql.ts'

const textOf = (value: RowValue | undefined): string => (value === null || value === undefined ? '' : String(value))

/** The region's own cases, oldest first. Each is claimed by the region's own statement before it is read; one that nobody marked is claimed again after a while. */
export async function* collectApplications(partner: Partner<Options>): AsyncGenerator<Collected> {
  const database = partner.links.database(partner.options.database)
  for (;;) {
    const claimed = await claimNext(database, partner.options)
    if (!claimed) return
    yield await toCollected(database, claimed, partner)
  }
}

interface Claimed {
  readonly name: string
  readonly sizeBytes: number
}

async function claimNext(database: RowDatabase, options: Options): Promise<Claimed | null> {
  const { application, marks, reclaimAfterMs, written } = options
  const [name, sign, at] = [quoted(application.rowName), quoted(marks.sign), quoted(marks.at)]
  const table = tableName(application.table, options, application.theirs)
  const next = `SELECT ${name} FROM ${table} WHERE ${sign} = $2 OR (${sign} = $1 AND ${at} < now() - make_interval(secs => $3)) ORDER BY ${quoted(written[0] ?? '')}, ${name} LIMIT 1 FOR UPDATE SKIP LOCKED`
  const sql = `UPDATE ${table} SET ${sign} = $1, ${at} = now() WHERE ${name} IN (${next}) RETURNING ${name} AS name, ${sizeOf(application.table, options)} AS size`
  const [row] = await database.query(sql, [marks.reading, marks.waiting, reclaimAfterMs / 1_000])
  return row ? { name: textOf(row['name']), sizeBytes: Number(row['size']) } : null
}

async function toCollected(
  database: RowDatabase,
  { name, sizeBytes }: Claimed,
  partner: Partner<Options>,
): Promise<Collected> {
  const { options } = partner
  const { table, theirs, rowName } = options.application
  const detail = `${table} ${name}`
  const refused = ({ refusal, errors, tree = {} }: BadRow): Collected => ({
    received: { kind: 'refused', refusal },
    settle: () => settleApplication(database, { name, kind: 'apply', tree }, { errors }, partner),
  })
  if (sizeBytes > options.maxColumnBytes)
    return refused({
      refusal: { reason: 'too-large', detail },
      errors: [errorOf('too-large', '', '超过单行上限', options)],
    })
  const sql = `SELECT ${columnsOf(table, options)} FROM ${tableName(table, options, theirs)} WHERE ${quoted(rowName)} = $1`
  const [row] = await database.query(sql, [name])
  if (!row) throw new Error('a row that was claimed is gone')
  const read = await readRow(table, name, row, partner)
  if ('refusal' in read) return refused(read)
  const unfit = foreignness(row, partner) ?? staleness(row, partner)
  if (unfit) return refused(unfit)
  const message = toMessage(name, row, read, partner)
  return {
    received: { kind: 'message', message },
    settle: (outcome) =>
      settleApplication(database, { name, kind: message.kind, tree: read.tree }, { outcome }, partner),
  }
}

const errorOf = (reason: string, path: string, message: string, { errors }: Options) => ({
  code: errors.outcomes[reason] ?? errors.otherwise,
  path,
  message,
})

/** A row that says that somebody else than the region collected it. */
function foreignness(row: Readonly<Record<string, RowValue>>, { options, region }: Partner<Options>): BadRow | null {
  const { source, table, rowName } = options.application
  if (textOf(row[source]) === region) return null
  return {
    refusal: { reason: 'not-for-us', detail: `${table} ${textOf(row[rowName])}` },
    errors: [errorOf('not-for-us', source, '推送方不是本地区', options)],
  }
}

/** A row that was written too long ago, or that says so. */
function staleness(row: Readonly<Record<string, RowValue>>, { options, clock }: Partner<Options>): BadRow | null {
  const column = options.written[0] ?? ''
  const writtenAt = Date.parse(`${textOf(row[column]).replace(' ', 'T')}+08:00`)
  if (Math.abs(clock.now() - writtenAt) <= options.staleMs) return null
  return {
    refusal: { reason: 'stale', detail: `${options.application.table} ${textOf(row[options.application.rowName])}` },
    errors: [errorOf('stale', column, '写入时间超出允许的范围', options)],
  }
}

function toMessage(
  name: string,
  row: Readonly<Record<string, RowValue>>,
  { tree, files, shown }: GoodRow,
  { options, clock }: Partner<Options>,
): InboundMessage {
  const { application } = options
  const caseNo = textOf(row[application.caseNo])
  const version = Number(row[application.version])
  const reason = textOf(row[application.reason.column])
  const kind = reason.startsWith(application.reason.withdraw)
    ? 'withdraw'
    : reason.startsWith(application.reason.supplement)
      ? 'supplement'
      : 'apply'
  const now = clock.now()
  return {
    kind,
    key: `${caseNo}:${version}`,
    digest: textOf(row['row_sum']),
    // the case once more under a later version, without having been asked for it
    ...(kind === 'apply' ? { twin: { key: `case:${caseNo}`, digest: contentDigest(tree, options), tree } } : {}),
    caseNo: null,
    partnerCaseNo: caseNo,
    correlation: null,
    matterCode: null,
    seq: version,
    tree,
    files,
    memo: {},
    exchange: {
      operation: `${application.table} ${name}`,
      sentAt: now,
      receivedAt: now,
      request: utf8ToBytes(shown),
      response: null,
      status: null,
    },
    reply: {},
  }
}

/** Over what the documents say; references of files differ from row to row, their digests do not. */
function contentDigest(tree: JsonObject, { application }: Options): string {
  const lines = tree[application.files.root]
  const listed = Array.isArray(lines) ? lines.filter(isObject).map(({ WJNR: _, ...line }) => line) : []
  const form = tree[application.form.root] ?? null
  return bytesToHex(sha256(utf8ToBytes(canonicalJson({ form, listed }))))
}
