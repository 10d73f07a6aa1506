import { type ChildProcess, execFileSync, fork, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { createClient } from '../runtime/node/demo/client.ts'
import { m07Case, REGIONS } from '../runtime/node/demo/samples.ts'
import { freePort } from '../simulator/free-port.ts'
import { NODE_ENV, NODE_FLAGS } from './node-flags.ts'

/* limit, accept, endToEnd in one run on one machine; load generator and simulator are processes of their own. */

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/** What one kind of work does in a second, and what it costs. */
export interface Figures {
  perSecond: number
  p50Ms: number
  p95Ms: number
  p99Ms: number
  rssMib: number
  cpuSecondsPer1000: number
  ratioToLimit: number
}
interface Load {
  perSecond: number
  p50Ms: number
  p95Ms: number
  p99Ms: number
  failed: number
}

function load(url: string, token: string, body: string, prefix: string, requests: number): Promise<Load> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [
        file('load.ts'),
        '--url',
        url,
        '--token',
        token,
        '--count',
        String(requests),
        '--body',
        body,
        '--prefix',
        prefix,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString()
    })
    child.once('exit', () =>
      text ? resolve(JSON.parse(text) as Load) : reject(new Error('the load generator failed')),
    )
  })
}

async function firstLine(child: ChildProcess): Promise<{ url: string }> {
  return JSON.parse(
    await new Promise<string>((resolve) =>
      createInterface({ input: child.stdout as NodeJS.ReadableStream }).once('line', resolve),
    ),
  ) as { url: string }
}

const ask = <T>(child: ChildProcess, question: string): Promise<T> =>
  new Promise((resolve) => {
    child.once('message', (answer) => resolve(answer as T))
    child.send(question)
  })

function cpuSecondsOf(pid: number): number {
  const ticks =
    execFileSync('cat', [`/proc/${pid}/stat`], { encoding: 'utf8' })
      .split(') ')[1]
      ?.split(' ') ?? []
  return (Number(ticks[11]) + Number(ticks[12])) / 100
}

/** Requests before the clock starts, the same for each: a process that has just started runs its code unoptimised. */
const WARM_UP = 3_000

async function measureLimit(count: number): Promise<Omit<Figures, 'ratioToLimit'>> {
  const server = spawn(process.execPath, [file('limit-server.ts')], { stdio: ['ignore', 'pipe', 'inherit'] })
  const { url } = await firstLine(server)
  const body = JSON.stringify({ text: 'x'.repeat(2_000) })
  await load(url, '', body, 'w', WARM_UP)
  const before = cpuSecondsOf(server.pid ?? 0)
  const { failed: _, ...figures } = await load(url, '', body, 'k', count)
  const rssMib = Math.round(
    Number(/VmHWM:\s+(\d+)/.exec(execFileSync('cat', [`/proc/${server.pid}/status`], { encoding: 'utf8' }))?.[1]) /
      1024,
  )
  const cpu = cpuSecondsOf(server.pid ?? 0) - before
  server.kill()
  return { ...figures, rssMib, cpuSecondsPer1000: round((cpu / count) * 1000) }
}

async function measureGateway(count: number, paused: boolean): Promise<Omit<Figures, 'ratioToLimit'>> {
  const port = String(await freePort())
  const simulator = spawn(
    process.execPath,
    [file('../simulator/hebei/main.ts'), '--behave', 'quiet', '--gateway', `http://127.0.0.1:${port}`],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const { url: simulatorUrl } = await firstLine(simulator)
  const server = fork(
    file('gateway-server.ts'),
    ['--port', port, '--simulator', simulatorUrl, ...(paused ? ['--pause'] : [])],
    { execArgv: NODE_FLAGS, env: { ...process.env, ...NODE_ENV }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
  )
  const { url, token } = await new Promise<{ url: string; token: string }>((resolve) =>
    server.once('message', (ready) => resolve(ready as { url: string; token: string })),
  )
  const region = REGIONS[0]
  if (!region) throw new Error('no region')
  // every case is its own, but the uploaded files of a case belong to it: each request names fresh exemptions and one pair of files per body would clash
  const client = createClient(url, token)
  const template = await m07Case(client, region)
  const body = JSON.stringify(template)
  const delivered = async (cases: number): Promise<void> => {
    if (!paused)
      while ((await ask<number>(server, 'done')) < cases) await new Promise((resolve) => setTimeout(resolve, 200))
  }
  await load(`${url}/api/cases`, token, body, 'w', WARM_UP)
  await delivered(WARM_UP)
  const before = await ask<{ cpuSeconds: number }>(server, 'usage')
  const startedAt = performance.now()
  const { failed, ...figures } = await load(`${url}/api/cases`, token, body, 'k', count)
  if (failed > 0) throw new Error(`${failed} requests failed`)
  await delivered(WARM_UP + count)
  const perSecond = paused ? figures.perSecond : Math.round(count / ((performance.now() - startedAt) / 1000))
  const after = await ask<{ cpuSeconds: number; rssMib: number }>(server, 'usage')
  server.kill()
  simulator.kill()
  return {
    ...figures,
    perSecond,
    rssMib: after.rssMib,
    cpuSecondsPer1000: round(((after.cpuSeconds - before.cpuSeconds) / count) * 1000),
  }
}

const round = (value: number) => Math.round(value * 1000) / 1000

/** Measures the bare limit, accepting and the whole way, one after another. */
export async function measureMainJob(count: number): Promise<Record<'limit' | 'accept' | 'endToEnd', Figures>> {
  const limit = await measureLimit(count)
  const accept = await measureGateway(count, true)
  const endToEnd = await measureGateway(count, false)
  const withRatio = (figures: Omit<Figures, 'ratioToLimit'>): Figures => ({
    ...figures,
    ratioToLimit: round(figures.perSecond / limit.perSecond),
  })
  return { limit: withRatio(limit), accept: withRatio(accept), endToEnd: withRatio(endToEnd) }
}
