import type { SqlDriver } from './driver.ts'
import { integer, sql, sqliteTable, text } from './drizzle.ts'
import { build, selectRows, toStatement } from './statement.ts'

/** Whether regions answered when they were asked for nothing. Apart from `region_states`: what a probe finds opens and closes no breaker. */
const regionProbes = sqliteTable('region_probes', {
  region: text().primaryKey(),
  failures: integer().notNull(),
  at: integer().notNull(),
  answeredAt: integer('answered_at').notNull(),
})

/** What became of asking a region whether it is there. */
export interface RegionProbe {
  readonly region: string
  /** times in a row that nothing answered */
  readonly failures: number
  /** when it was last asked */
  readonly at: number
  /** when it last answered; 0 where it never did */
  readonly answeredAt: number
}

const columns = {
  region: regionProbes.region,
  failures: regionProbes.failures,
  at: regionProbes.at,
  answeredAt: regionProbes.answeredAt,
}

/** The newest probe of every region. */
export function createRegionProbes(driver: SqlDriver) {
  return {
    async all(): Promise<Map<string, RegionProbe>> {
      const query = build.select(columns).from(regionProbes)
      const rows = await selectRows<RegionProbe>(driver, Object.keys(columns) as (keyof RegionProbe)[], query)
      return new Map(rows.map((row) => [row.region, row]))
    },
    async save(probe: RegionProbe): Promise<void> {
      const { region: _, ...set } = probe
      const query = build
        .insert(regionProbes)
        .values(probe)
        .onConflictDoUpdate({ target: sql`region` as never, set })
      await driver.batch([toStatement(query)])
    },
  }
}
