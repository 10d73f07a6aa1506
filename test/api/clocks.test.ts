import { beforeAll, describe, expect, it } from 'vitest'
import { createApi } from '../../api/app.ts'
import { clockListAnswer, clocksAnswer } from '../../api/clock-answers.ts'
import { clockWatch } from '../../core/clock/watch.ts'
import { m09Form } from '../form/samples/m09.ts'
import { HANDLER, openJointGateway, tokenOf, WINDOW } from '../support/joint-gateway.ts'

const HOUR_MS = 3_600_000

describe('clocks, as the API shows them', () => {
  let joint: Awaited<ReturnType<typeof openJointGateway>>
  let no = ''
  let leg = ''
  const get = async (path: string, who = WINDOW) => {
    const api = createApi(joint.gateway, { schemaNumber: async () => 1, processMetrics: async () => '' })
    const response = await api.request(path, { headers: { authorization: `Bearer ${tokenOf(who)}` } })
    return { status: response.status, body: await response.json() }
  }

  beforeAll(async () => {
    joint = await openJointGateway()
    no = await joint.apply('M09', m09Form())
    leg = (await joint.legOf(no, 'permit')).no
  })

  it('tell of a case who must act, since when, by which event, and every stage’s limit', async () => {
    joint.clock.advance(2 * HOUR_MS)
    const shown = clocksAnswer.parse((await get(`/api/cases/${leg}/clocks`)).body)
    expect(shown.ball).toEqual({
      with: 'handler',
      name: '本地经办',
      who: HANDLER.id,
      since: '2026-03-02T10:00:00+08:00',
      event: { seq: 1, type: 'received', actor: 'gateway' },
    })
    expect(shown).toMatchObject({ colour: 'normal', dueAt: '2026-03-03T23:59:59+08:00', spentSeconds: 7_200 })
    expect(shown.clocks.find(({ stage }) => stage === 'accept')).toMatchObject({
      state: 'running',
      statutory: { limit: { value: 5, unit: 'G' }, endsAt: '2026-03-09T23:59:59+08:00' },
    })
    expect(shown.stages).toEqual([{ stage: 'sign', name: '签收', spentSeconds: 7_200 }])
  })

  it('go on with the case', async () => {
    await joint.step(no, 'permit', { step: 'accept' })
    const shown = clocksAnswer.parse((await get(`/api/cases/${leg}/clocks`)).body)
    expect(shown.clocks.map(({ stage, state }) => `${stage} ${state}`)).toEqual([
      'sign ended',
      'accept ended',
      'review running',
    ])
    expect(await get('/api/cases/none/clocks')).toMatchObject({ status: 404, body: { code: 'case-unknown' } })
  })

  it('list the cases that wait for their answer, the first due first, by colour and by page', async () => {
    await joint.apply('M09', m09Form())
    joint.clock.advance(5_000)
    await clockWatch(joint.gateway, 'test').work()
    const all = clockListAnswer.parse((await get('/api/clocks')).body)
    const times = all.cases.map(({ dueAt }) => dueAt ?? '9999')
    expect(times.length).toBe(4)
    expect(times).toEqual([...times].sort())
    const first = clockListAnswer.parse((await get('/api/clocks?limit=3')).body)
    const rest = clockListAnswer.parse((await get(`/api/clocks?limit=3&cursor=${first.cursor}`)).body)
    expect([...first.cases, ...rest.cases]).toEqual(all.cases)
    expect(clockListAnswer.parse((await get('/api/clocks?colour=red')).body).cases).toEqual([])
    expect(clockListAnswer.parse((await get('/api/clocks?mine=true', HANDLER)).body).cases).toHaveLength(2)
    expect(await get('/api/clocks?colour=pink')).toMatchObject({ status: 400, body: { code: 'body-invalid' } })
  })
})
