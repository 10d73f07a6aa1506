import { describe, expect, it } from 'vitest'
import { PROTOCOLS } from '../../adapters/index.ts'
import { requireRoute } from '../../core/case/check.ts'
import type { Gateway } from '../../core/gateway.ts'
import { projectDefinitions } from '../support/definitions.ts'

const definitions = projectDefinitions()

describe('an agreement that is suspended', () => {
  it('takes no case at the window, and says why', () => {
    const regions = definitions.regions.map((region) => ({
      ...region,
      agreement: { ...region.agreement, suspended: '双方正在换钥' },
    }))
    const gateway = {
      matters: new Map(definitions.matters.map((one) => [one.id, one])),
      regions: new Map(regions.map((one) => [one.code, one])),
      clock: { now: () => Date.parse('2026-03-02T09:15:00+08:00') },
    } as unknown as Gateway
    const route = { matter: 'M07', region: '540000', mode: '1', direction: 'out' } as const
    expect(() => requireRoute(gateway, route)).toThrow(
      expect.objectContaining({ code: 'agreement-suspended', detail: expect.stringContaining('双方正在换钥') }),
    )
  })
  it('is that of no region', () => {
    expect(definitions.regions.filter(({ agreement }) => agreement.suspended !== undefined)).toEqual([])
  })
})

describe('rows of an exchange database', () => {
  it('are refused where they are no rows, or their form is none', () => {
    const region = definitions.regions.find(({ code }) => code === '320000')
    const adapter = PROTOCOLS.find(({ name }) => name === 'exchange-tables')
    const options = adapter?.readOptions(region?.options)
    if (!adapter || !options?.ok) throw new Error('no adapter')
    const setting = { region: '320000', options: options.value, home: definitions.home }
    const decode = (rows: object | string) => {
      const text = typeof rows === 'string' ? rows : JSON.stringify(rows)
      const read = adapter.decode(new TextEncoder().encode(text), 'apply', 'M07', setting)
      return read.ok ? read.value : read.faults.map(({ path }) => path)
    }
    const stuff = '<STUFFS></STUFFS>'
    expect(decode('[]')).toEqual([''])
    expect(decode({ other: {} })).toEqual(['other'])
    expect(decode({ inf_apply: { form: '<!DOCTYPE F><F/>', stuff } })).toEqual(['inf_apply.form'])
    expect(decode({ inf_apply: { form: '<F><x>1</x></F>', stuff } })).toEqual(['inf_apply.form'])
    expect(decode({ inf_apply: { form: '<F><XM>1</XM></F>', stuff: '<A/>' } })).toEqual(['inf_apply.stuff'])
    const rare = (place: string) =>
      `<F><XM>张＊</XM><SPZ><ROW><LJ>${place}</LJ><WZ>2</WZ><MD>U+20164</MD></ROW></SPZ></F>`
    expect(decode({ inf_apply: { form: rare('F/XM'), stuff } })).toEqual({
      inf_apply: {},
      F: { XM: '张𠅤' },
      STUFFS: [],
    })
    expect(decode({ inf_apply: { form: rare('F/QT'), stuff } })).toEqual(['inf_apply.form'])
    expect(decode({ inf_apply: { form: rare('F/__proto__/XM'), stuff } })).toEqual(['inf_apply.form'])
  })
})
