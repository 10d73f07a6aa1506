import type { Ticket, TicketEntry, TicketKind, TicketState } from '../tickets/ticket.ts'
import type { SqlDriver, SqlRow, Statement } from './driver.ts'
import { and, asc, eq, ne, type SQL, sql } from './drizzle.ts'
import { isAfter, type PageEnd } from './page.ts'
import { build, selectRows, toStatement } from './statement.ts'
import { ticketEntries, tickets } from './ticket-tables.ts'

/** What a list of tickets may be narrowed by. */
export interface TicketFilter {
  readonly kind?: TicketKind | undefined
  readonly state?: TicketState | undefined
  /** who has it */
  readonly takenBy?: string | undefined
}

export const ticketColumns = {
  id: tickets.id,
  no: tickets.no,
  kind: tickets.kind,
  state: tickets.state,
  subjectKind: tickets.subjectKind,
  subjectRef: tickets.subjectRef,
  subjectName: tickets.subjectName,
  caseId: tickets.caseId,
  contact: tickets.contact,
  codeHash: tickets.codeHash,
  seq: tickets.seq,
  takenBy: tickets.takenBy,
  takenByName: tickets.takenByName,
  firstWordAt: tickets.firstWordAt,
  closedAt: tickets.closedAt,
  createdAt: tickets.createdAt,
  updatedAt: tickets.updatedAt,
}
const names = Object.keys(ticketColumns) as (keyof typeof ticketColumns)[]

/** A new ticket with its first entry. */
export function insertTicket({ subject, ...row }: Ticket, entry: TicketEntry): Statement[] {
  const { kind: subjectKind, ref: subjectRef, name: subjectName } = subject
  return [
    toStatement(build.insert(tickets).values({ ...row, subjectKind, subjectRef, subjectName })),
    insertTicketEntry(entry),
  ]
}

/** The next entry; two that are written at once have one key, so that one of them is refused. */
export function insertTicketEntry(entry: TicketEntry): Statement {
  return toStatement(build.insert(ticketEntries).values(entry))
}

/** What the ticket came to with its newest entry. */
export function updateTicket({ id, state, seq, takenBy, takenByName, firstWordAt, closedAt, updatedAt }: Ticket) {
  const set = { state, seq, takenBy, takenByName, firstWordAt, closedAt, updatedAt }
  return toStatement(build.update(tickets).set(set).where(eq(tickets.id, id)))
}

export function toTicket(row: SqlRow): Ticket {
  const { subjectKind, subjectRef, subjectName, ...rest } = Object.fromEntries(
    names.map((name, index) => [name, row[index]]),
  ) as unknown as typeof tickets.$inferSelect
  return { ...rest, subject: { kind: subjectKind, ref: subjectRef, name: subjectName } }
}

/** Reading tickets. */
export function createTicketReader(driver: SqlDriver) {
  const where = async (condition: SQL | undefined, limit: number): Promise<Ticket[]> => {
    const order = [asc(tickets.createdAt), asc(tickets.id)]
    const query = build
      .select(ticketColumns)
      .from(tickets)
      .where(condition)
      .orderBy(...order)
      .limit(limit)
    return (await driver.run(toStatement(query))).map(toTicket)
  }
  return {
    byNo: async (no: string) => (await where(eq(tickets.no, no), 1))[0] ?? null,
    /** Oldest first. */
    ofCase: (caseId: string) => where(eq(tickets.caseId, caseId), 100),
    /** Oldest first: what is due soonest stands first. */
    list: ({ kind, state, takenBy }: TicketFilter, after: PageEnd | undefined, limit: number) =>
      where(
        and(
          kind === undefined ? undefined : eq(tickets.kind, kind),
          state === undefined ? undefined : eq(tickets.state, state),
          takenBy === undefined ? undefined : eq(tickets.takenBy, takenBy),
          after && isAfter(tickets.createdAt, tickets.id, after),
        ),
        limit,
      ),
    entries: (ticketId: string) =>
      selectRows<TicketEntry>(
        driver,
        ['ticketId', 'seq', 'step', 'at', 'actor', 'actorName', 'text'],
        build
          .select({
            ticketId: ticketEntries.ticketId,
            seq: ticketEntries.seq,
            step: ticketEntries.step,
            at: ticketEntries.at,
            actor: ticketEntries.actor,
            actorName: ticketEntries.actorName,
            text: ticketEntries.text,
          })
          .from(ticketEntries)
          .where(eq(ticketEntries.ticketId, ticketId))
          .orderBy(asc(ticketEntries.seq)),
      ),
    /** How many of a subject wait for their answer. */
    async openOf(subjectRef: string): Promise<number> {
      const query = build
        .select({ count: sql`count(*)` })
        .from(tickets)
        .where(and(eq(tickets.subjectRef, subjectRef), ne(tickets.state, 'closed')))
      return Number((await driver.run(toStatement(query)))[0]?.[0] ?? 0)
    },
  }
}
