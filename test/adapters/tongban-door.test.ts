import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { receive } from '../../adapters/tongban/receive.ts'
import { type Knock, knock, OURS, openStage, readReply, type Stage } from './tongban-stage.ts'

const HOUR_MS = 3_600_000
const event = {
  specVersion: '1.4',
  eventId: '',
  type: 'case.state',
  bizNo: 'WH20260302000201',
  caseNo: 'CQ50010720260302000017',
  seq: 1,
  occurredAt: '2026-03-02T09:15:00+08:00',
  state: 'received',
  officer: { orgCode: '11500107MB0000131Q', orgName: '重庆市九龙坡区医疗保障局', name: '审查示例甲' },
}

describe('what 重庆 knocks with', () => {
  let stage: Stage
  beforeEach(async () => {
    stage = await openStage()
  })
  const withEvent = (change: Record<string, unknown> = {}): Knock => {
    const messageId = randomUUID()
    return { messageId, body: JSON.stringify({ ...event, eventId: messageId, ...change }) }
  }
  async function answered(given: Knock) {
    const request = knock(stage, given)
    const received = await receive(request, stage.partner)
    if (received.kind === 'message') throw new Error('taken')
    const echo = request.headers.get('tb-message-id') ?? ''
    return { received, reply: await readReply(received.response, echo) }
  }

  it('is taken where everything holds', async () => {
    const received = await receive(knock(stage, withEvent()), stage.partner)
    expect(received).toMatchObject({ kind: 'message', message: { kind: 'progress', seq: 1, caseNo: event.bizNo } })
  })

  const flip = (text: string) => text.replace(/:(.)/, (_, first: string) => `:${first === 'A' ? 'B' : 'A'}`)
  const refused: [string, Knock, string][] = [
    ['another sender', { values: { 'tb-sender': '510000000000' } }, 'unknown-sender'],
    ['another receiver', { values: { 'tb-receiver': '500000000000' } }, 'not-for-us'],
    ['no signature', { headers: (headers) => void delete headers['signature'] }, 'signature-missing'],
    ['no signature input', { headers: (headers) => void delete headers['signature-input'] }, 'signature-missing'],
    [
      'another label',
      { headers: (h) => Object.assign(h, { 'signature-input': String(h['signature-input']).replace('tb=', 'sig=') }) },
      'signature-missing',
    ],
    [
      'two signatures',
      { headers: (h) => Object.assign(h, { signature: `${h['signature']}, x=:AAAA:` }) },
      'signature-missing',
    ],
    ['another tag', { parameters: (text) => text.replace('tongban-v1', 'tongban-v2') }, 'signature-missing'],
    [
      'a component left out',
      { components: (names) => names.filter((name) => name !== 'content-type') },
      'signature-missing',
    ],
    ['components in another order', { components: (names) => names.reverse() }, 'signature-missing'],
    [
      'parameters in another order',
      { parameters: (text) => text.replace(/^(created=\d+);(expires=\d+)/, '$2;$1') },
      'signature-missing',
    ],
    ['a key nobody registered', { parameters: (text) => text.replace('2026a', '2025a') }, 'signature-missing'],
    ['another suite than its key’s', { parameters: (text) => text.replace('sm2-sm3', 'ed25519') }, 'signature-missing'],
    ['a signature of 301 seconds ago', { created: 1_772_414_100 - 301 }, 'stale'],
    ['a signature of 301 seconds ahead', { created: 1_772_414_100 + 301 }, 'stale'],
    [
      'a longer validity than agreed',
      { parameters: (text) => text.replace(/expires=\d+/, 'expires=1772419999') },
      'signature-missing',
    ],
    ['a short nonce', { parameters: (text) => text.replace(/nonce="[^"]+"/, 'nonce="abc"') }, 'signature-missing'],
    [
      'another body than was signed',
      { headers: (h) => Object.assign(h, { 'content-digest': `sm3=:${Buffer.alloc(32).toString('base64')}:` }) },
      'signature-wrong',
    ],
    ['a digest of the other suite', { values: { 'content-digest': 'sha-256=:AAAA:' } }, 'signature-wrong'],
    [
      'a broken signature',
      { headers: (h) => Object.assign(h, { signature: flip(String(h['signature'])) }) },
      'signature-wrong',
    ],
    [
      'a content type in another spelling',
      { values: { 'content-type': 'application/json; charset=UTF-8' } },
      'signature-missing',
    ],
    ['a message id of another version', { messageId: '01a21371-28d4-76d3-95f5-26b51ec53d12' }, 'signature-missing'],
    ['a message id in capitals', { messageId: randomUUID().toUpperCase() }, 'signature-missing'],
    ['a signature for another host', { signedUrl: 'https://evil.example/tb/v1/events' }, 'signature-wrong'],
    ['a signature for another path', { signedUrl: `${OURS}/tb/v1/cases` }, 'signature-wrong'],
    ['a signature for another query', { signedUrl: `${OURS}/tb/v1/events?x=1` }, 'signature-wrong'],
    ['a body that is no JSON', { body: '{"specVersion":' }, 'malformed'],
    ['a body that is a list', { body: '[]' }, 'malformed'],
    ['a body that is nested too deep', { body: `${'{"a":'.repeat(13)}1${'}'.repeat(13)}` }, 'malformed'],
    ['a body with a byte order mark', { body: '\ufeff{}' }, 'malformed'],
    ['a body beyond 2 MB', { body: `{"a":"${'x'.repeat(2 * 1024 * 1024)}"}` }, 'too-large'],
  ]

  for (const [what, given, reason] of refused) {
    it(`is refused with ${what}, for our record as ${reason}`, async () => {
      const { received } = await answered({ ...withEvent(), ...given })
      expect(received).toMatchObject({ kind: 'refused', refusal: { reason } })
    })
  }

  it('gets one and the same signed 401 whatever was wrong, with nothing that tells what', async () => {
    const bodies = new Set<string>()
    const headers = new Set<string>()
    for (const [, given] of refused) {
      const messageId = given.messageId ?? randomUUID()
      const { reply } = await answered({ ...withEvent(), ...given, messageId })
      bodies.add(new TextDecoder().decode(reply.body))
      headers.add([...reply.headers.keys()].sort().join())
      const zero = /^[0-9a-f-]{14}4/.test(messageId) ? messageId : '00000000-0000-0000-0000-000000000000'
      expect([reply.status, reply.headers.get('tb-message-id')]).toEqual([401, zero])
      if (zero === messageId) expect(reply.fault).toBeNull()
    }
    expect([...headers]).toEqual(['content-digest,content-type,signature,signature-input,tb-message-id'])
    expect([...bodies].map((body) => JSON.parse(body))).toEqual([
      {
        type: `${OURS}/problems/unauthorized`,
        title: '未通过验证',
        status: 401,
        code: 'unauthorized',
        detail: '请求未通过验证',
      },
    ])
  })

  it('is refused the second time with one nonce, for ten minutes', async () => {
    const given = withEvent()
    const request = knock(stage, given)
    expect((await receive(request.clone(), stage.partner)).kind).toBe('message')
    expect(await receive(request, stage.partner)).toMatchObject({ kind: 'refused', refusal: { reason: 'replayed' } })
  })

  it('is shown the base we computed in a test environment alone', async () => {
    const wrong: Knock = { ...withEvent(), signedUrl: 'https://evil.example/tb/v1/events' }
    expect((await answered(wrong)).reply.headers.get('tb-explain')).toBeNull()
    stage = await openStage({ environment: 'test' })
    const explained = (await answered(wrong)).reply.headers.get('tb-explain') ?? ''
    expect(Buffer.from(explained, 'base64').toString()).toContain('"@authority": gw.wuhou.example\n')
  })

  it('is known by any key that holds: the old one and its successor side by side', async () => {
    const keys = stage.partner.options.them.keys
    stage = await openStage({ them: { id: '500000000000', keys: [{ ...keys[0], keyid: 'cq-sm2-2027a' }, ...keys] } })
    for (const keyid of ['2026a', '2027a']) {
      const given = { ...withEvent(), parameters: (text: string) => text.replace('2026a', keyid) }
      expect((await receive(knock(stage, given), stage.partner)).kind).toBe('message')
    }
  })

  it('must come with the certificate of its sender where a proxy tells us which', async () => {
    stage = await openStage({ certificateHeader: 'x-client-uri' })
    const told = (uri: string): Knock => ({ ...withEvent(), headers: (h) => Object.assign(h, { 'x-client-uri': uri }) })
    expect((await receive(knock(stage, told('urn:tongban:500000000000')), stage.partner)).kind).toBe('message')
    expect((await answered(told('urn:tongban:510107000000'))).received).toMatchObject({
      refusal: { reason: 'unknown-sender' },
    })
    expect((await answered(withEvent())).reply.status).toBe(401)
  })

  const invalid: [string, Record<string, unknown>, { pointer: string; code: string }][] = [
    ['a key that the document does not know', { extra: 1 }, { pointer: '/extra', code: 'unexpected' }],
    ['a key without a value', { note: '' }, { pointer: '/note', code: 'format' }],
    ['null', { note: null }, { pointer: '/note', code: 'format' }],
    ['a missing key', { seq: undefined }, { pointer: '/seq', code: 'required' }],
    ['a text that is too long', { note: '长'.repeat(501) }, { pointer: '/note', code: 'too_long' }],
    ['an event id that is not the message’s', { eventId: randomUUID() }, { pointer: '/eventId', code: 'conflict' }],
    ['another type of event', { type: 'case.joke' }, { pointer: '/type', code: 'code' }],
    ['a time of another zone', { occurredAt: '2026-03-02T01:15:00Z' }, { pointer: '/occurredAt', code: 'format' }],
  ]
  for (const [what, change, error] of invalid) {
    it(`is told where ${what} stands, signed, with 422`, async () => {
      const { reply } = await answered(withEvent(change))
      expect([reply.status, reply.json?.['code'], reply.fault]).toEqual([422, 'form_invalid', null])
      expect(reply.json?.['errors']).toEqual([expect.objectContaining(error)])
    })
  }

  it('is told that a file of another host, or at another name, is none that we fetch', async () => {
    const file = {
      fileId: 'f_8a24e874cf94bc06',
      name: '通知书.ofd',
      mediaType: 'application/ofd',
      sizeBytes: 42,
      digest: 'sha-256=:ZR/OGn3LUjSMIKdLoMGJ18ngjQbZfjQzX95dnqWu0OE=:',
      urlExpiresAt: '2026-03-04T10:20:00+08:00',
    }
    const token = 'ghGTAJrwTkcp_O-Z3WYHsFp0'
    for (const url of [
      `https://evil.example/tb/v1/files/${file.fileId}?t=${token}`,
      `https://tb.cq.example/tb/v1/files/f_other_file?t=${token}`,
      `https://user@tb.cq.example/tb/v1/files/${file.fileId}?t=${token}`,
      `http://tb.cq.example/tb/v1/files/${file.fileId}?t=${token}`,
      `https://tb.cq.example:8443/tb/v1/files/${file.fileId}?t=${token}`,
      'http://169.254.169.254/latest/meta-data',
    ]) {
      const document = { type: 'acceptance_notice', no: '1', title: '受理', date: '2026-03-03', file: { ...file, url } }
      const { reply } = await answered(withEvent({ document }))
      expect(reply.json?.['errors']).toMatchObject([{ pointer: '/document/file/url', code: 'format' }])
    }
  })

  it('gets 404 for an operation that there is not, and 429 for a seventh query within a minute', async () => {
    expect((await answered({ url: `${OURS}/tb/v1/joke` })).reply).toMatchObject({ status: 404, fault: null })
    const query: Knock = { method: 'GET', url: `${OURS}/tb/v1/cases/CQ50010720260302B00031` }
    for (let time = 1; time <= 6; time += 1)
      expect((await receive(knock(stage, query), stage.partner)).kind).toBe('message')
    const { reply } = await answered(query)
    expect([reply.status, reply.json?.['code'], reply.fault]).toEqual([429, 'rate_limited', null])
    stage.clock.advance(HOUR_MS)
    expect((await receive(knock(stage, query), stage.partner)).kind).toBe('message')
  })
})
