import type { SqlDriver } from '../../core/store/driver.ts'
import { migrate } from '../../core/store/migrate.ts'
import { openSqliteDriver } from '../../runtime/node/sqlite-driver.ts'

/** An empty database of its own in memory, its schema up to date. */
export async function openMemoryDriver(): Promise<SqlDriver> {
  const driver = openSqliteDriver(':memory:')
  await migrate(driver)
  return driver
}
