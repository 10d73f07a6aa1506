import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import type { z } from 'zod'
import { recordAudit } from '../core/audit-trail.ts'
import { toCsvLine } from '../core/csv.ts'
import type { Gateway } from '../core/gateway.ts'
import type { AuditFilter } from '../core/store/audit.ts'
import { AUDIT_ACTIONS } from '../core/store/audit-actions.ts'
import type { PageEnd } from '../core/store/page.ts'
import type { Staff } from '../core/store/people.ts'
import { DAY_MS, startOfDate, toCompactDate, toTime } from '../core/time.ts'
import { allow, type Signed } from './access.ts'
import { auditAnswer } from './answers.ts'
import { auditFilterBody, auditQuery } from './bodies.ts'
import { nextCursor, readCursor } from './cursor.ts'
import { describe } from './describe.ts'
import { refuseBody } from './problem.ts'
import { toStream } from './stream.ts'

/** rows that an export asks for at a time */
const AT_ONCE = 200

/** Who did what beside the cases' own events. */
export function auditRoutes(gateway: Gateway) {
  return new Hono<Signed>()
    .get(
      '/',
      describe('审计', '审计记录,新的在前', {
        answers: { 200: ['一页记录与下一页的 cursor', auditAnswer] },
        codes: ['body-invalid'],
        roles: true,
      }),
      allow('audit.read'),
      validator('query', auditQuery, refuseBody),
      async (c) => {
        const { cursor, limit, ...asked } = c.req.valid('query')
        const before = cursor === undefined ? undefined : readCursor(cursor)
        const found = await gateway.store.audit.list(toFilter(asked), before, limit)
        const entries = found.map(({ at, ...entry }) => ({
          ...entry,
          actionText: AUDIT_ACTIONS[entry.action],
          at: toTime(at),
        }))
        return c.json({ entries, cursor: nextCursor(found, limit, ({ at }) => at) })
      },
    )
    .post(
      '/export',
      describe('审计', '导出审计记录(CSV,UTF-8);导出本身记入审计', {
        answers: { 200: ['逐行送出的 CSV', 'csv'] },
        roles: true,
        json: true,
      }),
      allow('audit.read'),
      validator('json', auditFilterBody, refuseBody),
      async (c) => {
        const asked = c.req.valid('json')
        const lines = exportAudit(gateway, toFilter(asked), c.get('staff'), Object.keys(asked))
        return c.body(toStream(lines), 200, {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="audit-${toCompactDate(gateway.clock.now())}.csv"`,
        })
      },
    )
}

function toFilter({ from, to, staff, action, object }: z.output<typeof auditFilterBody>): AuditFilter {
  return {
    actor: staff === undefined ? undefined : `staff:${staff}`,
    action,
    object,
    from: from === undefined ? undefined : startOfDate(from),
    until: to === undefined ? undefined : startOfDate(to) + DAY_MS,
  }
}

/** The records as they are when it begins, newest first; that somebody took them along is put on record before the first line. */
async function* exportAudit(gateway: Gateway, filter: AuditFilter, staff: Staff, by: string[]): AsyncGenerator<string> {
  let before: PageEnd | undefined
  let page = await gateway.store.audit.list(filter, before, AT_ONCE)
  await recordAudit(gateway, staff, 'audit.export', { facts: { by } })
  yield `\uFEFF${toCsvLine(['时间', '人员', '动作', '对象', '内容'])}`
  while (page.length > 0) {
    for (const { at, actor, action, object, facts } of page)
      yield toCsvLine([toTime(at), actor, AUDIT_ACTIONS[action], object, JSON.stringify(facts)])
    const last = page.at(-1)
    if (!last || page.length < AT_ONCE) return
    before = { at: last.at, id: last.id }
    page = await gateway.store.audit.list(filter, before, AT_ONCE)
  }
}
