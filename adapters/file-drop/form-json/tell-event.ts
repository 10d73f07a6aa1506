import { isFileSlot } from '../../../core/file-slots.ts'
import { isObject, type JsonObject } from '../../../core/json.ts'
import type { Drop } from '../../../core/links.ts'
import type { Exchange, OutboundMessage, SendResult } from '../../../core/message.ts'
import type { Partner } from '../../../core/protocol.ts'
import { toCompactDate } from '../../../core/time.ts'
import type { FormJsonOptions } from '../options.ts'
import { type EventFile, eventFiles, toEventRows } from './event-rows.ts'
import { DIRECTORIES, eventIdOf, layCsv, stampIn, toStamp } from './names.ts'
import { CALLBACK_COLUMNS, RECEIPT_COLUMNS, type ReceiptRow, readRows, writeRows } from './quoted-csv.ts'
import { readSealed } from './seal.ts'

/** How far the region's clock may be behind ours in the names of its files. */
const SKEW_MS = 600_000
const MOST_RECEIPT_BYTES = 1_048_576

/** Where an event of ours lies: its file, when that was laid, and when the first was (ms). */
interface Laid {
  readonly name: string
  readonly at: number
  readonly since: number
}

/** Lays an event as rows and waits for the region's receipt. Without one the same event is laid again under another name after `replayAfterMs`; a refused one is laid again once a person has it sent again. */
export async function tellEvent(message: OutboundMessage, partner: Partner<FormJsonOptions>): Promise<SendResult> {
  const { options, clock, links } = partner
  const drop = links.drop(options.drop)
  const laid = laidIn(message.memo)
  const isRefused = laid !== null && message.memo['refusedFile'] === laid.name
  if (laid && !isRefused) {
    const receipt = await findReceipt(drop, laid, eventIdOf(message.id), partner)
    if (receipt) return toResult(receipt, laid, partner)
    if (clock.now() - laid.at < options.replayAfterMs) return waiting(laid, [], options)
  }
  return lay(message, drop, laid?.since ?? clock.now(), partner)
}

function laidIn({ laid }: JsonObject): Laid | null {
  return isObject(laid) ? (laid as unknown as Laid) : null
}

async function lay(
  message: OutboundMessage,
  drop: Drop,
  since: number,
  { options, clock, blobs, home, region }: Partner<FormJsonOptions>,
): Promise<SendResult> {
  const sjid = eventIdOf(message.id)
  const files: (EventFile & { sha256: string })[] = []
  // the files keep their names: the same event must be the same rows
  for (const file of eventFiles(message.tree, sjid, toCompactDate(since))) {
    const slot = isFileSlot(file.value) ? file.value.$file : null
    const bytes = slot && (await blobs.read(slot.sha256))
    if (!slot || !bytes) return missing(slot?.name ?? '')
    await drop.write(file.path.slice(1), bytes)
    files.push({ ...file, sha256: slot.sha256 })
  }
  const csv = writeRows(CALLBACK_COLUMNS, toEventRows(message.tree, sjid, files))
  const at = clock.now()
  const name = await layCsv(drop, DIRECTORIES.ourEvents, { kind: 'HD', from: home.division, to: region, at }, csv)
  const operation = `SFTP ${DIRECTORIES.ourEvents}/${name}`
  const exchange: Exchange = { operation, sentAt: at, receivedAt: at, request: csv, response: null, status: null }
  return waiting({ name, at, since }, [exchange], options)
}

function missing(name: string): SendResult {
  const message = `文书“${name}”的文件不在本地,请重新上传`
  return { outcome: 'rejected', code: 'file', message, faults: [], exchanges: [] }
}

function waiting(laid: Laid, exchanges: readonly Exchange[], { drop }: FormJsonOptions): SendResult {
  return {
    outcome: 'waiting',
    reason: `已放入交换目录(${laid.name}),等对方的回执`,
    checkAfterMs: drop.pollEveryMs,
    memo: { laid: { ...laid } },
    exchanges,
  }
}

/** A receipt with the file that it stood in. */
interface Receipt {
  readonly row: ReceiptRow
  readonly file: string
  readonly csv: Uint8Array
}

/** What the region says of the event: that it has it, whichever of its files is named, or that it refuses the one that lies there now. */
async function findReceipt(
  drop: Drop,
  { name: laid, since }: Laid,
  sjid: string,
  { region, home }: Partner<FormJsonOptions>,
): Promise<Receipt | null> {
  const parties = { from: region, to: home.division }
  const first = toStamp(since - SKEW_MS)
  for (const { name } of await drop.list(DIRECTORIES.theirReceipts)) {
    const stamp = name.endsWith('.ok') ? stampIn(name.slice(0, -3), 'HZ', parties) : null
    if (stamp === null || stamp < first) continue
    const file = name.slice(0, -3)
    const sealed = await readSealed(drop, `${DIRECTORIES.theirReceipts}/${name}`, (one) =>
      one === file ? MOST_RECEIPT_BYTES : null,
    )
    const csv = sealed instanceof Map ? (sealed.get(file) as Uint8Array | undefined) : undefined
    const rows = csv ? readRows(RECEIPT_COLUMNS, csv) : []
    if (!csv || typeof rows === 'string') continue
    const row = rows.find(
      (one) => (one.sjid === sjid && (one.jg !== '0' || one.wjm === laid)) || (one.sjid === '' && one.wjm === laid),
    )
    if (row) return { row, file, csv }
  }
  return null
}

function toResult({ row, file, csv }: Receipt, laid: Laid, { clock }: Partner<FormJsonOptions>): SendResult {
  const now = clock.now()
  const exchange: Exchange = {
    operation: `SFTP ${DIRECTORIES.theirReceipts}/${file}`,
    sentAt: now,
    receivedAt: now,
    request: new Uint8Array(),
    response: csv,
    status: null,
  }
  const exchanges = [exchange]
  if (row.jg === '1' || row.jg === '2')
    return { outcome: 'accepted', level: 'A2', partnerCaseNo: null, duplicate: row.jg === '2', memo: {}, exchanges }
  const message = row.ms.slice(0, 500) || '对方没有收下这个事件,没有说明原因'
  const memo = { refusedFile: laid.name }
  return { outcome: 'rejected', code: row.dm || row.jg, message, faults: [], memo, exchanges }
}
