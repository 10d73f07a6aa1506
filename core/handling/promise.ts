import type { Case } from '../case/case.ts'
import { legOf } from '../case/legs.ts'
import { promiseEndsAt } from '../clock/case-clocks.ts'
import type { Gateway } from '../gateway.ts'
import type { Progress } from '../progress.ts'
import { toDate, toTime } from '../time.ts'

/** What is promised with the acceptance of a case that is handled here: the limits of the matter, or of the leg that it is, counted from a moment; without the day of the end where the calendar does not reach it. */
export function promiseOf(gateway: Gateway, value: Case, fromMs: number): Progress['limit'] | undefined {
  const matter = gateway.matters.get(value.matter)
  const limits = legOf(matter, value, gateway.home)?.limits ?? matter?.limits
  if (!limits) return undefined
  const endsAt = promiseEndsAt(gateway, value, limits.promised, fromMs)
  return {
    statutory: limits.statutory,
    promised: limits.promised,
    ...(endsAt === null ? {} : { dueOn: toDate(endsAt), dueAt: toTime(endsAt) }),
    acceptanceNo: value.no,
  }
}
