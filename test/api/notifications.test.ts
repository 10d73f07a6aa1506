import { describe, expect, it } from 'vitest'
import { hashToken } from '../../api/access.ts'
import { createApi } from '../../api/app.ts'
import { newCaseStatements } from '../../core/case/chain.ts'
import { changeCase } from '../../core/case/commit.ts'
import { sendWaiting } from '../../core/notifications/outbox.ts'
import type { Staff } from '../../core/store/people.ts'
import { m02Form } from '../form/samples/m02.ts'
import { caseOf } from '../store/sample-rows.ts'
import { gatewayInMemory } from '../support/gateway-in-memory.ts'

const NOBODY = { send: () => Promise.reject(new Error('nothing is sent')) }
const PEOPLE: readonly Staff[] = [
  { id: 'w1', name: '窗口示例一', roles: ['window'], matters: [] },
  { id: 'l1', name: '负责人示例', roles: ['supervisor'], matters: [] },
  { id: 'a1', name: '审计员示例', roles: ['auditor'], matters: [] },
]
const tokenOf = (id: string) => `token-of-${id}-000000000000`

/** A case that was sent off, corrected and granted a licence that ends soon. */
async function start() {
  const sms = { send: async () => ({ is: 'taken', receipt: 'r-1' }) as const }
  const { gateway, clock } = await gatewayInMemory('2026-03-02T10:00:00+08:00', {}, NOBODY, { sms })
  for (const person of PEOPLE)
    await gateway.store.people.addWithToken(person, hashToken(tokenOf(person.id)), clock.now())
  const api = createApi(gateway, { schemaNumber: async () => 1, processMetrics: async () => '' })
  const value = caseOf('told', { matter: 'M02', form: m02Form({ 'reissue.kind': '4' }) })
  const event = { type: 'submitted', status: 'QUEUED', at: clock.now(), actor: 'gateway', data: {} } as const
  await gateway.store.commit(newCaseStatements(gateway, value, [event]).statements)
  await changeCase(
    gateway,
    () => gateway.store.cases.byId('told'),
    async (found) => ({
      events: [{ ...event, type: 'progress', status: 'CERTIFYING' }],
      value: { ...found, status: 'CERTIFYING', memo: { licence: { typeCode: 'T', no: 'N-1', validTo: '2026-04-30' } } },
      statements: [],
      answer: null,
    }),
  )
  return {
    gateway,
    async ask(who: string, path: string) {
      const response = await api.request(path, { headers: { authorization: `Bearer ${tokenOf(who)}` } })
      return { status: response.status, text: await response.clone().text(), body: await response.json() }
    },
  }
}

describe('text messages, by the API', () => {
  it('are shown of a case and by state, the number masked while they wait and after they were sent', async () => {
    const { gateway, ask } = await start()
    const waiting = await ask('w1', '/api/cases/WH510107told/notifications')
    expect(waiting.body).toMatchObject({
      notifications: [{ template: 'collected', phone: '138****0005', state: 'waiting', stateText: '待发' }],
    })
    await sendWaiting(gateway, 'test')
    const sent = await ask('a1', '/api/notifications?state=sent')
    expect(sent.body).toMatchObject({ notifications: [{ state: 'sent', receipt: 'r-1', nextAt: null }], cursor: null })
    expect((await ask('w1', '/api/notifications?state=expired')).body).toMatchObject({ notifications: [] })
    expect(`${waiting.text}${sent.text}`).not.toContain('13800000005')
    expect((await ask('w1', '/api/notifications?state=lost')).status).toBe(400)
  })
})

describe('what ends soon, by the API', () => {
  it('is listed by when it ends, with the next reminder, within the days asked for', async () => {
    const { ask } = await start()
    expect((await ask('w1', '/api/reminders')).body).toEqual({
      reminders: [
        {
          kind: 'licence',
          kindText: '证照到期',
          caseNo: 'WH510107told',
          matter: 'M02',
          region: '130000',
          endsOn: '2026-04-30',
          daysLeft: 59,
          nextAt: '2026-03-31T00:00:00+08:00',
        },
      ],
      cursor: null,
    })
    expect((await ask('w1', '/api/reminders?within=58')).body).toMatchObject({ reminders: [] })
    expect((await ask('w1', '/api/reminders?kind=correction')).body).toMatchObject({ reminders: [] })
    const page = (await ask('w1', '/api/reminders?limit=1')).body as { cursor: string }
    expect((await ask('w1', `/api/reminders?limit=1&cursor=${page.cursor}`)).body).toMatchObject({ reminders: [] })
  })
})

describe('companies that may move away, by the API', () => {
  it('are shown to the supervisor alone, with law and purpose, and every look is recorded', async () => {
    const { gateway, ask } = await start()
    const seen = await ask('l1', '/api/relocation-warnings')
    expect(seen.body).toMatchObject({
      purpose: expect.stringContaining('不得用于阻止'),
      warnings: [{ caseNo: 'WH510107told', uscc: '91510107MA0000007C', basis: expect.stringContaining('第二十七条') }],
    })
    for (const other of ['w1', 'a1']) expect((await ask(other, '/api/relocation-warnings')).status).toBe(403)
    const looks = await gateway.store.audit.list({ action: 'relocation.read' }, undefined, 10)
    expect(looks.map(({ actor, facts }) => [actor, facts])).toEqual([['staff:l1', { rows: 1 }]])
  })
})
