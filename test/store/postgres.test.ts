import { describe, expect, it } from 'vitest'
import { migrate, SCHEMA_NUMBER, schemaNumber } from '../../core/store/migrate.ts'
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

describe('an empty PostgreSQL', () => {
  it('is migrated by several processes at once as by one', async () => {
    const server = await startPostgres()
    const drivers = Array.from({ length: 4 }, () => openPostgresDriver(server.url, 1))
    await Promise.all(drivers.map((driver) => migrate(driver)))
    expect(await Promise.all(drivers.map(schemaNumber))).toEqual(drivers.map(() => SCHEMA_NUMBER))
    await Promise.all(drivers.map((driver) => driver.close()))
    await server.stop()
  })
})
