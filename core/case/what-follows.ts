import { caseNews, type NewsOf } from '../notifications/case-news.ts'
import { invitationOf } from '../ratings/invite.ts'
import { dueDatesOf } from '../reminders/due-dates.ts'
import { relocationOf } from '../reminders/relocation.ts'
import type { Statement } from '../store/driver.ts'
import type { Case } from './case.ts'
import type { EventFacts } from './event.ts'

/** What is written beside a step of a case because of it: what the applicant is told, the code they may rate it with, the days they will be reminded of, and the warning that a company may move away. */
export function whatFollows(
  gateway: NewsOf,
  before: Case | null,
  after: Case,
  events: readonly Pick<EventFacts, 'data'>[],
): Statement[] {
  const { reminders = null } = gateway.config
  const now = gateway.clock.now()
  const invited = invitationOf(gateway, before, after)
  return [
    ...caseNews(gateway, before, after, events, invited ? { 码: invited.code } : {}),
    ...(invited ? [invited.statement] : []),
    ...dueDatesOf(reminders, before, after, now),
    ...relocationOf(reminders, gateway.config.home, before, after, now),
  ]
}
