import { toBase64 } from '../../core/base64.ts'
import { fillFileSlots } from '../../core/file-slots.ts'
import type { JsonObject } from '../../core/json.ts'
import type { Exchange, FileSlot, OutboundMessage, SendResult } from '../../core/message.ts'
import type { Partner } from '../../core/protocol.ts'
import { md5Hex } from '../layers/md5.ts'
import type { Options } from './options.ts'
import type { Plan, Planned, Verdict } from './plan.ts'

/** How one dialect plans the messages of a step, writes one and sends it. */
export interface Outgoing<Stage extends { readonly body: JsonObject }, Own extends Options> {
  plan(message: OutboundMessage & { readonly at: number }, options: Own): Plan<Stage>
  write(stage: Stage, tree: JsonObject, options: Own): string
  /** most UTF-8 bytes of a stage's text that make a body the region takes */
  mostBytes(options: Own): number
  call(
    partner: Partner<Own>,
    stage: Stage,
    text: string,
    shown: string,
  ): Promise<{ readonly verdict: Verdict; readonly exchange: Exchange }>
}

/** What was taken so far. */
interface Progress {
  readonly memo: JsonObject
  readonly partnerCaseNo: string | null
  readonly duplicate: boolean
}

/**
 * Sends one business step as its stage messages, each after the one before was taken. A retry sends all of them again with the same content and
 * numbers: what the region has, it says so. A step that the region has no message for is done without one.
 */
export async function sendStages<Stage extends { readonly body: JsonObject }, Own extends Options>(
  message: OutboundMessage,
  partner: Partner<Own>,
  dialect: Outgoing<Stage, Own>,
): Promise<SendResult> {
  const exchanges: Exchange[] = []
  const plan = dialect.plan({ ...message, at: partner.clock.now() }, partner.options)
  if (!plan.ok) return { outcome: 'rejected', code: plan.code, message: plan.message, faults: plan.faults, exchanges }
  let taken: Progress = { memo: {}, partnerCaseNo: message.partnerCaseNo, duplicate: plan.stages.length > 0 }
  for (const planned of plan.stages) {
    const written = await writeWithFiles(planned, message, partner, dialect)
    if (typeof written === 'string') return refused({ code: 'file', message: written, faults: [] }, taken, exchanges)
    const { verdict, exchange } = await dialect.call(partner, planned.stage, written.text, written.shown)
    exchanges.push(exchange)
    if (verdict.verdict === 'later') {
      const { reason, unknown, afterMs } = verdict
      return { outcome: 'later', reason, unknown, retryAfterMs: afterMs, exchanges }
    }
    if (verdict.verdict === 'refused') return refused(verdict, taken, exchanges)
    taken = {
      memo: { ...taken.memo, ...planned.memo },
      partnerCaseNo: taken.partnerCaseNo ?? verdict.partnerCaseNo,
      duplicate: taken.duplicate && verdict.verdict === 'already',
    }
  }
  const registered = message.kind !== 'apply' || taken.partnerCaseNo !== null
  return {
    outcome: 'accepted',
    level: registered ? 'A2' : 'A1',
    partnerCaseNo: message.kind === 'progress' ? null : taken.partnerCaseNo,
    duplicate: taken.duplicate,
    memo: taken.memo,
    exchanges,
  }
}

function refused(
  { code, message, faults }: Pick<Extract<Verdict, { verdict: 'refused' }>, 'code' | 'message' | 'faults'>,
  { memo, partnerCaseNo }: Progress,
  exchanges: readonly Exchange[],
): SendResult {
  return { outcome: 'rejected', code, message, faults, exchanges, memo, partnerCaseNo }
}

/** The stage's text with its files in it, and as the evidence shows it: files by their hash. A sentence where it cannot be made. */
async function writeWithFiles<Stage extends { readonly body: JsonObject }, Own extends Options>(
  { stage }: Planned<Stage>,
  { tree }: OutboundMessage,
  { blobs, options }: Partner<Own>,
  dialect: Outgoing<Stage, Own>,
): Promise<{ text: string; shown: string } | string> {
  const named = new Map<string, string>()
  fillFileSlots(stage.body, ({ $file }) => {
    named.set($file.sha256, $file.name)
    return ''
  })
  const contents = new Map<string, Uint8Array>()
  for (const [sha256, name] of named) {
    const bytes = await blobs.read(sha256)
    if (!bytes) return `材料“${name}”的文件不在本地,请重新上传`
    contents.set(sha256, bytes)
  }
  const write = (fill: (slot: FileSlot) => string) =>
    dialect.write({ ...stage, body: fillFileSlots(stage.body, fill) }, tree, options)
  const text = write((slot) => contentOf(slot, contents))
  if (isLonger(text, dialect.mostBytes(options))) return '报文超过对方的上限,请压缩材料后再报'
  return {
    text,
    shown: write((slot) => (slot.as === 'base64' ? `(sha256 ${slot.$file.sha256})` : contentOf(slot, contents))),
  }
}

function contentOf({ $file, as }: FileSlot, contents: ReadonlyMap<string, Uint8Array>): string {
  const bytes = contents.get($file.sha256) ?? new Uint8Array()
  return as === 'md5' ? md5Hex(bytes) : toBase64(bytes)
}

/** In UTF-8 bytes; a text so short that it cannot be longer needs no counting. */
function isLonger(text: string, most: number): boolean {
  return text.length * 3 > most && (text.length > most || new TextEncoder().encode(text).length > most)
}
