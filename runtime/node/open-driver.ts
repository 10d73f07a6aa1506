import { join } from 'node:path'
import type { SqlDriver } from '../../core/store/driver.ts'
import type { Settings } from './settings.ts'
import { openSqliteDriver } from './sqlite-driver.ts'

/** The engine the settings name: PostgreSQL where there is a URL, else SQLite in the data folder. */
export async function openDriver(settings: Settings): Promise<SqlDriver> {
  if (settings.databaseUrl === '') return openSqliteDriver(join(settings.dataFolder, 'tongban.sqlite'))
  const { openPostgresDriver } = await import('./postgres-driver.ts')
  return openPostgresDriver(settings.databaseUrl)
}
