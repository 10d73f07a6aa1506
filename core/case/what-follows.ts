import { licenceStatements } from '../licences/of-case.ts'
import { staffNews } from '../messages/message.ts'
import { caseNews, type NewsOf } from '../notifications/case-news.ts'
import { firstPickup } from '../pickup/make-code.ts'
import { invitationOf } from '../ratings/invite.ts'
import { dueDatesOf } from '../reminders/due-dates.ts'
import { relocationOf } from '../reminders/relocation.ts'
import type { Statement } from '../store/driver.ts'
import type { Case } from './case.ts'
import type { EventFacts } from './event.ts'

/** What is written beside a step of a case because of it: what the applicant and the staff are told, the codes they may rate it and fetch its result with, the licence that it came to, the days they will be reminded of, and the warning that a company may move away. */
export function whatFollows(
  gateway: NewsOf,
  before: Case | null,
  after: Case,
  events: readonly Pick<EventFacts, 'type' | 'data' | 'at'>[],
): Statement[] {
  const { reminders = null } = gateway.config
  const now = gateway.clock.now()
  const invited = invitationOf(gateway, before, after)
  return [
    ...caseNews(gateway, before, after, events, invited ? { 码: invited.code } : {}),
    ...(invited ? [invited.statement] : []),
    ...firstPickup(gateway, before, after),
    ...licenceStatements(gateway, before, after),
    ...staffNews(after, events),
    ...dueDatesOf(reminders, before, after, now),
    ...relocationOf(reminders, gateway.config.home, before, after, now),
  ]
}
