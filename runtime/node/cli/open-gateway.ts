import { migrate } from '../../../core/store/migrate.ts'
import { type LocalGateway, openLocalGateway } from '../local-gateway.ts'
import { openDriver } from '../open-driver.ts'
import { createLog } from '../ports.ts'
import { readSettings } from '../settings.ts'

/** A gateway on the store that the settings in the environment name, which neither logs nor delivers; `close` closes the store too. */
export async function openQuietGateway(): Promise<LocalGateway> {
  const settings = readSettings(process.env)
  const driver = await openDriver(settings)
  await migrate(driver)
  const local = await openLocalGateway(driver, settings, { log: createLog('silent'), doorbell: { ring() {} } })
  return {
    ...local,
    async close() {
      await local.close()
      await driver.close()
    },
  }
}
