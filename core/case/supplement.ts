import type { Fault } from '../fault.ts'
import { completeForm } from '../form/complete-form.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { newId } from '../ids.ts'
import type { JsonObject } from '../json.ts'
import type { CaseMaterial } from '../matter.ts'
import type { MessageKind } from '../message.ts'
import type { Staff } from '../store/people.ts'
import { toTime } from '../time.ts'
import type { Case } from './case.ts'
import { checkAndMap, requireMapping } from './check.ts'
import { changeCase } from './commit.ts'
import type { CaseEvent, EventFacts } from './event.ts'
import { type MaterialInput, resolveMaterials } from './files.ts'
import { currentLegNo, isHandledHere, refuseWhole, supplementHere } from './home-leg.ts'
import { mappingInput } from './input.ts'
import { mustWait, newDelivery } from './new-delivery.ts'
import { supplementChanges } from './supplement-changes.ts'

/** What the applicant brought after a correction notice: the full form and materials as they are now. */
export interface Supplement {
  readonly form: JsonObject
  readonly materials: readonly MaterialInput[]
  readonly note?: string | undefined
}

/** Answers a region's correction notice, by `staff:<id>` or the applicant. The region gets all of it or only what changed, as its protocol wants. */
export async function supplementCase(
  gateway: Gateway,
  no: string,
  supplement: Supplement,
  actor: string,
): Promise<Case> {
  const { answer, value } = await changeCase<string | null>(
    gateway,
    () => gateway.store.cases.byNo(no),
    async (found) => {
      refuseWhole(gateway, found)
      if (isHandledHere(found)) return supplementHere(gateway, found, supplement, actor)
      if (found.direction !== 'out' || found.status !== 'CORRECTION')
        throw new GatewayError('state-conflict', `办件 ${no} 没有待补正的事项`)
      const deliveries = await gateway.store.deliveries.ofCase(found.id)
      if (deliveries.some(({ kind, state }) => kind === 'supplement' && state !== 'done' && state !== 'dead')) {
        throw new GatewayError('state-conflict', `办件 ${no} 的补正已提交,正在传送`)
      }
      const matter = gateway.matters.get(found.matter)
      const resolved = await resolveMaterials(gateway, supplement.materials, found.id, actor)
      const materials = resolved.materials.map((material) => withKnownFile(material, found.materials))
      const now = gateway.clock.now()
      const form = matter ? completeForm(matter, supplement.form) : supplement.form
      const { changed, message, groups } = answerCorrection(gateway, found, { ...supplement, form, materials })
      const mapping = await requireMapping(gateway, changed)
      const { faults, mapped } = checkAndMap(gateway, mapping, changed, 'supplement', message, { groups })
      if (faults.length > 0) throw new GatewayError('form-invalid', `共 ${faults.length} 处问题,改正后才能报送`, faults)
      const payload = { tree: mapped.tree, files: mapped.files }
      const delivery = newDelivery(
        changed,
        { ...message, kind: 'supplement', orderNo: changed.orderNo },
        payload,
        now,
        mustWait(deliveries, 'supplement'),
      )
      const event: EventFacts = {
        type: 'supplemented',
        status: 'CORRECTION',
        at: now,
        actor,
        data: { delivery: message.id, round: groups.supplement.round },
      }
      return {
        events: [event],
        value: changed,
        statements: [...delivery, ...resolved.bind(found.id)],
        answer: message.id,
      }
    },
  )
  if (answer) await gateway.doorbell.ring([answer])
  return value
}

/** What answers a correction notice: the case as it is then, the name and number of the message, and what the mapping reads of it beside the case. */
export function answerCorrection(
  gateway: Gateway,
  found: Case,
  { form, materials, note }: { form: JsonObject; materials: readonly CaseMaterial[]; note?: string | undefined },
) {
  const correction = (found.memo['correction'] ?? {}) as JsonObject
  const message = { id: newId(gateway.clock, gateway.random), seq: found.messageSeq + 1 }
  const changed: Case = { ...found, form, materials, messageSeq: message.seq, orderNo: found.orderNo + 1 }
  const supplement = {
    at: toTime(gateway.clock.now()),
    note: note ?? '',
    round: correction['round'] ?? 1,
    correctionNo: correction['no'] ?? '',
    ...supplementChanges(found, form, materials),
  }
  return { changed, message, groups: { supplement } }
}

/** The same bytes for the same material are the file that the region has already: it is not given another name. */
function withKnownFile(material: CaseMaterial, before: readonly CaseMaterial[]): CaseMaterial {
  const known = before.find(
    ({ slot, part, file }) =>
      slot === material.slot && part === material.part && file !== undefined && file.sha256 === material.file?.sha256,
  )
  return known?.file && material.file ? { ...material, file: known.file } : material
}

/** Asks the region to withdraw the case; a draft, or what our own side handles, is withdrawn at once. Else the case is withdrawn only when the region says so. Of a case with legs the leg under way is withdrawn. */
export async function withdrawCase(gateway: Gateway, no: string, reason: string, clerk: Staff): Promise<Case> {
  const leg = await currentLegNo(gateway, no)
  if (leg !== null) {
    await withdrawCase(gateway, leg, reason, clerk)
    return (await gateway.store.cases.byNo(no)) as Case
  }
  return sendAbout(gateway, no, 'withdraw', clerk, (found, now) => {
    if (
      (found.direction !== 'out' && !isHandledHere(found)) ||
      [
        'APPROVED',
        'DENIED',
        'COMPLETED',
        'WITHDRAWN',
        'TERMINATED',
        'REFUSED',
        'RETURNED',
        'SHIPPED',
        'DELIVERED_RESULT',
        'ARCHIVED',
      ].includes(found.status)
    ) {
      throw new GatewayError('state-conflict', `办件 ${no} 已有决定或已结束,不能撤回`)
    }
    return { group: { reason, at: toTime(now) }, type: 'withdraw-asked', data: {} }
  })
}

/** Registers that originals went to the handling region by post. */
export async function shipOriginals(
  gateway: Gateway,
  no: string,
  shipment: { waybillNo: string; carrier: string; items: JsonObject[] },
  clerk: Staff,
): Promise<Case> {
  return sendAbout(gateway, no, 'shipment', clerk, (found, now) => {
    refuseWhole(gateway, found)
    if (found.direction !== 'out' || found.status === 'DRAFT')
      throw new GatewayError('state-conflict', `办件 ${no} 还没有报送,不能登记寄递`)
    return {
      group: { ...shipment, sentAt: toTime(now), by: clerk.name },
      type: 'shipped',
      data: {
        waybillNo: shipment.waybillNo,
        carrier: shipment.carrier,
        items: itemsOf(gateway, found, shipment.items),
      },
    }
  })
}

/** What was posted, by the names that people know. */
function itemsOf(gateway: Gateway, { matter }: Case, items: readonly JsonObject[]): JsonObject[] {
  const materials = gateway.matters.get(matter)?.materials ?? []
  return items.map(({ slot = '', ...counts }) => ({
    name: materials.find((material) => material.slot === slot)?.name ?? String(slot),
    form: '1',
    ...counts,
  }))
}

type About = Extract<MessageKind, 'withdraw' | 'shipment'>

/** What the mapping calls the group that the request's body is. */
const GROUPS: Readonly<Record<About, string>> = { withdraw: 'withdrawal', shipment: 'shipment' }

function inBody(kind: About): (fault: Fault) => Fault {
  const group = `${GROUPS[kind]}.`
  return (fault) => (fault.path.startsWith(group) ? { ...fault, path: fault.path.slice(group.length) } : fault)
}

/** A second click is no second wish: one withdrawal at a time, one entry a waybill. */
async function refuseTwice(gateway: Gateway, found: Case, kind: About, data: JsonObject): Promise<void> {
  if (kind === 'withdraw') {
    const deliveries = await gateway.store.deliveries.ofCase(found.id)
    if (deliveries.some((one) => one.kind === 'withdraw' && one.state !== 'dead'))
      throw new GatewayError('state-conflict', `办件 ${found.no} 已申请撤回,等候对方答复`)
    return
  }
  const events = await gateway.store.cases.events(found.id)
  const same = (event: CaseEvent) =>
    event.type === 'shipped' &&
    event.data['waybillNo'] === data['waybillNo'] &&
    event.data['carrier'] === data['carrier']
  if (events.some(same)) throw new GatewayError('state-conflict', `办件 ${found.no} 已登记过这张运单`)
}

async function sendAbout(
  gateway: Gateway,
  no: string,
  kind: About,
  clerk: Staff,
  decide: (found: Case, now: number) => { group: JsonObject; type: 'withdraw-asked' | 'shipped'; data: JsonObject },
): Promise<Case> {
  const { answer, value } = await changeCase(
    gateway,
    () => gateway.store.cases.byNo(no),
    async (found) => {
      const now = gateway.clock.now()
      const { group, type, data } = decide(found, now)
      await refuseTwice(gateway, found, kind, data)
      const actor = `staff:${clerk.id}`
      if (found.status === 'DRAFT' || isHandledHere(found)) {
        return {
          events: [{ type: 'withdrawn', status: 'WITHDRAWN', at: now, actor, data }],
          value: { ...found, status: 'WITHDRAWN' },
          statements: [],
          answer: null,
        }
      }
      const region = gateway.regions.get(found.region)
      const mapping = await gateway.mappingOf(found)
      const event: EventFacts = { type, status: found.status, at: now, actor, data }
      if (!region?.carries.includes(kind) || !mapping)
        return { events: [event], value: found, statements: [], answer: null }
      const message = { id: newId(gateway.clock, gateway.random), seq: found.orderNo + 1 }
      const changed: Case = { ...found, orderNo: found.orderNo + 1 }
      const input = mappingInput(gateway, changed, message, { [GROUPS[kind]]: group })
      const mapped = mapping.mapForm(kind, input, [], { report: false })
      if (mapped.faults.length > 0)
        throw new GatewayError('step-invalid', `共 ${mapped.faults.length} 处问题`, mapped.faults.map(inBody(kind)))
      const waits = mustWait(await gateway.store.deliveries.ofCase(found.id), kind)
      const delivery = newDelivery(
        changed,
        { ...message, kind, orderNo: changed.orderNo },
        { tree: mapped.tree, files: mapped.files },
        now,
        waits,
      )
      return { events: [event], value: changed, statements: delivery, answer: message.id }
    },
  )
  if (answer) await gateway.doorbell.ring([answer])
  return value
}
