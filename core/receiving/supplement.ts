import type { Case } from '../case/case.ts'
import { changeCase } from '../case/commit.ts'
import { firstDifferences } from '../case/differences.ts'
import type { EventFacts } from '../case/event.ts'
import { isOver } from '../case/moves.ts'
import { checkForm } from '../form/check-form.ts'
import { completeForm } from '../form/complete-form.ts'
import type { Gateway, Region } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { progressDelivery } from '../handling/progress-delivery.ts'
import type { JsonObject } from '../json.ts'
import type { Matter } from '../matter.ts'
import type { InboundMessage, InboundOutcome } from '../message.ts'
import type { Statement } from '../store/driver.ts'
import { insertFile } from '../store/files.ts'
import { insertInbox } from '../store/inbox.ts'
import { toDate } from '../time.ts'
import { findCase } from './find-case.ts'
import { takeFiles } from './take-files.ts'

type Decide = (
  value: Case,
  now: number,
) => Promise<{ event: EventFacts; value: Case; statements: Statement[]; outcome: InboundOutcome }>

/** A message about an inbound case: the same again gets the same answer, another under its key a conflict, else `decide` says what it does. */
async function about(
  gateway: Gateway,
  region: Region,
  message: InboundMessage,
  decide: Decide,
): Promise<InboundOutcome> {
  const earlier = await gateway.store.inbox.find(region.code, message.key)
  if (earlier && earlier.digest !== message.digest)
    return { outcome: 'conflict', differences: firstDifferences(earlier.tree, message.tree).map((path) => ({ path })) }
  if (earlier) return { ...(earlier.outcome as unknown as InboundOutcome), duplicate: true } as InboundOutcome
  const found = await findCase(gateway, region, message)
  if (found?.direction !== 'in') return { outcome: 'unknown-case' }
  const { answer } = await changeCase(
    gateway,
    () => gateway.store.cases.byId(found.id),
    async (value) => {
      const now = gateway.clock.now()
      const step = await decide(value, now)
      const inbox = insertInbox({
        region: region.code,
        messageId: message.key,
        caseId: value.id,
        kind: message.kind,
        seq: message.seq,
        digest: message.digest,
        state: 'done',
        outcome: step.outcome as unknown as JsonObject,
        tree: message.tree,
        memo: {},
        receivedAt: now,
      })
      return { events: [step.event], value: step.value, statements: [inbox, ...step.statements], answer: step.outcome }
    },
  )
  await gateway.doorbell.ring([])
  return answer
}

/** The region sends what we asked for in a correction notice. */
export function receiveSupplement(gateway: Gateway, region: Region, message: InboundMessage): Promise<InboundOutcome> {
  return about(gateway, region, message, async (value, now) => {
    if (value.status !== 'CORRECTION') throw new GatewayError('state-conflict', '办件没有待补正的事项')
    const mapping = await gateway.mappingOf(value)
    const matter = gateway.matters.get(value.matter) as Matter
    if (!mapping) throw new GatewayError('region-unknown')
    const tree = region.link.mergeSupplement((value.memo['lastTree'] ?? {}) as JsonObject, message)
    const read = mapping.readForm(tree)
    if (read.faults.length > 0) throw new GatewayError('form-invalid', '补正内容有问题', read.faults)
    const taken = await takeFiles(gateway, region, message, read.materials, value.id, value.orderNo)
    const form = completeForm(matter, { ...value.form, ...read.form, case: value.form['case'] as JsonObject })
    const faults = [
      ...taken.faults,
      ...checkForm({
        matter,
        codes: gateway.codes,
        form,
        materials: taken.materials,
        mode: value.mode,
        today: toDate(now),
        from: 'region',
      }),
    ]
    if (faults.length > 0)
      throw new GatewayError(
        'form-invalid',
        '补正内容有问题',
        faults.map((fault) => ({ ...fault, path: mapping.treePath(fault.path) ?? fault.path })),
      )
    const revision = value.messageSeq + 1
    const changed: Case = {
      ...value,
      form,
      materials: taken.materials,
      status: 'CORRECTED',
      messageSeq: revision,
      orderNo: value.orderNo + taken.deliveries.length,
      memo: { ...value.memo, ...message.memo, lastTree: tree },
    }
    const progress = await progressDelivery(gateway, region, changed, {
      status: 'CORRECTED',
      occurredAtMs: now,
      officer: null,
    })
    const event: EventFacts = {
      type: 'supplemented',
      status: 'CORRECTED',
      at: now,
      actor: `region:${region.code}`,
      data: { message: message.key, digest: message.digest },
    }
    const outcome: InboundOutcome = {
      outcome: 'registered',
      caseNo: value.no,
      at: now,
      duplicate: false,
      promise: matter.limits.promised,
      files: taken.files.map((file) => file.id),
      revision,
    }
    return {
      event,
      value: progress.value,
      statements: [...taken.files.map(insertFile), ...taken.bound, ...taken.deliveries, ...progress.statements],
      outcome,
    }
  })
}

/** The region's applicant withdraws; allowed until a decision was made. */
export function receiveWithdrawal(gateway: Gateway, region: Region, message: InboundMessage): Promise<InboundOutcome> {
  return about(gateway, region, message, async (value, now) => {
    if (isOver(value.status) || ['APPROVED', 'DENIED', 'CERTIFYING', 'COMPLETED', 'SHIPPED'].includes(value.status)) {
      throw new GatewayError('state-conflict', '办件已有决定或已结束,不能撤回')
    }
    const changed: Case = { ...value, status: 'WITHDRAWN' }
    const progress = await progressDelivery(gateway, region, changed, {
      status: 'WITHDRAWN',
      occurredAtMs: now,
      officer: null,
    })
    const event: EventFacts = {
      type: 'withdrawn',
      status: 'WITHDRAWN',
      at: now,
      actor: `region:${region.code}`,
      data: { message: message.key },
    }
    return {
      event,
      value: progress.value,
      statements: progress.statements,
      outcome: { outcome: 'processed', caseNo: value.no, at: now, duplicate: false },
    }
  })
}

/** The region says that originals are on their way to us. */
export function receiveShipment(gateway: Gateway, region: Region, message: InboundMessage): Promise<InboundOutcome> {
  return about(gateway, region, message, async (value, now) => {
    const event: EventFacts = {
      type: 'shipped',
      status: value.status,
      at: now,
      actor: `region:${region.code}`,
      data: { message: message.key, tree: message.tree },
    }
    return {
      event,
      value,
      statements: [],
      outcome: { outcome: 'processed', caseNo: value.no, at: now, duplicate: false },
    }
  })
}
