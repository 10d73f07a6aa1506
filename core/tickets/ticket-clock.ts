import { calendarOf } from '../clock/calendar.ts'
import { type Count, limitEndsAt } from '../clock/counting.ts'
import type { Colour } from '../clock/stage-clocks.ts'
import type { Gateway } from '../gateway.ts'
import type { Limit } from '../matter.ts'
import { FIRST_WORD, TICKET_KINDS, type Ticket } from './ticket.ts'

/** When a ticket must be answered; null where the calendar does not reach so far. Times in ms. */
export interface TicketClock {
  readonly dueAt: number | null
  /** by when the person should first hear from a person */
  readonly firstWordDueAt: number | null
  readonly colour: Colour
}

/** So much of the time is left when it turns yellow, and red. */
const YELLOW = 0.3
const RED = 0.1

/** Counted anew whenever somebody looks, on the home's working days: a holiday that moves moves the end. */
export function ticketClock({ config, home, clock }: Pick<Gateway, 'config' | 'home' | 'clock'>, ticket: Ticket) {
  const { stages, calendar } = config
  const count = stages && { counting: stages.counting, calendar: calendarOf(calendar, home.division) }
  const dueAt = count && endOf(TICKET_KINDS[ticket.kind].limit, ticket.createdAt, count)
  const firstWordDueAt = count && endOf(FIRST_WORD, ticket.createdAt, count)
  const colour = colourOf(ticket, dueAt, ticket.closedAt ?? clock.now())
  return { dueAt, firstWordDueAt, colour } satisfies TicketClock
}

function endOf(limit: Limit, from: number, count: Count): number | null {
  const ends = limitEndsAt(limit, [{ from, to: null }], count)
  return ends.is === 'at' ? ends.at : null
}

function colourOf({ createdAt, closedAt }: Ticket, dueAt: number | null, at: number): Colour {
  if (dueAt === null) return 'unknown'
  if (at > dueAt) return 'overdue'
  if (closedAt !== null) return 'normal'
  const left = (dueAt - at) / (dueAt - createdAt)
  return left <= RED ? 'red' : left <= YELLOW ? 'yellow' : 'normal'
}
