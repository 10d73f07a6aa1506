import { beforeAll, describe, expect, it } from 'vitest'
import { hashToken } from '../../api/access.ts'
import { createApi } from '../../api/app.ts'
import * as shapes from '../../api/rating-shapes.ts'
import { newCaseStatements } from '../../core/case/chain.ts'
import { changeCase } from '../../core/case/commit.ts'
import type { Status } from '../../core/case/status.ts'
import { sendWaiting } from '../../core/notifications/outbox.ts'
import { digitsOf, isBad, LEVELS, type Level, levelOf } from '../../core/ratings/scale.ts'
import { caseOf } from '../store/sample-rows.ts'
import { gatewayInMemory } from '../support/gateway-in-memory.ts'
import { enrol, TOKENS } from '../support/people.ts'

const SECOND = 'second-window-token-0000000'
const DAY = 86_400_000

async function open() {
  const told: string[] = []
  let mobiles = 0
  const sms = {
    async send({ text }: { text: string }) {
      told.push(text)
      return { is: 'taken' as const, receipt: 'r' }
    },
  }
  const nobody = { send: () => Promise.reject(new Error('none')) }
  const made = await gatewayInMemory('2026-03-02T09:00:00+08:00', {}, nobody, { sms })
  const { gateway, clock } = made
  await enrol(gateway.store)
  const wang = { id: 'wang', name: '王工', roles: ['window'], matters: [] } as const
  await gateway.store.people.addWithToken(wang, hashToken(SECOND), 1)
  const api = createApi(gateway, { schemaNumber: async () => 0, processMetrics: async () => '' })
  const ask = async (token: string | null, method: string, path: string, body?: object) => {
    const response = await api.fetch(
      new Request(`https://gateway.wuhou.example${path}`, {
        method,
        headers: {
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...(body ? { 'content-type': 'application/json' } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      }),
    )
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }
  const move = (id: string, status: Status) =>
    changeCase(
      gateway,
      () => gateway.store.cases.byId(id),
      async (value) => ({
        events: [{ type: 'progress', status, at: clock.now(), actor: 'region:130000', data: {} }],
        value: { ...value, status },
        statements: [],
        answer: null,
      }),
    )
  return {
    ...made,
    ask,
    move,
    told,
    /** A case that window1 collected, of whoever has that mobile. */
    async begin(id: string, more: Parameters<typeof caseOf>[1] = {}) {
      // everybody has a telephone of their own: one gets six messages a day
      mobiles += 1
      const form = { applicant: { kind: '1', name: '次仁卓玛', mobile: `1380000${1_000 + mobiles}` } }
      const value = caseOf(id, { clerkId: 'window1', form, ...more })
      const event = { type: 'submitted', status: value.status, at: clock.now(), actor: 'gateway', data: {} } as const
      await gateway.store.commit(newCaseStatements(gateway, value, [event]).statements)
      return { no: value.no, phoneTail: String(1_000 + mobiles) }
    },
    /** Ends the case and gives the code that its applicant was told. */
    async finish(id: string, status: Status = 'COMPLETED') {
      await move(id, status)
      await sendWaiting(gateway, 'test')
      const about = told.filter((text) => text.includes(`尾号${id.slice(-4)}`))
      return about.flatMap((text) => /评价码(\d{8})/.exec(text)?.[1] ?? []).at(-1) ?? ''
    },
  }
}

describe('the two scales', () => {
  it('run against each other: 1 is the best of GB/T 39046 table A.8 and the worst of the national push', () => {
    expect(levelOf('gbt39046', '1')).toBe('verySatisfied')
    expect(levelOf('national', '1')).toBe('veryDissatisfied')
    for (const level of Object.keys(LEVELS) as Level[]) {
      const { gbt39046, national } = digitsOf(level)
      expect(Number(gbt39046) + Number(national)).toBe(6)
      expect([levelOf('gbt39046', gbt39046), levelOf('national', national)]).toEqual([level, level])
      expect(isBad(level)).toBe(Number(national) <= 2)
    }
    for (const wrong of ['0', '6', '', '01', 'constructor'])
      expect([levelOf('gbt39046', wrong), levelOf('national', wrong)]).toEqual([null, null])
  })
})

describe('an applicant whose case is done', () => {
  let hall: Awaited<ReturnType<typeof open>>
  beforeAll(async () => {
    hall = await open()
  })

  it('is asked to rate it by a code in the message, which nobody can read afterwards', async () => {
    const { no } = await hall.begin('asked')
    expect((await hall.ask(TOKENS.window, 'GET', `/api/cases/${no}/ratings`)).body).toMatchObject({ invitedAt: null })
    const code = await hall.finish('asked')
    expect(code).toMatch(/^\d{8}$/)
    const kept = JSON.stringify(await hall.gateway.store.notifications.ofCase('asked'))
    expect(kept).toContain('评价码********')
    expect(kept).not.toContain(code)
    const { body } = await hall.ask(TOKENS.window, 'GET', `/api/cases/${no}/ratings`)
    expect(shapes.caseRatingsAnswer.parse(body)).toEqual({
      ratings: [],
      invitedAt: '2026-03-02T09:00:00+08:00',
      endsAt: '2026-04-01T09:00:00+08:00',
    })
  })

  it('rates each stage once with number, telephone and code, and is answered in the digits of both scales', async () => {
    const of = await hall.begin('rates')
    const proof = { ...of, code: await hall.finish('rates') }
    const shown = await hall.ask(null, 'POST', '/public/ratings/open', proof)
    expect(shapes.raterAnswer.parse(shown.body)).toMatchObject({
      statusText: '已办结',
      stages: [
        { stage: 'intake', given: null },
        { stage: 'result', given: null },
      ],
    })
    expect(JSON.stringify(shown.body)).not.toMatch(/次仁|1380000/)
    const rate = (more: object) => hall.ask(null, 'POST', '/public/ratings', { ...proof, ...more })
    const first = await rate({ level: 'verySatisfied', reasons: ['510'] })
    expect(first.status).toBe(201)
    expect(shapes.ownRatingAnswer.parse(first.body)).toMatchObject({
      rating: {
        levelText: '非常满意',
        digits: { gbt39046: '1', national: '5' },
        reasons: [{ text: '一窗受理一次办结' }],
      },
      ticket: null,
    })
    const second = await rate({ level: 'fair' })
    expect([second.status, second.body['code']]).toEqual([409, 'rating-given'])
    expect((await rate({ stage: 'intake', level: 'fair' })).status).toBe(201)
    const events = await hall.gateway.store.cases.events('rates')
    expect(events.filter(({ type }) => type === 'rated').map(({ data, actor }) => [actor, data])).toEqual([
      [
        'applicant',
        {
          stage: 'result',
          level: 'verySatisfied',
          digits: { gbt39046: '1', national: '5' },
          channel: 'self',
          ticketNo: '',
        },
      ],
      [
        'applicant',
        { stage: 'intake', level: 'fair', digits: { gbt39046: '3', national: '3' }, channel: 'self', ticketNo: '' },
      ],
    ])
  })

  it('opens a ticket by a bad rating, due in fifteen working days, and reads its answer', async () => {
    const of = await hall.begin('case-bad')
    const { no } = of
    const proof = { ...of, code: await hall.finish('case-bad', 'DENIED') }
    const given = { level: 'dissatisfied', reasons: ['209'], text: '说好五天\n等了十天' }
    const { body } = await hall.ask(null, 'POST', '/public/ratings', { ...proof, ...given })
    const { ticket } = shapes.ownRatingAnswer.parse(body)
    if (!ticket) throw new Error('no ticket')
    // from Monday 2 March: 3 to 6, 9 to 13, 16 to 20, 23
    expect([ticket.no.slice(8, 10), ticket.dueAt]).toEqual(['ZG', '2026-03-23T23:59:59+08:00'])
    const own = await hall.ask(TOKENS.window, 'POST', `/api/tickets/${ticket.no}/steps`, { step: 'take' })
    expect(own.body['code']).toBe('ticket-own')
    const taken = await hall.ask(SECOND, 'POST', `/api/tickets/${ticket.no}/steps`, { step: 'take' })
    expect(taken.body).toMatchObject({
      kindText: '差评整改',
      caseNo: no,
      contact: `1380000${of.phoneTail}`,
      entries: [{ text: '办理结果:不满意\n原因:209 未在承诺时间办结\n说好五天\n等了十天' }, {}],
    })
    await hall.ask(SECOND, 'POST', `/api/tickets/${ticket.no}/steps`, { step: 'answer', text: '已致歉' })
    const read = await hall.ask(null, 'POST', '/public/complaints/read', { no: ticket.no, code: ticket.code })
    expect(read.body).toMatchObject({ stateText: '已办结', entries: [{}, { text: '已致歉' }] })
    const listed = await hall.ask(TOKENS.supervisor, 'GET', '/api/ratings?bad=1')
    expect(shapes.ratingListAnswer.parse(listed.body).ratings).toMatchObject([{ caseNo: no, ticketNo: ticket.no }])
  })

  it('is refused alike with a wrong number, telephone or code, and for a quarter of an hour after five', async () => {
    const { no, phoneTail } = await hall.begin('guess')
    const code = await hall.finish('guess')
    const wrong = code === '00000000' ? '00000001' : '00000000'
    const look = (proof: object) => hall.ask(null, 'POST', '/public/ratings/open', { no, phoneTail, code, ...proof })
    const answers = [await look({ no: 'WH510107x' }), await look({ phoneTail: '9999' }), await look({ code: wrong })]
    expect(new Set(answers.map(({ status, body }) => `${status} ${String(body['detail'])}`)).size).toBe(1)
    for (let tries = 0; tries < 3; tries += 1) await look({ code: wrong })
    const locked = await look({})
    expect([locked.status, locked.body['code']]).toEqual([429, 'too-many-tries'])
    hall.clock.advance(15 * 60_000)
    expect((await look({})).status).toBe(200)
    hall.clock.advance(30 * DAY)
    expect((await look({})).status).toBe(404)
  })

  it('is not asked where another window took the case in', async () => {
    await hall.begin('theirs', { direction: 'in', handler: 'handler1' })
    await hall.finish('theirs')
    expect(await hall.gateway.store.ratings.invitationOf('theirs')).toBeNull()
  })
})

describe('a clerk', () => {
  let hall: Awaited<ReturnType<typeof open>>
  beforeAll(async () => {
    hall = await open()
  })

  it('writes down what an applicant says, but never of a case that they collected themselves', async () => {
    const { no } = await hall.begin('window')
    const rate = (token: string, body: object) => hall.ask(token, 'POST', `/api/cases/${no}/ratings`, body)
    const early = await rate(SECOND, { level: 'fair' })
    expect([early.status, early.body['detail']]).toEqual([409, '办件还没有结果,不能评价办理结果'])
    const own = await rate(TOKENS.window, { stage: 'intake', level: 'verySatisfied' })
    expect([own.status, own.body['code']]).toEqual([403, 'rating-own'])
    const taken = await rate(SECOND, { stage: 'intake', level: 'veryDissatisfied', reasons: ['115'] })
    expect(shapes.takenRatingAnswer.parse(taken.body)).toMatchObject({
      rating: { channelText: '窗口代录', by: 'staff:wang', digits: { gbt39046: '5', national: '1' } },
      ticket: { dueAt: '2026-03-23T23:59:59+08:00' },
    })
    expect((await rate(TOKENS.handler, { stage: 'intake', level: 'fair' })).status).toBe(403)
  })

  it('is refused a digit in place of a level, and a reason that belongs to another level', async () => {
    const { no } = await hall.begin('digits')
    const rate = (body: object) => hall.ask(SECOND, 'POST', `/api/cases/${no}/ratings`, { stage: 'intake', ...body })
    expect((await rate({ level: 5 })).body['errors']).toMatchObject([{ pointer: '/level' }])
    const reason = await rate({ level: 'verySatisfied', reasons: ['510', '115'] })
    expect(reason.body['errors']).toMatchObject([{ pointer: '/reasons/1', message: '原因 115 不是“非常满意”的原因' }])
    expect((await rate({ level: 'fair', reasons: ['307', '307'] })).status).toBe(400)
    expect((await hall.ask(TOKENS.window, 'GET', `/api/cases/${no}/ratings`)).body['ratings']).toEqual([])
  })

  it('who is second of two that write at once is told that it was rated', async () => {
    const { no } = await hall.begin('race')
    const rate = (token: string) =>
      hall.ask(token, 'POST', `/api/cases/${no}/ratings`, { stage: 'intake', level: 'dissatisfied' })
    const both = await Promise.all([rate(SECOND), rate(TOKENS.supervisor)])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
    expect((await hall.gateway.store.tickets.ofCase('race')).length).toBe(1)
  })
})
