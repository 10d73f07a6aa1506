import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { freePort } from '../../simulator/free-port.ts'
import type { TestGateway } from '../support/gateway.ts'
import { newCaseBody } from '../support/new-case.ts'
import { createTestClient } from '../support/test-client.ts'

// workerd, three simulators and the bundle, started where other tests run too
const PROCESS_MS = 120_000
const ROLES = { window: '窗口', handler: '经办', admin: '管理员' } as const

interface Started {
  readonly child: ChildProcess
  readonly printed: () => string
  readonly ended: Promise<number | null>
}

function startEdge(port: number): Started {
  const child = spawn('npm', ['run', 'edge', '--', '--port', String(port), '--sweep-seconds', '1'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => {
      text += part
    })
  return { child, printed: () => text, ended: new Promise((resolve) => child.on('close', resolve)) }
}

const closes = (url: string) =>
  fetch(url).then(
    () => 'open',
    () => 'closed',
  )

describe('npm run edge', { timeout: PROCESS_MS }, () => {
  let started: Started
  afterEach(async () => {
    started.child.kill('SIGTERM')
    await started.ended
  })

  it('runs the Worker and its partners: a ringing case goes out and comes back, a waiting one is found by the cron sweep, and SIGTERM leaves nothing behind', async () => {
    const port = await freePort()
    started = startEdge(port)
    await expect.poll(started.printed, { timeout: PROCESS_MS / 2 }).toContain('按 Ctrl-C 结束')
    const words = started.printed()
    const tokenOf = (role: string) => new RegExp(`^ +${ROLES[role as 'window']} (\\S{32})$`, 'm').exec(words)?.[1] ?? ''
    const url = `http://127.0.0.1:${port}`
    const client = createTestClient(url, tokenOf) as TestGateway
    const simulatorOf = (code: string) => new RegExp(` ${code} +(http\\S+)`).exec(words)?.[1] ?? ''
    for (const code of ['130000', '420000', '500000'])
      expect(await (await fetch(`${simulatorOf(code)}/_sim/received`)).json()).toEqual([])
    expect((await fetch(`${url}/readyz`)).status).toBe(200)

    const submit = async (region: string) => {
      const key = { 'idempotency-key': crypto.randomUUID() }
      const body = await newCaseBody(client, 'M07', { region })
      const answer = await client.call('window', 'POST', '/api/cases', body, key)
      expect(answer.status).toBe(201)
      return String(answer.body['no'])
    }
    /** Our own message once the case is done; a callback may be quicker than the answer to it. */
    const expectDone = async (no: string, attempts: number) => {
      await client.until(no, 'COMPLETED')
      const deliveries = async () => (await client.call('admin', 'GET', `/api/cases/${no}`)).body['deliveries']
      const sent = expect.objectContaining({ kind: 'apply', state: 'done', attempts }) as object
      await expect.poll(deliveries, { timeout: 10_000 }).toContainEqual(sent)
    }
    await expectDone(await submit('130000'), 1)
    const behaviour = { method: 'POST', body: JSON.stringify({ behaviour: 'busy', times: 1 }) }
    await fetch(`${simulatorOf('500000')}/_sim/behaviour`, behaviour)
    await expectDone(await submit('500000'), 2)

    started.child.kill('SIGTERM')
    await started.ended
    for (const address of [url, simulatorOf('130000'), simulatorOf('420000'), simulatorOf('500000')])
      await expect.poll(() => closes(address)).toBe('closed')
  })

  it('says in Chinese that its port is taken, and ends', async () => {
    const port = await freePort()
    const other = createServer().listen(port, '127.0.0.1')
    started = startEdge(port)
    expect(await started.ended).toBe(1)
    expect(started.printed()).toMatch(new RegExp(`127\\.0\\.0\\.1:${port} 已被占用`))
    other.close()
  })
})

describe('npm run edge:prepare', { timeout: PROCESS_MS }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'tongban-d1-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const place = ['--local', '--persist-to', folder]
  const run = async (command: string, ...args: string[]) => (await promisify(execFile)(command, args)).stdout

  it('writes what wrangler takes: an empty D1 is brought up to the program, a person with it, and then nothing is missing', async () => {
    const file = join(folder, 'prepare.sql')
    const prepare = (...more: string[]) =>
      run(process.execPath, 'runtime/edge/prepare.ts', ...place, '--out', file, ...more)
    const said = await prepare('--staff', 'a1:admin:管理示例')
    const token = /管理示例\(admin\)的令牌,只显示这一次:(\S{43})\n/.exec(said)?.[1] ?? ''
    expect(token).not.toBe('')
    expect(said).toContain(`npx wrangler d1 execute DB ${place.join(' ')} --file ${file}\n`)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    await run('npx', 'wrangler', 'd1', 'execute', 'DB', ...place, '--file', file)
    expect(await prepare()).toContain('没有要执行的 SQL')
  })
})
