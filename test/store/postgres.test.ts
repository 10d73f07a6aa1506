import { openPostgresDriver } from '../../runtime/node/postgres-driver.ts'
import { startPostgres } from '../support/postgres.ts'
import { testStore } from './store-contract.ts'

testStore('PostgreSQL', async () => {
  const server = await startPostgres()
  const driver = openPostgresDriver(server.url)
  return {
    driver,
    close: async () => {
      await driver.close()
      await server.stop()
    },
  }
})
