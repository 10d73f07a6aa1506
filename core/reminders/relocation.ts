import type { Case } from '../case/case.ts'
import { holds } from '../condition.ts'
import { valueAt } from '../json.ts'
import type { Statement } from '../store/driver.ts'
import { insertRelocationWarning } from '../store/relocation-warnings.ts'
import type { ReminderPlan } from './plan.ts'

/** A company that is registered here and may move away (迁出提前预警): only what registers publish of it. */
export interface RelocationWarning {
  readonly caseId: string
  readonly caseNo: string
  readonly company: string
  readonly uscc: string
  /** where the case goes */
  readonly region: string
  readonly says: string
  /** the law that it stands on, as declared on that day */
  readonly basis: string
  readonly at: number
}

/** The warning that a case raises when it is sent off, for the batch that sends it; none where no lawful basis is declared. */
export function relocationOf(
  plan: ReminderPlan | null,
  home: { readonly division: string },
  before: Case | null,
  after: Case,
  now: number,
): Statement[] {
  const { relocation } = plan ?? {}
  const isSentOff = after.direction === 'out' && after.status === 'QUEUED' && before?.status !== 'QUEUED'
  if (!relocation || !isSentOff) return []
  const text = (path: string) => String(valueAt(after.form, path) ?? '')
  const sign = relocation.when.find(
    ({ matter, uscc, if: wanted }) =>
      matter === after.matter && isRegisteredHere(text(uscc), home.division) && holds(wanted, after.form),
  )
  if (!sign) return []
  return [
    insertRelocationWarning({
      caseId: after.id,
      caseNo: after.no,
      company: text(sign.company),
      uscc: text(sign.uscc),
      region: after.region,
      says: sign.says,
      basis: relocation.basis,
      at: now,
    }),
  ]
}

/** A credit code has the division of the office that registered its holder in its third to eighth place (GB 32100). */
function isRegisteredHere(uscc: string, division: string): boolean {
  return uscc.length === 18 && uscc.slice(2, 8) === division
}
