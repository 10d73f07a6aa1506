import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import { z } from 'zod'
import { STATUSES } from '../core/case/status.ts'
import { calendarOf, provisionalYear } from '../core/clock/calendar.ts'
import { showClocks } from '../core/clock/show-clocks.ts'
import { COLOURS } from '../core/clock/stage-clocks.ts'
import type { Gateway } from '../core/gateway.ts'
import { NEVER } from '../core/store/case-clocks.ts'
import { toDate, toTime } from '../core/time.ts'
import { allow, type Signed } from './access.ts'
import { requireCase } from './case-routes.ts'
import { clockListAnswer, clocksAnswer } from './clock-answers.ts'
import { nextCursor, readCursor } from './cursor.ts'
import { describe } from './describe.ts'
import { refuseBody } from './problem.ts'

const TAG = '计时'

/** `GET /api/clocks` */
const clockQuery = z.strictObject({
  colour: z.enum(COLOURS).exactOptional().meta({ description: '只看这种红黄牌' }),
  direction: z.enum(['out', 'in']).exactOptional(),
  region: z
    .string()
    .regex(/^\d{6}$/, { error: '应是 6 位地区编号' })
    .exactOptional(),
  mine: z.enum(['true', 'false']).exactOptional().meta({ description: 'true 只看分给自己的' }),
  cursor: z.string().max(80).exactOptional().meta({ description: '上一页给出的 cursor' }),
  limit: z.coerce.number().int().min(1).max(200).default(50).meta({ description: '一页几条' }),
})

/** Whether a moment lies in a year whose days off are not official yet. */
function isProvisional({ config: { calendar }, home }: Gateway, at: number): boolean {
  if (at === NEVER) return false
  const day = toDate(at)
  return provisionalYear(day, day, calendarOf(calendar, home.division)) !== null
}

/** The clocks of a case. */
export function caseClockRoutes(gateway: Gateway) {
  return new Hono<Signed>().get(
    '/:no/clocks',
    describe(TAG, '一个办件的各环节计时、红黄牌、现在该谁动', {
      answers: { 200: ['按现在的日历与时限算出', clocksAnswer] },
      codes: ['case-unknown', 'state-conflict'],
      roles: true,
    }),
    async (c) => c.json(await showClocks(gateway, await requireCase(gateway, c.req.param('no')))),
  )
}

/** The cases that wait for their answer, by when they are due. */
export function clockRoutes(gateway: Gateway) {
  return new Hono<Signed>().get(
    '/',
    describe(TAG, '在办的办件,先到期的在前', {
      answers: { 200: ['一页办件与下一页的 cursor', clockListAnswer] },
      codes: ['body-invalid'],
      roles: true,
    }),
    allow('case.read'),
    validator('query', clockQuery, refuseBody),
    async (c) => {
      const { mine, cursor, ...filter } = c.req.valid('query')
      const found = await gateway.store.clocks.list({
        ...filter,
        ...(mine === 'true' ? { handler: c.get('staff').id } : {}),
        ...(cursor ? { after: readCursor(cursor) } : {}),
      })
      const cases = found.map(({ caseId: _, dueAt, ...row }) => ({
        ...row,
        statusText: STATUSES[row.status],
        dueAt: dueAt === NEVER ? null : toTime(dueAt),
        provisional: isProvisional(gateway, dueAt),
      }))
      const rows = found.map(({ caseId, dueAt }) => ({ id: caseId, dueAt }))
      return c.json({ cases, cursor: nextCursor(rows, filter.limit, ({ dueAt }) => dueAt) })
    },
  )
}
