import { beforeAll, describe, expect, it } from 'vitest'
import { createApi } from '../../api/app.ts'
import { indicatorAnswer } from '../../api/indicator-answers.ts'
import { newCaseStatements } from '../../core/case/chain.ts'
import type { EventFacts } from '../../core/case/event.ts'
import { INDICATORS } from '../../core/indicators/catalogue.ts'
import { countIndicators } from '../../core/indicators/count.ts'
import { msOf } from '../clock/course.ts'
import { caseOf } from '../store/sample-rows.ts'
import { gatewayInMemory } from '../support/gateway-in-memory.ts'
import { enrol, TOKENS } from '../support/people.ts'

describe('figures over the API', () => {
  let get: (path: string, role?: keyof typeof TOKENS) => Promise<Response>
  beforeAll(async () => {
    const { gateway } = await gatewayInMemory(
      '2026-03-20T09:00:00+08:00',
      {},
      {
        send: () => Promise.reject(new Error('none')),
      },
    )
    await enrol(gateway.store)
    const api = createApi(gateway, { schemaNumber: async () => 0, processMetrics: async () => '' })
    get = async (path, role = 'supervisor') =>
      api.fetch(
        new Request(`https://gateway.wuhou.example${path}`, { headers: { authorization: `Bearer ${TOKENS[role]}` } }),
      )
    const facts = (at: string, type: EventFacts['type'], status: EventFacts['status']): EventFacts => ({
      type,
      status,
      at: msOf(at),
      actor: 'gateway',
      data: {},
    })
    for (const [id, region] of [
      ['i1', '130000'],
      ['i2', '500000'],
    ] as const) {
      const value = caseOf(id, { region, status: 'COMPLETED' })
      const steps = [
        facts('03-02 09:00', 'submitted', 'QUEUED'),
        facts('03-02 10:00', 'progress', 'ACCEPTED'),
        facts('03-02 11:00', 'progress', 'COMPLETED'),
      ]
      await gateway.store.commit(newCaseStatements(gateway, value, steps).statements)
    }
    expect(await countIndicators(gateway)).toBe(true)
  })

  it('come with formula, numerator and denominator, at least thirty of them, for this month where nobody says', async () => {
    const report = indicatorAnswer.parse(await (await get('/api/indicators')).json())
    expect(report).toMatchObject({ from: '2026-03-01', to: '2026-03-20', countedUntil: '2026-03-20T09:00:00+08:00' })
    expect(report.indicators.length).toBeGreaterThanOrEqual(30)
    expect(new Set(report.indicators.map(({ id }) => id)).size).toBe(INDICATORS.length)
    const at = report.indicators.findIndex(({ id }) => id === 'first-pass')
    expect(report.indicators[at]?.formula).toBe(
      '没有补正、没有被退回就办结的办件数 ÷ 有了结果的办件数(办结、不予许可、不予受理、退件) × 100%',
    )
    expect(report.all[at]).toEqual({ id: 'first-pass', value: 100, numerator: 2, denominator: 2, reaches: null })
    expect(report.all.find(({ id }) => id === 'exempt-share')).toMatchObject({ value: null, reaches: null })
    expect(report.all.find(({ id }) => id === 'law-on-time')).toMatchObject({ value: 100, reaches: true })
  })

  it('are kept apart by region, by their names, and narrowed to one', async () => {
    const report = indicatorAnswer.parse(await (await get('/api/indicators?by=region')).json())
    expect(report.groups.map(({ group, name }) => [group, name])).toEqual([
      ['130000', '河北省'],
      ['500000', '重庆市'],
    ])
    const one = indicatorAnswer.parse(await (await get('/api/indicators?region=130000&from=2026-01-01')).json())
    expect(one.all.find(({ id }) => id === 'submitted')?.value).toBe(1)
  })

  it('are given as CSV, a line each', async () => {
    const response = await get('/api/indicators/csv?by=region')
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    const lines = (await response.text()).trim().split('\r\n')
    expect(lines).toHaveLength(1 + 3 * INDICATORS.length)
    expect(lines[0]).toContain('起,止,地区,编号,指标,值,单位,分子,分母,公式,目标,达标')
    expect(lines.find((line) => line.includes('河北省,answered,'))).toBe(
      '2026-03-01,2026-03-20,河北省,answered,办结量,1,,1,,有了结果的办件数(办结、不予许可、不予受理、退件),,',
    )
  })

  it('are refused where what is asked for is none, with the name of the field', async () => {
    for (const query of [
      'from=2026-02-30',
      'from=2026-03-20&to=2026-03-01',
      'by=handler',
      'region=%27',
      'from=1900-01-01',
    ])
      expect((await get(`/api/indicators?${query}`)).status, query).toBe(400)
    const late = (await (await get('/api/indicators?from=2026-03-20&to=2026-03-01')).json()) as { detail: string }
    expect(late.detail).toBe('期间的起日 2026-03-20 晚于止日 2026-03-01')
  })

  it('are not for a window', async () => {
    expect((await get('/api/indicators', 'window')).status).toBe(403)
    expect((await get('/api/indicators/csv', 'handler')).status).toBe(403)
  })
})
