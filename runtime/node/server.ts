import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { collectDefaultMetrics, Registry } from 'prom-client'
import { PROTOCOLS } from '../../adapters/index.ts'
import { createApi } from '../../api/app.ts'
import type { Definitions } from '../../core/definitions/config.ts'
import { loadDefinitions, readDefinitions, seedDefinitions } from '../../core/definitions/load.ts'
import { createDefinitionWatch } from '../../core/definitions/watch.ts'
import { createDispatcher } from '../../core/delivery/dispatcher.ts'
import type { Gateway } from '../../core/gateway.ts'
import { migrate, schemaNumber } from '../../core/store/migrate.ts'
import { openStore, type Store } from '../../core/store/store.ts'
import { composeGateway } from '../compose.ts'
import { readDefinitionFiles } from './definition-files.ts'
import { openDiskBlobs } from './disk-blobs.ts'
import { openFileKeyring } from './file-keyring.ts'
import { createHttp } from './http.ts'
import { openDriver } from './open-driver.ts'
import { createLog, createSystemRandom, systemClock } from './ports.ts'
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
  const shipped = readDefinitionFiles()
  const definitions = await inForceDefinitions(openStore(driver), shipped)
  const http = createHttp(settings.allowedPrivateHosts)
  const bell = { ring: () => {} }
  const log = createLog(settings.logLevel)
  const gateway = composeGateway(definitions, PROTOCOLS, {
    runtime: 'node',
    driver,
    blobs: openDiskBlobs(join(settings.dataFolder, 'blobs')),
    http,
    keyring: openFileKeyring(join(settings.dataFolder, 'keys.json'), settings.masterKey),
    clock: systemClock,
    random: createSystemRandom(),
    log,
    doorbell: { ring: () => bell.ring() },
    publicUrl: settings.publicUrl,
    regionUrls: settings.regionUrls,
  })
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
      await http.close()
      await gateway.store.close()
      log.info('stopped')
    },
  }
}

/** What came with the program is read first, whatever the store has: a fault in it stops the start with file:line:column. */
async function inForceDefinitions(store: Store, shipped: Readonly<Record<string, string>>): Promise<Definitions> {
  const own = readDefinitions(shipped)
  if (own.ok) await seedDefinitions(store, shipped, systemClock.now())
  const read = own.ok ? await loadDefinitions(store, shipped) : own
  if (read.ok) return read.value
  const lines = read.faults.map(({ path, message, fix }) => `  ${path} ${message}${fix ? `;${fix}` : ''}`)
  throw new Error(`定义文件有 ${read.faults.length} 处问题:\n${lines.join('\n')}`)
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
