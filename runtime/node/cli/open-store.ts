import { migrate } from '../../../core/store/migrate.ts'
import { openStore, type Store } from '../../../core/store/store.ts'
import { openDriver } from '../open-driver.ts'
import { readSettings, type Settings } from '../settings.ts'

/** The store that the settings in the environment name, brought up to date. */
export async function openMigratedStore(): Promise<{ store: Store; settings: Settings }> {
  const settings = readSettings(process.env)
  const driver = await openDriver(settings)
  await migrate(driver)
  return { store: openStore(driver), settings }
}
