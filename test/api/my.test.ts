import { beforeEach, describe, expect, it } from 'vitest'
import { hashToken } from '../../api/access.ts'
import { createApi } from '../../api/app.ts'
import * as shapes from '../../api/my-answers.ts'
import { sendCodes } from '../../core/applicant/codes.ts'
import { newCaseStatements } from '../../core/case/chain.ts'
import { changeCase } from '../../core/case/commit.ts'
import { sendWaiting } from '../../core/notifications/outbox.ts'
import type { SmsMessage } from '../../core/notifications/sms.ts'
import { m02Form } from '../form/samples/m02.ts'
import { caseOf } from '../store/sample-rows.ts'
import { gatewayInMemory } from '../support/gateway-in-memory.ts'
import { createVisitor } from '../support/visitor.ts'

const NOBODY = { send: () => Promise.reject(new Error('nothing is sent')) }
const ORIGIN = 'https://gateway.wuhou.example'
const MINUTE = 60_000
const NO = 'WH510107MINE'
const PHONE = '13800000005'
const TAIL = '0005'

/** A case that was sent off, and another; what text messages went out. */
async function open() {
  const sent: SmsMessage[] = []
  const sms = {
    async send(message: SmsMessage) {
      sent.push(message)
      return { is: 'taken', receipt: 'r' } as const
    },
  }
  const made = await gatewayInMemory('2026-03-02T10:00:00+08:00', {}, NOBODY, { sms })
  const { gateway, clock } = made
  const event = { type: 'submitted', status: 'QUEUED', at: clock.now(), actor: 'staff:w1', data: {} } as const
  for (const [id, no, phone] of [
    ['mine', NO, PHONE],
    ['other', 'WH510107OTHER', '13900000005'],
  ] as const) {
    const form = m02Form({ 'reissue.kind': '4', 'applicant.mobile': phone })
    await gateway.store.commit(newCaseStatements(gateway, caseOf(id, { no, matter: 'M02', form }), [event]).statements)
  }
  await gateway.store.people.addWithToken(
    { id: 'w1', name: '窗口示例一', roles: ['window'], matters: [] },
    hashToken('token-of-w1-000000000000'),
    1,
  )
  await sendWaiting(gateway, 'test')
  sent.length = 0
  let address = '203.0.113.1'
  const api = createApi(
    gateway,
    { schemaNumber: async () => 0, processMetrics: async () => '' },
    { addressOf: () => address },
  )
  const visitor = () => createVisitor((request) => api.fetch(request), ORIGIN)
  const codeIn = ({ text }: SmsMessage) => /\d{6}/.exec(text)?.[0] ?? ''
  const askCode = (no = NO, tail = TAIL) => visitor().ask('POST', '/public/my/codes', { no, tail })
  return {
    ...made,
    api,
    sent,
    visitor,
    askCode,
    from: (other: string) => {
      address = other
    },
    /** asks for a code and gives back what came by text message */
    async code(no = NO, tail = TAIL) {
      expect((await askCode(no, tail)).status).toBe(202)
      const before = sent.length
      await sendCodes(gateway)
      return sent.length > before ? codeIn(sent.at(-1) as SmsMessage) : null
    },
    open: (who: ReturnType<typeof visitor>, code: string, no = NO, tail = TAIL) =>
      who.ask('POST', '/public/my/session', { no, tail, code }),
  }
}

describe('an applicant who looks at their case', () => {
  let hall: Awaited<ReturnType<typeof open>>
  beforeEach(async () => {
    hall = await open()
  })

  it('gets a code on their own telephone and sees their case, and no other, for minutes', async () => {
    const code = (await hall.code()) ?? ''
    expect(hall.sent).toMatchObject([{ phone: PHONE }])
    const who = hall.visitor()
    const opened = await hall.open(who, code)
    expect(opened.status).toBe(200)
    const [cookie = ''] = opened.headers.getSetCookie()
    expect(cookie).toMatch(/^applicant=[0-9a-f]{64}; Path=\/public; HttpOnly; Secure; SameSite=Strict$/)
    const { status, body } = await who.ask('GET', '/public/my/case')
    expect(status).toBe(200)
    expect(shapes.myCaseAnswer.parse(body)).toMatchObject({
      no: NO,
      status: 'QUEUED',
      turn: { with: 'centre', since: '2026-03-02T10:00:00+08:00' },
      correction: null,
      endsAt: '2026-03-02T10:15:00+08:00',
    })
    hall.clock.advance(14 * MINUTE)
    expect((await who.ask('GET', '/public/my/case')).body['endsAt']).toBe('2026-03-02T10:29:00+08:00')
    hall.clock.advance(15 * MINUTE)
    const ended = await who.ask('GET', '/public/my/case')
    expect([ended.status, ended.body['code']]).toEqual([401, 'look-ended'])
  })

  it('is shown no number, no whole name of a person, and none of the staff', async () => {
    const who = hall.visitor()
    await hall.open(who, (await hall.code()) ?? '')
    const text = JSON.stringify((await who.ask('GET', '/public/my/case')).body)
    const { form } = (await hall.gateway.store.cases.byNo(NO)) as unknown as {
      form: { applicant: Record<string, string> }
    }
    for (const fact of ['idNo', 'mobile']) expect(text).not.toContain(form.applicant[fact])
    expect(text).not.toContain('窗口示例一')
  })

  it('cannot tell from the answer whether there is such a case or such a telephone, and nobody is told', async () => {
    const answers = []
    for (const [no, tail] of [
      [NO, TAIL],
      [NO, '9999'],
      ['WH510107NONE', TAIL],
    ] as const) {
      const { status, body } = await hall.askCode(no, tail)
      answers.push(JSON.stringify([status, body]))
      await sendCodes(hall.gateway)
      hall.clock.advance(MINUTE)
    }
    expect(new Set(answers).size).toBe(1)
    expect(hall.sent).toHaveLength(1)
    const wrong = []
    for (const [no, tail] of [
      [NO, '9999'],
      ['WH510107NONE', TAIL],
      [NO, TAIL],
    ] as const)
      wrong.push(JSON.stringify((await hall.open(hall.visitor(), '000000', no, tail)).body))
    expect(new Set(wrong).size).toBe(1)
  })

  it('does the same reads and writes whether there is such a case or not when it asks', async () => {
    const asked: string[] = []
    const { store } = hall.gateway
    const count = (name: string) => asked.push(name)
    for (const [group, name] of [
      [store.cases, 'byNo'],
      [store.cases, 'byId'],
      [store.issuedDocuments, 'byNumber'],
    ] as const) {
      const own = group as unknown as Record<string, (...given: unknown[]) => unknown>
      const before = own[name]?.bind(group)
      own[name] = (...given) => {
        count(name)
        return before?.(...given)
      }
    }
    await hall.askCode()
    await hall.askCode('WH510107NONE')
    expect(asked).toEqual([])
  })

  it('uses a code once, within five minutes, and only the newest', async () => {
    const first = (await hall.code()) ?? ''
    hall.clock.advance(MINUTE)
    const second = (await hall.code()) ?? ''
    expect(second).not.toBe(first)
    expect((await hall.open(hall.visitor(), first)).status).toBe(404)
    expect((await hall.open(hall.visitor(), second)).status).toBe(200)
    expect((await hall.open(hall.visitor(), second)).status).toBe(404)
    hall.clock.advance(MINUTE)
    const third = (await hall.code()) ?? ''
    hall.clock.advance(5 * MINUTE)
    expect((await hall.open(hall.visitor(), third)).status).toBe(404)
  })

  it('does not open another case with the code of theirs', async () => {
    const code = (await hall.code()) ?? ''
    expect((await hall.open(hall.visitor(), code, 'WH510107OTHER')).status).toBe(404)
    expect((await hall.open(hall.visitor(), code, NO, '9999')).status).toBe(404)
    expect((await hall.open(hall.visitor(), code)).status).toBe(200)
  })

  it('may try five wrong codes, then waits a quarter of an hour, even with the right one', async () => {
    const code = (await hall.code()) ?? ''
    for (let tries = 0; tries < 5; tries += 1) await hall.open(hall.visitor(), '000000')
    const right = await hall.open(hall.visitor(), code)
    expect([right.status, right.body['code']]).toEqual([429, 'too-many-tries'])
  })

  it('asks once a minute and five times an hour for a number, thirty times from an address, also at once', async () => {
    const [one, other] = await Promise.all([hall.askCode(), hall.askCode()])
    expect([one.status, other.status].toSorted()).toEqual([202, 429])
    for (let more = 1; more < 5; more += 1) {
      hall.clock.advance(MINUTE)
      expect((await hall.askCode()).status).toBe(202)
    }
    hall.clock.advance(MINUTE)
    expect((await hall.askCode()).body['code']).toBe('too-many-tries')
    for (let more = 5; more < 30; more += 1) expect((await hall.askCode(`WH51-${more}`)).status).toBe(202)
    expect((await hall.askCode('WH51-30')).status).toBe(429)
    hall.from('203.0.113.2')
    expect((await hall.askCode('WH51-30')).status).toBe(202)
  })

  it('is not asked for by another site', async () => {
    const answer = await hall
      .visitor()
      .ask(
        'POST',
        '/public/my/codes',
        { no: NO, tail: TAIL },
        { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
      )
    expect([answer.status, answer.body['code']]).toEqual([403, 'cross-site'])
  })

  it('keeps nothing of a code or telephone where it could be read after it was looked at', async () => {
    const code = (await hall.code()) ?? ''
    expect(JSON.stringify(await hall.gateway.store.notifications.list(undefined, undefined, 50))).not.toContain(code)
    expect(await hall.gateway.store.applicants.unanswered(9)).toEqual([])
  })

  it('reads who looked at their case, by role and hour, without a name', async () => {
    const look = () =>
      hall.api.request(`/api/cases/${NO}`, { headers: { authorization: 'Bearer token-of-w1-000000000000' } })
    await look()
    await look()
    const who = hall.visitor()
    await hall.open(who, (await hall.code()) ?? '')
    const { body } = await who.ask('GET', '/public/my/access')
    const { access } = shapes.myAccessAnswer.parse(body)
    expect(access.map(({ role, what }) => [role, what]).toSorted()).toEqual([
      ['window', 'handled'],
      ['window', 'viewed'],
    ])
    expect(JSON.stringify(body)).not.toContain('示例')
  })

  it('ends by itself when it is told to', async () => {
    const who = hall.visitor()
    await hall.open(who, (await hall.code()) ?? '')
    expect((await who.ask('DELETE', '/public/my/session')).status).toBe(200)
    expect(who.jar.size).toBe(0)
    expect((await who.ask('GET', '/public/my/case')).status).toBe(401)
  })

  it('sees what the region wants, whose turn it is and until when, and what came of it', async () => {
    const correction = {
      no: 'B-1',
      issuedAt: '2026-03-02',
      dueOn: '2026-03-09',
      round: 1,
      items: [
        { target: 'material', slot: 'licence', label: '营业执照', reason: '第 2 页不清晰', requirement: '重新扫描' },
      ],
    }
    await changeCase(
      hall.gateway,
      () => hall.gateway.store.cases.byNo(NO),
      async (found) => ({
        events: [
          { type: 'delivered', status: 'DELIVERED', at: hall.clock.now(), actor: 'gateway', data: {} },
          {
            type: 'progress',
            status: 'CORRECTION',
            at: hall.clock.now(),
            actor: 'region:130000',
            data: { progress: { correction } },
          },
        ],
        value: { ...found, status: 'CORRECTION', memo: { correction } },
        statements: [],
        answer: null,
      }),
    )
    const who = hall.visitor()
    await hall.open(who, (await hall.code()) ?? '')
    const mine = shapes.myCaseAnswer.parse((await who.ask('GET', '/public/my/case')).body)
    expect(mine).toMatchObject({
      status: 'CORRECTION',
      turn: { with: 'you' },
      correction: { dueOn: '2026-03-09', sent: false, items: [{ label: '营业执照', reason: '第 2 页不清晰' }] },
      steps: [{ status: 'QUEUED' }, { status: 'DELIVERED' }, { status: 'CORRECTION' }],
      result: null,
    })
  })
})
