import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import { recordAudit } from '../core/audit-trail.ts'
import { exportCases } from '../core/case/export-cases.ts'
import { findCases } from '../core/case/find-cases.ts'
import type { Gateway } from '../core/gateway.ts'
import type { CaseFilter, CaseHead } from '../core/store/case-lists.ts'
import type { Staff } from '../core/store/people.ts'
import { DAY_MS, startOfDate, toCompactDate } from '../core/time.ts'
import { allow, type Signed } from './access.ts'
import { caseListAnswer, foundCasesAnswer } from './answers.ts'
import { type CaseFilterInput, caseFilterBody, caseQuery, caseSearchBody } from './bodies.ts'
import { summary } from './case-routes.ts'
import { nextCursor, readCursor } from './cursor.ts'
import { describe } from './describe.ts'
import { refuseBody } from './problem.ts'
import { toStream } from './stream.ts'

const CASE = '办件'

/** Cases by the page, found, and taken along as a file. */
export function caseListRoutes(gateway: Gateway) {
  return new Hono<Signed>()
    .get(
      '/',
      describe(CASE, '办件列表,按收件时间;条件可以叠加', {
        answers: { 200: ['一页办件与下一页的 cursor', caseListAnswer] },
        codes: ['body-invalid'],
        roles: true,
      }),
      validator('query', caseQuery, refuseBody),
      async (c) => {
        const { cursor, limit, order, ...filter } = c.req.valid('query')
        const after = cursor === undefined ? {} : { after: readCursor(cursor) }
        const cases = await gateway.store.caseLists.list(toFilter(filter, c.get('staff')), { limit, order, ...after })
        return c.json({ cases: cases.map(listed), cursor: nextCursor(cases, limit, ({ createdAt }) => createdAt) })
      },
    )
    .post(
      '/search',
      describe(
        CASE,
        '查找办件:办件编号、对方编号、申请人证件号码、手机号码、姓名,或企业名称的开头;新的在前,查找记入审计',
        {
          answers: { 200: ['找到的办件', foundCasesAnswer] },
          codes: ['key-missing'],
          roles: true,
          json: true,
        },
      ),
      validator('json', caseSearchBody, refuseBody),
      async (c) => {
        const { text, limit } = c.req.valid('json')
        const { cases, by, more } = await findCases(gateway, text, limit)
        await recordAudit(gateway, c.get('staff'), 'case.search', { facts: { by: [...by], found: cases.length } })
        return c.json({ cases: cases.map((one) => ({ ...listed(one), foundBy: one.foundBy })), by: [...by], more })
      },
    )
    .post(
      '/export',
      describe(CASE, '导出办件清单(CSV,UTF-8),申请人姓名遮盖;导出记入审计', {
        answers: { 200: ['逐行送出的 CSV', 'csv'] },
        roles: true,
        json: true,
      }),
      allow('case.export'),
      validator('json', caseFilterBody, refuseBody),
      (c) => {
        const lines = exportCases(gateway, toFilter(c.req.valid('json'), c.get('staff')), c.get('staff'))
        return c.body(toStream(lines), 200, {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="cases-${toCompactDate(gateway.clock.now())}.csv"`,
        })
      },
    )
}

function toFilter({ status, mine, attention, from, to, ...same }: CaseFilterInput, staff: Staff): CaseFilter {
  return {
    ...same,
    ...(status === undefined ? {} : { statuses: [...new Set([status].flat())] }),
    ...(mine === 'true' ? { mine: staff.id } : {}),
    ...(attention === 'true' ? { attention: true } : {}),
    ...(from === undefined ? {} : { from: startOfDate(from) }),
    ...(to === undefined ? {} : { until: startOfDate(to) + DAY_MS }),
  }
}

/** A case as lists show it. */
export function listed(value: CaseHead) {
  return { ...summary(value), applicant: value.applicant }
}
