import type { JsonObject } from '../json.ts'
import type { SqlDriver, Statement } from './driver.ts'
import { and, asc, eq, integer, sqliteTable, text } from './drizzle.ts'
import { build, selectRows, toStatement } from './statement.ts'

/** Conditions of the list of cases that somebody keeps under a name of their own. */
const savedFilters = sqliteTable('saved_filters', {
  id: text().primaryKey(),
  staffId: text('staff_id').notNull(),
  name: text().notNull(),
  conditions: text().notNull(),
  savedAt: integer('saved_at').notNull(),
})

export interface SavedFilter {
  readonly id: string
  /** whose it is; nobody else sees it */
  readonly staffId: string
  readonly name: string
  /** codes only, as the list takes them */
  readonly conditions: JsonObject
  readonly savedAt: number
}

/** Keeps conditions under a name; what its owner had under that name goes. */
export function saveFilter({ conditions, ...filter }: SavedFilter): Statement[] {
  const sameName = and(eq(savedFilters.staffId, filter.staffId), eq(savedFilters.name, filter.name))
  return [
    toStatement(build.delete(savedFilters).where(sameName)),
    toStatement(build.insert(savedFilters).values({ ...filter, conditions: JSON.stringify(conditions) })),
  ]
}

export function deleteSavedFilter({ id }: Pick<SavedFilter, 'id'>): Statement {
  return toStatement(build.delete(savedFilters).where(eq(savedFilters.id, id)))
}

const columns = {
  id: savedFilters.id,
  staffId: savedFilters.staffId,
  name: savedFilters.name,
  conditions: savedFilters.conditions,
  savedAt: savedFilters.savedAt,
}
type Row = Omit<SavedFilter, 'conditions'> & { readonly conditions: string }
const names = Object.keys(columns) as (keyof Row)[]

/** Reading what people kept. */
export function createSavedFilters(driver: SqlDriver) {
  return {
    /** Somebody's own, in the order of saving. */
    async of(staffId: string): Promise<SavedFilter[]> {
      const query = build
        .select(columns)
        .from(savedFilters)
        .where(eq(savedFilters.staffId, staffId))
        .orderBy(asc(savedFilters.savedAt), asc(savedFilters.id))
      const rows = await selectRows<Row>(driver, names, query)
      return rows.map((row) => ({ ...row, conditions: JSON.parse(row.conditions) as JsonObject }))
    },
  }
}
