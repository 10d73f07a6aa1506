import { randomUUID } from 'node:crypto'
import { flushCompileCache } from 'node:module'
import { serve } from '@hono/node-server'
import { createApi } from '../../api/app.ts'
import { createDispatcher } from '../../core/delivery/dispatcher.ts'
import type { SqlDriver, Statement } from '../../core/store/driver.ts'
import { migrate, schemaNumber } from '../../core/store/migrate.ts'
import { openLocalGateway } from '../../runtime/node/local-gateway.ts'
import { openDriver } from '../../runtime/node/open-driver.ts'
import { createLog } from '../../runtime/node/ports.ts'
import { readSettings } from '../../runtime/node/settings.ts'

/* The gateway as people start it (`crashing-main.ts` is its entry), but for a driver that kills its own process at the place that CRASH_AT names. */

const [moment = '', ...words] = (process.env['CRASH_AT'] ?? '').split('|')
const isMeant = (statements: readonly Statement[]) =>
  words.every((word) => statements.some(({ sql, params }) => sql.includes(word) || params.includes(word)))

function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL')
  // nothing after this line runs
  return new Promise(() => {})
}

function crashing(driver: SqlDriver): SqlDriver {
  return {
    ...driver,
    async run(statement) {
      const rows = await driver.run(statement)
      if (moment === 'after-run' && rows.length > 0 && isMeant([statement])) await die()
      return rows
    },
    async batch(statements) {
      if (moment === 'before-batch' && isMeant(statements)) await die()
      await driver.batch(statements)
      if (moment === 'after-batch' && isMeant(statements)) await die()
    },
  }
}

const settings = readSettings(process.env)
const driver = crashing(await openDriver(settings))
await migrate(driver)
let wake = (): void => {}
const around = { log: createLog('silent'), doorbell: { ring: () => wake() } }
const { gateway } = await openLocalGateway(driver, settings, around)
const dispatcher = createDispatcher(gateway, `node-${randomUUID()}`)
wake = () => dispatcher.wake()
const api = createApi(gateway, { schemaNumber: () => schemaNumber(driver), processMetrics: async () => '' })
serve({ fetch: api.fetch, hostname: settings.host, port: settings.port })
// killed, it would leave nothing of what it compiled to the next one
flushCompileCache()
await dispatcher.run()
