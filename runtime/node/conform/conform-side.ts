import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { PROTOCOLS } from '../../../adapters/index.ts'
import { createApi } from '../../../api/app.ts'
import type { Definitions } from '../../../core/definitions/config.ts'
import type { Gateway } from '../../../core/gateway.ts'
import type { Http, Keyring } from '../../../core/ports.ts'
import { migrate } from '../../../core/store/migrate.ts'
import { composeGateway } from '../../compose.ts'
import { systemClock } from '../clock.ts'
import { openDiskBlobs } from '../disk-blobs.ts'
import { createLog, createSystemRandom } from '../ports.ts'
import { openSqliteDriver } from '../sqlite-driver.ts'

/** Where the region's files and callbacks find the temporary gateway: open before the gateway stands, because its address is written into messages. */
export interface Door {
  readonly url: string
  lead(gateway: Gateway): void
  close(): Promise<void>
}

/** Opens the door on a free port of this machine; until it leads somewhere it answers 503. */
export async function openDoor(): Promise<Door> {
  let listener: ReturnType<typeof getRequestListener> | null = null
  const server = createServer((request, response) => {
    if (listener) void listener(request, response)
    else response.writeHead(503).end()
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lead(gateway) {
      const api = createApi(gateway, { schemaNumber: async () => 0, processMetrics: async () => '' })
      listener = getRequestListener(api.fetch)
    },
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

/** What a temporary gateway is made of; `baseUrl` stands in for the addresses of the region's file. */
export interface TemporaryGateway {
  readonly definitions: Definitions
  readonly region: string
  readonly baseUrl: string
  readonly publicUrl: string
  readonly blobFolder: string
  readonly keyring: Keyring
  readonly http: Http
}

/** A gateway with its store in memory, which logs nothing and delivers nothing of itself. */
export async function openTemporaryGateway(made: TemporaryGateway): Promise<Gateway> {
  const driver = openSqliteDriver(':memory:')
  await migrate(driver)
  return composeGateway(made.definitions, PROTOCOLS, {
    runtime: 'node',
    driver,
    blobs: openDiskBlobs(made.blobFolder),
    http: made.http,
    keyring: made.keyring,
    clock: systemClock,
    random: createSystemRandom(),
    log: createLog('silent'),
    doorbell: { ring() {} },
    publicUrl: made.publicUrl,
    regionUrls: { [made.region]: made.baseUrl },
  })
}

/** The same names with other secrets of the same length and alphabet. */
export function wrongKeyring(right: Keyring): Keyring {
  return { secret: async (name) => (await right.secret(name))?.slice().reverse() ?? null }
}
