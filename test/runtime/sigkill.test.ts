import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Simulator } from '../../simulator/contract.ts'
import { freePort } from '../../simulator/free-port.ts'
import { startSimulator } from '../../simulator/hebei/index.ts'
import { prepareFolder } from '../support/data-folder.ts'
import type { TestGateway } from '../support/gateway.ts'
import { type GatewayProcess, startProcess } from '../support/gateway-process.ts'
import { newCaseBody } from '../support/new-case.ts'
import { TOKENS } from '../support/people.ts'
import { createTestClient } from '../support/test-client.ts'

describe('a gateway that is killed', () => {
  let folder: string
  let port: number
  let hebei: Simulator
  let running: GatewayProcess | null = null

  beforeAll(async () => {
    folder = await prepareFolder()
    port = await freePort()
    hebei = await startSimulator({ gatewayUrl: `http://127.0.0.1:${port}`, behaviour: 'quiet' })
  })
  afterAll(async () => {
    running?.child.kill('SIGKILL')
    await hebei.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function start(): Promise<void> {
    running = startProcess({ folder, port, regionUrls: `130000=${hebei.url}` })
    await running.ready()
  }

  it('delivers every case it had accepted exactly once as the region counts them, however often it dies in between', async () => {
    await start()
    const gateway = createTestClient(`http://127.0.0.1:${port}`, (role) => TOKENS[role]) as TestGateway
    const body = await newCaseBody(gateway, 'M07')
    const accepted = new Set<string>()
    for (let round = 0; round < 4; round += 1) {
      const posts = Array.from({ length: 25 }, async (_, index) => {
        const answer = await gateway
          .call('window', 'POST', '/api/cases', body, { 'idempotency-key': `${round}-${index}` })
          .catch(() => null)
        if (answer?.status === 201) accepted.add(String(answer.body['no']))
      })
      // dies while some are being accepted, some sent, some acknowledged
      await new Promise((resolve) => setTimeout(resolve, 60 + round * 60))
      running?.child.kill('SIGKILL')
      await Promise.all(posts)
      await start()
    }
    const received = () => hebei.received().map(({ caseNo }) => caseNo)
    await expect.poll(() => [...accepted].filter((no) => !received().includes(no)).length, { timeout: 15_000 }).toBe(0)
    expect(accepted.size).toBeGreaterThan(0)
    expect(new Set(received()).size).toBe(received().length)
    expect(hebei.received().every(({ messages }) => messages === 1)).toBe(true)
  }, 180_000)
})
