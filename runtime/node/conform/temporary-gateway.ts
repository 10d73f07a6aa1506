import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { PROTOCOLS } from '../../../adapters/index.ts'
import { createApi } from '../../../api/app.ts'
import type { Definitions } from '../../../core/definitions/config.ts'
import type { Gateway } from '../../../core/gateway.ts'
import type { Http, Keyring } from '../../../core/ports.ts'
import { migrate } from '../../../core/store/migrate.ts'
import { toCompactDate } from '../../../core/time.ts'
import { composeGateway } from '../../compose.ts'
import { systemClock } from '../clock.ts'
import { openDiskBlobs } from '../disk-blobs.ts'
import { createLinks } from '../links.ts'
import { createLog, createSystemRandom } from '../ports.ts'
import { openSqliteDriver } from '../sqlite-driver.ts'

/** Where the region's files and callbacks find a temporary gateway: open before the gateway stands, because its address is written into messages. */
export interface Door {
  readonly url: string
  /** Has requests answered by this gateway; until then they get 503. */
  lead(gateway: Gateway): void
  close(): Promise<void>
}

/** Opens the door on a port of this machine, 0 for any free one; on every address of it where the port is named. */
export async function openDoor(port: number): Promise<Door> {
  let listener: ReturnType<typeof getRequestListener> | null = null
  const server = createServer((request, response) => {
    if (listener) void listener(request, response)
    else response.writeHead(503).end()
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, port === 0 ? '127.0.0.1' : '0.0.0.0', resolve)
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

/** Whoever waits for a report does not wait as long as the region's document lets a gateway wait. */
const POLL_AT_MOST_MS = 200

/** What a temporary gateway is made of; `baseUrl` stands in for the addresses of the region's file. */
export interface Setting {
  readonly definitions: Definitions
  readonly baseUrl: string
  readonly publicUrl: string
  readonly keyring: Keyring
  readonly http: Http
  /** `host` or `host:port` on private addresses that the region may be reached at */
  readonly allowedPrivateHosts: ReadonlySet<string>
}

export interface TemporaryGateway {
  readonly gateway: Gateway
  close(): Promise<void>
}

/** A gateway of one region with its store in memory, which logs nothing and delivers nothing of itself. Its case numbers begin anywhere, so that two runs of a day do not give a partner the same. */
export async function openTemporaryGateway(setting: Setting): Promise<TemporaryGateway> {
  const { definitions, baseUrl, allowedPrivateHosts, ...ports } = setting
  const folder = await mkdtemp(join(tmpdir(), 'tongban-conform-'))
  const driver = openSqliteDriver(':memory:')
  await migrate(driver)
  const random = createSystemRandom()
  const links = createLinks(ports.keyring, allowedPrivateHosts)
  const gateway = composeGateway(definitions, PROTOCOLS, {
    ...ports,
    applicantIndexKey: null,
    runtime: 'node',
    driver,
    links,
    blobs: openDiskBlobs(folder),
    clock: systemClock,
    random,
    log: createLog('silent'),
    doorbell: { ring() {} },
    pollAtMostMs: POLL_AT_MOST_MS,
    regionUrls: Object.fromEntries(definitions.regions.map(({ code }) => [code, baseUrl])),
  })
  const [high = 0, middle = 0, low = 0] = random.bytes(3)
  const counter = `case-${definitions.home.casePrefix}${toCompactDate(systemClock.now())}`
  await gateway.store.cases.takeNumbers(counter, ((high << 16) | (middle << 8) | low) % 900_000)
  return {
    gateway,
    async close() {
      await links.close()
      await gateway.store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
