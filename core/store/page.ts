import type { SQLiteColumn } from './drizzle.ts'
import { and, eq, lt, or, type SQL } from './drizzle.ts'

/** The last row of a page in a list that goes from new to old: its time (ms) and id. */
export interface PageEnd {
  readonly at: number
  readonly id: string
}

/** Whether a row comes after that page's end. */
export function isBefore(time: SQLiteColumn, id: SQLiteColumn, end: PageEnd): SQL | undefined {
  return or(lt(time, end.at), and(eq(time, end.at), lt(id, end.id)))
}
