/** All that the store takes from drizzle, named in one file: for every file that names the package, Node parses its package.json anew (179 KB, 25 ms at each start). */
export {
  and,
  asc,
  desc,
  eq,
  gt,
  gte,
  inArray,
  is,
  isNotNull,
  isNull,
  lt,
  lte,
  ne,
  or,
  Param,
  Placeholder,
  type SQL,
  sql,
} from 'drizzle-orm'
export { integer, primaryKey, type SQLiteColumn, sqliteTable, text } from 'drizzle-orm/sqlite-core'
export { drizzle } from 'drizzle-orm/sqlite-proxy'
