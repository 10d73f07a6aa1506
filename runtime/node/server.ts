import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { type HttpBindings, serve } from '@hono/node-server'
import type { Context } from 'hono'
import { collectDefaultMetrics, Registry } from 'prom-client'
import { createApi } from '../../api/app.ts'
import { toProblem } from '../../api/problem.ts'
import { sendingCodes } from '../../core/applicant/codes.ts'
import { clockWatch } from '../../core/clock/watch.ts'
import { createConformanceDesk } from '../../core/conformance/run.ts'
import { createDefinitionWatch } from '../../core/definitions/watch.ts'
import { createDispatcher } from '../../core/delivery/dispatcher.ts'
import type { Gateway } from '../../core/gateway.ts'
import { GatewayError } from '../../core/gateway-error.ts'
import { handingOver } from '../../core/handling/reassign.ts'
import { readHealth } from '../../core/health/read-health.ts'
import { createChoreWatch } from '../../core/health/watch.ts'
import { housekeeping } from '../../core/housekeeping.ts'
import { counting } from '../../core/indicators/count.ts'
import { probing } from '../../core/live/probe.ts'
import { notifying } from '../../core/notifications/outbox.ts'
import { createCollector } from '../../core/receiving/collect.ts'
import { gapFilling } from '../../core/receiving/fill-gaps.ts'
import { reminding } from '../../core/reminders/remind.ts'
import { repeat } from '../../core/repeat.ts'
import { issueSetUpCode } from '../../core/sign-in/set-up.ts'
import { migrate, schemaNumber } from '../../core/store/migrate.ts'
import { WORKBENCH_FOLDER } from './build-workbench.ts'
import { systemClock } from './clock.ts'
import { createConformanceKit } from './conform/kit.ts'
import { openLocalGateway } from './local-gateway.ts'
import { openDriver } from './open-driver.ts'
import { createLog } from './ports.ts'
import { openRuntimeFacts } from './runtime-facts.ts'
import type { Settings } from './settings.ts'
import { openDesk } from './sign-in.ts'
import { openWorkbenchFiles } from './workbench-files.ts'

export interface RunningServer {
  readonly url: string
  readonly gateway: Gateway
  /** for the first administrator's set-up; null where there was one */
  readonly setUpCode: string | null
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
  if (driver.engine === 'sqlite')
    await Promise.all([gateway.store.deliveries.releaseAll(), gateway.store.leases.freeAll()])
  const owner = `node-${randomUUID()}`
  const dispatcher = createDispatcher(gateway, owner)
  bell.ring = () => dispatcher.wake()
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const probes = { schemaNumber: () => schemaNumber(driver), processMetrics: () => registry.metrics() }
  const setUpCode = await issueSetUpCode(gateway)
  const stopping = new AbortController()
  const choreWatch = createChoreWatch(systemClock)
  const facts = openRuntimeFacts(settings.dataFolder, {
    chores: choreWatch.chores,
    clocks: local.clocks,
    schemaNumber: probes.schemaNumber,
  })
  const api = createApi(gateway, probes, {
    desk: await openDesk(gateway, settings),
    workbench: openWorkbenchFiles(WORKBENCH_FOLDER),
    readerUrl: settings.readerUrl ?? '',
    ...(settings.shown ? { settings: settings.shown } : {}),
    addressOf: addressReader(settings.addressHeader),
    conformance: createConformanceDesk(gateway, createConformanceKit(settings, gateway.keyring)),
    health: () => readHealth(gateway, facts),
    stopping: stopping.signal,
  })
  const { server, port } = await listen(api.fetch, settings)
  const running = dispatcher.run()
  const watching = createDefinitionWatch(gateway, shipped).run(stopping.signal)
  const chores = [
    housekeeping(gateway),
    gapFilling(gateway),
    clockWatch(gateway, owner),
    handingOver(gateway),
    reminding(gateway),
    notifying(gateway, owner),
    sendingCodes(gateway),
    probing(gateway),
    counting(gateway),
  ].map((chore) => repeat(gateway, choreWatch.watched(chore), stopping.signal))
  const collecting = createCollector(gateway, owner).run(stopping.signal)
  log.info('started', { url: `http://${settings.host}:${port}`, engine: driver.engine, regions: gateway.regions.size })
  return {
    url: `http://${settings.host}:${port}`,
    gateway,
    setUpCode,
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      await dispatcher.stop()
      await running
      stopping.abort()
      await Promise.all([watching, collecting, ...chores])
      await drain(server, closed)
      await local.close()
      await gateway.store.close()
      log.info('stopped')
    },
  }
}

/** Where a request came from: the other end of its connection, or what the proxy before us says of it, which adds its own word last. */
function addressReader(header: string | undefined): (c: Context) => string {
  if (header !== undefined) return (c) => (c.req.header(header) ?? '').split(',').at(-1)?.trim() ?? ''
  return (c) => (c.env as HttpBindings).incoming.socket.remoteAddress ?? ''
}

/** How long a request that is under way may take to end before its connection is cut. */
const GRACE_MS = 10_000

/** Waits for the requests under way; connections that have none are closed as soon as they have none. */
async function drain(server: ReturnType<typeof serve>, closed: Promise<void>): Promise<void> {
  let done = false
  const ended = closed.then(() => {
    done = true
  })
  for (const until = systemClock.now() + GRACE_MS; !done && systemClock.now() < until; ) {
    if ('closeIdleConnections' in server) server.closeIdleConnections()
    await Promise.race([ended, systemClock.sleep(20)])
  }
  if ('closeAllConnections' in server) server.closeAllConnections()
  await closed
}

function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  settings: Settings,
): Promise<{ server: ReturnType<typeof serve>; port: number }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, hostname: settings.host, port: settings.port }, ({ port }) =>
      resolve({ server, port }),
    )
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenFault(error, settings)))
    server.on('clientError', refuseUnread)
  })
}

function listenFault({ code, name }: NodeJS.ErrnoException, { host, port }: Settings): Error {
  const why =
    { EADDRINUSE: '已被占用', EACCES: '没有权限', EADDRNOTAVAIL: '不是本机的地址' }[code ?? ''] ??
    `不能监听(${code ?? name})`
  return new Error(`${host}:${port} ${why};请核对 TONGBAN_HOST 与 TONGBAN_PORT`)
}

/** What Node could not read as a request is refused like anything else; the connection then ends. */
function refuseUnread(error: Error & { code?: string }, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy()
  const problem = toProblem(
    new GatewayError(error.code === 'HPE_HEADER_OVERFLOW' ? 'headers-too-large' : 'request-malformed'),
  )
  const body = JSON.stringify(problem)
  socket.end(
    [
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
      'content-type: application/problem+json; charset=utf-8',
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  )
}
