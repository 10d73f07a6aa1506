import type { EventType } from '../case/event.ts'
import type { Status } from '../case/status.ts'
import type { SqlDriver } from './driver.ts'
import { and, asc, eq, gte, inArray, or, sql } from './drizzle.ts'
import { caseEvents, cases, outbox } from './schema.ts'
import { build, selectRows } from './statement.ts'

/** That something happened to a case; nothing of what, and nobody's data. */
export interface CaseNews {
  readonly caseId: string
  readonly seq: number
  readonly no: string
  readonly direction: 'out' | 'in'
  readonly region: string
  readonly handler: string | null
  readonly type: EventType
  readonly status: Status
  readonly at: number
}

/** How many cases something happened to, of a region. */
export interface CountedNews {
  readonly region: string
  readonly type: EventType
  readonly status: Status
  readonly count: number
}

/** Deliveries of a region that are not done. */
export interface PendingDeliveries {
  readonly region: string
  readonly state: 'ready' | 'waiting' | 'dead'
  readonly count: number
  /** when the oldest of them was put there */
  readonly oldestAt: number
}

const columns = {
  caseId: caseEvents.caseId,
  seq: caseEvents.seq,
  no: cases.no,
  direction: cases.direction,
  region: cases.region,
  handler: cases.handler,
  type: caseEvents.type,
  status: caseEvents.status,
  at: caseEvents.at,
}
const names = Object.keys(columns) as (keyof CaseNews)[]

/** What happened lately, over all cases. */
export function createNews(driver: SqlDriver) {
  return {
    /** What happened at or after that moment, oldest first. */
    since(at: number, limit: number): Promise<CaseNews[]> {
      const query = build
        .select(columns)
        .from(caseEvents)
        .innerJoin(cases, eq(cases.id, caseEvents.caseId))
        .where(gte(caseEvents.at, at))
        .orderBy(asc(caseEvents.at), asc(caseEvents.caseId), asc(caseEvents.seq))
        .limit(limit)
      return selectRows<CaseNews>(driver, names, query)
    },
    /** Of how many cases events of these types, or of those types with these statuses, happened since. */
    async counts(
      since: number,
      types: readonly EventType[],
      moves: readonly EventType[],
      statuses: readonly Status[],
    ): Promise<CountedNews[]> {
      const counted = or(
        inArray(caseEvents.type, [...types]),
        and(inArray(caseEvents.type, [...moves]), inArray(caseEvents.status, [...statuses])),
      )
      const { type, status, caseId } = caseEvents
      const query = build
        .select({ region: cases.region, type, status, count: sql<number>`count(distinct ${caseId})` })
        .from(caseEvents)
        .innerJoin(cases, eq(cases.id, caseId))
        .where(and(gte(caseEvents.at, since), counted))
        .groupBy(cases.region, type, status)
      return selectRows<CountedNews>(driver, ['region', 'type', 'status', 'count'], query)
    },
    /** Every region's deliveries that are not done. */
    async pending(): Promise<PendingDeliveries[]> {
      const query = build
        .select({
          region: outbox.region,
          state: outbox.state,
          count: sql<number>`count(*)`,
          oldestAt: sql<number>`min(${outbox.createdAt})`,
        })
        .from(outbox)
        .where(inArray(outbox.state, ['ready', 'waiting', 'dead']))
        .groupBy(outbox.region, outbox.state)
      return selectRows<PendingDeliveries>(driver, ['region', 'state', 'count', 'oldestAt'], query)
    },
    /** How many cases wait for the applicant's correction, and how many for a person to look at what a region said. */
    async waiting(): Promise<{ correction: number; attention: number }> {
      const count = async (where: string, params: string[]) =>
        Number((await driver.run({ sql: `select count(*) from cases where ${where}`, params }))[0]?.[0] ?? 0)
      const [correction, attention] = await Promise.all([
        count('status = ?', ['CORRECTION']),
        count('attention is not null', []),
      ])
      return { correction, attention }
    },
  }
}
