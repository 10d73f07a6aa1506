import { beforeAll, describe, expect, it } from 'vitest'
import { createApi } from '../../api/app.ts'
import { filledAnswer, registryAnswer } from '../../api/indicator-answers.ts'
import { readCsvRows } from '../../core/csv-rows.ts'
import { INDICATORS } from '../../core/indicators/catalogue.ts'
import { MANUAL, readRegistry, registryCsv, registryTemplate } from '../../core/indicators/registry.ts'
import { gatewayInMemory } from '../support/gateway-in-memory.ts'
import { enrol, TOKENS } from '../support/people.ts'

const HEAD = '编号,名称,板块,来源,单位,口径,周期'
const faultsOf = (csv: string) => {
  const read = readRegistry(csv)
  return read.ok ? [] : read.faults.map(({ path, message }) => `${path} ${message}`)
}

/** A registry of 415: what the gateway makes, the rest by hand. */
const lines = Array.from({ length: 415 }, (_, index) => {
  const source = INDICATORS[index]?.id ?? MANUAL
  return `B${String(index + 1).padStart(3, '0')},"示例指标, 第 ${index + 1} 项",板块${(index % 3) + 1},${source},%,,月`
})

describe('rows of a CSV file', () => {
  it('are read with commas, quotes and line ends within quotes, and the line on which each begins', () => {
    expect(readCsvRows('\ufeffa,b\r\n"x, ""y""","1\r\n2"\r\n\r\nlast,\n')).toEqual({
      rows: [
        { line: 1, cells: ['a', 'b'] },
        { line: 2, cells: ['x, "y"', '1\n2'] },
        { line: 5, cells: ['last', ''] },
      ],
      fault: null,
    })
  })

  it('end where a quote is not closed, or something follows it', () => {
    expect(readCsvRows('a\n"b').fault).toEqual({ line: 2, is: 'unclosed' })
    expect(readCsvRows('a\nb\n"c"d').fault).toEqual({ line: 3, is: 'behind-quote' })
  })
})

describe('a registry of indicators', () => {
  it('is read with 415 rows, each made by the gateway or filled in by hand', () => {
    const read = readRegistry([HEAD, ...lines].join('\r\n'))
    if (!read.ok) throw new Error(JSON.stringify(read.faults))
    expect(read.value).toHaveLength(415)
    expect(read.value.filter(({ indicator }) => indicator !== null)).toHaveLength(INDICATORS.length)
    expect(read.value[0]).toEqual({
      code: 'B001',
      name: '示例指标, 第 1 项',
      section: '板块1',
      indicator: 'submitted',
      unit: '%',
      note: '',
      cycle: '月',
    })
  })

  it('is the same again after it was written and read; its template names every figure of ours', () => {
    const rows = [{ ...(registryTemplate()[0] ?? fail()), note: '=1+1' }, ...registryTemplate().slice(1)]
    const read = readRegistry(registryCsv(rows))
    expect(read.ok && read.value).toEqual(rows)
    expect(rows.map(({ indicator }) => indicator)).toEqual(INDICATORS.map(({ id }) => id))
  })

  it('tells what is wrong by line and column, all of it at once', () => {
    const csv = [
      HEAD,
      'A1,甲,一,on-time,,,',
      'A1,,一,手工填报,,,',
      'A 3,丙,一,on-tmie,,,',
      'A4,丁',
      `A5,${'长'.repeat(101)},一,手工填报,,,`,
    ]
    expect(faultsOf(csv.join('\n'))).toEqual([
      'lines.3.名称 第 3 行的“名称”是空的',
      'lines.3.编号 第 3 行的编号“A1”与第 2 行相同',
      'lines.4.编号 第 4 行的“编号”只能用文字、数字、点、横线和下划线',
      'lines.4.来源 第 4 行的来源“on-tmie”不是网关计算的指标',
      'lines.5. 第 5 行有 2 格,标题有 7 格',
      'lines.5.板块 第 5 行的“板块”是空的',
      'lines.5.来源 第 5 行的“来源”是空的',
      'lines.6.名称 第 6 行的“名称”超过 100 个字',
    ])
    const read = readRegistry(csv.join('\n'))
    expect(read.ok ? '' : read.faults.find(({ path }) => path === 'lines.4.来源')?.fix).toContain('是不是“on-time”')
  })

  it('tells what is wrong with its titles, or that it is empty, or too long', () => {
    expect(faultsOf('')).toEqual(['lines.1 文件是空的'])
    expect(faultsOf(HEAD)).toEqual(['lines.2 只有标题,没有指标'])
    expect(faultsOf('编号,名称,板块,板块,负责人\nA,b,c,c,d')).toEqual([
      'lines.1 标题里缺少“来源”一列',
      'lines.1 不认识“负责人”一列',
      'lines.1 “板块”一列有两个',
    ])
    expect(faultsOf([HEAD, ...Array.from({ length: 2_001 }, (_, at) => `A${at},a,b,手工填报,,,`)].join('\n'))).toEqual([
      'lines 有 2001 行,一次最多 2000 行',
    ])
    expect(faultsOf(`${HEAD}\nA1,"甲`)).toEqual(['lines.2 引号没有配对'])
  })
})

function fail(): never {
  throw new Error('no row')
}

describe('the registry over the API', () => {
  let ask: (method: string, path: string, role: keyof typeof TOKENS, body?: object) => Promise<Response>
  let store: Awaited<ReturnType<typeof gatewayInMemory>>['gateway']['store']
  beforeAll(async () => {
    const { gateway } = await gatewayInMemory(
      '2026-03-20T09:00:00+08:00',
      {},
      {
        send: () => Promise.reject(new Error('none')),
      },
    )
    store = gateway.store
    await enrol(store)
    const api = createApi(gateway, { schemaNumber: async () => 0, processMetrics: async () => '' })
    ask = async (method, path, role, body) =>
      api.fetch(
        new Request(`https://gateway.wuhou.example/api/indicators/registry${path}`, {
          method,
          headers: {
            authorization: `Bearer ${TOKENS[role]}`,
            ...(body ? { 'content-type': 'application/json' } : {}),
          },
          ...(body ? { body: JSON.stringify(body) } : {}),
        }),
      )
  })
  const csv = [HEAD, ...lines].join('\n')

  it('is checked without being taken, then taken whole, recorded, and shown with our figures', async () => {
    const checked = await ask('POST', '', 'admin', { csv, check: true })
    expect(await checked.json()).toEqual({ rows: 415, computed: 60, manual: 355, imported: false })
    expect(await store.indicatorRegistry.list()).toEqual([])
    expect(await (await ask('POST', '', 'admin', { csv })).json()).toMatchObject({ rows: 415, imported: true })
    const shown = registryAnswer.parse(await (await ask('GET', '', 'supervisor')).json())
    expect(shown).toMatchObject({ rows: 415, computed: INDICATORS.length, manual: 415 - INDICATORS.length })
    expect(shown.registry[0]).toMatchObject({
      code: 'B001',
      indicator: 'submitted',
      value: 0,
      formula: '收件报送的办件数',
    })
    expect(shown.registry.at(-1)).toMatchObject({ code: 'B415', indicator: null, value: null, formula: null })
    const [entry] = await store.audit.list({ action: 'indicator.import' }, undefined, 1)
    expect(entry).toMatchObject({ actor: 'staff:admin1', facts: { rows: 415 } })
  })

  it('keeps what it was where a line of the next is wrong, and names the line', async () => {
    const refused = await ask('POST', '', 'admin', { csv: `${HEAD}\nA1,甲,一,nothing,,,` })
    const problem = (await refused.json()) as { code: string; detail: string; errors: { pointer: string }[] }
    expect([refused.status, problem.code, problem.detail]).toEqual([
      422,
      'registry-invalid',
      '登记表有 1 处问题,没有导入',
    ])
    expect(problem.errors[0]).toMatchObject({ pointer: '/lines/2/来源' })
    expect(await store.indicatorRegistry.list()).toHaveLength(415)
  })

  it('takes what people fill in for a period with where it comes from, keeps every word of it, and shows the newest', async () => {
    const fill = (body: object, role: keyof typeof TOKENS = 'supervisor') => ask('POST', '/values', role, body)
    const first = { code: 'B415', period: '2026-03', value: 87.5, source: '政务办月报' }
    expect((await fill(first, 'window')).status).toBe(403)
    expect(filledAnswer.parse(await (await fill(first)).json())).toMatchObject({ ...first, seq: 1 })
    expect(await (await fill({ ...first, value: -3, source: '更正' }, 'admin')).json()).toMatchObject({ seq: 2 })
    await fill({ ...first, period: '2026-Q1', value: 80 })
    await fill({ ...first, period: '2025', value: 70 })
    const shown = async (query: string) => {
      const report = registryAnswer.parse(await (await ask('GET', query, 'auditor')).json())
      return report.registry.find(({ code }) => code === 'B415')
    }
    expect(await shown('')).toMatchObject({ value: -3, filled: { period: '2026-03', source: '更正' } })
    expect(await shown('?from=2026-01-01&to=2026-02-28')).toMatchObject({ value: 80, filled: { period: '2026-Q1' } })
    expect(await shown('?from=2025-07-01&to=2025-07-31')).toMatchObject({ value: 70, filled: { period: '2025' } })
    expect(await shown('?from=2024-07-01&to=2024-07-31')).toMatchObject({ value: null, filled: null })
    const file = await (await ask('GET', '/figures/csv?from=2026-01-01&to=2026-02-28', 'auditor')).text()
    expect(file).toContain(`B415,"示例指标, 第 415 项",板块1,手工填报,80,%,2026-Q1,政务办月报,staff:`)
    expect(await store.filledValues.all()).toHaveLength(4)
  })

  it('refuses a value of what the gateway computes, of no row, of no period, and without a source, naming the field', async () => {
    const of = async (body: object) => {
      const whole = { code: 'B415', period: '2026-03', value: 1, source: '月报', ...body }
      const answer = await ask('POST', '/values', 'admin', whole)
      const { errors = [] } = (await answer.json()) as { errors?: { pointer: string }[] }
      return [answer.status, ...errors.map(({ pointer }) => pointer)]
    }
    expect(await of({ code: 'B001' })).toEqual([409])
    expect(await of({ code: 'nothing' })).toEqual([404])
    expect(await of({ period: '2026-13' })).toEqual([400, '/period'])
    expect(await of({ source: '  ' })).toEqual([400, '/source'])
    expect(await of({ value: 1e12 })).toEqual([400, '/value'])
    expect(await of({ source: '甲\u202e乙' })).toEqual([400, '/source'])
  })

  it('is replaced by the next, and imported by administrators alone', async () => {
    expect((await ask('POST', '', 'supervisor', { csv })).status).toBe(403)
    expect((await ask('POST', '', 'admin', { csv: `${HEAD}\nA1,甲,一,手工填报,,,` })).status).toBe(200)
    expect((await store.indicatorRegistry.list()).map(({ code }) => code)).toEqual(['A1'])
    const file = await ask('GET', '/csv', 'auditor')
    expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(await file.text()).toContain('A1,甲,一,手工填报,,,')
  })
})
