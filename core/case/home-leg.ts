import { checkForm } from '../form/check-form.ts'
import { completeForm } from '../form/complete-form.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { toDate } from '../time.ts'
import type { Case } from './case.ts'
import type { Decision } from './commit.ts'
import { resolveMaterials } from './files.ts'
import { legsOf } from './legs.ts'
import type { Supplement } from './supplement.ts'

/** Whether the case is a leg of our own case, or a child of our own bundle, that our own side handles: nothing of it is sent to anybody. */
export function isHandledHere(value: Pick<Case, 'direction' | 'parentId' | 'bundleId'>): boolean {
  return value.direction === 'in' && (value.parentId !== null || value.bundleId !== null)
}

/** Throws for a case with legs once they are under way: what is done is done on a leg. */
export function refuseWhole(gateway: Gateway, value: Case): void {
  if (value.status === 'DRAFT' || !legsOf(gateway.matters.get(value.matter), value)) return
  throw new GatewayError('state-conflict', `办件 ${value.no} 由各分段办理,请在正在办的分段上操作`)
}

/** The number of the leg that is under way; null for a case without legs, or before the first. */
export async function currentLegNo(gateway: Gateway, no: string): Promise<string | null> {
  const value = await gateway.store.cases.byNo(no)
  const legs = value && legsOf(gateway.matters.get(value.matter), value)
  if (!value || !legs) return null
  const begun = await gateway.store.cases.ofParent(value.id)
  const order = legs.map(({ key }) => begun.find(({ leg }) => leg === key)).filter((leg) => leg !== undefined)
  return order.at(-1)?.no ?? null
}

/** What the applicant brought after our own handler's correction notice: nothing has to travel, the handler has it at once. */
export async function supplementHere(
  gateway: Gateway,
  found: Case,
  supplement: Supplement,
  actor: string,
): Promise<Decision<null>> {
  if (found.status !== 'CORRECTION') throw new GatewayError('state-conflict', `办件 ${found.no} 没有待补正的事项`)
  const matter = gateway.matters.get(found.matter)
  if (!matter) throw new GatewayError('matter-unknown')
  const now = gateway.clock.now()
  const resolved = await resolveMaterials(gateway, supplement.materials, found.id, actor)
  const form = completeForm(matter, supplement.form)
  const { materials } = resolved
  const faults = checkForm({ matter, codes: gateway.codes, form, materials, mode: found.mode, today: toDate(now) })
  if (faults.length > 0) throw new GatewayError('form-invalid', `共 ${faults.length} 处问题,改正后才能提交`, faults)
  const note = supplement.note ?? ''
  return {
    events: [{ type: 'supplemented', status: 'CORRECTED', at: now, actor, data: { note } }],
    value: { ...found, form, materials, status: 'CORRECTED' },
    statements: resolved.bind(found.id),
    answer: null,
  }
}
