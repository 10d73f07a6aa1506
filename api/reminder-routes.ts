import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import { z } from 'zod'
import { recordAudit } from '../core/audit-trail.ts'
import { addDays } from '../core/form/calendar-date.ts'
import type { Gateway } from '../core/gateway.ts'
import { DUE_KINDS, type DueKind } from '../core/reminders/due-dates.ts'
import { startOfDate, toDate, toTime } from '../core/time.ts'
import { allow, type Signed } from './access.ts'
import { cursor, limit } from './bodies.ts'
import { nextCursor, readCursor } from './cursor.ts'
import { describe } from './describe.ts'
import { refuseBody } from './problem.ts'

const TAG = '提醒与预警'

const time = z.string().meta({ description: '北京时间,RFC 3339' })
const kind = z.enum(Object.keys(DUE_KINDS) as [DueKind, ...DueKind[]])
const remindersAnswer = z.strictObject({
  reminders: z.array(
    z.strictObject({
      kind,
      kindText: z.string(),
      caseNo: z.string(),
      matter: z.string(),
      region: z.string(),
      endsOn: z.string().meta({ description: '最后一天,yyyy-MM-dd' }),
      daysLeft: z.int(),
      nextAt: time.nullable().meta({ description: '下次提醒;提醒完了的为 null' }),
    }),
  ),
  cursor: z.string().nullable(),
})
const relocationAnswer = z.strictObject({
  purpose: z.string().nullable().meta({ description: '只能用来做什么;没有写明依据、不预警的为 null' }),
  warnings: z.array(
    z.strictObject({
      caseNo: z.string(),
      company: z.string(),
      uscc: z.string(),
      region: z.string().meta({ description: '去向' }),
      says: z.string(),
      basis: z.string().meta({ description: '依据' }),
      at: time,
    }),
  ),
  cursor: z.string().nullable(),
})

/** `GET /api/reminders` */
const reminderQuery = z.strictObject({
  kind: kind.exactOptional(),
  within: z.coerce.number().int().min(0).max(3_650).default(90).meta({ description: '今后多少天之内到期' }),
  cursor,
  limit,
})
const relocationQuery = z.strictObject({ cursor, limit })

/** What ends soon: licences and corrections. */
export function reminderRoutes(gateway: Gateway) {
  return new Hono<Signed>().get(
    '/',
    describe(TAG, '将要到期的证照与补正,先到期的在前', {
      answers: { 200: ['一页与下一页的 cursor', remindersAnswer] },
      codes: ['body-invalid'],
      roles: true,
    }),
    allow('case.read'),
    validator('query', reminderQuery, refuseBody),
    async (c) => {
      const { kind: only, within, cursor: given, limit: most } = c.req.valid('query')
      const now = gateway.clock.now()
      const from = toDate(now)
      const end = given === undefined ? undefined : readCursor(given)
      const found = await gateway.store.dueDates.list({
        kind: only,
        from,
        until: addDays(from, within),
        after: end && { endsOn: toDate(end.at), id: end.id },
        limit: most,
      })
      const reminders = found.map(({ kind: of, no, matter, region, endsOn, nextAt }) => ({
        kind: of,
        kindText: DUE_KINDS[of],
        caseNo: no,
        matter,
        region,
        endsOn,
        daysLeft: Math.round((startOfDate(endsOn) - startOfDate(from)) / 86_400_000),
        nextAt: nextAt > startOfDate(endsOn) ? null : toTime(nextAt),
      }))
      return c.json({ reminders, cursor: nextCursor(found, most, ({ endsOn }) => startOfDate(endsOn)) })
    },
  )
}

/** Companies that may move away, for the one role that visits them; whoever looks is recorded. */
export function relocationRoutes(gateway: Gateway) {
  return new Hono<Signed>().get(
    '/',
    describe(TAG, '迁出提前预警,新的在前;每次查看都留审计记录', {
      answers: { 200: ['一页与下一页的 cursor', relocationAnswer] },
      codes: ['body-invalid'],
      roles: true,
    }),
    allow('relocation.read'),
    validator('query', relocationQuery, refuseBody),
    async (c) => {
      const { cursor: given, limit: most } = c.req.valid('query')
      const found = await gateway.store.relocationWarnings.list(
        given === undefined ? undefined : readCursor(given),
        most,
      )
      await recordAudit(gateway, c.get('staff'), 'relocation.read', { facts: { rows: found.length } })
      const warnings = found.map(({ caseId: _, at, ...warning }) => ({ ...warning, at: toTime(at) }))
      const rows = found.map(({ caseId, at }) => ({ id: caseId, at }))
      const purpose = gateway.config.reminders?.relocation?.purpose ?? null
      return c.json({ purpose, warnings, cursor: nextCursor(rows, most, ({ at }) => at) })
    },
  )
}
