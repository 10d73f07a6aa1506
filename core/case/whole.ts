import { isBlank } from '../condition.ts'
import { checkForm } from '../form/check-form.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { isObject, type JsonObject } from '../json.ts'
import type { Leg } from '../matter.ts'
import { toDate } from '../time.ts'
import { beginLeg, regionOfPlace } from './begin-leg.ts'
import type { Case } from './case.ts'
import { requireRoute } from './check.ts'
import { isOurs, legAfter, placeOf, statusOfWhole } from './legs.ts'
import type { Submitted } from './submission.ts'

/** The whole as submitted, its first leg begun; throws every fault at once, and where one of the legs' places does not take part. */
export async function toSubmittedWhole(
  gateway: Gateway,
  draft: Case,
  legs: readonly Leg[],
  actor: string,
): Promise<Submitted> {
  const form = withCommonNumber(draft)
  const value = { ...draft, form }
  requireSound(gateway, value)
  requireRoutes(gateway, value, legs)
  const leg = legAfter(legs, null, form)
  if (!leg) throw new GatewayError('form-invalid', '没有一个分段要办,请核对表单')
  const begun = await beginLeg(gateway, value, leg, actor, { orDraft: false })
  const status = statusOfWhole(true, begun.value.status)
  const common = { status, at: gateway.clock.now(), actor }
  return {
    value: { ...value, status },
    events: [
      { ...common, type: 'submitted', data: {} },
      { ...common, type: 'leg-begun', data: { leg: leg.key, no: begun.value.no } },
    ],
    statements: begun.statements,
    rings: begun.rings,
  }
}

/** All legs carry one number between them; it is ours where nobody has given one. */
function withCommonNumber({ form, no }: Case): JsonObject {
  const group = isObject(form['case']) ? form['case'] : {}
  const given = group['coopNo']
  return { ...form, case: { ...group, coopNo: isBlank(given) ? no : (given ?? no) } }
}

/** Throws every fault of the form and materials by the matter's own rules. */
export function requireSound(gateway: Gateway, value: Case): void {
  const matter = gateway.matters.get(value.matter)
  if (!matter) throw new GatewayError('matter-unknown')
  const { form, materials, mode } = value
  const faults = checkForm({ matter, codes: gateway.codes, form, materials, mode, today: toDate(gateway.clock.now()) })
  if (faults.length > 0) throw new GatewayError('form-invalid', `共 ${faults.length} 处问题,改正后才能报送`, faults)
}

function requireRoutes(gateway: Gateway, value: Case, legs: readonly Leg[]): void {
  const places = legs.map((leg) => placeOf(leg, value.form)).filter((place) => place !== '')
  const regions = places.filter((place) => !isOurs(gateway.home, place)).map((place) => regionOfPlace(gateway, place))
  for (const region of new Set(regions)) requireRoute(gateway, { ...value, region, direction: 'out' })
  if (regions.includes(value.region)) return
  const path = legs[0]?.at ?? ''
  const message = `所选地区 ${value.region} 不是这个办件的任何一个办理地`
  throw new GatewayError('form-invalid', message, [
    { path, code: 'conflict', message, fix: '请核对各办理地的区划,或改选地区' },
  ])
}
