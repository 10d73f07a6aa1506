import { isObject, type Json, type JsonObject } from '../../../core/json.ts'
import type { Drop } from '../../../core/links.ts'
import type { Collected, InboundMessage, InlineFile } from '../../../core/message.ts'
import type { Partner } from '../../../core/protocol.ts'
import type { FormJsonOptions } from '../options.ts'
import { readEvent, readEvents } from './event-rows.ts'
import { DIRECTORIES, stampIn } from './names.ts'
import type { CallbackRow, ReceiptRow } from './quoted-csv.ts'
import { CALLBACK_COLUMNS, writeRows } from './quoted-csv.ts'
import { type LaidSeal, receiptRow, refusedRow, withoutReceipt, writeReceipt } from './receipt-book.ts'
import { type Broken, digestOf, readSealed } from './seal.ts'

/** What the region tells of our cases: its callback files in the order of their names, event by event, each file with one receipt of ours once all of it is decided. */
export async function* collectEvents(partner: Partner<FormJsonOptions>): AsyncGenerator<Collected> {
  const drop = partner.links.drop(partner.options.drop)
  const seals = (await drop.list(DIRECTORIES.theirEvents))
    .filter(({ name }) => name.endsWith('.csv.ok'))
    .map(({ name, modifiedAt }) => ({ path: `${DIRECTORIES.theirEvents}/${name}`, modifiedAt }))
  for (const seal of await withoutReceipt(seals, partner)) yield* collectFile(drop, seal, partner)
}

async function* collectFile(drop: Drop, seal: LaidSeal, partner: Partner<FormJsonOptions>): AsyncGenerator<Collected> {
  const { options, region, home } = partner
  const wjm = seal.path.slice(DIRECTORIES.theirEvents.length + 1, -'.ok'.length)
  const refuse = ({ reason, detail }: Broken): Collected => {
    const row = refusedRow({ wjm, sjid: '', lsh: '', slh: '' }, reason, WORDS[reason] ?? '文件不能收下', options)
    return {
      received: { kind: 'refused', refusal: { reason, detail } },
      settle: () => writeReceipt(drop, seal, [row], partner),
    }
  }
  if (stampIn(wjm, 'HD', { from: region, to: home.division }) === null)
    return yield refuse({ reason: 'unknown-sender', detail: `${seal.path} 不是约定的文件名` })
  const sealed = await readSealed(drop, seal.path, (name) => (name === wjm ? options.maxBodyBytes : null))
  if (!(sealed instanceof Map)) return yield refuse(sealed as Broken)
  const csv: Uint8Array = sealed.get(wjm) ?? new Uint8Array()
  const events = readEvents(csv)
  if (typeof events === 'string') return yield refuse({ reason: 'malformed', detail: `${seal.path} ${events}` })
  const told = new Map<number, ReceiptRow>()
  for (const [index, rows] of events.entries()) {
    const tell = async (row: ReceiptRow) => {
      told.set(index, row)
      if (told.size < events.length) return
      await writeReceipt(
        drop,
        seal,
        [...told].sort(([a], [b]) => a - b).map(([, one]) => one),
        partner,
      )
    }
    yield* collectEvent(drop, rows, { wjm, tell }, partner)
  }
}

const WORDS: Readonly<Partial<Record<Broken['reason'], string>>> = {
  'unknown-sender': '文件名不是约定的名称',
  'signature-wrong': '摘要或大小与 .ok 不符',
  'too-large': '文件太大',
  malformed: '文件不是约定的格式',
}

interface Telling {
  readonly wjm: string
  /** hears the event's row of the receipt once all of it is decided */
  tell(row: ReceiptRow): Promise<void>
}

/** An event, and a message of its own for each document or licence behind the first, which moves nothing. */
async function* collectEvent(
  drop: Drop,
  rows: readonly CallbackRow[],
  { wjm, tell }: Telling,
  partner: Partner<FormJsonOptions>,
): AsyncGenerator<Collected> {
  const { options, clock } = partner
  const { sjid = '', lsh = '', slh = '' } = rows[0] ?? {}
  const subject = { wjm, sjid, lsh, slh }
  const request = writeRows(CALLBACK_COLUMNS, rows)
  const now = clock.now()
  const exchange = { operation: `SFTP ${wjm}`, sentAt: now, receivedAt: now, request, response: null, status: null }
  const refuse = ({ reason, detail }: Broken): Collected => ({
    received: { kind: 'refused', refusal: { reason, detail: `${wjm} ${sjid} ${detail}` }, exchange },
    settle: () => tell(refusedRow(subject, reason, WORDS[reason] ?? '事件不能收下', options)),
  })
  const read = readEvent(rows)
  if (typeof read === 'string') return yield refuse({ reason: 'malformed', detail: read })
  const trees = [read.tree, ...read.further]
  const papers: InlineFile[][] = []
  for (const tree of trees) {
    const files = await readPapers(drop, tree, options)
    if (!Array.isArray(files)) return yield refuse(files as Broken)
    papers.push(files)
  }
  let row: ReceiptRow | null = null
  let open = trees.length
  for (const [index, tree] of trees.entries()) {
    const message: InboundMessage = {
      kind: 'progress',
      key: index === 0 ? sjid : `${sjid}/${index + 1}`,
      digest: digestOf(request),
      caseNo: lsh,
      partnerCaseNo: slh || null,
      correlation: null,
      matterCode: null,
      seq: 0,
      unnumbered: true,
      ...happenedAt(tree['sj']),
      tree,
      files: papers[index] ?? [],
      memo: {},
      exchange,
      reply: {},
    }
    const settle: Collected['settle'] = async (outcome) => {
      const decided = receiptRow(subject, outcome, tree, options)
      if (!decided) return
      row ??= decided
      open -= 1
      if (open === 0) await tell(row)
    }
    yield { received: { kind: 'message', message }, settle }
  }
}

const MINUTE = /^(\d{4})\/(\d{1,2})\/(\d{1,2}) (\d{1,2}):(\d{2})$/

/** The minute that the region names. */
function happenedAt(text: Json | undefined): { happenedAt?: number } {
  const [, year = '', ...parts] = MINUTE.exec(String(text)) ?? []
  const [month, day, hour, minute] = parts.map((part) => part.padStart(2, '0'))
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:00+08:00`)
  return Number.isNaN(at) ? {} : { happenedAt: at }
}

const PAPER = new RegExp(`^/(${DIRECTORIES.theirFiles}/\\d{8}/[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99})$`)

/** The document and the licence of an event, as they are described; one that is another than its row says refuses the event. */
async function readPapers(drop: Drop, tree: JsonObject, options: FormJsonOptions): Promise<InlineFile[] | Broken> {
  const files: InlineFile[] = []
  for (const row of [tree['W'], tree['L']]) {
    if (!isObject(row) || row['wjm'] === '') continue
    const ref = String(row['wjm'])
    const path = PAPER.exec(ref)?.[1]
    if (path === undefined) return { reason: 'malformed', detail: '文件路径不在约定的目录里' }
    const bytes = await drop.read(path, options.maxFileBytes)
    if (bytes === 'too-large') return { reason: 'too-large', detail: path }
    if (bytes === null || digestOf(bytes) !== row['wjhash'])
      return { reason: 'signature-wrong', detail: `${path} 摘要不符` }
    files.push({ ref, name: path.slice(path.lastIndexOf('/') + 1), bytes })
  }
  return files
}
