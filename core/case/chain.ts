import type { NewsOf } from '../notifications/case-news.ts'
import { markClock } from '../store/case-clocks.ts'
import { insertCase, insertEvent } from '../store/case-rows.ts'
import type { Statement } from '../store/driver.ts'
import type { Case } from './case.ts'
import { type CaseEvent, type EventFacts, nextEvent } from './event.ts'
import { whatFollows } from './what-follows.ts'

/** The batch that makes a new case with its first events. */
export function newCaseStatements(
  gateway: NewsOf,
  value: Case,
  events: readonly EventFacts[],
): { value: Case; statements: Statement[] } {
  const chain = chainOf(value.id, null, events)
  const made = { ...value, seq: chain.length }
  const statements = [
    ...insertCase(made, gateway.applicantIndex),
    ...chain.map(insertEvent),
    markClock(made),
    ...whatFollows(gateway, null, made, events),
  ]
  return { value: made, statements }
}

/** The events that follow the last one of a case, each chained to the one before. */
export function chainOf(caseId: string, last: CaseEvent | null, events: readonly EventFacts[]): CaseEvent[] {
  const chain: CaseEvent[] = []
  for (const facts of events) chain.push(nextEvent(caseId, chain.at(-1) ?? last, facts))
  return chain
}
