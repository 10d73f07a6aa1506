import type { Case } from '../case/case.ts'
import { changeCase, type Decision } from '../case/commit.ts'
import type { EventFacts } from '../case/event.ts'
import { isOver, mayMove } from '../case/moves.ts'
import { type Returned, takeReturned, withOfficer } from '../case/returned.ts'
import { STATUSES, type Status } from '../case/status.ts'
import type { Fault } from '../fault.ts'
import type { Gateway, Region } from '../gateway.ts'
import { isObject, type JsonObject, valueAt } from '../json.ts'
import type { ReadProgress } from '../mapping/mapping.ts'
import type { InboundMessage, InboundOutcome } from '../message.ts'
import type { Progress } from '../progress.ts'
import type { Statement } from '../store/driver.ts'
import { insertFile } from '../store/files.ts'
import { finishEarly, type InboxEntry } from '../store/inbox.ts'
import { toTime } from '../time.ts'
import { findCase } from './find-case.ts'
import { keepLate } from './keep-late.ts'
import { renewAddresses } from './reissue.ts'
import { rememberMessage } from './remember.ts'
import { takeDocuments } from './take-documents.ts'

/** How far ahead of the message that is missing others may wait. */
const MOST_EARLY = 50

/** A region tells how a case we sent it goes on. Numbers go up by one; what comes early waits, what came before is answered as before. */
export async function receiveProgress(
  gateway: Gateway,
  region: Region,
  message: InboundMessage,
): Promise<InboundOutcome> {
  const earlier = await gateway.store.inbox.find(region.code, message.key)
  if (earlier) {
    // whoever asks again may have got no answer because we died before the messages behind this one were taken
    if (earlier.digest === message.digest) await takeEarly(gateway, region, earlier.caseId)
    return repeat(earlier, message)
  }
  if (!message.unnumbered && (!Number.isSafeInteger(message.seq) || message.seq < 1))
    return { outcome: 'invalid', faults: [NO_NUMBER] }
  const found = await findCase(gateway, region, message)
  if (found?.direction !== 'out') return { outcome: 'unknown-case' }
  const outcome = await changeCase(
    gateway,
    () => gateway.store.cases.byId(found.id),
    (value) => decide(gateway, region, withNumber(message, value), value),
  )
  if (outcome.answer.outcome === 'processed') await takeEarly(gateway, region, found.id)
  await gateway.doorbell.ring([])
  return outcome.answer
}

/** What has no number of its own gets the next; what stands beside those that have one gets the last, which it leaves to whoever has it. */
function withNumber(message: InboundMessage, { progressSeq }: Case): InboundMessage {
  if (!message.unnumbered) return message
  return { ...message, seq: message.unnumbered === 'beside' ? progressSeq : progressSeq + 1 }
}

const NO_NUMBER: Fault = { path: 'seq', code: 'format', message: '序号不是从 1 起的整数', fix: '请按办件逐条编号' }

function repeat(earlier: InboxEntry, message: InboundMessage): InboundOutcome {
  if (earlier.digest !== message.digest) return { outcome: 'conflict', of: 'message', differences: [{ path: 'seq' }] }
  return { ...(earlier.outcome as unknown as Extract<InboundOutcome, { outcome: 'processed' }>), duplicate: true }
}

async function decide(
  gateway: Gateway,
  region: Region,
  message: InboundMessage,
  value: Case,
): Promise<Decision<InboundOutcome>> {
  const nothing = { events: [], value, statements: [] }
  const expected = value.progressSeq + 1
  const processed: Extract<InboundOutcome, { outcome: 'processed' }> = {
    outcome: 'processed',
    caseNo: value.no,
    at: gateway.clock.now(),
    duplicate: false,
  }
  if (message.seq !== expected && message.unnumbered !== 'beside') {
    const sameNumber = await gateway.store.inbox.bySeq(value.id, 'progress', message.seq)
    if (sameNumber.some(({ digest }) => digest !== message.digest))
      return { ...nothing, answer: { outcome: 'conflict', of: 'number', differences: [{ path: 'seq' }] } }
    if (message.seq < expected && sameNumber.length === 0 && region.progressOrder === 'skipping')
      return keepLate(gateway, region, message, value, processed)
    if (message.seq < expected || sameNumber.length > 0)
      return { ...nothing, answer: { ...processed, duplicate: true } }
  }
  if (message.seq > expected && region.progressOrder !== 'skipping') {
    if (region.progressOrder === 'strict' || message.seq > expected + MOST_EARLY)
      return { ...nothing, answer: { outcome: 'gap', expected } }
    const place = { caseId: value.id, seq: message.seq, state: 'early' as const }
    await gateway.store.commit(rememberMessage(gateway, region, message, processed, place))
    return { ...nothing, answer: processed }
  }
  if (message.happenedAt !== undefined && message.happenedAt < Number(value.memo['happenedAt'] ?? 0))
    return keepLate(gateway, region, message, value, processed)
  const step = await toStep(gateway, region, message, value)
  const place = { caseId: value.id, seq: message.seq, state: 'done' as const }
  const remembered = rememberMessage(gateway, region, message, processed, place)
  return { events: [step.event], value: step.value, statements: [...remembered, ...step.statements], answer: processed }
}

/** Takes the messages that waited for this one, as long as the next number is there. */
async function takeEarly(gateway: Gateway, region: Region, caseId: string): Promise<void> {
  for (;;) {
    const { answer } = await changeCase(
      gateway,
      () => gateway.store.cases.byId(caseId),
      async (value) => {
        const entry = await gateway.store.inbox.early(caseId, value.progressSeq + 1)
        if (!entry) return { events: [], value, statements: [], answer: false }
        const message = {
          seq: entry.seq,
          tree: entry.tree,
          memo: entry.memo,
          files: [],
          key: entry.messageId,
        } as unknown as InboundMessage
        const step = await toStep(gateway, region, message, value)
        return {
          events: [step.event],
          value: step.value,
          statements: [finishEarly(entry), ...step.statements],
          answer: true,
        }
      },
    )
    if (!answer) return
  }
}

/** What a progress message does to the case. A word we do not know, or a step that may not follow, is kept for a person and moves nothing. */
async function toStep(
  gateway: Gateway,
  region: Region,
  message: InboundMessage,
  value: Case,
): Promise<{ event: EventFacts; value: Case; statements: Statement[] }> {
  const mapping = await gateway.mappingOf(value)
  const now = gateway.clock.now()
  const actor = `region:${region.code}`
  const read = mapping?.readProgress(message.tree, value.form)
  const progress = read?.progress && confirmed(value, message, read.progress)
  const moved = {
    ...value,
    progressSeq: message.seq,
    partnerNo: value.partnerNo ?? message.partnerCaseNo ?? null,
    memo: {
      ...value.memo,
      ...message.memo,
      ...(message.happenedAt === undefined ? {} : { happenedAt: message.happenedAt }),
      ...(message.unnumbered === 'beside' && progress ? { bySlip: progress.status } : {}),
    },
  }
  if (progress?.readdress) return renewAddresses(gateway, region, moved, progress.readdress, actor)
  if (progress?.filesTaken) {
    const event: EventFacts = { type: 'files-taken', status: value.status, at: now, actor, data: { seq: message.seq } }
    return { event, value: moved, statements: [] }
  }
  if (!progress || !(progress.aside || mayFollow(value, progress))) {
    const attention = attentionTo(message, progress?.status ?? 'UNKNOWN', read, now)
    return {
      event: { type: 'progress-unknown', status: value.status, at: now, actor, data: attention },
      value: { ...moved, memo: { ...moved.memo, attention } },
      statements: [],
    }
  }
  const status = progress.aside ? value.status : progress.status
  const files = await takeDocuments(gateway, region, message, progress, value)
  const returned = takeAnswer(gateway, value, progress)
  const changed: Case = {
    ...moved,
    form: returned.form,
    status,
    orderNo: value.orderNo + files.deliveries.length,
    memo: {
      ...moved.memo,
      ...(progress.aside ? {} : { attention: null }),
      ...(progress.correction ? { correction: progress.correction as unknown as JsonObject } : {}),
      ...(progress.licence ? { licence: withLicence(value.memo, progress.licence as unknown as JsonObject) } : {}),
      ...(progress.limit ? { limit: progress.limit as unknown as JsonObject } : {}),
    },
  }
  const data = {
    seq: message.seq,
    message: message.key,
    progress: { ...progress, status } as unknown as JsonObject,
    files: files.files.map((file) => file.id),
    taken: [...returned.taken],
    refused: [...returned.refused],
  }
  const event: EventFacts = { type: progress.aside ? 'papers' : 'progress', status, at: now, actor, data }
  return {
    event,
    value: changed,
    statements: [...files.files.map(insertFile), ...files.bound, ...files.deliveries.flat()],
  }
}

/** The end of a case that a person had copied from a slip comes by itself once more: it moves nothing, and brings its papers. */
function confirmed(value: Case, { unnumbered }: InboundMessage, progress: Progress): Progress {
  const isSame = value.memo['bySlip'] === progress.status && value.status === progress.status
  return unnumbered !== 'beside' && isSame && isOver(value.status) ? { ...progress, aside: true } : progress
}

/** The form with what the region filled in, and who there did it where the form asks that and nobody has said. */
function takeAnswer(gateway: Gateway, value: Case, { form, officer }: Progress): Returned {
  const matter = gateway.matters.get(value.matter)
  if (!matter) return { form: value.form, taken: [], refused: [] }
  const named = withOfficer(matter, value.form, officer.name)
  return form ? takeReturned(matter, gateway, { ...value, form: named }, form) : { form: named, taken: [], refused: [] }
}

/** Some regions tell of one licence in two messages, number and term in the one, identifier and file in the other. */
function withLicence({ licence: known }: JsonObject, told: JsonObject): JsonObject {
  return isObject(known) && known['no'] === told['no'] ? { ...known, ...told } : told
}

/** What a person must look at: the region's own word, and why it moved nothing. */
function attentionTo(message: InboundMessage, status: Status, read: ReadProgress | undefined, now: number): JsonObject {
  const place = read?.loss.find(({ path }) => path === 'status')?.to ?? read?.faults[0]?.path
  const word = place === undefined ? undefined : valueAt(message.tree, place)
  const why = status === 'UNKNOWN' ? '对方来了本地不认识的状态' : `按现在的状态不能到“${STATUSES[status]}”`
  return {
    seq: message.seq,
    at: toTime(now),
    status,
    word: typeof word === 'string' ? word.slice(0, 50) : '',
    why,
    faults: (read?.faults ?? []).map(({ path, code }) => ({ path, code })),
  }
}

/** `REVIEWING` may repeat, an over case takes only what follows its end. */
function mayFollow(value: Case, progress: Progress): boolean {
  if (progress.status === 'UNKNOWN') return false
  return mayMove(value.status, progress.status) || (value.status === progress.status && !isOver(value.status))
}
