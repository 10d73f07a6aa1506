import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer } from '../../runtime/node/server.ts'
import type { Simulator } from '../../simulator/contract.ts'
import { freePort } from '../../simulator/free-port.ts'
import { startSimulator } from '../../simulator/hebei/index.ts'
import { prepareFolder } from '../support/data-folder.ts'
import type { TestGateway } from '../support/gateway.ts'
import { startProcess } from '../support/gateway-process.ts'
import { newCaseBody } from '../support/new-case.ts'
import { TOKENS } from '../support/people.ts'
import { createTestClient } from '../support/test-client.ts'

interface Fault {
  readonly what: string
  readonly file: string
  readonly find: string | RegExp
  readonly put: string
  /** where the fault is told: the place of this text in the changed file, 1:1 where it is left out */
  readonly at?: string
  readonly says: RegExp
}

const HEBEI = 'regions/130000-hebei'
const FAULTS: Fault[] = [
  {
    what: 'a tab',
    file: 'config/home.yaml',
    find: /^name: /m,
    put: 'extra:\n\tname: 1\nname: ',
    at: '\tname: 1',
    says: /制表符|缩进/,
  },
  {
    what: 'a key twice',
    file: 'config/home.yaml',
    find: /^(name: .*)$/m,
    put: '$1\nname: twice',
    at: 'name: twice',
    says: /两个相同的键/,
  },
  {
    what: 'an unknown key of the home',
    file: 'config/home.yaml',
    find: /^name: /m,
    put: 'colour: red\nname: ',
    at: 'red',
    says: /不认识的键/,
  },
  {
    what: 'a wrong type in a code table',
    file: 'config/codes/genders.yaml',
    find: /^version: .*/m,
    put: 'version: 7',
    at: '7',
    says: /version/,
  },
  {
    what: 'an unknown key of a matter',
    file: 'config/matters/M07.yaml',
    find: /^id: M07/m,
    put: 'id: M07\ncolour: red',
    at: 'red',
    says: /不认识的键/,
  },
  {
    what: 'an unknown rule of a matter',
    file: 'config/matters/M07.yaml',
    find: 'rule: idNo',
    put: 'rule: idNumber',
    at: 'idNumber',
    says: /idNumber/,
  },
  {
    what: 'exploding anchors',
    file: `${HEBEI}/tables.yaml`,
    find: /^/,
    put: 'a: &a [x, x]\nb: &b [*a, *a]\n',
    at: '&a',
    says: /锚点/,
  },
  {
    what: 'a wrong type of a region',
    file: `${HEBEI}/region.yaml`,
    find: 'maxInFlight: 64',
    put: 'maxInFlight: many',
    at: 'many',
    says: /maxInFlight/,
  },
  {
    what: 'an unknown key of a region',
    file: `${HEBEI}/region.yaml`,
    find: /^protocol: /m,
    put: 'colour: red\nprotocol: ',
    at: 'red',
    says: /不认识的键/,
  },
  {
    what: 'a protocol that there is not',
    file: `${HEBEI}/region.yaml`,
    find: /^protocol: .*/m,
    put: 'protocol: pigeon',
    at: 'pigeon',
    says: /没有适配器.*national-exchange/,
  },
  {
    what: 'an option of another protocol',
    file: `${HEBEI}/region.yaml`,
    find: 'headerPrefix:',
    put: 'headerPrefex:',
    at: 'headerPrefex',
    says: /headerPre/,
  },
  {
    what: 'an address that is none',
    file: `${HEBEI}/region.yaml`,
    find: /baseUrl: .*/,
    put: 'baseUrl: gopher://x',
    at: 'gopher',
    says: /baseUrl/,
  },
  {
    what: 'a path that does not exist',
    file: `${HEBEI}/M07.yaml`,
    find: 'from: person.name',
    put: 'from: person.nmae',
    at: 'person.nmae',
    says: /person\.nmae/,
  },
  {
    what: 'an unknown operation',
    file: `${HEBEI}/M07.yaml`,
    find: 'op: lookup',
    put: 'op: lokup',
    at: 'lokup',
    says: /lokup|op/,
  },
  {
    what: 'a table that does not exist',
    file: `${HEBEI}/M07.yaml`,
    find: /table: \w+/,
    put: 'table: NO_SUCH',
    at: 'NO_SUCH',
    says: /NO_SUCH/,
  },
  {
    what: 'a material that does not exist',
    file: `${HEBEI}/M07.yaml`,
    find: 'slot: MT009',
    put: 'slot: MT999',
    at: 'MT999',
    says: /MT999/,
  },
]

// each process costs seconds where many work on one machine
describe('the start', { timeout: 90_000 }, () => {
  const source = mkdtempSync(join(tmpdir(), 'tongban-definitions-'))
  let folder: string
  let hebei: Simulator
  let port: number
  beforeAll(async () => {
    folder = await prepareFolder()
    port = await freePort()
    hebei = await startSimulator({ gatewayUrl: `http://127.0.0.1:${port}`, slowMs: 1_500 })
    for (const part of ['config', 'regions']) cpSync(part, join(source, part), { recursive: true })
  })
  afterAll(async () => {
    await hebei.close()
    for (const made of [source, folder]) rmSync(made, { recursive: true, force: true })
  })

  /** Puts the fault into the copy; gives where it stands, and how to take it out again. */
  function spoil({ file, find, put, at }: Fault): { place: string; mend(): void } {
    const path = join(source, file)
    const before = readFileSync(path, 'utf8')
    const after = before.replace(find, put)
    expect(after).not.toBe(before)
    writeFileSync(path, after)
    const above = after.slice(0, at === undefined ? 0 : after.indexOf(at)).split('\n')
    return { place: `${file}:${above.length}:`, mend: () => writeFileSync(path, before) }
  }

  const settings = () => ({
    host: '127.0.0.1',
    port: 0,
    dataFolder: folder,
    definitionsFolder: source,
    databaseUrl: '',
    publicUrl: 'http://127.0.0.1',
    masterKey: new Uint8Array(32),
    logLevel: 'silent',
    allowedPrivateHosts: new Set<string>(),
    regionUrls: {},
    pollAtMostMs: Number.POSITIVE_INFINITY,
  })

  it.each(FAULTS)('is stopped by $what, told at its file, line and column in Chinese', async (fault) => {
    const { place, mend } = spoil(fault)
    const started = startServer(settings())
    const message = await started.then(
      async (server) => {
        await server.stop()
        return 'it started'
      },
      (error: Error) => error.message,
    )
    mend()
    const told = message.split('\n').map((line) => line.trim())
    const here = told.filter((line) => line.startsWith(place) && /^\S+:\d+:\d+ .*[\u4e00-\u9fff]/.test(line))
    expect(
      here.filter((line) => fault.says.test(line)),
      message,
    ).not.toEqual([])
    expect(message).toMatch(/^定义文件有 \d+ 处问题/)
  })

  it('ends with exit code 1 and the fault on stderr', async () => {
    const { place, mend } = spoil(FAULTS.find(({ what }) => what === 'a key twice') as Fault)
    const { code, stderr } = await startProcess({ folder, port, env: { TONGBAN_DEFINITIONS: source } }).ended
    mend()
    expect(code).toBe(1)
    expect(stderr).toContain(`${place}1 `)
  })

  it('refuses a database that a newer program made, and a setting that is wrong', async () => {
    const other = await prepareFolder()
    const db = new Database(join(other, 'tongban.sqlite'))
    db.exec('update schema_number set number = 99')
    db.close()
    const newer = await startProcess({ folder: other, port }).ended
    expect([newer.code, newer.stderr]).toEqual([1, expect.stringMatching(/数据库版本 99 比程序所知的 \d+ 新/)])
    const wrong = await startProcess({ folder: other, port, env: { TONGBAN_LOG: 'loud' } }).ended
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringMatching(/设置有问题:“TONGBAN_LOG”/)])
    rmSync(other, { recursive: true, force: true })
  })

  it('answers within 1.5 s of processor time once it has started before, and says when its port is taken', async () => {
    const first = startProcess({ folder, port })
    await first.ready()
    const other = await prepareFolder()
    const taken = await startProcess({ folder: other, port }).ended
    rmSync(other, { recursive: true, force: true })
    expect([taken.code, taken.stderr]).toEqual([1, expect.stringMatching(/:\d+ 已被占用/)])
    first.child.kill('SIGTERM')
    expect((await first.ended).code).toBe(0)
    const again = startProcess({ folder, port })
    await again.ready()
    // fields 14 and 15 of proc(5): user and system time in ticks of 10 ms; wall time depends on who else is here
    const stat = readFileSync(`/proc/${again.child.pid}/stat`, 'utf8').split(' ')
    const cpuMs = (Number(stat[13]) + Number(stat[14])) * 10
    again.child.kill('SIGTERM')
    expect((await again.ended).code).toBe(0)
    expect(cpuMs).toBeLessThan(1_500 * slowness())
  })

  it('ends well on SIGTERM: what is in flight finishes, what is being uploaded is taken, every lease is given back', async () => {
    const gateway = startProcess({ folder, port, regionUrls: `130000=${hebei.url}` })
    await gateway.ready()
    const url = `http://127.0.0.1:${port}`
    const client = createTestClient(url, (role) => TOKENS[role]) as TestGateway
    hebei.setBehaviour('slow')
    const body = await newCaseBody(client, 'M07')
    const { body: made } = await client.call('window', 'POST', '/api/cases', body, { 'idempotency-key': 'drain' })
    const leased = async () =>
      (
        (await client.call('admin', 'GET', '/api/deliveries')).body['deliveries'] as unknown as { leaseOwner: string }[]
      )[0]?.leaseOwner
    await expect.poll(leased, { timeout: 5_000 }).toMatch(/^node-/)
    const headers = { authorization: `Bearer ${TOKENS.window}`, 'x-file-name': 'a.pdf', 'content-length': 18 }
    const upload = request(`${url}/api/files`, { method: 'POST', headers })
    const uploaded = new Promise((resolve) => upload.on('response', (response) => resolve(response.statusCode)))
    await new Promise((resolve) => upload.write('%PDF-1.4\n', resolve))
    gateway.child.kill('SIGTERM')
    await expect
      .poll(() =>
        fetch(`${url}/healthz`).then(
          () => 'open',
          () => 'closed',
        ),
      )
      .toBe('closed')
    upload.end('%%EOF ok\n')
    expect(await uploaded).toBe(201)
    expect(await gateway.ended).toMatchObject({ code: 0 })
    expect(hebei.received().map(({ caseNo }) => caseNo)).toEqual([made['no']])
    const db = new Database(join(folder, 'tongban.sqlite'), { readonly: true })
    expect(db.prepare('select state, lease_owner, lease_until from outbox').raw().all()).toEqual([['done', '', 0]])
    db.close()
  })
})

/** How much slower than alone a fixed piece of work is here and now: other people's work costs processor time, too. */
function slowness(): number {
  const startedAt = process.cpuUsage()
  let text = ''
  for (let round = 0; round < 400_000; round += 1) text = String(round) + text.slice(0, 20)
  const { user } = process.cpuUsage(startedAt)
  return Math.max(1, user / 1_000 / (text.length > 0 ? 40 : 1))
}
