import type { Case } from '../case/case.ts'
import type { CaseEvent } from '../case/event.ts'
import { isOver } from '../case/moves.ts'
import { STATUSES, type Status } from '../case/status.ts'
import { caseColumns, eventColumns, toCase, toEvent } from './case-rows.ts'
import type { SqlDriver } from './driver.ts'
import { and, eq, gt, inArray, isNotNull, isNull, sql } from './drizzle.ts'
import { caseEvents, cases, counters } from './schema.ts'
import { build, prepareStatement, toStatement } from './statement.ts'

const selectByNo = prepareStatement<'no'>(
  build
    .select(caseColumns)
    .from(cases)
    .where(eq(cases.no, sql.placeholder('no'))),
)
const selectById = prepareStatement<'id'>(
  build
    .select(caseColumns)
    .from(cases)
    .where(eq(cases.id, sql.placeholder('id'))),
)
const selectLastEvent = prepareStatement<'caseId' | 'seq'>(
  build
    .select(eventColumns)
    .from(caseEvents)
    .where(and(eq(caseEvents.caseId, sql.placeholder('caseId')), eq(caseEvents.seq, sql.placeholder('seq')))),
)

const OPEN_STATUSES = (Object.keys(STATUSES) as Status[]).filter((status) => !isOver(status))

/** Reading cases and their events. */
export function createCaseReader(driver: SqlDriver) {
  const one = async (statement: Parameters<SqlDriver['run']>[0]): Promise<Case | null> => {
    const row = (await driver.run(statement))[0]
    return row ? toCase(row) : null
  }
  return {
    byNo: (no: string) => one(selectByNo({ no })),
    byId: (id: string) => one(selectById({ id })),
    /** Case numbers by id; at most 90 ids. */
    async numbers(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
      if (ids.length === 0) return new Map()
      const query = build
        .select({ id: cases.id, no: cases.no })
        .from(cases)
        .where(inArray(cases.id, [...ids]))
      return new Map((await driver.run(toStatement(query))).map(([id, no]) => [String(id), String(no)]))
    },
    /** The legs of a case, in the order in which they were begun. */
    async ofParent(parentId: string): Promise<Case[]> {
      const query = build
        .select(caseColumns)
        .from(cases)
        .where(eq(cases.parentId, parentId))
        .orderBy(cases.createdAt, cases.id)
      return (await driver.run(toStatement(query))).map(toCase)
    },
    byCorrelation: (region: string, correlation: string) =>
      one(
        toStatement(
          build
            .select(caseColumns)
            .from(cases)
            .where(and(eq(cases.region, region), eq(cases.correlation, correlation))),
        ),
      ),
    byPartnerNo: (region: string, partnerNo: string) =>
      one(
        toStatement(
          build
            .select(caseColumns)
            .from(cases)
            .where(and(eq(cases.region, region), eq(cases.partnerNo, partnerNo)))
            .limit(1),
        ),
      ),
    /** All events of a case, in order. */
    async events(caseId: string): Promise<CaseEvent[]> {
      const query = build
        .select(eventColumns)
        .from(caseEvents)
        .where(eq(caseEvents.caseId, caseId))
        .orderBy(caseEvents.seq)
      return (await driver.run(toStatement(query))).map(toEvent)
    },
    /** The newest event of a case, to chain the next one to. */
    async lastEvent(value: Pick<Case, 'id' | 'seq'>): Promise<CaseEvent> {
      const row = (await driver.run(selectLastEvent({ caseId: value.id, seq: value.seq })))[0]
      if (!row) throw new Error(`event ${value.seq} of case ${value.id} is missing`)
      return toEvent(row)
    },
    /** Case ids in order, after the one given; for walking every chain. */
    async idsAfter(id: string, limit: number): Promise<{ id: string; no: string; seq: number }[]> {
      const query = build
        .select({ id: cases.id, no: cases.no, seq: cases.seq })
        .from(cases)
        .where(gt(cases.id, id))
        .orderBy(cases.id)
        .limit(limit)
      const rows = await driver.run(toStatement(query))
      return rows.map((row) => ({ id: String(row[0]), no: String(row[1]), seq: Number(row[2]) }))
    },
    /** How many undecided inbound cases each handler has. */
    async loads(): Promise<ReadonlyMap<string, number>> {
      const query = build
        .select({ handler: cases.handler, load: sql<number>`count(*)` })
        .from(cases)
        .where(and(isNotNull(cases.handler), inArray(cases.status, OPEN_STATUSES)))
        .groupBy(cases.handler)
      const rows = await driver.run(toStatement(query))
      return new Map(rows.map((row) => [String(row[0]), Number(row[1])]))
    },
    /** Who has undecided inbound cases of which matters; null is nobody. */
    async holdings(): Promise<{ handler: string | null; matter: string }[]> {
      const query = build
        .selectDistinct({ handler: cases.handler, matter: cases.matter })
        .from(cases)
        .where(and(eq(cases.direction, 'in'), inArray(cases.status, OPEN_STATUSES)))
      const rows = await driver.run(toStatement(query))
      return rows.map(([handler, matter]) => ({
        handler: handler === null ? null : String(handler),
        matter: String(matter),
      }))
    },
    /** Ids of the undecided inbound cases of a matter that somebody, or nobody, has; the oldest first. */
    async heldBy(handler: string | null, matter: string): Promise<string[]> {
      const query = build
        .select({ id: cases.id })
        .from(cases)
        .where(
          and(
            eq(cases.direction, 'in'),
            inArray(cases.status, OPEN_STATUSES),
            eq(cases.matter, matter),
            handler === null ? isNull(cases.handler) : eq(cases.handler, handler),
          ),
        )
        .orderBy(cases.createdAt, cases.id)
      return (await driver.run(toStatement(query))).map(([id]) => String(id))
    },
    /** Number of cases by direction, region and status. */
    async counts(): Promise<{ direction: string; region: string; status: string; count: number }[]> {
      const query = build
        .select({
          direction: cases.direction,
          region: cases.region,
          status: cases.status,
          count: sql<number>`count(*)`,
        })
        .from(cases)
        .groupBy(cases.direction, cases.region, cases.status)
      const rows = await driver.run(toStatement(query))
      return rows.map((row) => ({
        direction: String(row[0]),
        region: String(row[1]),
        status: String(row[2]),
        count: Number(row[3]),
      }))
    },
    /** Takes `size` numbers of a counter at once and gives the first; numbers lost by a crash leave a gap, never a double. */
    async takeNumbers(counter: string, size: number): Promise<number> {
      const query = build
        .insert(counters)
        .values({ name: counter, value: size })
        .onConflictDoUpdate({ target: sql`name` as never, set: { value: sql`counters.value + ${size}` } })
        .returning({ value: counters.value })
      const row = (await driver.run(toStatement(query)))[0]
      return Number(row?.[0]) - size + 1
    },
  }
}
