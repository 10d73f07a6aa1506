import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import type { Gateway } from '../core/gateway.ts'
import { fillValue, registryFiguresCsv } from '../core/indicators/filled-values.ts'
import { importRegistry, registryReport } from '../core/indicators/import-registry.ts'
import { registryCsv, registryTemplate } from '../core/indicators/registry.ts'
import { indicatorReport, reportCsv } from '../core/indicators/report.ts'
import { toTime } from '../core/time.ts'
import { allow, type Signed } from './access.ts'
import { describe } from './describe.ts'
import {
  filledAnswer,
  filledBody,
  indicatorAnswer,
  indicatorQuery,
  registryAnswer,
  registryBody,
  registryImportAnswer,
} from './indicator-answers.ts'
import { refuseBody } from './problem.ts'

const TAG = '指标'

/** Figures with their formulas. */
export function indicatorRoutes(gateway: Gateway) {
  return new Hono<Signed>()
    .get(
      '/',
      describe(TAG, '一段时间的指标、公式、分子与分母;可按月份、地区、事项分开列', {
        answers: { 200: ['指标', indicatorAnswer] },
        codes: ['body-invalid'],
        roles: true,
      }),
      allow('indicator.read'),
      validator('query', indicatorQuery, refuseBody),
      async (c) => c.json(await indicatorReport(gateway, c.req.valid('query'))),
    )
    .get(
      '/csv',
      describe(TAG, '同样的指标,CSV(UTF-8)', {
        answers: { 200: ['一行一个指标', 'csv'] },
        codes: ['body-invalid'],
        roles: true,
      }),
      allow('indicator.read'),
      validator('query', indicatorQuery, refuseBody),
      async (c) => {
        const report = await indicatorReport(gateway, c.req.valid('query'))
        return c.body(reportCsv(report), 200, {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="indicators-${report.from}-${report.to}.csv"`,
        })
      },
    )
    .get(
      '/registry',
      describe(TAG, '指标登记表:每一项由网关计算(给出一段时间的值与公式),或手工填报', {
        answers: { 200: ['登记表', registryAnswer] },
        codes: ['body-invalid'],
        roles: true,
      }),
      allow('indicator.read'),
      validator('query', indicatorQuery, refuseBody),
      async (c) => c.json(await registryReport(gateway, c.req.valid('query'))),
    )
    .get(
      '/registry/csv',
      describe(TAG, '登记表,可改了再导入;还没有导入过的,给出网关计算的全部指标作样表', {
        answers: { 200: ['登记表', 'csv'] },
        roles: true,
      }),
      allow('indicator.read'),
      async (c) => {
        const rows = await gateway.store.indicatorRegistry.list()
        return c.body(registryCsv(rows.length > 0 ? rows : registryTemplate()), 200, {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': 'attachment; filename="indicator-registry.csv"',
        })
      },
    )
    .get(
      '/registry/figures/csv',
      describe(TAG, '登记表各项在一段时间的值,CSV:网关计算的,和手工填报的期间、依据、填报人', {
        answers: { 200: ['一行一个指标', 'csv'] },
        codes: ['body-invalid'],
        roles: true,
      }),
      allow('indicator.read'),
      validator('query', indicatorQuery, refuseBody),
      async (c) => {
        const { from, to, registry } = await registryReport(gateway, c.req.valid('query'))
        return c.body(registryFiguresCsv(registry), 200, {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="indicator-figures-${from}-${to}.csv"`,
        })
      },
    )
    .post(
      '/registry/values',
      describe(TAG, '填报一项指标一期的值和依据;同一期再填的另记一次,以最后一次为准。记入审计', {
        answers: { 201: ['填报了', filledAnswer] },
        codes: ['body-invalid', 'not-found', 'state-conflict'],
        roles: true,
        json: true,
      }),
      allow('indicator.fill'),
      validator('json', filledBody, refuseBody),
      async (c) => {
        const { actor: _, at, ...filled } = await fillValue(gateway, c.req.valid('json'), c.get('staff'))
        return c.json({ ...filled, at: toTime(at) }, 201)
      },
    )
    .post(
      '/registry',
      describe(TAG, '导入指标登记表,代替原来的;有一处不对就都不导入,逐行说明。导入记入审计', {
        answers: { 200: ['导入了多少', registryImportAnswer] },
        codes: ['registry-invalid'],
        roles: true,
        json: true,
      }),
      allow('indicator.import'),
      validator('json', registryBody, refuseBody),
      async (c) => c.json(await importRegistry(gateway, c.req.valid('json'), c.get('staff'))),
    )
}
