import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import { z } from 'zod'
import type { Gateway } from '../core/gateway.ts'
import { maskPhone } from '../core/mask.ts'
import { NOTIFICATION_STATES, type Notification, type NotificationState } from '../core/notifications/notification.ts'
import { TEMPLATES } from '../core/notifications/plan.ts'
import { toTime } from '../core/time.ts'
import { allow, type Signed } from './access.ts'
import { cursor, limit } from './bodies.ts'
import { requireCase } from './case-routes.ts'
import { nextCursor, readCursor } from './cursor.ts'
import { describe } from './describe.ts'
import { refuseBody } from './problem.ts'

const TAG = '短信'

const state = z.enum(Object.keys(NOTIFICATION_STATES) as [NotificationState, ...NotificationState[]])
const time = z.string().meta({ description: '北京时间,RFC 3339' })
const notificationAnswer = z
  .strictObject({
    id: z.string(),
    template: z.enum(TEMPLATES),
    phone: z.string().meta({ description: '前三位与后四位' }),
    text: z.string().meta({ description: '验证码、打印码不显示' }),
    state,
    stateText: z.string(),
    reason: z.string().meta({ description: '为什么还没发、没有发出' }),
    attempts: z.int(),
    receipt: z.string().meta({ description: '短信平台的编号' }),
    createdAt: time,
    nextAt: time.nullable().meta({ description: '下次什么时候试;不再发的为 null' }),
    endedAt: time.nullable(),
  })
  .meta({ id: 'Notification', description: '发给申请人的一条短信' })
const listAnswer = z.strictObject({ notifications: z.array(notificationAnswer), cursor: z.string().nullable() })
const caseAnswer = z.strictObject({ notifications: z.array(notificationAnswer) })

/** `GET /api/notifications` */
const query = z.strictObject({ state: state.exactOptional(), cursor, limit })

/** What an applicant was told of a case. */
export function caseNotificationRoutes(gateway: Gateway) {
  return new Hono<Signed>().get(
    '/:no/notifications',
    describe(TAG, '一个办件发给申请人的短信,新的在前', {
      answers: { 200: ['最近的 200 条', caseAnswer] },
      codes: ['case-unknown'],
      roles: true,
    }),
    allow('notification.read'),
    async (c) => {
      const { id } = await requireCase(gateway, c.req.param('no'))
      return c.json({ notifications: (await gateway.store.notifications.ofCase(id)).map(show) })
    },
  )
}

/** All that people are told: what waits, what was sent, what was not. */
export function notificationRoutes(gateway: Gateway) {
  return new Hono<Signed>().get(
    '/',
    describe(TAG, '发给申请人的短信,新的在前', {
      answers: { 200: ['一页与下一页的 cursor', listAnswer] },
      codes: ['body-invalid'],
      roles: true,
    }),
    allow('notification.read'),
    validator('query', query, refuseBody),
    async (c) => {
      const { state: only, cursor: from, limit: most } = c.req.valid('query')
      const after = from === undefined ? undefined : readCursor(from)
      const found = await gateway.store.notifications.list(only, after, most)
      return c.json({ notifications: found.map(show), cursor: nextCursor(found, most, ({ createdAt }) => createdAt) })
    },
  )
}

function show(value: Notification): z.infer<typeof notificationAnswer> {
  const { id, template, shown, state: is, reason, attempts, receipt, createdAt, nextAt, endedAt } = value
  return {
    id,
    template,
    phone: value.endedAt === 0 ? maskPhone(value.phone) : value.phone,
    text: shown,
    state: is,
    stateText: NOTIFICATION_STATES[is],
    reason,
    attempts,
    receipt,
    createdAt: toTime(createdAt),
    nextAt: is === 'waiting' ? toTime(nextAt) : null,
    endedAt: endedAt === 0 ? null : toTime(endedAt),
  }
}
