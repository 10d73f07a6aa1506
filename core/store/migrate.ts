import type { SqlDriver } from './driver.ts'
import { MIGRATIONS } from './migrations.ts'

/** The number of the schema that this code needs. */
export const SCHEMA_NUMBER = MIGRATIONS.length

/** The schema number found in the database; 0 for an empty one. */
export async function schemaNumber(driver: SqlDriver): Promise<number> {
  try {
    const rows = await driver.run({ sql: 'select number from schema_number', params: [] })
    return Number(rows[0]?.[0] ?? 0)
  } catch {
    return 0
  }
}

/** Brings the database up to this code's schema, each migration atomically; refuses a database that is newer. */
export async function migrate(driver: SqlDriver): Promise<void> {
  const found = await schemaNumber(driver)
  if (found > SCHEMA_NUMBER)
    throw new Error(`数据库版本 ${found} 比程序所知的 ${SCHEMA_NUMBER} 新:请升级程序,不要降级数据库`)
  for (let number = found; number < SCHEMA_NUMBER; number += 1) {
    const statements = (MIGRATIONS[number] ?? []).map((sql) => ({ sql, params: [] }))
    const mark =
      number === 0
        ? [
            { sql: 'create table schema_number (number bigint primary key)', params: [] },
            { sql: 'insert into schema_number (number) values (1)', params: [] },
          ]
        : [{ sql: 'update schema_number set number = ?', params: [number + 1] }]
    try {
      await driver.batch([...statements, ...mark])
    } catch (error) {
      // of several processes that start at once one makes the step; the others find it made
      if ((await schemaNumber(driver)) <= number) throw error
    }
  }
}
