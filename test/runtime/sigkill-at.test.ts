import { rmSync } from 'node:fs'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { firstBrokenEvent } from '../../core/case/event.ts'
import type { JsonObject } from '../../core/json.ts'
import { openStore } from '../../core/store/store.ts'
import { openSqliteDriver } from '../../runtime/node/sqlite-driver.ts'
import type { Simulator } from '../../simulator/contract.ts'
import { startSimulator } from '../../simulator/hebei/index.ts'
import { freePort } from '../support/free-port.ts'
import { type TestGateway, TOKENS } from '../support/gateway.ts'
import { type GatewayProcess, prepareFolder, startProcess } from '../support/gateway-process.ts'
import { newCaseBody } from '../support/new-case.ts'
import { createTestClient } from '../support/test-client.ts'

interface Point {
  readonly hop: string
  /** when the driver kills, and the words that its statements must hold */
  readonly crashAt: string
  /** whether the window had its answer before; left out where the two run beside each other */
  readonly accepted?: boolean
  /** how often the region was told again what it had */
  readonly duplicates: number
}

const POINTS: Point[] = [
  {
    hop: 'the blob is written, its row not',
    crashAt: 'before-batch|insert into "files"',
    accepted: false,
    duplicates: 0,
  },
  {
    hop: 'the files are there, the case not',
    crashAt: 'before-batch|insert into "cases"',
    accepted: false,
    duplicates: 0,
  },
  {
    hop: 'the case is there, the bell not rung',
    crashAt: 'after-batch|insert into "cases"',
    accepted: false,
    duplicates: 0,
  },
  {
    hop: 'the delivery is claimed, not sent',
    crashAt: 'after-run|set lease_owner|returning',
    duplicates: 0,
  },
  {
    hop: 'the answer is read, its result not written',
    crashAt: 'before-batch|delivered',
    accepted: true,
    duplicates: 1,
  },
  { hop: 'the result is written, the next not begun', crashAt: 'after-batch|delivered', accepted: true, duplicates: 0 },
  {
    hop: 'the callback is verified, not written',
    crashAt: 'before-batch|insert into "inbox"',
    accepted: true,
    duplicates: 0,
  },
  {
    hop: 'the callback is written, not acknowledged',
    crashAt: 'after-batch|insert into "inbox"',
    accepted: true,
    duplicates: 0,
  },
]

// two processes a point, each of them seconds where many work on one machine
describe('a gateway killed between two hops', { timeout: 120_000 }, () => {
  let folder: string
  let port: number
  let hebei: Simulator
  let running: GatewayProcess[]
  let form: JsonObject | null
  beforeEach(async () => {
    folder = await prepareFolder()
    port = await freePort()
    hebei = await startSimulator({ gatewayUrl: `http://127.0.0.1:${port}`, stepDelayMs: 300 })
    running = []
    form = null
  })
  afterEach(async () => {
    for (const { child, ended } of running) {
      child.kill('SIGKILL')
      await ended
    }
    await hebei.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function start(regionUrl: string, crashAt = ''): Promise<GatewayProcess> {
    const entry = crashAt === '' ? {} : { entry: 'test/support/crashing-gateway.ts', env: { CRASH_AT: crashAt } }
    const started = startProcess({ folder, port, regionUrls: `130000=${regionUrl}`, ...entry })
    running.push(started)
    await started.ready()
    return started
  }

  const client = () => createTestClient(`http://127.0.0.1:${port}`, (role) => TOKENS[role]) as TestGateway
  const post = (body: JsonObject) => client().call('window', 'POST', '/api/cases', body, { 'idempotency-key': 'once' })

  /** What the window does: uploads and posts, and after a restart the same again under the same key. */
  async function submit(): Promise<string> {
    form ??= await newCaseBody(client(), 'M07')
    const { status, body } = await post(form)
    expect([200, 201]).toContain(status)
    return String(body['no'])
  }

  async function expectOnce(no: string, duplicates: number): Promise<void> {
    await client().until(no, 'COMPLETED')
    const deliveries = async () => (await client().call('admin', 'GET', `/api/cases/${no}`)).body['deliveries']
    const open = async () =>
      ((await deliveries()) as unknown as { state: string }[]).filter(({ state }) => state !== 'done')
    await expect.poll(open, { timeout: 20_000 }).toEqual([])
    expect(hebei.received()).toMatchObject([{ caseNo: no, messages: 1, duplicates }])
    const driver = openSqliteDriver(join(folder, 'tongban.sqlite'))
    const store = openStore(driver)
    const cases = await store.cases.idsAfter('', 10)
    expect(cases.map((one) => one.no)).toEqual([no])
    const events = await store.cases.events(cases[0]?.id ?? '')
    expect(firstBrokenEvent(events)).toBeNull()
    const steps = events.filter(({ type }) => type === 'progress').map(({ status }) => status)
    expect(steps).toEqual(['SIGNED', 'ACCEPTED', 'APPROVED', 'COMPLETED'])
    await driver.close()
  }

  it.each(POINTS)(
    '$hop: delivers once, every step once, every chain unbroken',
    async ({ crashAt, accepted, duplicates }) => {
      const first = await start(hebei.url, crashAt)
      const before = await submit().catch(() => null)
      expect((await first.ended).signal).toBe('SIGKILL')
      if (accepted !== undefined) expect(before !== null).toBe(accepted)
      await start(hebei.url)
      await expectOnce(before ?? (await submit()), duplicates)
    },
  )

  it('the bytes went out, the answer was not read: the same number goes again and the region has it once', async () => {
    let killed: GatewayProcess | null = null
    const proxy = await startProxy(hebei.url, (service) => {
      if (!service.endsWith('3102') || killed?.child.exitCode !== null) return true
      killed.child.kill('SIGKILL')
      return false
    })
    killed = await start(proxy.url)
    const no = await submit()
    expect((await killed.ended).signal).toBe('SIGKILL')
    expect(hebei.received()).toMatchObject([{ caseNo: no, messages: 1 }])
    await start(hebei.url)
    await expectOnce(no, 1)
    proxy.server.closeAllConnections()
    proxy.server.close()
  })
})

/** Hands requests on; an answer goes back only where `passes` says so, asked once the region has answered. */
async function startProxy(
  target: string,
  passes: (service: string) => boolean,
): Promise<{ url: string; server: Server }> {
  const server = createServer((incoming, outgoing) => {
    const onward = request(`${target}${incoming.url}`, { method: incoming.method, headers: incoming.headers })
    onward.on('response', (answer) => {
      if (!passes(String(incoming.headers['gjgxjhpt_sid'] ?? ''))) return
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    onward.on('error', () => outgoing.destroy())
    incoming.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server }
}
