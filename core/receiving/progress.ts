import type { Case } from '../case/case.ts'
import { changeCase, type Decision } from '../case/commit.ts'
import type { EventFacts } from '../case/event.ts'
import { isOver, mayMove } from '../case/moves.ts'
import type { Gateway, Region } from '../gateway.ts'
import type { JsonObject } from '../json.ts'
import type { InboundMessage, InboundOutcome } from '../message.ts'
import type { Progress, ProgressFile } from '../progress.ts'
import type { Statement } from '../store/driver.ts'
import { insertFile, type StoredFile } from '../store/files.ts'
import { finishEarly, type InboxEntry, insertInbox } from '../store/inbox.ts'
import { findCase } from './find-case.ts'
import { renewAddresses } from './reissue.ts'
import { takeFile } from './take-files.ts'

/** A region tells how a case we sent it goes on. Numbers go up by one; what comes early waits, what came before is answered as before. */
export async function receiveProgress(
  gateway: Gateway,
  region: Region,
  message: InboundMessage,
): Promise<InboundOutcome> {
  const earlier = await gateway.store.inbox.find(region.code, message.key)
  if (earlier) return repeat(earlier, message)
  const found = await findCase(gateway, region, message)
  if (found?.direction !== 'out') return { outcome: 'unknown-case' }
  const outcome = await changeCase(
    gateway,
    () => gateway.store.cases.byId(found.id),
    (value) => decide(gateway, region, message, value),
  )
  if (outcome.answer.outcome === 'processed') await takeEarly(gateway, region, found.id)
  await gateway.doorbell.ring([])
  return outcome.answer
}

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
  if (message.seq !== expected) {
    const sameNumber = await gateway.store.inbox.bySeq(value.id, 'progress', message.seq)
    if (sameNumber.some(({ digest }) => digest !== message.digest))
      return { ...nothing, answer: { outcome: 'conflict', of: 'number', differences: [{ path: 'seq' }] } }
    if (message.seq < expected || sameNumber.length > 0)
      return { ...nothing, answer: { ...processed, duplicate: true } }
  }
  if (message.seq > expected) {
    if (region.progressOrder === 'strict') return { ...nothing, answer: { outcome: 'gap', expected } }
    await gateway.store.commit([insertInbox(toEntry(gateway, region, message, value, 'early', processed))])
    return { ...nothing, answer: processed }
  }
  const step = await toStep(gateway, region, message, value)
  const entry = insertInbox(toEntry(gateway, region, message, value, 'done', processed))
  return { events: [step.event], value: step.value, statements: [entry, ...step.statements], answer: processed }
}

function toEntry(
  gateway: Gateway,
  region: Region,
  message: InboundMessage,
  value: Case,
  state: InboxEntry['state'],
  outcome: InboundOutcome,
): InboxEntry {
  return {
    region: region.code,
    messageId: message.key,
    caseId: value.id,
    kind: 'progress',
    seq: message.seq,
    digest: message.digest,
    state,
    outcome: outcome as unknown as JsonObject,
    tree: message.tree,
    memo: message.memo,
    receivedAt: gateway.clock.now(),
  }
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
  const read = mapping?.readProgress(message.tree)
  const progress = read?.progress
  const moved = {
    ...value,
    progressSeq: message.seq,
    partnerNo: value.partnerNo ?? message.partnerCaseNo ?? null,
    memo: { ...value.memo, ...message.memo },
  }
  if (progress?.readdress) return renewAddresses(gateway, region, moved, progress.readdress, actor)
  if (!progress || progress.status === 'UNKNOWN' || !mayFollow(value, progress)) {
    const data: JsonObject = {
      seq: message.seq,
      status: progress?.status ?? null,
      faults: (read?.faults ?? []).map(({ path, code }) => ({ path, code })),
    }
    return {
      event: { type: 'progress-unknown', status: value.status, at: now, actor, data },
      value: moved,
      statements: [],
    }
  }
  const files = await takeDocuments(gateway, region, message, progress, value)
  const changed: Case = {
    ...moved,
    status: progress.status,
    orderNo: value.orderNo + files.deliveries.length,
    memo: {
      ...moved.memo,
      ...(progress.correction ? { correction: progress.correction as unknown as JsonObject } : {}),
      ...(progress.licence ? { licence: progress.licence as unknown as JsonObject } : {}),
      ...(progress.limit ? { limit: progress.limit as unknown as JsonObject } : {}),
    },
  }
  const data = {
    seq: message.seq,
    message: message.key,
    progress: progress as unknown as JsonObject,
    files: files.files.map((file) => file.id),
  }
  const event: EventFacts = { type: 'progress', status: progress.status, at: now, actor, data }
  return { event, value: changed, statements: [...files.files.map(insertFile), ...files.bound, ...files.deliveries] }
}

/** `REVIEWING` may repeat, an over case takes only what follows its end. */
function mayFollow(value: Case, progress: Progress): boolean {
  return mayMove(value.status, progress.status) || (value.status === progress.status && !isOver(value.status))
}

async function takeDocuments(
  gateway: Gateway,
  region: Region,
  message: InboundMessage,
  progress: Progress,
  value: Case,
): Promise<{ files: StoredFile[]; bound: Statement[]; deliveries: Statement[] }> {
  const taken: { files: StoredFile[]; bound: Statement[]; deliveries: Statement[] } = {
    files: [],
    bound: [],
    deliveries: [],
  }
  const named: [string, ProgressFile | undefined][] = [
    [progress.document?.title ?? '文书', progress.document?.file],
    [progress.licence?.name ?? '证照', progress.licence?.file],
  ]
  for (const [title, file] of named) {
    if (!file?.ref) continue
    const wanted = { ...file, ref: file.ref, name: file.name ?? title }
    await takeFile(gateway, region, message, wanted, value.id, taken, value.orderNo)
  }
  return taken
}
