import type { CaseEvent, EventType } from '../../core/case/event.ts'
import { nextEvent } from '../../core/case/event.ts'
import type { Status } from '../../core/case/status.ts'
import type { Calendar } from '../../core/clock/calendar.ts'
import type { JsonObject } from '../../core/json.ts'
import { calendar } from '../form/definitions.ts'

const { '2026': known } = calendar.years

/** The calendar as it was before anybody wrote down the year after. */
export const OF_2026: Calendar = { ...calendar, years: known ? { '2026': known } : {} }

/** One line of a case's course: when (`MM-dd HH:mm` of 2026 in Beijing), what happened, the status after it, and what was said. */
export type Line = readonly [at: string, type: EventType, status: Status, data?: JsonObject]

/** The moment of a line. */
export function msOf(at: string): number {
  return Date.parse(`2026-${at.replace(' ', 'T')}:00+08:00`)
}

/** A case's events as the store would hold them. */
export function courseOf(lines: readonly Line[]): CaseEvent[] {
  const events: CaseEvent[] = []
  for (const [at, type, status, data = {}] of lines)
    events.push(nextEvent('case', events.at(-1) ?? null, { type, status, at: msOf(at), actor: 'gateway', data }))
  return events
}
