import { createHash, randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { sm2 } from 'sm-crypto-v2'
import { afterEach, describe, expect, it } from 'vitest'
import { checkCase, matterOf } from '../../simulator/chongqing/check-case.ts'
import { eventFaults } from '../../simulator/chongqing/check-event.ts'
import { verifyEd25519, verifySm2 } from '../../simulator/chongqing/http-signature.ts'
import { asArray, asObject, asText, valueAt } from '../../simulator/chongqing/json.ts'
import { MATTERS, PUSHED } from '../../simulator/chongqing/matters.ts'
import { HANDLED_THERE } from '../../simulator/chongqing/side.ts'
import * as wire from '../../simulator/chongqing/testing/gateway-parcel.ts'
import * as stage from '../../simulator/chongqing/testing/stage.ts'
import { get, post } from '../../simulator/chongqing/testing/thin-gateway.ts'
import type { Behaviour, Simulator } from '../../simulator/contract.ts'

afterEach(stage.closeAll)

const at91 = { behaviour: 'quiet' as Behaviour, now: () => 1772414102_000, secrets: { authority: 'tb.cq.example' } }

async function reaches(simulator: Simulator, status: string): Promise<void> {
  await expect.poll(() => stage.progressOf(simulator), { timeout: 8000 }).toEqual([status, status])
}

describe('the document’s own numbers (§2.7)', () => {
  const { headers, base } = wire.gatewayHeaders(wire.parcel91())

  it('give the base of 9.1 to the byte and its Ed25519 signature', () => {
    expect(Buffer.byteLength(base)).toBe(571)
    const hash = createHash('sha256').update(base).digest('hex')
    expect(hash).toBe('402207e4d6fcc1e10ed987d206621a87c442ae862c67b78700ee3065685e27e3')
    expect(headers['signature']).toBe(`tb=:${wire.SIGNATURE_91}:`)
    expect(verifyEd25519(base, wire.SIGNATURE_91, wire.PUBLIC_KEY)).toBe(true)
  })

  it('give the SM2 signature of the reply to 9.1', () => {
    const { params, values, signature } = wire.REPLY_91
    expect(verifySm2(wire.baseOf(wire.REPLY, values, params), signature, wire.SM2_PUBLIC_KEY)).toBe(true)
    expect(
      verifySm2(wire.baseOf(wire.REPLY, { ...values, '@status': 200 }, params), signature, wire.SM2_PUBLIC_KEY),
    ).toBe(false)
  })

  it('give the SM3 over Z and the base of 9.6, and its SM2 signature', () => {
    const reverse = wire.baseOf(wire.WITH_BODY, wire.REQUEST_96.values, wire.REQUEST_96.params)
    const hash = createHash('sha256').update(reverse).digest('hex')
    expect(hash).toBe('f6a5c52f14278066de232f62aa0b0b0f46d816fab7f0a022b79761285ca89aca')
    const z = sm2.getZ(wire.SM2_PUBLIC_KEY, '1234567812345678')
    const e = createHash('sm3').update(z).update(reverse).digest('hex')
    expect(e).toBe('8d698606510f219f5c112f3d5aada860ec1e1e768b0d533c55ee2037e7f46bc7')
    expect(verifySm2(reverse, wire.REQUEST_96.signature, wire.SM2_PUBLIC_KEY)).toBe(true)
  })
})

describe('the door', () => {
  it('lets in the request of 9.1 and answers as the document does', async () => {
    const simulator = await stage.start(at91)
    const answer = await wire.send(simulator.url, wire.parcel91(), wire.gatewayHeaders(wire.parcel91()).headers)
    expect(answer.status).toBe(201)
    expect(answer.isSigned).toBe(true)
    expect(answer.headers['tb-message-id']).toBe(wire.MESSAGE_91)
    expect(answer.bytes.length).toBe(314)
    expect({ ...answer.json, caseNo: asText(answer.json['caseNo']).slice(0, -6) }).toEqual(wire.REGISTERED_91)
  })

  it.each<[string, (headers: Record<string, string>) => void, Partial<wire.Parcel>]>([
    ['a signature over something else', (headers) => Object.assign(headers, { 'tb-message-id': randomUUID() }), {}],
    ['a stale signature', () => undefined, { created: wire.CREATED_91 - 301 }],
    ['a signature from the future', () => undefined, { created: wire.CREATED_91 + 303 }],
    ['another receiver', (headers) => Object.assign(headers, { 'tb-receiver': '510000000000' }), {}],
    ['another spelling of the content type', (h) => Object.assign(h, { 'content-type': 'application/json' }), {}],
    ['a body that is no JSON', () => undefined, { body: '{"specVersion":' }],
    ['a host that is not registered', () => undefined, { host: 'evil.example' }],
  ])('answers %s with the one signed 401', async (_name, spoil, overrides) => {
    const simulator = await stage.start(at91)
    const parcel = { ...wire.parcel91(), ...overrides }
    const { headers } = wire.gatewayHeaders(parcel)
    spoil(headers)
    const answer = await wire.send(simulator.url, parcel, headers)
    expect(answer.status).toBe(401)
    expect(answer.isSigned).toBe(true)
    expect(answer.json).toEqual(wire.UNAUTHORIZED)
    const explained = Buffer.from(String(answer.headers['tb-explain']), 'base64').toString()
    expect(explained).toContain('"@method": POST\n"@authority": ')
  })

  it('lets a nonce in only once', async () => {
    const simulator = await stage.start(at91)
    const { headers } = wire.gatewayHeaders(wire.parcel91())
    expect((await wire.send(simulator.url, wire.parcel91(), headers)).status).toBe(201)
    expect((await wire.send(simulator.url, wire.parcel91(), headers)).status).toBe(401)
  })
})

describe('a case sent twice', () => {
  it('under the same message is a duplicate with the first reply', async () => {
    const { gateway, simulator } = await stage.together('quiet')
    const messageId = randomUUID()
    const body = gateway.newCase('WH20260302000301')
    const first = await post(simulator, body, { messageId })
    const again = await post(simulator, body, { messageId })
    expect(again.status).toBe(200)
    expect(again.json).toEqual({ ...first.json, outcome: 'duplicate' })
    expect(simulator.received()[0]).toMatchObject({ messages: 1, duplicates: 1 })
  })

  it('under a new message with new addresses only is a duplicate', async () => {
    const { gateway, simulator } = await stage.together('quiet')
    await post(simulator, gateway.newCase('WH20260302000301'))
    const again = await post(simulator, gateway.newCase('WH20260302000301'))
    expect([again.status, again.json['outcome']]).toEqual([200, 'duplicate'])
  })

  it('with other content names what differs', async () => {
    const { gateway, simulator } = await stage.together('quiet')
    const messageId = randomUUID()
    await post(simulator, gateway.newCase('WH20260302000301'), { messageId })
    const other = gateway.newCase('WH20260302000301', (body) => {
      asObject(body['form'])['startDate'] = '2026-03-05'
    })
    expect((await post(simulator, other, { messageId })).json['code']).toBe('message_conflict')
    const conflict = await post(simulator, other)
    expect(conflict.status).toBe(409)
    expect(conflict.json).toMatchObject({ code: 'case_conflict', errors: [{ pointer: '/form/startDate' }] })
  })
})

it('a faulty form is refused with every fault at once', async () => {
  const { gateway, simulator } = await stage.together('quiet')
  const answer = await post(
    simulator,
    gateway.newCase('WH20260302000302', (body) => {
      Object.assign(body, { certNo: '510107190001010018', gender: 'm', agent: null, subjectName: 'A\u200b' })
      Object.assign(asObject(body['form']), { openEnded: false, endDate: '2026-02-30', reason: 'other', extra: 1 })
      Object.assign(asObject(valueAt(body, '/files/1/exempt')), { kind: 'data_check' })
      asArray(body['files']).splice(2, 1)
    }),
  )
  expect([answer.status, answer.json['code']]).toEqual([422, 'form_invalid'])
  const found = asArray(answer.json['errors']).map(
    (error) => `${valueAt(error, '/pointer')} ${valueAt(error, '/code')}`,
  )
  expect(found).toEqual(
    expect.arrayContaining([
      '/certNo checksum',
      '/gender code',
      '/agent format',
      '/subjectName format',
      '/form/endDate format',
      '/form/reason unexpected',
      '/form/extra unexpected',
      '/files/1/exempt/kind code',
      '/files/1/exempt/licenceId unexpected',
      '/files file_missing',
    ]),
  )
})

describe('a case of the gateway', () => {
  it('is fetched, accepted and done with ever rising seq, then too late to withdraw', async () => {
    const { gateway, simulator } = await stage.together()
    await stage.sendAnything(simulator, 'WH20260302000303', gateway)
    await reaches(simulator, 'done')
    expect(stage.states(gateway.events)).toEqual(['received', 'accepted', 'approved', 'done'])
    expect(gateway.events.map((event) => event['seq'])).toEqual([1, 2, 3, 4])
    expect(simulator.received()[0]?.callbackReplies).toHaveLength(4)
    const query = await get(simulator, '/tb/v1/cases/WH20260302000303')
    expect(query.json).toMatchObject({ state: 'done', seq: 4, revision: 1 })
    expect(query.isSigned).toBe(true)
    const caseNo = simulator.received()[0]!.partnerCaseNo
    const late = { bizNo: 'WH20260302000303', caseNo, reason: '不再需要', requestedAt: '2026-03-04T14:05:00+08:00' }
    const refused = await post(simulator, late, { target: '/tb/v1/cases/WH20260302000303/withdrawal' })
    expect(refused.json).toMatchObject({ outcome: 'refused', reasonCode: 'already_decided' })
  })

  it('about a licence is done with one whose file can be fetched once', async () => {
    const { gateway, simulator } = await stage.together()
    await simulator.pushCase('M02')
    const turned = stage.turnedRound(gateway, 'WH20260302000315')
    expect((await post(simulator, turned)).status).toBe(201)
    await reaches(simulator, 'done')
    expect(stage.states(gateway.events)).toEqual(['received', 'accepted', 'in_review', 'approved', 'issued', 'done'])
    const shape = gateway.events.flatMap((event) => eventFaults(event, { view: { events: [] }, matter: MATTERS.M02 }))
    expect(shape).toEqual([])
    const file = asObject(valueAt(gateway.events.at(-1), '/licence/file'))
    const url = new URL(asText(file['url']))
    const fetched = await get(simulator, `${url.pathname}${url.search}`)
    expect([wire.digest(fetched.bytes), fetched.bytes.subarray(0, 2).toString()]).toEqual([file['digest'], 'PK'])
  })

  it('with a file that is not what it says is asked for new addresses', async () => {
    const { gateway, simulator } = await stage.together()
    const body = gateway.newCase('WH20260302000304')
    const file = asObject(valueAt(body, '/files/0'))
    const held = gateway.files.get(`/tb/v1/files/${asText(file['fileId'])}`)!
    const right = held.bytes
    held.bytes = Buffer.from('%PDF-1.4 forged')
    await post(simulator, body)
    await expect.poll(() => gateway.events.at(-1)?.['type']).toBe('material.reissue')
    expect(gateway.events.at(-1)).toMatchObject({ reissue: { fileIds: [file['fileId']], reason: 'digest_mismatch' } })
    held.bytes = right
    const { fileId = '', urlExpiresAt = '' } = file
    const fresh = { fileId, url: `${asText(file['url']).slice(0, -1)}_`, urlExpiresAt }
    const target = '/tb/v1/cases/WH20260302000304/files'
    expect((await post(simulator, { bizNo: 'WH20260302000304', files: [fresh] }, { target })).status).toBe(200)
    await reaches(simulator, 'done')
  })

  it('to be corrected takes only what was asked for', async () => {
    const { gateway, simulator } = await stage.together('correction')
    await stage.sendAnything(simulator, 'WH20260302000305', gateway)
    await expect.poll(() => stage.states(gateway.events).at(-1)).toBe('need_correction')
    const message = gateway.newCorrection(gateway.events.at(-1)!)
    const target = '/tb/v1/cases/WH20260302000305/corrections'
    const unasked = { op: 'replace', path: '/phone', value: '13800000002' }
    const more = { ...message, changes: [...asArray(message['changes']), unasked] }
    expect((await post(simulator, more, { target })).json['code']).toBe('change_not_allowed')
    expect((await post(simulator, { ...message, baseRevision: 2 }, { target })).json['code']).toBe('revision_conflict')
    const answer = await post(simulator, message, { target })
    expect(answer.json).toMatchObject({ outcome: 'registered', revision: 2 })
    await reaches(simulator, 'done')
    expect(stage.states(gateway.events).slice(1)).toEqual([
      'need_correction',
      'corrected',
      'accepted',
      'approved',
      'done',
    ])
    expect(simulator.received()[0]).toMatchObject({ corrections: 1, messages: 2 })
  })

  it('can be withdrawn once', async () => {
    const { gateway, simulator } = await stage.together('quiet')
    await stage.sendAnything(simulator, 'WH20260302000306', gateway)
    const caseNo = simulator.received()[0]!.partnerCaseNo
    const body = { bizNo: 'WH20260302000306', caseNo, reason: '不再需要', requestedAt: '2026-03-04T14:05:00+08:00' }
    const target = '/tb/v1/cases/WH20260302000306/withdrawal'
    expect((await post(simulator, body, { target })).json['outcome']).toBe('registered')
    expect((await post(simulator, body, { target })).json['outcome']).toBe('duplicate')
    await expect.poll(() => stage.states(gateway.events)).toEqual(['withdrawn'])
  })
})

describe('a hostile behaviour', () => {
  const ends: [Behaviour, string, string[]][] = [
    ['refuse', 'refused', ['received', 'refused']],
    ['deny', 'done', ['received', 'accepted', 'denied', 'done']],
    ['duplicate-callback', 'done', ['received', 'accepted', 'approved', 'done'].flatMap((state) => [state, state])],
    ['out-of-order', 'done', ['accepted', 'received', 'approved', 'done']],
    ['unknown-status', 'teleported', ['received', 'accepted', 'teleported']],
    ['callback-first', 'done', ['received', 'accepted', 'approved', 'done']],
    ['unknown-case', 'done', ['received', 'accepted', 'approved', 'done']],
  ]

  it.each(ends)('%s ends the case as %s', async (behaviour, end, expected) => {
    const { gateway, simulator } = await stage.together(behaviour)
    const answer = await stage.sendAnything(simulator, 'WH20260302000307', gateway)
    expect(answer.status).toBe(201)
    if (behaviour === 'callback-first') expect(stage.states(gateway.events)[0]).toBe('received')
    await reaches(simulator, end)
    await expect.poll(() => stage.states(gateway.events)).toEqual(expected)
    if (behaviour === 'unknown-case') {
      expect(simulator.received()[0]?.callbackReplies[0]).toMatchObject({ status: 404 })
    }
  })

  it.each<[Behaviour, string]>([
    ['error-in-200', 'refused'],
    ['busy', 'busy'],
  ])('%s says %s in HTTP 200, for one case only', async (behaviour, outcome) => {
    const { gateway, simulator } = await stage.together('quiet')
    simulator.setBehaviour(behaviour, 1)
    const answer = await stage.sendAnything(simulator, 'WH20260302000308', gateway)
    expect([answer.status, answer.json['outcome'], answer.isSigned]).toEqual([200, outcome, true])
    expect((await stage.sendAnything(simulator, 'WH20260302000308', gateway)).status).toBe(201)
  })

  it('html is an unsigned page', async () => {
    const { gateway, simulator } = await stage.together('html')
    const answer = await stage.sendAnything(simulator, 'WH20260302000309', gateway)
    expect([answer.status, answer.headers['content-type'], answer.isSigned]).toEqual([
      200,
      'text/html; charset=utf-8',
      false,
    ])
  })

  it('gbk signs bytes that are no UTF-8', async () => {
    const { gateway, simulator } = await stage.together('gbk')
    const answer = await stage.sendAnything(simulator, 'WH20260302000310', gateway)
    expect(answer.isSigned).toBe(true)
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(answer.bytes)).toThrow()
    expect(new TextDecoder('gbk').decode(answer.bytes)).toContain('已登记')
  })

  it.each<[Behaviour, number]>([
    ['reset', 200],
    ['down', 201],
  ])('%s drops the socket; the same message again gets %i', async (behaviour, status) => {
    const { gateway, simulator } = await stage.together('quiet')
    simulator.setBehaviour(behaviour, 1)
    const messageId = randomUUID()
    const body = gateway.newCase('WH20260302000311')
    await expect(post(simulator, body, { messageId })).rejects.toThrow()
    expect((await post(simulator, body, { messageId })).status).toBe(status)
  })

  it('hang never answers and slow answers late', async () => {
    const { gateway, simulator } = await stage.together('quiet', { slowMs: 120 })
    simulator.setBehaviour('hang', 1)
    const hung = stage.sendAnything(simulator, 'WH20260302000312', gateway).catch(() => 'dropped')
    expect(await Promise.race([hung, pause(100, 'silent')])).toBe('silent')
    simulator.setBehaviour('slow', 1)
    const before = Date.now()
    expect((await stage.sendAnything(simulator, 'WH20260302000313', gateway)).status).toBe(201)
    expect(Date.now() - before).toBeGreaterThanOrEqual(110)
    await simulator.close()
    expect(await hung).toBe('dropped')
  })
})

describe('a case of this region', () => {
  it('takes progress in order and keeps the licence it fetched', async () => {
    const { tell, accept, approve, issue, view } = await stage.pushed('M02')
    await tell('received')
    expect((await accept()).json).toMatchObject({ outcome: 'processed', seq: 2 })
    await approve()
    await issue('91510107MA0000007C', 'PK-licence')
    const sha256 = createHash('sha256').update('PK-licence').digest('hex')
    await expect.poll(() => view().licence).toEqual({ no: '91510107MA0000007C', sha256, bytes: 10 })
    expect(view().status).toBe('done')
    expect(view().faults).toEqual([])
  })

  it('notices a forbidden move, a missing group and a seq used twice, and waits for an early event', async () => {
    const { tell, view } = await stage.pushed('M07')
    expect((await tell('done', {}, 1)).json['code']).toBe('state_conflict')
    expect((await tell('accepted', {}, 1)).status).toBe(422)
    expect((await tell('in_review', {}, 2)).json['outcome']).toBe('processed')
    expect(view().events).toEqual([])
    expect((await tell('received', {}, 1)).json['outcome']).toBe('processed')
    expect((await tell('received', {}, 2)).json['code']).toBe('state_conflict')
    expect(view().events.map((event) => event.seq)).toEqual([1, 2])
    expect(view().faults.join()).toMatch(
      /不得由 submitted 到 done.*\/sla required.*不得由 received 到 in_review.*已被另一事件占用/,
    )
  })

  it('is corrected by what changed and nothing else', async () => {
    const { gateway, askFor, tell } = await stage.pushed('M07')
    await tell('received')
    await askFor(['/form/employer/name', '/form/awayAddr'], ['CQ-07-01'])
    await expect.poll(() => gateway.corrections).toHaveLength(1)
    const first = asText(valueAt(gateway.cases[0], '/files/0/fileId'))
    expect(gateway.corrections[0]).toMatchObject({
      correctionNo: 'BZ1',
      baseRevision: 1,
      changes: [
        { op: 'add', path: '/form/employer', value: { name: '重庆示例纺织有限公司' } },
        { op: 'replace', path: '/form/awayAddr' },
      ],
      files: [{ materialCode: 'CQ-07-01' }],
      removeFileIds: [first],
    })
  })

  it('gives each file once, to a signed request only', async () => {
    const { gateway, simulator } = await stage.pushed('M02')
    const url = new URL(asText(valueAt(gateway.cases[0], '/files/0/url')))
    const target = `${url.pathname}${url.search}`
    const parcel = { host: url.host, created: Math.floor(Date.now() / 1000), method: 'GET', target }
    expect((await wire.send(simulator.url, parcel, { host: url.host })).status).toBe(401)
    const file = await get(simulator, target)
    expect([file.status, file.isSigned, file.bytes.subarray(0, 4).toString()]).toEqual([200, true, '%PDF'])
    expect(wire.digest(file.bytes)).toBe(valueAt(gateway.cases[0], '/files/0/digest'))
    const again = await get(simulator, target)
    expect([again.status, again.json['code']]).toEqual([410, 'url_used'])
  })

  it.each(PUSHED)('%s passes the rules this region asks of others', async (matter) => {
    const { gateway } = await stage.pushed(matter)
    const body = gateway.cases[0]!
    expect(checkCase(body, matterOf(body, HANDLED_THERE)!, HANDLED_THERE)).toEqual([])
  })
})

it('over HTTP, tests of another process can steer and read it', async () => {
  const { gateway, simulator } = await stage.together()
  const order = { behaviour: 'quiet', times: 1 }
  expect(await stage.ask(simulator, '/_sim/behaviour', order)).toEqual(order)
  const push = await stage.ask(simulator, '/_sim/push', { matter: 'M07', variant: 'correction' })
  expect(push).toMatchObject({ reply: { status: 201, fault: null } })
  await stage.sendAnything(simulator, 'WH20260302000314', gateway)
  expect(await stage.ask(simulator, '/_sim/received')).toMatchObject([
    { caseNo: 'WH20260302000314', status: 'submitted' },
  ])
  expect(await stage.ask(simulator, '/_sim/pushed')).toMatchObject([{ gatewayCaseNo: 'WH1', faults: [] }])
  expect(await stage.ask(simulator, '/_sim/log')).toHaveLength(2)
  expect(await (await fetch(`${simulator.url}/_sim/`)).text()).toContain('WH20260302000314')
})
