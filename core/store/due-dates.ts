import type { DueDate, DueKind } from '../reminders/due-dates.ts'
import type { SqlDriver, Statement } from './driver.ts'
import { and, asc, eq, gt, gte, lte, or, type SQL, sql } from './drizzle.ts'
import { dueDates } from './reminder-tables.ts'
import { cases } from './schema.ts'
import { build, selectRows, toStatement } from './statement.ts'

const columns = {
  id: dueDates.id,
  kind: dueDates.kind,
  caseId: dueDates.caseId,
  endsOn: dueDates.endsOn,
  nextAt: dueDates.nextAt,
}
const names = Object.keys(columns) as (keyof DueDate)[]

/** Writes when something ends, in place of what was said before. */
export function upsertDueDate(value: DueDate): Statement {
  const { kind, caseId, endsOn, nextAt } = value
  return toStatement(
    build
      .insert(dueDates)
      .values(value)
      .onConflictDoUpdate({ target: sql`id` as never, set: { kind, caseId, endsOn, nextAt } }),
  )
}

/** It has no end any more, or nobody is to be reminded of it. */
export function deleteDueDate(id: string): Statement {
  return toStatement(build.delete(dueDates).where(eq(dueDates.id, id)))
}

/** What a list of ends may be narrowed by. */
export interface DueFilter {
  readonly kind?: DueKind | undefined
  /** `yyyy-MM-dd`, both counted */
  readonly from: string
  readonly until: string
  readonly after?: { readonly endsOn: string; readonly id: string } | undefined
  readonly limit: number
}

/** An end in the list, with its case. */
export interface ListedDueDate extends DueDate {
  readonly no: string
  readonly matter: string
  readonly region: string
}

/** Reading the days on which something ends. */
export function createDueDates(driver: SqlDriver) {
  const where = (condition: SQL | undefined, limit: number) =>
    selectRows<DueDate>(
      driver,
      names,
      build
        .select(columns)
        .from(dueDates)
        .where(condition)
        .orderBy(asc(dueDates.nextAt), asc(dueDates.id))
        .limit(limit),
    )
  return {
    byId: async (id: string) => (await where(eq(dueDates.id, id), 1))[0] ?? null,
    /** Those of which somebody is to be reminded by now. */
    due: (now: number, limit: number) => where(lte(dueDates.nextAt, now), limit),
    /** What ends between two days, the first end first. */
    list({ kind, from, until, after, limit }: DueFilter): Promise<ListedDueDate[]> {
      const query = build
        .select({ ...columns, no: cases.no, matter: cases.matter, region: cases.region })
        .from(dueDates)
        .innerJoin(cases, eq(cases.id, dueDates.caseId))
        .where(
          and(
            gte(dueDates.endsOn, from),
            lte(dueDates.endsOn, until),
            kind && eq(dueDates.kind, kind),
            after &&
              or(gt(dueDates.endsOn, after.endsOn), and(eq(dueDates.endsOn, after.endsOn), gt(dueDates.id, after.id))),
          ),
        )
        .orderBy(asc(dueDates.endsOn), asc(dueDates.id))
        .limit(limit)
      return selectRows<ListedDueDate>(driver, [...names, 'no', 'matter', 'region'], query)
    },
  }
}
