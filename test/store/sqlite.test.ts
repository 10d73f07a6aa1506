import { openSqliteDriver } from '../../runtime/node/sqlite-driver.ts'
import { testStore } from './store-contract.ts'

testStore('better-sqlite3', async () => {
  const driver = openSqliteDriver(':memory:')
  return { driver, close: () => driver.close() }
})
