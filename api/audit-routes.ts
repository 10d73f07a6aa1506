import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import type { Gateway } from '../core/gateway.ts'
import { AUDIT_ACTIONS } from '../core/store/schema.ts'
import { DAY_MS, startOfDate, toTime } from '../core/time.ts'
import { allow, type Signed } from './access.ts'
import { auditAnswer } from './answers.ts'
import { auditQuery } from './bodies.ts'
import { nextCursor, readCursor } from './cursor.ts'
import { describe } from './describe.ts'
import { refuseBody } from './problem.ts'

/** Who did what beside the cases' own events. */
export function auditRoutes(gateway: Gateway) {
  return new Hono<Signed>().get(
    '/',
    describe('审计', '审计记录,新的在前', {
      answers: { 200: ['一页记录与下一页的 cursor', auditAnswer] },
      codes: ['body-invalid'],
      roles: true,
    }),
    allow('audit.read'),
    validator('query', auditQuery, refuseBody),
    async (c) => {
      const { cursor, limit, from, to, staff, action, object } = c.req.valid('query')
      const filter = {
        actor: staff === undefined ? undefined : `staff:${staff}`,
        action,
        object,
        from: from === undefined ? undefined : startOfDate(from),
        until: to === undefined ? undefined : startOfDate(to) + DAY_MS,
      }
      const before = cursor === undefined ? undefined : readCursor(cursor)
      const found = await gateway.store.audit.list(filter, before, limit)
      const entries = found.map(({ at, ...entry }) => ({
        ...entry,
        actionText: AUDIT_ACTIONS[entry.action],
        at: toTime(at),
      }))
      return c.json({ entries, cursor: nextCursor(found, limit, ({ at }) => at) })
    },
  )
}
