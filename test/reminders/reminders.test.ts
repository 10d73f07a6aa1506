import { describe, expect, it } from 'vitest'
import type { Case } from '../../core/case/case.ts'
import { newCaseStatements } from '../../core/case/chain.ts'
import { changeCase } from '../../core/case/commit.ts'
import { addDays } from '../../core/form/calendar-date.ts'
import type { JsonObject } from '../../core/json.ts'
import { sendWaiting } from '../../core/notifications/outbox.ts'
import type { SmsMessage } from '../../core/notifications/sms.ts'
import { readReminderPlan } from '../../core/reminders/plan.ts'
import { remind } from '../../core/reminders/remind.ts'
import { toDate } from '../../core/time.ts'
import { caseOf } from '../store/sample-rows.ts'
import { projectDefinitions } from '../support/definitions.ts'
import { gatewayInMemory } from '../support/gateway-in-memory.ts'

const HOUR_MS = 3_600_000
const NOBODY = { send: () => Promise.reject(new Error('nothing is sent')) }
const LICENCE = { typeCode: 'T', no: 'JY15101070000001', name: '劳务派遣经营许可证' }

/** A gateway whose clock stands at the time, with a hand that grants licences and lets days pass. */
async function start(at: string) {
  const told: SmsMessage[] = []
  const sms = {
    async send(message: SmsMessage) {
      told.push(message)
      return { is: 'taken' as const, receipt: '' }
    },
  }
  const { gateway, clock } = await gatewayInMemory(`2026-${at}:00+08:00`, {}, NOBODY, { sms })
  const change = (id: string, more: Partial<Case>) =>
    changeCase(
      gateway,
      () => gateway.store.cases.byId(id),
      async (value) => {
        const next = { ...value, ...more }
        const event = { type: 'progress', status: next.status, at: clock.now(), actor: 'gateway', data: {} } as const
        return { events: [event], value: next, statements: [], answer: null }
      },
    )
  return {
    gateway,
    clock,
    told,
    change,
    async make(id: string, more: Partial<Case> = {}) {
      const form = { applicant: { kind: '2', name: '成都示例人力有限公司', mobile: '13800000001' } }
      const value = caseOf(id, { matter: 'M04', status: 'REVIEWING', form, ...more })
      const event = { type: 'received', status: value.status, at: clock.now(), actor: 'gateway', data: {} } as const
      await gateway.store.commit(newCaseStatements(gateway, value, [event]).statements)
    },
    grant: (id: string, licence: JsonObject, status: Case['status'] = 'CERTIFYING') =>
      change(id, { status, memo: { licence: { ...LICENCE, ...licence } } }),
    /** Lets days pass, the gateway looking every six hours. */
    async pass(days: number, look: () => Promise<unknown> = () => remind(gateway)) {
      for (let step = 0; step < days * 4; step += 1) {
        clock.advance(6 * HOUR_MS)
        await look()
      }
    },
    async remindedOf(id: string) {
      const events = await gateway.store.cases.events(id)
      return events
        .filter(({ type }) => type === 'reminded')
        .map(({ at, data }) => `${toDate(at)} ${data['of']} ${data['daysLeft']}`)
    },
  }
}

describe('who has a licence', () => {
  it('is reminded 90, 60, 30, 7 days and a day before it ends and on its last day, on that day and never twice', async () => {
    const { gateway, make, grant, pass, remindedOf, told } = await start('01-05T09:00')
    await make('lic')
    const endsOn = '2026-05-01'
    await grant('lic', { validTo: endsOn })
    const look = () => Promise.all([remind(gateway), remind(gateway)])
    await pass(130, look)
    const days = [90, 60, 30, 7, 1, 0]
    expect(await remindedOf('lic')).toEqual(days.map((left) => `${addDays(endsOn, -left)} licence ${left}`))
    await sendWaiting(gateway, 'test')
    expect(
      (await gateway.store.notifications.ofCase('lic')).filter(({ template }) => template === 'licenceExpiry'),
    ).toHaveLength(days.length)
    expect(await gateway.store.dueDates.list({ from: '2026-01-01', until: '2030-01-01', limit: 9 })).toEqual([])
    expect(told.length).toBeLessThanOrEqual(days.length)
  })

  it('is told in words without name and number, with how long before it is to be renewed', async () => {
    const { gateway, make, grant, pass, told } = await start('01-05T09:00')
    await make('words')
    await grant('words', { validTo: '2026-01-13' })
    await pass(1)
    await sendWaiting(gateway, 'test')
    expect(told.map(({ text }) => text)).toEqual([
      '【武侯通办】您的劳务派遣许可相关证照1月13日到期，请提前60天办理延续。咨询028-85000000。',
    ])
  })

  it('is reminded once of days that passed while nothing ran, and of the next ones on their day', async () => {
    const { gateway, clock, make, grant, pass, remindedOf } = await start('01-05T09:00')
    await make('asleep')
    await grant('asleep', { validTo: '2026-05-01' })
    clock.advance(75 * 24 * HOUR_MS)
    await remind(gateway)
    await pass(14)
    expect(await remindedOf('asleep')).toEqual(['2026-03-21 licence 41', '2026-04-01 licence 30'])
  })

  it('is reminded of the new end alone where the licence was renewed by another case, and of none where it has no end', async () => {
    const { make, grant, pass, remindedOf } = await start('01-05T09:00')
    await make('old')
    await grant('old', { validTo: '2026-02-10' })
    await make('new', { no: 'NEW' })
    await grant('new', { validTo: '2026-03-09' })
    await make('ever', { no: 'EVER' })
    await grant('ever', { no: 'JY-2', validTo: '长期' })
    await pass(40)
    expect(await remindedOf('old')).toEqual([])
    expect(await remindedOf('new')).toEqual(['2026-01-08 licence 60', '2026-02-07 licence 30'])
    expect(await remindedOf('ever')).toEqual([])
  })
})

describe('who has to mend something', () => {
  it('is reminded two days before the time ends, unless they did', async () => {
    const { gateway, make, change, pass, remindedOf, told } = await start('03-02T09:00')
    const correction = { dueOn: '2026-03-09', items: [{}, {}, {}] }
    await make('late')
    await make('soon', { no: 'SOON' })
    await change('late', { status: 'CORRECTION', memo: { correction } })
    await change('soon', { status: 'CORRECTION', memo: { correction } })
    await change('soon', { status: 'CORRECTED' })
    await pass(10)
    expect(await remindedOf('late')).toEqual(['2026-03-07 correction 2'])
    expect(await remindedOf('soon')).toEqual([])
    await sendWaiting(gateway, 'test')
    const said = (await gateway.store.notifications.ofCase('late')).find(({ template }) => template === 'correctionDue')
    expect(said?.shown).toMatch(/^【武侯通办】提醒：劳务派遣许可（尾号late）补正3月9日到期，还差3项。如有困难请致电/)
    expect(told.every(({ text }) => !text.includes('成都示例'))).toBe(true)
  })
})

describe('days before an end', () => {
  it('are refused where they are not from many to few', () => {
    const { reminders } = projectDefinitions()
    const read = readReminderPlan({ ...reminders, licence: [30, 60] })
    expect(read.ok ? [] : read.faults.map(({ path }) => path)).toEqual(['licence'])
    expect(readReminderPlan({ ...reminders, relocation: { ...reminders?.relocation, basis: '' } }).ok).toBe(false)
  })
})
