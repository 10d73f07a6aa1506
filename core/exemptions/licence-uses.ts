import type { Case } from '../case/case.ts'
import type { Gateway } from '../gateway.ts'
import { type JsonObject, valueAt } from '../json.ts'
import type { UseElements } from './shared-data.ts'

/** What is recorded of each exemption when a case leaves: why, and of a licence who used it for what, with whose consent. */
export function recordedUses({ home, matters }: Pick<Gateway, 'home' | 'matters'>, value: Case): JsonObject[] {
  const matter = matters.get(value.matter)
  const use: UseElements = {
    orgName: home.orgName,
    username: value.clerk ?? '',
    itemName: matter?.name ?? value.matter,
    itemCode: matter?.itemCode ?? '',
    businessCode: value.no,
  }
  const consentAt = String(valueAt(value.form, 'consent.signedAt') ?? '')
  return value.materials.flatMap(({ slot, part, exempt }): JsonObject[] => {
    if (!exempt) return []
    const of: JsonObject = { slot, ...(part === undefined ? {} : { part }), ...exempt }
    return [exempt.kind === 'E' ? { ...of, consentAt, use: { ...use } } : of]
  })
}
