import type { Against } from '../conformance/kit.ts'
import type { CheckResult } from '../conformance/report.ts'
import type { SqlDriver, Statement } from './driver.ts'
import { desc, eq, integer, sqliteTable, text } from './drizzle.ts'
import { build, selectRows, toStatement } from './statement.ts'

/** Runs of the conformance checks: who had which version of a region checked against what, and what each check found. */
const conformanceRuns = sqliteTable('conformance_runs', {
  id: text().primaryKey(),
  region: text().notNull(),
  version: integer().notNull(),
  against: text().$type<Against>().notNull(),
  address: text().notNull(),
  actor: text().notNull(),
  startedAt: integer('started_at').notNull(),
  endedAt: integer('ended_at').notNull(),
  passed: integer().notNull(),
  failed: integer().notNull(),
  left: integer('not_run').notNull(),
  reason: text().notNull(),
  checks: text().notNull(),
})

/** A run without its checks. */
export interface ConformanceRun {
  readonly id: string
  readonly region: string
  /** of the region's definition */
  readonly version: number
  readonly against: Against
  /** of the test environment; '' for the simulator */
  readonly address: string
  readonly actor: string
  readonly startedAt: number
  /** 0 while it goes on */
  readonly endedAt: number
  readonly passed: number
  readonly failed: number
  readonly left: number
  /** why it could not be made; '' where it was */
  readonly reason: string
}

const columns = {
  id: conformanceRuns.id,
  region: conformanceRuns.region,
  version: conformanceRuns.version,
  against: conformanceRuns.against,
  address: conformanceRuns.address,
  actor: conformanceRuns.actor,
  startedAt: conformanceRuns.startedAt,
  endedAt: conformanceRuns.endedAt,
  passed: conformanceRuns.passed,
  failed: conformanceRuns.failed,
  left: conformanceRuns.left,
  reason: conformanceRuns.reason,
}
const names = Object.keys(columns) as (keyof ConformanceRun)[]

export function insertConformanceRun(run: ConformanceRun): Statement {
  return toStatement(build.insert(conformanceRuns).values({ ...run, checks: '[]' }))
}

/** How far a run has come. */
export function updateConformanceRun(
  { id, endedAt, passed, failed, left, reason }: ConformanceRun,
  checks: readonly CheckResult[],
): Statement {
  const set = { endedAt, passed, failed, left, reason, checks: JSON.stringify(checks) }
  return toStatement(build.update(conformanceRuns).set(set).where(eq(conformanceRuns.id, id)))
}

/** Reading runs. */
export function createConformanceRuns(driver: SqlDriver) {
  return {
    /** Newest first. */
    ofRegion: (region: string, limit: number) =>
      selectRows<ConformanceRun>(
        driver,
        names,
        build
          .select(columns)
          .from(conformanceRuns)
          .where(eq(conformanceRuns.region, region))
          .orderBy(desc(conformanceRuns.startedAt), desc(conformanceRuns.id))
          .limit(limit),
      ),
    async byId(id: string): Promise<{ run: ConformanceRun; checks: CheckResult[] } | null> {
      const query = build
        .select({ ...columns, checks: conformanceRuns.checks })
        .from(conformanceRuns)
        .where(eq(conformanceRuns.id, id))
      const [row] = await selectRows<ConformanceRun & { checks: string }>(driver, [...names, 'checks'], query)
      if (!row) return null
      const { checks, ...run } = row
      return { run, checks: JSON.parse(checks) as CheckResult[] }
    },
  }
}
