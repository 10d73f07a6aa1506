import { describe, expect, it } from 'vitest'
import { newCaseStatements } from '../../core/case/chain.ts'
import { changeCase } from '../../core/case/commit.ts'
import type { Status } from '../../core/case/status.ts'
import { notify, sendWaiting } from '../../core/notifications/outbox.ts'
import { readNotificationPlan, TEMPLATES, textOf } from '../../core/notifications/plan.ts'
import type { Sms, SmsMessage, SmsResult } from '../../core/notifications/sms.ts'
import { caseOf } from '../store/sample-rows.ts'
import { projectDefinitions } from '../support/definitions.ts'
import { gatewayInMemory } from '../support/gateway-in-memory.ts'

const NOBODY = { send: () => Promise.reject(new Error('nothing is sent')) }
const PHONE = '13800000001'

/** A gateway of text messages as it should be: each id is taken once, whatever is sent how often; `answer` may lose what it says. */
function smsGateway(
  answer: (message: SmsMessage) => SmsResult | 'lost' | 'down' = () => ({ is: 'taken', receipt: 'r' }),
) {
  const told: SmsMessage[] = []
  const sms: Sms = {
    async send(message) {
      const said = answer(message)
      if (said === 'down') throw new Error('down')
      if ((said === 'lost' || said.is === 'taken') && told.every(({ id }) => id !== message.id)) told.push(message)
      if (said === 'lost') throw new Error('lost')
      return said
    },
  }
  return { sms, told }
}

async function start(at: string, sms: Sms | null) {
  const index = { applicantIndexKey: new Uint8Array(32).fill(7) }
  const stage = await gatewayInMemory(`2026-03-${at}:00+08:00`, {}, NOBODY, { sms, ...index })
  const { gateway, clock } = stage
  const about = (no: number) => ({ id: `case-${no}`, no: `WH5101072603020000${String(no).padStart(2, '0')}` })
  return {
    ...stage,
    async make(no: number, mobile = PHONE, more: Parameters<typeof caseOf>[1] = {}) {
      const form = { applicant: { kind: '1', name: '次仁卓玛', mobile, idNo: '510107199001011234' } }
      const value = caseOf(about(no).id, { ...about(no), matter: 'M07', status: 'QUEUED', form, ...more })
      const common = { status: value.status, at: clock.now(), actor: 'gateway' }
      const { statements } = newCaseStatements(gateway, value, [{ ...common, type: 'submitted', data: {} }])
      await gateway.store.commit(statements)
      clock.advance(1_000)
    },
    async move(no: number, status: Status, data = {}) {
      await changeCase(
        gateway,
        () => gateway.store.cases.byId(about(no).id),
        async (value) => ({
          events: [{ type: 'progress', status, at: clock.now(), actor: 'gateway', data }],
          value: { ...value, status },
          statements: [],
          answer: null,
        }),
      )
      clock.advance(1_000)
    },
    ofCase: (no: number) => gateway.store.notifications.ofCase(about(no).id),
    /** Lets time pass, a round every minute. */
    async pass(hours: number) {
      for (let minute = 0; minute < hours * 60; minute += 5) {
        clock.advance(5 * 60_000)
        await sendWaiting(gateway, 'test')
      }
    },
  }
}

describe('the texts that people are told by', () => {
  const plan = projectDefinitions().notifications
  it('fit into one message with their longest values, name no person and carry no link', () => {
    if (!plan) throw new Error('no plan')
    for (const key of TEMPLATES) {
      const text = textOf(plan, key, plan.longest)
      expect(text.length, text).toBeLessThanOrEqual(70)
      expect(text).not.toMatch(/https?:|[{}[\]]/)
    }
  })

  it('are refused where one is too long, names what nobody knows, or the hours go back', () => {
    const templates = { ...plan?.templates, code: { ...plan?.templates.code, text: `{姓名}` } }
    const long = { ...plan?.templates, code: { ...plan?.templates.code, text: '长'.repeat(70) } }
    const faultOf = (raw: unknown) => {
      const read = readNotificationPlan(raw)
      return read.ok ? [] : read.faults.map(({ path, message }) => `${path} ${message}`)
    }
    expect(faultOf({ ...plan, templates })).toEqual(['templates.code.text 不认识的值 {姓名}'])
    expect(faultOf({ ...plan, templates: long })).toEqual(['templates.code.text 最长时有 76 个字,最多 70 个'])
    expect(faultOf({ ...plan, hours: { from: '21:00', to: '08:00' } })).toEqual(['hours 止不晚于起'])
  })
})

describe('an applicant', () => {
  it('is told of every step that concerns them, once, by what the step says, without name and number', async () => {
    const { sms, told } = smsGateway()
    const { gateway, make, move, ofCase } = await start('02T10:00', sms)
    await make(7)
    await move(7, 'DELIVERED')
    await move(7, 'ACCEPTED', { progress: { limit: { dueOn: '2026-03-09' } } })
    await move(7, 'REVIEWING')
    await sendWaiting(gateway, 'test')
    await sendWaiting(gateway, 'test')
    expect(told.map(({ text }) => text)).toEqual([
      '【武侯通办】您的异地就医备案已收件（尾号0007），将送河北省办理。收件不等于受理，请留存凭证。',
      '【武侯通办】您的异地就医备案（尾号0007）已送达河北省，等对方决定是否受理。',
      '【武侯通办】河北省已受理您的异地就医备案（尾号0007），承诺3月9日前办结。受理通知书可在查询页查看。',
    ])
    expect(told.every(({ phone }) => phone === PHONE)).toBe(true)
    const kept = await ofCase(7)
    expect(kept.map(({ state, phone }) => [state, phone])).toEqual(Array(3).fill(['sent', '138****0001']))
    expect(JSON.stringify(kept)).not.toContain(PHONE)
  })

  it('is told what is to be mended until when, and in other words where nobody said', async () => {
    const { sms, told } = smsGateway()
    const { gateway, make, move } = await start('02T10:00', sms)
    await make(8, PHONE, { status: 'SIGNED' })
    await move(8, 'CORRECTION', { progress: { correction: { dueOn: '2026-03-16', items: [{}, {}] } } })
    await move(8, 'REFUSED')
    await sendWaiting(gateway, 'test')
    const codeless = told.map(({ text }) => text.replace(/，评价码\d{8}。$/, '。'))
    expect(codeless).toEqual([
      '【武侯通办】河北省要求补正异地就医备案（尾号0008）共2项，请于3月16日前办理，到窗口或查询页均可。',
      '【武侯通办】河北省对您的异地就医备案（尾号0008）不予受理，理由及救济途径见通知书，请到查询页查看。',
    ])
  })

  it.each([
    ['of a case that another window took in', { direction: 'in' as const }, PHONE],
    ['of one leg of theirs: the whole tells', { parentId: 'whole', leg: 'out' }, PHONE],
    ['at a number that takes no text', {}, '028-85000000'],
  ])('is told nothing %s', async (_, more, mobile) => {
    const { make, ofCase } = await start('02T10:00', null)
    await make(9, mobile, more)
    expect(await ofCase(9)).toEqual([])
  })
})

describe('a text message gateway', () => {
  it('that is down for a day loses nothing and doubles nothing, though answers are lost as well', async () => {
    let state: 'down' | 'lost' | 'up' = 'down'
    const { sms, told } = smsGateway(() => (state === 'up' ? { is: 'taken', receipt: 'r' } : state))
    const { gateway, make, move, pass } = await start('02T10:00', sms)
    for (let no = 10; no < 30; no += 1) await make(no, `138000000${no}`)
    for (let no = 10; no < 20; no += 1) await move(no, 'DELIVERED')
    await pass(24)
    expect(told).toEqual([])
    state = 'lost'
    await pass(1)
    state = 'up'
    await pass(4)
    expect(told).toHaveLength(30)
    expect(new Set(told.map(({ phone, text }) => `${phone} ${text}`)).size).toBe(30)
    expect(await gateway.store.notifications.list('waiting', undefined, 50)).toEqual([])
    expect(await gateway.store.notifications.list('sent', undefined, 50)).toHaveLength(30)
  })

  it('that never comes back, or that nobody connected, leaves the reason, and the message ends when it is of no use', async () => {
    const { make, pass, ofCase } = await start('02T10:00', null)
    await make(31)
    await pass(1)
    expect((await ofCase(31))[0]).toMatchObject({ state: 'waiting', reason: '没有接入短信平台', phone: PHONE })
    await pass(72)
    expect((await ofCase(31))[0]).toMatchObject({ state: 'expired', phone: '138****0001' })
  })

  it('that refuses one is asked no more', async () => {
    const { sms } = smsGateway(() => ({ is: 'refused', reason: '空号' }))
    const { make, pass, ofCase } = await start('02T10:00', sms)
    await make(32)
    await pass(2)
    expect((await ofCase(32))[0]).toMatchObject({ state: 'refused', reason: '空号', attempts: 1 })
  })

  it('is asked by one process at a time', async () => {
    const { sms, told } = smsGateway()
    const { gateway, make } = await start('02T10:00', sms)
    for (let no = 40; no < 45; no += 1) await make(no, `138000000${no}`)
    await Promise.all(['a', 'b', 'c'].map((owner) => sendWaiting(gateway, owner)))
    expect(told).toHaveLength(5)
  })
})

describe('one telephone', () => {
  it('gets six a day, the rest in the morning, and nothing at night', async () => {
    const { sms, told } = smsGateway()
    const { gateway, make, pass, ofCase } = await start('02T20:00', sms)
    for (let no = 50; no < 58; no += 1) await make(no)
    await sendWaiting(gateway, 'test')
    expect(told).toHaveLength(6)
    expect((await ofCase(57))[0]).toMatchObject({ state: 'waiting', reason: '这个号码今天已发 6 条' })
    await make(58, '13800000002')
    await pass(11.5)
    expect(told).toHaveLength(7)
    await make(59, '13800000002')
    await pass(0.25)
    expect(told).toHaveLength(7)
    await pass(0.5)
    expect(told).toHaveLength(10)
  })

  it('gets a code at once and at night, which stays nowhere, and ten of them a day', async () => {
    const { sms, told } = smsGateway()
    const { gateway } = await start('02T23:00', sms)
    const ask = (id: number) =>
      notify(gateway, { template: 'code', phone: PHONE, values: { 码: '482913', 分: '5' }, key: `code:${id}` })
    expect(await ask(1)).toMatchObject({ state: 'sent' })
    expect(told[0]?.text).toBe('【武侯通办】查询验证码482913，5分钟内有效，请勿告诉他人。')
    expect(await ask(1)).toBeNull()
    expect(JSON.stringify(await gateway.store.notifications.list(undefined, undefined, 9))).not.toMatch(
      /482913|8000000/,
    )
    for (let id = 2; id <= 10; id += 1) await ask(id)
    expect(await ask(11)).toMatchObject({ state: 'expired', reason: '这个号码今天已发 10 条' })
    expect(told).toHaveLength(10)
  })
})
