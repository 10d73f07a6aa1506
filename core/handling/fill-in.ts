import type { Case } from '../case/case.ts'
import { missingGifts } from '../case/legs.ts'
import { takeReturned, withOfficer } from '../case/returned.ts'
import type { Status } from '../case/status.ts'
import type { Fault } from '../fault.ts'
import { labelOf } from '../form/form-walk.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import type { JsonObject } from '../json.ts'
import type { Matter } from '../matter.ts'
import type { Staff } from '../store/people.ts'

/**
 * The case with what its handler fills in on the step to `status`: fields that are the handling place's, and its officer's name. Throws where a value is
 * wrong, or where the case is a leg and what the next leg waits for is still missing.
 */
export function fillIn(
  gateway: Gateway,
  value: Case,
  {
    status,
    form,
    handler,
  }: { readonly status: Status; readonly form: JsonObject | undefined; readonly handler: Staff },
): Case {
  const matter = gateway.matters.get(value.matter)
  if (!matter) return value
  const filled = form ? takeAll(gateway, matter, value, form) : value.form
  const leg = value.parentId === null ? undefined : matter.legs?.find(({ key }) => key === value.leg)
  const missing = leg?.until.includes(status) ? missingGifts(leg, filled) : []
  if (missing.length > 0) throw refusal(missing.map((path) => missingFault(matter, path)))
  return { ...value, form: withOfficer(matter, filled, handler.name) }
}

function takeAll(gateway: Gateway, matter: Matter, value: Case, form: JsonObject): JsonObject {
  const { form: filled, taken, refused } = takeReturned(matter, gateway, value, form)
  if (refused.length > 0) throw refusal(refused.map((path) => wrongFault(matter, path)))
  if (taken.length > 0) return filled
  const message = '回填的内容里没有一项是办理方填写的字段'
  throw refusal([{ path: 'form', code: 'unexpected', message, fix: '请按事项表单中由办理方填写的字段回填' }])
}

function refusal(faults: readonly Fault[]): GatewayError {
  return new GatewayError('form-invalid', `回填有 ${faults.length} 处问题`, faults)
}

function wrongFault(matter: Matter, path: string): Fault {
  return { path, code: 'value', message: `“${labelOf(matter, path)}”填得不对`, fix: '请按事项表单核对这一项' }
}

function missingFault(matter: Matter, path: string): Fault {
  const message = `“${labelOf(matter, path)}”没有填,下一段要用`
  return { path, code: 'required', message, fix: '请在这一步填上' }
}
