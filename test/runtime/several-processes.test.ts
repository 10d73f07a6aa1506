import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '../../core/store/store.ts'
import { openPostgresDriver } from '../../runtime/node/postgres-driver.ts'
import type { Simulator } from '../../simulator/contract.ts'
import { freePort } from '../../simulator/free-port.ts'
import { startSimulator } from '../../simulator/hebei/index.ts'
import type { RunningPostgres } from '../../simulator/start-postgres.ts'
import { prepareFolder } from '../support/data-folder.ts'
import type { TestGateway } from '../support/gateway.ts'
import { type GatewayProcess, startProcess } from '../support/gateway-process.ts'
import { newCaseBody } from '../support/new-case.ts'
import { enrol, TOKENS } from '../support/people.ts'
import { startPostgres } from '../support/postgres.ts'
import { createTestClient } from '../support/test-client.ts'

describe('several gateway processes on one PostgreSQL', () => {
  let folder: string
  let postgres: RunningPostgres
  let hebei: Simulator
  const processes: { port: number; process: GatewayProcess }[] = []
  const clientOf = (port: number) => createTestClient(`http://127.0.0.1:${port}`, (role) => TOKENS[role]) as TestGateway

  beforeAll(async () => {
    ;[folder, postgres] = await Promise.all([prepareFolder(), startPostgres()])
    const ports = [await freePort(), await freePort()]
    hebei = await startSimulator({ gatewayUrl: `http://127.0.0.1:${ports[0]}`, behaviour: 'quiet' })
    for (const port of ports) {
      const env = { TONGBAN_DATABASE: postgres.url }
      processes.push({ port, process: startProcess({ folder, port, regionUrls: `130000=${hebei.url}`, env }) })
    }
  })
  afterAll(async () => {
    for (const { process } of processes) process.child.kill('SIGKILL')
    await hebei?.close()
    await postgres?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('start at once on an empty database, share its cases, and deliver each once, also those of a process that is stopped', async () => {
    await Promise.all(processes.map(({ process }) => process.ready()))
    const driver = openPostgresDriver(postgres.url, 1)
    await enrol(openStore(driver))
    await driver.close()
    const clients = processes.map(({ port }) => clientOf(port))
    const [first, second] = clients as [TestGateway, TestGateway]
    const body = await newCaseBody(first, 'M07')
    const post = (client: TestGateway, key: string) =>
      client.call('window', 'POST', '/api/cases', body, { 'idempotency-key': key })
    const answers = await Promise.all(Array.from({ length: 40 }, (_, at) => post(at % 2 ? first : second, `k${at}`)))
    processes[0]?.process.child.kill('SIGTERM')
    const numbers = answers.map(({ body: made }) => String(made['no']))
    expect(new Set(numbers).size).toBe(40)

    // the same key at the other process is the same case
    const again = await post(second, 'k1')
    expect(again.status).toBe(200)
    expect(numbers).toContain(again.body['no'])
    const received = () => hebei.received().map(({ caseNo }) => caseNo)
    await expect.poll(() => numbers.filter((no) => !received().includes(no)), { timeout: 20_000 }).toEqual([])
    expect(hebei.received().every(({ messages }) => messages === 1)).toBe(true)
    expect((await processes[0]?.process.ended)?.code).toBe(0)
  }, 60_000)
})
