import type { Case } from '../case/case.ts'
import type { EventFacts, EventType } from '../case/event.ts'
import { COLOURS, type Colour } from '../clock/stage-clocks.ts'
import { KeyTaken, type SqlDriver, type SqlRow, type Statement } from './driver.ts'
import { and, eq, gt, inArray, lte, or, sql } from './drizzle.ts'
import type { PageEnd } from './page.ts'
import { caseClocks, cases, counters } from './schema.ts'
import { build, prepareStatement, toStatement } from './statement.ts'

/** Later than anything: the end of a clock that has none, or whose end nobody knows. */
export const NEVER = 9_000_000_000_000_000

/** A case that goes through several statuses at once is looked at once. */
const SETTLES_MS = 5_000

/** What the clocks of a case said when they were last looked at. */
export interface ClockRow {
  readonly caseId: string
  readonly checkAt: number
  readonly dueAt: number
  readonly colour: Colour
  /** newest event that was counted */
  readonly seq: number
  /** the end of each clock that ran, by stage and start, null where unknown; null before the first look */
  readonly ends: Readonly<Record<string, number | null>> | null
}

const p = sql.placeholder
const upsertMark = prepareStatement<'caseId' | 'checkAt' | 'checkAtAgain'>(
  build
    .insert(caseClocks)
    .values({ caseId: p('caseId'), checkAt: p('checkAt'), dueAt: NEVER, colour: 0, seq: 0, ends: null } as never)
    .onConflictDoUpdate({ target: sql`case_id` as never, set: { checkAt: sql`${p('checkAtAgain')}` } }),
)

/** Has the clocks of a case looked at a moment after it changed; one small row, in the batch of the change. */
export function markClock({ id, updatedAt }: Pick<Case, 'id' | 'updatedAt'>): Statement {
  const checkAt = updatedAt + SETTLES_MS
  return upsertMark({ caseId: id, checkAt, checkAtAgain: checkAt })
}

const MOVING: ReadonlySet<EventType> = new Set(['shipped', 'materials-received', 'delivery-dead', 'redriven'])

/** Whether what happened may move a clock, or whose turn it is. */
export function movesClock(before: Case, { status }: Case, events: readonly EventFacts[]): boolean {
  return before.status !== status || events.some(({ type }) => MOVING.has(type))
}

/** Writes what the clocks say now; nothing where the case was marked anew since the row was read. */
export function updateClock(row: ClockRow, before: Pick<ClockRow, 'checkAt'>): Statement {
  const set = {
    checkAt: row.checkAt,
    dueAt: row.dueAt,
    colour: COLOURS.indexOf(row.colour),
    seq: row.seq,
    ends: JSON.stringify(row.ends),
  }
  return toStatement(build.update(caseClocks).set(set).where(isStill(row.caseId, before.checkAt)))
}

/** The case has its answer: no clock runs. Nothing where it was marked anew. */
export function deleteClock({ caseId, checkAt }: Pick<ClockRow, 'caseId' | 'checkAt'>): Statement {
  return toStatement(build.delete(caseClocks).where(isStill(caseId, checkAt)))
}

const isStill = (caseId: string, checkAt: number) => and(eq(caseClocks.caseId, caseId), eq(caseClocks.checkAt, checkAt))

const columns = {
  caseId: caseClocks.caseId,
  checkAt: caseClocks.checkAt,
  dueAt: caseClocks.dueAt,
  colour: caseClocks.colour,
  seq: caseClocks.seq,
  ends: caseClocks.ends,
}

function toRow([caseId, checkAt, dueAt, colour, seq, ends]: SqlRow): ClockRow {
  return {
    caseId: String(caseId),
    checkAt: Number(checkAt),
    dueAt: Number(dueAt),
    colour: COLOURS[Number(colour)] ?? 'none',
    seq: Number(seq),
    ends: ends === null ? null : (JSON.parse(String(ends)) as ClockRow['ends']),
  }
}

/** What a list of clocks may be narrowed by. */
export interface ClockFilter {
  readonly colour?: Colour | undefined
  readonly direction?: 'out' | 'in' | undefined
  readonly region?: string | undefined
  readonly handler?: string | undefined
  readonly after?: PageEnd | undefined
  readonly limit: number
}

/** A case in the list of those that wait for their answer. */
export interface ListedClock {
  readonly caseId: string
  readonly no: string
  readonly direction: 'out' | 'in'
  readonly region: string
  readonly matter: string
  readonly status: Case['status']
  readonly handler: string | null
  readonly colour: Colour
  readonly dueAt: number
}

/** The rows of clocks: which are to be looked at, and what they said. */
export function createClockRows(driver: SqlDriver) {
  return {
    /** Those whose time has come, the longest due first. */
    async due(now: number, limit: number): Promise<ClockRow[]> {
      const query = build
        .select(columns)
        .from(caseClocks)
        .where(lte(caseClocks.checkAt, now))
        .orderBy(caseClocks.checkAt)
        .limit(limit)
      return (await driver.run(toStatement(query))).map(toRow)
    },
    async byCase(caseId: string): Promise<ClockRow | null> {
      const rows = await driver.run(
        toStatement(build.select(columns).from(caseClocks).where(eq(caseClocks.caseId, caseId))),
      )
      return rows[0] ? toRow(rows[0]) : null
    },
    /** Cases that wait for their answer, the first due first. */
    async list({ colour, direction, region, handler, after, limit }: ClockFilter): Promise<ListedClock[]> {
      const conditions = [
        colour && eq(caseClocks.colour, COLOURS.indexOf(colour)),
        direction && eq(cases.direction, direction),
        region && eq(cases.region, region),
        handler && eq(cases.handler, handler),
        after &&
          or(gt(caseClocks.dueAt, after.at), and(eq(caseClocks.dueAt, after.at), gt(caseClocks.caseId, after.id))),
      ].filter((condition) => condition !== undefined && condition !== '')
      const query = build
        .select({
          caseId: caseClocks.caseId,
          no: cases.no,
          direction: cases.direction,
          region: cases.region,
          matter: cases.matter,
          status: cases.status,
          handler: cases.handler,
          colour: caseClocks.colour,
          dueAt: caseClocks.dueAt,
        })
        .from(caseClocks)
        .innerJoin(cases, eq(cases.id, caseClocks.caseId))
        .where(and(...(conditions as never[])))
        .orderBy(caseClocks.dueAt, caseClocks.caseId)
        .limit(limit)
      return (await driver.run(toStatement(query))).map(
        ([caseId, no, way, code, matter, status, who, rank, dueAt]) => ({
          caseId: String(caseId),
          no: String(no),
          direction: way as ListedClock['direction'],
          region: String(code),
          matter: String(matter),
          status: status as Case['status'],
          handler: who === null ? null : String(who),
          colour: COLOURS[Number(rank)] ?? 'none',
          dueAt: Number(dueAt),
        }),
      )
    },
    /** How many cases that wait for their answer have each colour. */
    async counts(): Promise<{ colour: Colour; count: number }[]> {
      const query = build
        .select({ colour: caseClocks.colour, count: sql<number>`count(*)` })
        .from(caseClocks)
        .groupBy(caseClocks.colour)
      const rows = await driver.run(toStatement(query))
      return rows.map(([colour, count]) => ({ colour: COLOURS[Number(colour)] ?? 'none', count: Number(count) }))
    },
    /** Has every clock looked at: the calendar or the limits are others now. */
    async checkAll(now: number): Promise<void> {
      await driver.run(toStatement(build.update(caseClocks).set({ checkAt: now }).where(gt(caseClocks.checkAt, now))))
    },
    /** Gives rows to the cases of these statuses that were there before there were clocks; once in a store's life. */
    async fill(statuses: readonly string[]): Promise<void> {
      const first = build.insert(counters).values({ name: 'case-clocks', value: 1 })
      const rows = build
        .select({
          caseId: cases.id,
          checkAt: sql`0`,
          dueAt: sql`${NEVER}`,
          colour: sql`0`,
          seq: sql`0`,
          ends: sql`null`,
        })
        .from(cases)
        .where(
          and(
            inArray(cases.status, statuses as string[]),
            sql`not exists (select 1 from case_clocks where case_id = cases.id)`,
          ),
        )
      const { sql: selected, params } = toStatement(rows)
      const sqlText = `insert into case_clocks (case_id, check_at, due_at, colour, seq, ends) ${selected}`
      await driver.batch([toStatement(first), { sql: sqlText, params }]).catch((error: unknown) => {
        if (!(error instanceof KeyTaken)) throw error
      })
    },
  }
}
