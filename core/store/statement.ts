import type { SqlDriver, SqlRow, SqlValue, Statement } from './driver.ts'
import { drizzle, is, Param, Placeholder } from './drizzle.ts'

/** The query builder. It never runs anything by itself: its queries become `Statement`s for the driver. */
export const build = drizzle(async () => {
  throw new Error('queries run through the driver')
})

interface Built {
  toSQL(): { sql: string; params: unknown[] }
}

/** A query as a statement for the driver. */
export function toStatement(query: Built): Statement {
  const { sql, params } = query.toSQL()
  return { sql, params: params as SqlValue[] }
}

function toSlot<Names extends string>(param: unknown): { name: Names } | { value: SqlValue } {
  const inner = is(param, Param) ? param.value : param
  return is(inner, Placeholder) ? { name: inner.name as Names } : { value: inner as SqlValue }
}

/** A query built once with `sql.placeholder(name)` and filled many times; building is the dear part of a hot path. */
export function prepareStatement<Names extends string>(
  query: Built,
): (values: Readonly<Record<Names, SqlValue>>) => Statement {
  const { sql, params } = query.toSQL()
  const slots = params.map(toSlot<Names>)
  return (values) => ({ sql, params: slots.map((slot) => ('name' in slot ? values[slot.name] : slot.value)) })
}

/** Runs a select and gives each row as an object with the column names asked for, in that order. */
export async function selectRows<Row>(
  driver: SqlDriver,
  columns: readonly (keyof Row & string)[],
  query: Built | Statement,
): Promise<Row[]> {
  const statement = 'toSQL' in query ? toStatement(query) : query
  return toObjects<Row>(columns, await driver.run(statement))
}

/** Rows as objects, in the order the columns were selected. */
export function toObjects<Row>(columns: readonly (keyof Row & string)[], rows: readonly SqlRow[]): Row[] {
  return rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]])) as Row)
}
