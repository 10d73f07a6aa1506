import type { Case } from '../case/case.ts'
import type { CaseEvent } from '../case/event.ts'
import type { Rating } from '../ratings/rating.ts'
import type { Ticket } from '../tickets/ticket.ts'
import { caseColumns, eventColumns, toCase, toEvent } from './case-rows.ts'
import type { SqlDriver, SqlValue, Statement } from './driver.ts'
import { and, asc, eq, gt, gte, inArray, lte, or, type SQL, type SQLiteColumn, sql } from './drizzle.ts'
import { indicatorProgress, measuredCases } from './indicator-tables.ts'
import { ratings } from './rating-tables.ts'
import { caseEvents, cases } from './schema.ts'
import { build, selectRows, toStatement } from './statement.ts'
import { tickets } from './ticket-tables.ts'
import { ticketColumns, toTicket } from './tickets.ts'

/** What is counted: events of cases, tickets that were closed, ratings. */
export type IndicatorSource = 'events' | 'tickets' | 'ratings'

/** How far a source was counted: everything at or before it. */
export interface Progress {
  readonly source: IndicatorSource
  readonly step: number
  readonly at: number
  readonly id: string
  readonly seq: number
}

/** An amount to be added to a day and its month. */
export interface Amount {
  /** `2026-03-02` */
  readonly day: string
  readonly region: string
  readonly matter: string
  readonly direction: 'out' | 'in'
  readonly measure: string
  readonly amount: number
}

/** Which sums: periods from and to, both included, all of one length (`d…` or `m…`). */
export interface SumFilter {
  readonly from: string
  readonly to: string
  readonly region?: string | undefined
  readonly matter?: string | undefined
  readonly direction?: 'out' | 'in' | undefined
}

/** What sums may be kept apart by; a month is told as `2026-03`. */
export type SumGroup = 'month' | 'region' | 'matter'

export interface Sum {
  readonly group: string
  readonly measure: string
  readonly amount: number
}

/** What was counted of a case before. */
export interface Measured {
  readonly caseId: string
  readonly seq: number
  readonly measures: string
}

const MOST_AT_A_TIME = 90

/** Goes on from `before`; where another did meanwhile, the batch fails by its key. */
export function moveProgress(before: Progress | null, after: Omit<Progress, 'step'>): Statement[] {
  const moved = toStatement(build.insert(indicatorProgress).values({ ...after, step: (before?.step ?? 0) + 1 }))
  if (!before) return [moved]
  const { source, step } = before
  const gone = build
    .delete(indicatorProgress)
    .where(and(eq(indicatorProgress.source, source), eq(indicatorProgress.step, step)))
  return [moved, toStatement(gone)]
}

/** Keeps what was counted of a case. */
export function upsertMeasured({ caseId, seq, measures }: Measured): Statement {
  return toStatement(
    build
      .insert(measuredCases)
      .values({ caseId, seq, measures })
      .onConflictDoUpdate({ target: sql`case_id` as never, set: { seq, measures } }),
  )
}

const ADD =
  'insert into indicator_sums (period, region, matter, direction, measure, amount) values (?, ?, ?, ?, ?, ?) on conflict (period, region, matter, direction, measure) do update set amount = indicator_sums.amount + excluded.amount'

/** Adds an amount to its day and its month. */
export function addAmount({ day, region, matter, direction, measure, amount }: Amount): Statement[] {
  return [`d${day}`, `m${day.slice(0, 7)}`].map((period) => ({
    sql: ADD,
    params: [period, region, matter, direction, measure, amount],
  }))
}

const GROUPS: Readonly<Record<SumGroup, string>> = {
  month: 'substr(period, 2, 7)',
  region: 'region',
  matter: 'matter',
}

/** Counting and its sums. */
export function createIndicators(driver: SqlDriver) {
  const inPieces = async <Row>(ids: readonly string[], read: (some: string[]) => Promise<Row[]>): Promise<Row[]> => {
    const rows: Row[] = []
    for (let start = 0; start < ids.length; start += MOST_AT_A_TIME)
      rows.push(...(await read(ids.slice(start, start + MOST_AT_A_TIME) as string[])))
    return rows
  }
  return {
    async progress(source: IndicatorSource): Promise<Progress | null> {
      const { step, at, id, seq } = indicatorProgress
      const query = build
        .select({ step, at, id, seq })
        .from(indicatorProgress)
        .where(eq(indicatorProgress.source, source))
      const rows = await selectRows<Omit<Progress, 'source'>>(driver, ['step', 'at', 'id', 'seq'], query)
      return rows[0] ? { source, ...rows[0] } : null
    },
    /** Events after a place until a moment, in the order of their times; no more of them than their places. */
    async eventsAfter(after: Omit<Progress, 'source' | 'step'>, until: number, limit: number) {
      const { at, caseId, seq } = caseEvents
      const later = or(gt(at, after.at), and(eq(at, after.at), gt(caseId, after.id)), sameCase(after))
      const query = build
        .select({ at, id: caseId, seq })
        .from(caseEvents)
        .where(and(gte(at, after.at), lte(at, until), later))
        .orderBy(asc(at), asc(caseId), asc(seq))
        .limit(limit)
      return selectRows<{ at: number; id: string; seq: number }>(driver, ['at', 'id', 'seq'], query)
    },
    async measured(caseIds: readonly string[]): Promise<Measured[]> {
      const { caseId, seq, measures } = measuredCases
      return inPieces(caseIds, (some) =>
        selectRows<Measured>(
          driver,
          ['caseId', 'seq', 'measures'],
          build.select({ caseId, seq, measures }).from(measuredCases).where(inArray(caseId, some)),
        ),
      )
    },
    cases(ids: readonly string[]): Promise<Case[]> {
      return inPieces(ids, async (some) => {
        const query = build.select(caseColumns).from(cases).where(inArray(cases.id, some))
        return (await driver.run(toStatement(query))).map(toCase)
      })
    },
    /** All events of these cases, each case's in order. */
    events(caseIds: readonly string[]): Promise<CaseEvent[]> {
      return inPieces(caseIds, async (some) => {
        const { caseId, seq } = caseEvents
        const query = build.select(eventColumns).from(caseEvents).where(inArray(caseId, some)).orderBy(caseId, seq)
        return (await driver.run(toStatement(query))).map(toEvent)
      })
    },
    /** Tickets closed after a place until a moment, in the order in which they were. */
    async ticketsAfter(after: Pick<Progress, 'at' | 'id'>, until: number, limit: number): Promise<Ticket[]> {
      const query = build
        .select(ticketColumns)
        .from(tickets)
        .where(between(tickets.closedAt, tickets.id, after, until))
        .orderBy(asc(tickets.closedAt), asc(tickets.id))
        .limit(limit)
      return (await driver.run(toStatement(query))).map(toTicket)
    },
    /** Ratings given after a place until a moment, in the order in which they were. */
    async ratingsAfter(after: Pick<Progress, 'at' | 'id'>, until: number, limit: number) {
      const { id, caseId, region, matter, level, at } = ratings
      const query = build
        .select({ id, caseId, region, matter, level, at })
        .from(ratings)
        .where(between(at, id, after, until))
        .orderBy(asc(at), asc(id))
        .limit(limit)
      const names = ['id', 'caseId', 'region', 'matter', 'level', 'at'] as const
      return selectRows<Pick<Rating, (typeof names)[number]>>(driver, names, query)
    },
    /** Sums by measure, and by what they are kept apart by. */
    async sums({ from, to, region, matter, direction }: SumFilter, by: SumGroup | null): Promise<Sum[]> {
      const group = by === null ? '' : `${GROUPS[by]}, `
      const narrowed = Object.entries({ region, matter, direction }).filter(([, value]) => value !== undefined)
      const where = ['period >= ?', 'period <= ?', ...narrowed.map(([name]) => `${name} = ?`)].join(' and ')
      const params: SqlValue[] = [from, to, ...narrowed.map(([, value]) => String(value))]
      const rows = await driver.run({
        sql: `select ${group}measure, sum(amount) from indicator_sums where ${where} group by ${group}measure`,
        params,
      })
      return rows.map((row) => ({
        group: by === null ? '' : String(row[0]),
        measure: String(row.at(-2)),
        amount: Number(row.at(-1)),
      }))
    },
  }
}

function sameCase({ at, id, seq }: Omit<Progress, 'source' | 'step'>): SQL | undefined {
  return and(eq(caseEvents.at, at), eq(caseEvents.caseId, id), gt(caseEvents.seq, seq))
}

function between(at: SQLiteColumn, id: SQLiteColumn, after: Pick<Progress, 'at' | 'id'>, until: number) {
  return and(gte(at, after.at), lte(at, until), or(gt(at, after.at), and(eq(at, after.at), gt(id, after.id))))
}
