import type { JsonObject } from '../../../core/json.ts'
import type { Drop } from '../../../core/links.ts'
import type { InboundOutcome } from '../../../core/message.ts'
import type { Partner } from '../../../core/protocol.ts'
import type { FormJsonOptions } from '../options.ts'
import { DIRECTORIES, layCsv } from './names.ts'
import { toWirePath } from './paths.ts'
import { RECEIPT_COLUMNS, type ReceiptRow, writeRows } from './quoted-csv.ts'

/** A seal that lies there for us: its path and when it appeared, ms. */
export interface LaidSeal {
  readonly path: string
  readonly modifiedAt: number
}

/** One that was laid anew under its name is another. */
const nameOf = ({ path, modifiedAt }: LaidSeal): string => `laid:${path}:${Math.floor(modifiedAt / 1_000)}`

/** Those that no receipt of ours was written for yet. */
export async function withoutReceipt(
  seals: readonly LaidSeal[],
  { nonces }: Partner<FormJsonOptions>,
): Promise<LaidSeal[]> {
  const fresh = new Set(await nonces.unseen(seals.map(nameOf)))
  return seals.filter((seal) => fresh.has(nameOf(seal)))
}

/** Lays the receipt of a seal's files, and remembers it for longer than the region keeps them. */
export async function writeReceipt(
  drop: Drop,
  seal: LaidSeal,
  rows: readonly ReceiptRow[],
  { nonces, options, home, region, clock }: Partner<FormJsonOptions>,
): Promise<void> {
  const file = { kind: 'HZ', from: home.division, to: region, at: clock.now() } as const
  await layCsv(drop, DIRECTORIES.ourReceipts, file, writeRows(RECEIPT_COLUMNS, rows))
  await nonces.first(nameOf(seal), 2 * options.keptMs)
}

/** What a receipt row is about. */
export type Subject = Pick<ReceiptRow, 'wjm' | 'sjid' | 'lsh' | 'slh'>

/** Why something was refused as it stands, by our own word for it. */
export function refusedRow(subject: Subject, reason: string, message: string, options: FormJsonOptions): ReceiptRow {
  return { ...subject, jg: '0', dm: codeFor(reason, options), ms: message }
}

const codeFor = (reason: string, { errors }: FormJsonOptions): string => errors.outcomes[reason] ?? errors.otherwise

const MOST_WORDS = 500

/** The row that tells what became of a message; null where it has to wait and is not told. */
export function receiptRow(
  subject: Subject,
  outcome: InboundOutcome | null,
  tree: JsonObject,
  options: FormJsonOptions,
): ReceiptRow | null {
  const refused = (reason: string, message: string) => refusedRow(subject, reason, message, options)
  switch (outcome?.outcome) {
    case 'registered':
    case 'processed':
      return { ...subject, slh: subject.slh || outcome.caseNo, jg: outcome.duplicate ? '2' : '1', dm: '', ms: '' }
    case 'conflict':
      return refused(subject.sjid === '' ? 'conflict' : 'event-conflict', '与此前收到的内容不一致')
    case 'unknown-case':
      return refused('unknown-case', '办件不存在')
    case 'not-allowed':
      return refused(outcome.code, outcome.message)
    case 'invalid': {
      const told = outcome.faults.map(({ path, code, message }) => ({
        dm: faultCode(path, code, options),
        words: `${toWirePath(path, tree)} ${message}`.trim(),
      }))
      const ms = [...new Set(told.map(({ words }) => words))].join(';').slice(0, MOST_WORDS)
      return { ...subject, jg: '0', dm: told[0]?.dm ?? options.errors.otherwise, ms }
    }
    default:
      return null
  }
}

function faultCode(path: string, code: string, { errors }: FormJsonOptions): string {
  const isMaterial = path.startsWith('materials') || path.startsWith('clqd')
  return (isMaterial ? errors.materials[code] : undefined) ?? errors.faults[code] ?? errors.otherwise
}
