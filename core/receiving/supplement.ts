import type { Case } from '../case/case.ts'
import type { EventFacts } from '../case/event.ts'
import { isOver } from '../case/moves.ts'
import { checkForm } from '../form/check-form.ts'
import { completeForm } from '../form/complete-form.ts'
import type { Gateway, Region } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { progressDelivery } from '../handling/progress-delivery.ts'
import { type JsonObject, valueAt } from '../json.ts'
import { partGroups } from '../mapping/reading.ts'
import type { Matter } from '../matter.ts'
import type { InboundMessage, InboundOutcome } from '../message.ts'
import { insertFile } from '../store/files.ts'
import { toDate } from '../time.ts'
import { aboutCase } from './about-case.ts'
import { askedFor } from './asked-for.ts'
import { withoutExcused } from './excused.ts'
import { takeFiles } from './take-files.ts'
import { pathsToSupply, withoutSupplied } from './to-supply.ts'
import { toTreeFaults } from './tree-faults.ts'

/** The region sends what we asked for in a correction notice. */
export function receiveSupplement(gateway: Gateway, region: Region, message: InboundMessage): Promise<InboundOutcome> {
  return aboutCase(gateway, region, message, ['in'], async (value, now) => {
    if (message.baseRevision !== undefined && message.baseRevision !== value.messageSeq)
      throw new GatewayError('revision-conflict', `办件现在是第 ${value.messageSeq} 版`)
    if (value.status !== 'CORRECTION') throw new GatewayError('state-conflict', '办件没有待补正的事项')
    const mapping = await gateway.mappingOf(value)
    const matter = gateway.matters.get(value.matter) as Matter
    if (!mapping) throw new GatewayError('region-unknown')
    const before = (value.memo['lastTree'] ?? {}) as JsonObject
    const merged = region.link.mergeSupplement(before, message, askedFor(value, mapping))
    if (!merged.ok) throw new GatewayError('form-invalid', '补正内容有问题', merged.faults)
    const tree = merged.value
    const read = mapping.readForm(tree)
    if (read.faults.length > 0) throw new GatewayError('form-invalid', '补正内容有问题', read.faults)
    const taken = await takeFiles(gateway, region, message, read.materials, value.id, value.orderNo)
    const [, kept] = partGroups(value.form, new Set(Object.keys(mapping.readForm(before).form)))
    const form = completeForm(matter, { ...kept, ...read.form, case: value.form['case'] as JsonObject })
    const found = checkForm({
      matter,
      codes: gateway.codes,
      form,
      materials: taken.materials,
      mode: value.mode,
      today: toDate(now),
      from: 'region',
    })
    const wrong = [...taken.faults, ...withoutExcused(found, mapping, message)]
    const faults = withoutSupplied(wrong, pathsToSupply(read))
    if (faults.length > 0)
      throw new GatewayError('form-invalid', '补正内容有问题', toTreeFaults(mapping, matter, faults, tree))
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
      supplement: { correctionNo: String(valueAt(value.memo, 'correction.no') ?? '') },
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
      statements: [...taken.files.map(insertFile), ...taken.bound, ...taken.deliveries.flat(), ...progress.statements],
      outcome,
    }
  })
}

/** The region's applicant withdraws; allowed until a decision was made. */
export function receiveWithdrawal(gateway: Gateway, region: Region, message: InboundMessage): Promise<InboundOutcome> {
  return aboutCase(gateway, region, message, ['in'], async (value, now) => {
    if (value.status === 'WITHDRAWN') {
      const outcome = { outcome: 'processed', caseNo: value.no, at: now, duplicate: true } as const
      return { event: null, value, statements: [], outcome }
    }
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

/** The region says that originals are on their way: to us for a case of its own, back to us for one of ours. */
export function receiveShipment(gateway: Gateway, region: Region, message: InboundMessage): Promise<InboundOutcome> {
  return aboutCase(gateway, region, message, ['in', 'out'], async (value, now) => {
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
