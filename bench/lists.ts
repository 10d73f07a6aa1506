import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hashToken } from '../api/access.ts'
import { createApplicantIndex } from '../core/applicant-index.ts'
import { STATUSES, type Status } from '../core/case/status.ts'
import { migrate } from '../core/store/migrate.ts'
import { readApplicantIndexKey } from '../runtime/node/applicant-index-key.ts'
import { openFileKeyring } from '../runtime/node/file-keyring.ts'
import { type RunningServer, startServer } from '../runtime/node/server.ts'
import { openSqliteDriver } from '../runtime/node/sqlite-driver.ts'
import { freePort } from '../simulator/free-port.ts'
import { MATTERS, makeManyCases, makeManySums, PROBE_EVERY, probeOf, REGIONS } from './many-cases.ts'

/* Lists and searches over HTTP on a gateway as it ships, with as many cases as a district has in years. Each is asked with other values every time. */

const ROUNDS = 60
const TOKEN = 'bench-token-000000000000000'
const MASTER_KEY = new Uint8Array(32).fill(1)
/** The share of all answers that must be at least as quick as the figure. */
const P95 = 0.95

interface ListFigures {
  readonly list: string
  readonly p50Ms: number
  readonly p95Ms: number
  readonly slowestMs: number
  /** how many cases the answers had on average; of indicators, how many of them */
  readonly cases: number
}

type Ask = readonly [path: string, body?: object]

/** Every list by its name, and what is asked in its nth round. */
function questions(count: number): Readonly<Record<string, (round: number) => Ask>> {
  const one = <Value>(values: readonly Value[], round: number) => values[round % values.length] as Value
  const status = (round: number) => one(Object.keys(STATUSES) as Status[], round)
  const probe = (round: number) => (round % Math.ceil(count / PROBE_EVERY)) * PROBE_EVERY
  const list =
    (query: (round: number) => string) =>
    (round: number): Ask => [`/api/cases?${query(round)}`]
  const search =
    (text: (round: number) => string) =>
    (round: number): Ask => ['/api/cases/search', { text: text(round) }]
  const deep = (round: number) => Date.parse('2023-06-01T00:00:00+08:00') + round * 86_400_000
  return {
    newest: list(() => ''),
    oldest: list(() => 'order=oldest'),
    'page far behind': list((round) => `cursor=${deep(round)}.x`),
    direction: list((round) => `direction=${one(['in', 'out'], round)}`),
    status: list((round) => `status=${status(round)}`),
    'four open statuses': list(() => 'status=QUEUED&status=DELIVERED&status=CORRECTION&status=SIGNED'),
    region: list((round) => `region=${one(REGIONS, round)}`),
    matter: list((round) => `matter=${one(MATTERS, round)}`),
    'region, status': list((round) => `region=${one(REGIONS, round)}&status=${status(round)}`),
    'region, matter, status, direction': list(
      (round) =>
        `region=${one(REGIONS, round)}&matter=${one(MATTERS, round >> 2)}&status=${status(round)}&direction=in`,
    ),
    'matter, three statuses': list(
      (round) => `matter=${one(MATTERS, round)}&status=SIGNED&status=SUSPENDED&status=DRAFT`,
    ),
    mine: list(() => 'mine=true'),
    'mine, status': list((round) => `mine=true&status=${status(round)}`),
    handler: list((round) => `handler=handler-${round % 40}&status=${status(round)}`),
    attention: list(() => 'attention=true'),
    day: list(
      (round) =>
        `from=2025-06-${String(1 + (round % 30)).padStart(2, '0')}&to=2025-06-30&region=${one(REGIONS, round)}`,
    ),
    'indicators of three years': () => [`/api/indicators?from=2023-03-01&to=2026-02-28`],
    'indicators, odd days': (round) => [`/api/indicators?from=2023-03-${10 + (round % 20)}&to=2026-01-15`],
    'indicators by month': () => ['/api/indicators?from=2025-01-01&to=2025-12-31&by=month'],
    'indicators by region': (round) => [
      `/api/indicators?from=2024-01-01&to=2025-12-31&by=region&matter=${one(MATTERS, round)}`,
    ],
    'by number': search((round) => `WH5101072026${String(probe(round)).padStart(10, '0')}`),
    'by partner’s number': search((round) => `P-${probe(round) + 1}`),
    'by identity number': search((round) => probeOf(probe(round)).idNo),
    'by mobile': search((round) => probeOf(probe(round)).mobile),
    'by name': search((round) => `${one([...'王李张刘'], round)}${one([...'伟芳娜敏'], round >> 2)}`),
    'by company': search((round) => one(['成都', '成都王', '重庆李伟1', '杭州张', '石家庄何芳12'], round)),
  }
}

/** Measures every list on so many cases, and says whether 95 answers in a hundred took 200 ms at most. */
export function measureLists(count: number): Promise<{ readonly store: object; readonly lists: ListFigures[] }> {
  return withManyCases(count, async (server, store) => {
    const person = { id: 'window', name: '窗口示例一', roles: ['window', 'supervisor'], matters: [] } as const
    await server.gateway.store.people.addWithToken(person, hashToken(TOKEN), Date.now())
    const lists: ListFigures[] = []
    for (const [list, question] of Object.entries(questions(count)))
      lists.push(await askOften(server.url, list, question))
    return { store, lists }
  })
}

/** Does something with a gateway of its own that has so many cases. */
export async function withManyCases<Done>(
  count: number,
  work: (server: RunningServer, store: object) => Promise<Done>,
): Promise<Done> {
  const folder = mkdtempSync(join(tmpdir(), 'tongban-bench-'))
  const path = join(folder, 'tongban.sqlite')
  try {
    const begun = performance.now()
    const driver = openSqliteDriver(path)
    await migrate(driver)
    await driver.close()
    const key = await readApplicantIndexKey(openFileKeyring(join(folder, 'keys.json'), MASTER_KEY), MASTER_KEY)
    makeManyCases(path, count, createApplicantIndex(key))
    const store = {
      cases: count,
      indicatorSums: makeManySums(path, count),
      fileMib: Math.round(statSync(path).size / 2 ** 20),
      generatedSeconds: Math.round((performance.now() - begun) / 1000),
    }
    const server = await startOver(folder)
    try {
      return await work(server, store)
    } finally {
      await server.stop()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function startOver(folder: string): Promise<RunningServer> {
  const port = await freePort()
  return startServer({
    host: '127.0.0.1',
    port,
    dataFolder: folder,
    databaseUrl: '',
    publicUrl: `http://127.0.0.1:${port}`,
    masterKey: MASTER_KEY,
    logLevel: 'error',
    allowedPrivateHosts: new Set(),
    regionUrls: {},
    pollAtMostMs: Number.POSITIVE_INFINITY,
  })
}

async function askOften(url: string, list: string, question: (round: number) => Ask): Promise<ListFigures> {
  const times: number[] = []
  let cases = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    const [path, body] = question(round)
    const begun = performance.now()
    const answer = await fetch(`${url}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const { cases: found, all } = (await answer.json()) as { cases?: unknown[]; all?: unknown[] }
    const read = found ?? all
    times.push(performance.now() - begun)
    if (!read) throw new Error(`${path} was answered ${answer.status}: ${JSON.stringify(read)}`)
    cases += read.length
  }
  times.sort((a, b) => a - b)
  const at = (share: number) =>
    Math.round((times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0) * 10) / 10
  return { list, p50Ms: at(0.5), p95Ms: at(P95), slowestMs: at(1), cases: Math.round(cases / ROUNDS) }
}
