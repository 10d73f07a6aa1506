import type { Case } from '../case/case.ts'
import { changeCase, PATIENT_TRIES } from '../case/commit.ts'
import type { EventFacts } from '../case/event.ts'
import { mayMove } from '../case/moves.ts'
import type { Status } from '../case/status.ts'
import type { Fault } from '../fault.ts'
import type { Gateway, Region } from '../gateway.ts'
import type { JsonObject } from '../json.ts'
import { LinkFailure } from '../links.ts'
import type { OutboundMessage, SendResult } from '../message.ts'
import { KeyMissing } from '../secrets.ts'
import { type Delivery, updateDelivery, wakeNextDelivery } from '../store/deliveries.ts'
import { fetchFile } from './fetch-file.ts'
import { attemptEvidence } from './record-exchanges.ts'
import { recordLater, recordWaiting } from './try-again.ts'

/** What an attempt came to, for the dispatcher: whether the region could be reached, and whether the case has more to send. */
export interface AttemptOutcome {
  readonly reached: boolean
  readonly state: 'done' | 'later' | 'dead'
}

/** Makes one attempt at a claimed delivery and writes what came of it: event, case, outbox row and evidence in one batch. */
export async function attemptDelivery(gateway: Gateway, region: Region, delivery: Delivery): Promise<AttemptOutcome> {
  if (delivery.kind === 'fetch') return fetchFile(gateway, region, delivery)
  const value = await gateway.store.cases.byId(delivery.caseId)
  if (!value) throw new Error(`case ${delivery.caseId} of delivery ${delivery.id} is missing`)
  const result = await send(region, await toMessage(gateway, delivery, value, delivery.kind))
  switch (result.outcome) {
    case 'accepted':
      await recordAccepted(gateway, value, delivery, result)
      return { reached: true, state: 'done' }
    case 'rejected':
      await recordRejected(gateway, region, delivery, result)
      return { reached: true, state: 'dead' }
    case 'waiting':
      return { reached: true, state: await recordWaiting(gateway, region, delivery, result) }
    case 'later':
      return { reached: !result.unknown, state: await recordLater(gateway, region, delivery, result) }
  }
}

export async function toMessage(
  gateway: Gateway,
  delivery: Delivery,
  value: Case,
  kind: OutboundMessage['kind'],
): Promise<OutboundMessage> {
  return {
    id: delivery.id,
    kind,
    matter: value.matter,
    caseNo: value.no,
    partnerCaseNo: value.partnerNo,
    seq: delivery.seq,
    caseCreatedAt: value.createdAt,
    tree: delivery.payload.tree,
    files: delivery.payload.files,
    memo: { ...(await caseMemo(gateway, value, kind)), ...delivery.payload.memo },
  }
}

/** What a case remembers; with the form as the region has it where ours goes on: the tree of the last application or supplement that it took. */
async function caseMemo(
  gateway: Gateway,
  { id, memo, direction }: Case,
  kind: OutboundMessage['kind'],
): Promise<JsonObject> {
  if (kind === 'apply' || direction === 'in') return memo
  const taken = (await gateway.store.deliveries.ofCase(id)).filter(
    ({ kind, state }) => state === 'done' && (kind === 'apply' || kind === 'supplement'),
  )
  const last = taken.at(-1)
  return last ? { ...memo, lastTree: last.payload.tree } : memo
}

/** An adapter throws only when it cannot tell what happened: the partner may have the message, so the same id goes again. */
async function send(region: Region, message: OutboundMessage): Promise<SendResult> {
  const later = { outcome: 'later', retryAfterMs: null, exchanges: [] } as const
  try {
    return await region.link.send(message)
  } catch (error) {
    if (error instanceof KeyMissing)
      return { ...later, reason: `本方没有存入密钥“${error.key}”,请管理员用 tongban key set 存入`, unknown: false }
    if (error instanceof LinkFailure)
      return { ...later, reason: `连不上对方的交换目录或前置库(${error.reason})`, unknown: true }
    return { ...later, reason: `发送时出错:${error instanceof Error ? error.name : '未知'}`, unknown: true }
  }
}

const REACHED_BY: Partial<Record<Delivery['kind'], Status>> = { apply: 'DELIVERED', supplement: 'CORRECTED' }

async function recordAccepted(
  gateway: Gateway,
  sent: Case,
  delivery: Delivery,
  result: Extract<SendResult, { outcome: 'accepted' }>,
): Promise<void> {
  const now = gateway.clock.now()
  await changeCase(
    gateway,
    rereading(gateway, sent),
    async (value) => {
      const reached = REACHED_BY[delivery.kind]
      const status = reached && mayMove(value.status, reached) ? reached : value.status
      const changed: Case = {
        ...value,
        status,
        partnerNo: value.partnerNo ?? result.partnerCaseNo,
        correlation: typeof result.memo['correlation'] === 'string' ? result.memo['correlation'] : value.correlation,
        memo: { ...value.memo, ...result.memo },
      }
      const event: EventFacts = {
        type: 'delivered',
        status,
        at: now,
        actor: `region:${delivery.region}`,
        data: {
          delivery: delivery.id,
          kind: delivery.kind,
          level: result.level,
          duplicate: result.duplicate,
          attempt: delivery.attempts,
          partnerNo: result.partnerCaseNo,
        },
      }
      const ended = updateDelivery({ ...delivery, state: 'done', endedAt: now, reason: '', level: result.level })
      const next = value.orderNo > delivery.orderNo ? [wakeNextDelivery(delivery, now)] : []
      return {
        events: [event],
        value: changed,
        statements: [ended, ...next, ...attemptEvidence(gateway, delivery, result)],
        answer: null,
      }
    },
    PATIENT_TRIES,
  )
  await gateway.doorbell.ring([])
}

/** The case as it was when the message left, at first: most often nobody has changed it meanwhile, and who has is told by the event's key. */
function rereading(gateway: Gateway, known: Case): () => Promise<Case | null> {
  let fresh: Case | null = known
  return async () => {
    const value = fresh ?? (await gateway.store.cases.byId(known.id))
    fresh = null
    return value
  }
}

async function recordRejected(
  gateway: Gateway,
  region: Region,
  delivery: Delivery,
  result: Extract<SendResult, { outcome: 'rejected' }>,
): Promise<void> {
  const now = gateway.clock.now()
  const reason = `${region.name}拒收(${result.code}):${result.message}`
  await changeCase(
    gateway,
    () => gateway.store.cases.byId(delivery.caseId),
    async (value) => {
      const faults = await toCanonical(gateway, value, delivery, result.faults)
      const status: Status = delivery.kind === 'apply' && value.status === 'QUEUED' ? 'DRAFT' : value.status
      const event: EventFacts = {
        type: 'delivery-refused',
        status,
        at: now,
        actor: `region:${delivery.region}`,
        data: {
          delivery: delivery.id,
          kind: delivery.kind,
          code: result.code,
          message: result.message,
          faults: faults.map((fault) => ({ ...fault })),
        },
      }
      const ended = updateDelivery({ ...delivery, state: 'dead', endedAt: now, reason, level: '' })
      const memo = {
        ...value.memo,
        ...result.memo,
        refusal: { code: result.code, message: result.message, faults: faults.map((fault) => ({ ...fault })) },
      }
      return {
        events: [event],
        value: { ...value, status, memo, partnerNo: value.partnerNo ?? result.partnerCaseNo ?? null },
        statements: [ended, ...attemptEvidence(gateway, delivery, result)],
        answer: null,
      }
    },
    PATIENT_TRIES,
  )
}

/** The partner's paths become canonical ones, so that the clerk sees which of our fields is meant. */
async function toCanonical(
  gateway: Gateway,
  value: Case,
  { payload }: Delivery,
  faults: readonly Fault[],
): Promise<Fault[]> {
  const mapping = await gateway.mappingOf(value)
  return faults.map((fault) => ({ ...fault, path: mapping?.canonicalPath(fault.path, payload.tree) ?? fault.path }))
}
