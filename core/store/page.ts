import type { SQLiteColumn } from './drizzle.ts'
import { and, gt, gte, lt, lte, or, type SQL } from './drizzle.ts'

/** The last row of a page in a list ordered by time: its time (ms) and id. */
export interface PageEnd {
  readonly at: number
  readonly id: string
}

/** Whether a row comes after that page's end. */
export function isBefore(time: SQLiteColumn, id: SQLiteColumn, end: PageEnd): SQL | undefined {
  // the first part is what an index begins at
  return and(lte(time, end.at), or(lt(time, end.at), lt(id, end.id)))
}

/** Whether a row comes after that page's end in a list that goes from old to new. */
export function isAfter(time: SQLiteColumn, id: SQLiteColumn, end: PageEnd): SQL | undefined {
  return and(gte(time, end.at), or(gt(time, end.at), gt(id, end.id)))
}
