import { randomUUID } from 'node:crypto'
import { serve } from '@hono/node-server'
import { collectDefaultMetrics, Registry } from 'prom-client'
import { createApi } from '../../api/app.ts'
import { createDefinitionWatch } from '../../core/definitions/watch.ts'
import { createDispatcher } from '../../core/delivery/dispatcher.ts'
import type { Gateway } from '../../core/gateway.ts'
import { migrate, schemaNumber } from '../../core/store/migrate.ts'
import { openLocalGateway } from './local-gateway.ts'
import { openDriver } from './open-driver.ts'
import { createLog } from './ports.ts'
import type { Settings } from './settings.ts'

export interface RunningServer {
  readonly url: string
  readonly gateway: Gateway
  /** Stops taking requests, finishes what is in flight, gives leases back, closes the store. */
  stop(): Promise<void>
}

/** Starts a whole gateway in this process: store, API and dispatcher. Throws, with file:line:column, where a definition is faulty. */
export async function startServer(settings: Settings): Promise<RunningServer> {
  const driver = await openDriver(settings)
  await migrate(driver)
  const bell = { ring: () => {} }
  const log = createLog(settings.logLevel)
  const local = await openLocalGateway(driver, settings, { log, doorbell: { ring: () => bell.ring() } })
  const { gateway, shipped } = local
  // SQLite has this one process: whoever held a lease is dead
  if (driver.engine === 'sqlite') await gateway.store.deliveries.releaseAll()
  const dispatcher = createDispatcher(gateway, `node-${randomUUID()}`)
  bell.ring = () => dispatcher.wake()
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const api = createApi(gateway, { schemaNumber: () => schemaNumber(driver), processMetrics: () => registry.metrics() })
  const { server, port } = await listen(api.fetch, settings)
  const running = dispatcher.run()
  const stopping = new AbortController()
  const watching = createDefinitionWatch(gateway, shipped).run(stopping.signal)
  log.info('started', { url: `http://${settings.host}:${port}`, engine: driver.engine, regions: gateway.regions.size })
  return {
    url: `http://${settings.host}:${port}`,
    gateway,
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      if ('closeIdleConnections' in server) server.closeIdleConnections()
      await dispatcher.stop()
      await running
      stopping.abort()
      await watching
      if ('closeAllConnections' in server) server.closeAllConnections()
      await closed
      await local.close()
      await gateway.store.close()
      log.info('stopped')
    },
  }
}

function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  settings: Settings,
): Promise<{ server: ReturnType<typeof serve>; port: number }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, hostname: settings.host, port: settings.port }, ({ port }) =>
      resolve({ server, port }),
    )
    server.once('error', reject)
  })
}
