import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashToken } from '../../api/access.ts'
import { readKeyText } from '../../core/key-text.ts'
import { migrate } from '../../core/store/migrate.ts'
import { openStore } from '../../core/store/store.ts'
import { openFileKeyring } from '../../runtime/node/file-keyring.ts'
import { openSqliteDriver } from '../../runtime/node/sqlite-driver.ts'
import type { Simulator } from '../../simulator/contract.ts'
import { startSimulator } from '../../simulator/hebei/index.ts'
import { GATEWAY_KEYS } from '../../simulator/registry.ts'
import { freePort } from '../support/free-port.ts'
import { type TestGateway, TOKENS } from '../support/gateway.ts'
import { newCaseBody } from '../support/new-case.ts'
import { createTestClient } from '../support/test-client.ts'

describe('a gateway that is killed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tongban-kill-'))
  const masterKey = '07'.repeat(32)
  let port: number
  let hebei: Simulator
  let child: ChildProcess | null = null

  beforeAll(async () => {
    port = await freePort()
    hebei = await startSimulator({ gatewayUrl: `http://127.0.0.1:${port}`, behaviour: 'quiet' })
    const keyring = openFileKeyring(join(folder, 'keys.json'), Buffer.from(masterKey, 'hex'))
    for (const [name, text] of Object.entries(GATEWAY_KEYS)) keyring.set(name, readKeyText(text))
    const driver = openSqliteDriver(join(folder, 'tongban.sqlite'))
    await migrate(driver)
    await openStore(driver).operations.addStaff(
      { id: 'w1', name: '窗口示例一', role: 'window', matters: [] },
      hashToken(TOKENS.window),
      1,
    )
    await driver.close()
  })
  afterAll(async () => {
    child?.kill('SIGKILL')
    await hebei.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function start(): Promise<void> {
    const env = {
      ...process.env,
      TONGBAN_DATA: folder,
      TONGBAN_PORT: String(port),
      TONGBAN_MASTER_KEY: masterKey,
      TONGBAN_ALLOW_PRIVATE: '127.0.0.1',
      TONGBAN_REGION_URLS: `130000=${hebei.url}`,
      TONGBAN_LOG: 'silent',
    }
    child = spawn(process.execPath, ['runtime/node/main.ts'], { env, stdio: 'ignore' })
    await expect
      .poll(
        () =>
          fetch(`http://127.0.0.1:${port}/readyz`).then(
            ({ status }) => status,
            () => 0,
          ),
        { timeout: 30_000 },
      )
      .toBe(200)
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
      child?.kill('SIGKILL')
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
