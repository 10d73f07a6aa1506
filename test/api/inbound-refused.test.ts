import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DEMO, sign } from '../../simulator/hebei/wire.ts'
import { badMessages } from '../support/bad-messages.ts'
import { type NodeGateway, startGateway } from '../support/gateway.ts'
import { countRows, newestEvidence, refusals } from './door.ts'

interface Knock {
  readonly what: string
  readonly rid?: string
  readonly sid?: string
  /** ms from now */
  readonly late?: number
  readonly key?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  readonly code: string
  readonly reason: string
}

const DEEP = `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`
const LARGE = `{"a":"${'x'.repeat(16 * 1024 * 1024)}"}`
/** 河北 1.5: the codes of the exchange layer. */
const KNOCKS: Knock[] = [
  { what: 'no signature', headers: { gjgxjhpt_sign: '' }, code: '10001', reason: 'signature-missing' },
  { what: 'no time', headers: { gjgxjhpt_rtime: 'now' }, code: '10001', reason: 'signature-missing' },
  { what: 'an unknown sender', rid: randomUUID(), code: '10002', reason: 'unknown-sender' },
  { what: 'a service that there is not', sid: `${DEMO.gatewayPrefix}9999`, code: '10005', reason: 'unknown-operation' },
  { what: 'a service of its own', sid: `${DEMO.ownPrefix}3102`, code: '10005', reason: 'unknown-operation' },
  { what: 'a stale time', late: -301_000, code: '10004', reason: 'stale' },
  { what: 'a time to come', late: 301_000, code: '10004', reason: 'stale' },
  { what: 'a signature by another key', key: 'f'.repeat(32), code: '10003', reason: 'signature-wrong' },
  { what: 'no JSON', body: '<xml/>', code: '10010', reason: 'malformed' },
  { what: 'no body', body: '', code: '10010', reason: 'malformed' },
  { what: 'no UTF-8', body: Buffer.from('{"a":"\xd5\xe7"}', 'latin1'), code: '10010', reason: 'malformed' },
  { what: 'a name twice', body: '{"projectNo":"A","projectNo":"B"}', code: '10010', reason: 'malformed' },
  { what: 'JSON too deep', body: DEEP, code: '10010', reason: 'malformed' },
  { what: 'a prototype', body: '{"__proto__":{"projectNo":"A"}}', code: '10010', reason: 'malformed' },
  { what: '16 MB', body: LARGE, code: '10010', reason: 'too-large' },
]

badMessages('national-exchange', KNOCKS, ({ what }) => what)

describe('what comes in from outside and is not taken', () => {
  let gateway: NodeGateway
  beforeAll(async () => {
    gateway = await startGateway()
  })
  afterAll(() => gateway.stop())

  let lastRtime = 0
  function knock({ rid = DEMO.ownRid, sid = `${DEMO.gatewayPrefix}3201`, ...row }: Partial<Knock>): Promise<Response> {
    lastRtime = Math.max(Date.now(), lastRtime + 1)
    const rtime = String(lastRtime + (row.late ?? 0))
    const headers = {
      gjgxjhpt_rid: rid,
      gjgxjhpt_sid: sid,
      gjgxjhpt_rtime: rtime,
      gjgxjhpt_sign: sign(row.key ?? DEMO.reverseSecret, sid, rid, rtime),
      'content-type': 'application/json',
      ...row.headers,
    }
    return fetch(`${gateway.url}/gateway/httpproxy`, { method: 'POST', headers, body: (row.body ?? '{}') as string })
  }

  const counts = () => countRows(gateway)
  const newest = () => newestEvidence(gateway, '130000')

  refusals(
    {
      region: '130000',
      mount: '/gateway/httpproxy',
      knocks: KNOCKS.map((row) => ({
        what: row.what,
        send: () => knock(row),
        status: 200,
        answer: new RegExp(`"code":"${row.code}"`),
        reason: row.reason,
      })),
    },
    () => gateway,
  )

  it('a replay is answered 10006, also when the first of its kind was refused for its body', async () => {
    const rtime = String(Date.now() + 5_000)
    const sid = `${DEMO.gatewayPrefix}3201`
    const headers = {
      gjgxjhpt_rtime: rtime,
      gjgxjhpt_sign: sign(DEMO.reverseSecret, sid, DEMO.ownRid, rtime),
    }
    expect(((await (await knock({ headers, body: 'no' })).json()) as { code: string }).code).toBe('10010')
    expect(((await (await knock({ headers })).json()) as { code: string }).code).toBe('10006')
    expect((await newest())[0]).toMatchObject({ verdict: 'refused:replayed' })
  })

  it('keeps the bytes of what was signed well and could not be read', async () => {
    await knock({ body: '{"half":' })
    expect((await newest()).map(({ request }) => request)).toContain('{"half":')
  })

  it('a body past every limit is cut off with 413 and on record, whether its length is told or not', async () => {
    const chunk = new Uint8Array(1024 * 1024)
    const stream = () => {
      let left = 60
      return new ReadableStream<Uint8Array>({
        pull: (controller) => (left-- > 0 ? controller.enqueue(chunk) : controller.close()),
      })
    }
    const sid = `${DEMO.gatewayPrefix}3201`
    for (const length of [{ 'content-length': String(60 * chunk.length) }, {}] as Record<string, string>[]) {
      const rtime = String(++lastRtime)
      const headers = {
        gjgxjhpt_rid: DEMO.ownRid,
        gjgxjhpt_sid: sid,
        gjgxjhpt_rtime: rtime,
        gjgxjhpt_sign: sign(DEMO.reverseSecret, sid, DEMO.ownRid, rtime),
        ...length,
      }
      const init = { method: 'POST', headers, body: stream(), duplex: 'half' } as RequestInit
      expect((await fetch(`${gateway.url}/gateway/httpproxy`, init)).status).toBe(413)
      expect((await newest())[0]).toMatchObject({ verdict: 'refused:too-large' })
    }
  })

  it('a message about somebody else’s case, or with one of our numbers and the number of another case, moves nothing and is on record', async () => {
    const before = counts()
    for (const body of [
      { messageId: randomUUID(), projectNo: 'WH51010720260302009999', seq: '1', projectStatus: '11' },
      { messageId: randomUUID(), projectNo: '', acceptNo: '', seq: '1', projectStatus: '11' },
    ]) {
      const reply = (await (await knock({ body: JSON.stringify(body) })).json()) as { data: { code: string } }
      expect(reply.data.code).toBe('304')
      expect((await newest())[0]).toMatchObject({ verdict: 'unknown-case', caseId: '' })
    }
    expect(counts()).toEqual(before)
  })

  it('writes at most 120 a minute and says how many more there were, so that knocking fills no disk', async () => {
    const refusals = () =>
      Number(
        new Database(join(gateway.folder, 'tongban.sqlite'), { readonly: true })
          .prepare("select count(*) from evidence where operation = 'refused'")
          .pluck()
          .get(),
      )
    for (let round = 0; round < 10; round += 1)
      await Promise.all(Array.from({ length: 20 }, async () => (await knock({ rid: randomUUID() })).text()))
    expect(refusals()).toBeLessThanOrEqual(120)
    expect(refusals()).toBeGreaterThan(100)
    expect((await fetch(`${gateway.url}/healthz`)).status).toBe(200)
  })
})
