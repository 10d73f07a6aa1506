import type { RelocationWarning } from '../reminders/relocation.ts'
import type { SqlDriver, Statement } from './driver.ts'
import { desc, sql } from './drizzle.ts'
import { isBefore, type PageEnd } from './page.ts'
import { relocationWarnings } from './reminder-tables.ts'
import { build, selectRows, toStatement } from './statement.ts'

const columns = {
  caseId: relocationWarnings.caseId,
  caseNo: relocationWarnings.caseNo,
  company: relocationWarnings.company,
  uscc: relocationWarnings.uscc,
  region: relocationWarnings.region,
  says: relocationWarnings.says,
  basis: relocationWarnings.basis,
  at: relocationWarnings.at,
}

/** A warning; nothing where the case raised one before. */
export function insertRelocationWarning(value: RelocationWarning): Statement {
  return toStatement(
    build
      .insert(relocationWarnings)
      .values(value)
      .onConflictDoNothing({ target: sql`case_id` as never }),
  )
}

/** Reading the warnings that companies may move away. */
export function createRelocationWarnings(driver: SqlDriver) {
  return {
    /** Newest first. */
    list(after: PageEnd | undefined, limit: number): Promise<RelocationWarning[]> {
      const query = build
        .select(columns)
        .from(relocationWarnings)
        .where(after && isBefore(relocationWarnings.at, relocationWarnings.caseId, after))
        .orderBy(desc(relocationWarnings.at), desc(relocationWarnings.caseId))
        .limit(limit)
      return selectRows<RelocationWarning>(driver, Object.keys(columns) as (keyof RelocationWarning)[], query)
    },
  }
}
