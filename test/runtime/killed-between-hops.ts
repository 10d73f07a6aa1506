import { rmSync } from 'node:fs'
import { createServer, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { firstBrokenEvent } from '../../core/case/event.ts'
import type { JsonObject } from '../../core/json.ts'
import { openStore } from '../../core/store/store.ts'
import { openSqliteDriver } from '../../runtime/node/sqlite-driver.ts'
import type { Simulator } from '../../simulator/contract.ts'
import { freePort } from '../../simulator/free-port.ts'
import { SIMULATED_REGIONS, startRegion } from '../../simulator/registry.ts'
import { prepareFolder } from '../support/data-folder.ts'
import type { TestGateway } from '../support/gateway.ts'
import { type GatewayProcess, startProcess } from '../support/gateway-process.ts'
import { newCaseBody } from '../support/new-case.ts'
import { TOKENS } from '../support/people.ts'
import { createTestClient } from '../support/test-client.ts'

/** A place between two hops at which the process dies. */
export interface Point {
  readonly hop: string
  /** when the driver kills, and the words that its statements must hold */
  readonly crashAt: string
  /** whether the window had its answer before; left out where the two run beside each other */
  readonly accepted?: boolean
  /** how often the region was told again what it had */
  readonly duplicates: number
}

export interface KilledAt {
  readonly region: string
  readonly name: string
  readonly points: readonly Point[]
  /** whether a request of ours is the sending of the case, of which a proxy then holds back the answer */
  readonly isApplication: (request: IncomingMessage) => boolean
  /** the region asks for other addresses of files that it could not fetch while we were dead, which is a message more */
  readonly mayAskForFiles?: true
}

/** Kills the gateway at each place and counts at the region: every case once, every step once, every chain unbroken. */
export function killedBetweenHops({ region, name, points, isApplication, mayAskForFiles }: KilledAt): void {
  // two processes a point, each of them seconds where many work on one machine
  describe(`a gateway killed between two hops of a case for ${name}`, { timeout: 120_000 }, () => {
    const simulated = SIMULATED_REGIONS.find(({ code }) => code === region)
    if (!simulated) throw new Error(`no simulator of ${region}`)
    let folder: string
    let port: number
    let proxy: Proxy
    let simulator: Simulator
    let running: GatewayProcess[]
    let form: JsonObject | null
    beforeEach(async () => {
      folder = await prepareFolder()
      port = await freePort()
      proxy = await startProxy()
      const authority = new URL(proxy.url).host
      simulator = await startRegion(simulated, { gatewayUrl: `http://127.0.0.1:${port}`, stepDelayMs: 300, authority })
      running = []
      form = null
    })
    afterEach(async () => {
      for (const { child, ended } of running) {
        child.kill('SIGKILL')
        await ended
      }
      proxy.close()
      await simulator.close()
      rmSync(folder, { recursive: true, force: true })
    })

    async function start(regionUrl: string, crashAt = ''): Promise<GatewayProcess> {
      const entry = crashAt === '' ? {} : { entry: 'test/support/crashing-main.ts', env: { CRASH_AT: crashAt } }
      const started = startProcess({ folder, port, regionUrls: `${region}=${regionUrl}`, ...entry })
      running.push(started)
      await started.ready()
      return started
    }

    const client = () => createTestClient(`http://127.0.0.1:${port}`, (role) => TOKENS[role]) as TestGateway
    const post = (body: JsonObject) =>
      client().call('window', 'POST', '/api/cases', body, { 'idempotency-key': 'once' })

    /** What the window does: uploads and posts, and after a restart the same again under the same key. */
    async function submit(): Promise<string> {
      form ??= await newCaseBody(client(), 'M07', { region })
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
      expect(simulator.received()).toMatchObject([{ caseNo: no, duplicates }])
      if (!mayAskForFiles) expect(simulator.received()).toMatchObject([{ messages: 1 }])
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

    it.each(points)(
      '$hop: delivers once, every step once, every chain unbroken',
      async ({ crashAt, accepted, duplicates }) => {
        const first = await start(simulator.url, crashAt)
        const before = await submit().catch(() => null)
        expect((await first.ended).signal).toBe('SIGKILL')
        if (accepted !== undefined) expect(before !== null).toBe(accepted)
        await start(simulator.url)
        await expectOnce(before ?? (await submit()), duplicates)
      },
    )

    it('the bytes went out, the answer was not read: the same number goes again and the region has it once', async () => {
      let killed: GatewayProcess | null = null
      proxy.standBefore(simulator.url, (request) => {
        if (!isApplication(request) || killed?.child.exitCode !== null) return true
        killed.child.kill('SIGKILL')
        return false
      })
      killed = await start(proxy.url)
      const no = await submit()
      expect((await killed.ended).signal).toBe('SIGKILL')
      expect(simulator.received()).toMatchObject([{ caseNo: no, messages: 1 }])
      await start(simulator.url)
      await expectOnce(no, 1)
    })
  })
}

interface Proxy {
  readonly url: string
  /** Hands requests on to `target`; an answer goes back only where `passes` says so, asked once the region has answered. */
  standBefore(target: string, passes: (request: IncomingMessage) => boolean): void
  close(): void
}

/** Listens before anything else starts: its address is known to the region, and nobody can take it meanwhile. */
async function startProxy(): Promise<Proxy> {
  let target = ''
  let passes = (_request: IncomingMessage): boolean => true
  const server = createServer((incoming, outgoing) => {
    const onward = request(`${target}${incoming.url}`, { method: incoming.method, headers: incoming.headers })
    onward.on('response', (answer) => {
      if (!passes(incoming)) return
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    onward.on('error', () => outgoing.destroy())
    incoming.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    standBefore(region, whether) {
      target = region
      passes = whether
    },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
