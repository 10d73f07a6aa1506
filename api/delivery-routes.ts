import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import { recordAudit } from '../core/audit-trail.ts'
import { previewRedrive } from '../core/delivery/preview-redrive.ts'
import { redriveDelivery } from '../core/delivery/redrive.ts'
import { requireDelivery, showAttempts, showMessages } from '../core/delivery/show-delivery.ts'
import type { Gateway } from '../core/gateway.ts'
import type { Delivery } from '../core/store/deliveries.ts'
import { allow, type Signed } from './access.ts'
import { deliveryQuery } from './bodies.ts'
import { nextCursor, readCursor } from './cursor.ts'
import {
  deliveryDetailAnswer,
  deliveryListAnswer,
  deliveryMessagesAnswer,
  redriveAnswer,
  redrivePreviewAnswer,
} from './delivery-answers.ts'
import { describe } from './describe.ts'
import { refuseBody } from './problem.ts'

const TAG = '投递'
/** ids that one statement asks for */
const MOST_IDS = 90

/** Deliveries: what is under way, what is dead, what was said, sending again. */
export function deliveryRoutes(gateway: Gateway) {
  return new Hono<Signed>()
    .get(
      '/',
      describe(TAG, '投递列表,新的在前', {
        answers: { 200: ['一页投递与下一页的 cursor', deliveryListAnswer] },
        codes: ['body-invalid'],
        roles: true,
      }),
      allow('delivery.read'),
      validator('query', deliveryQuery, refuseBody),
      async (c) => {
        const { cursor, limit, state, region } = c.req.valid('query')
        const before = cursor ? readCursor(cursor) : undefined
        const found = await gateway.store.deliveries.list({ state, region, before, limit })
        const numbers = await caseNumbers(gateway, found)
        const deliveries = found.map(({ payload: _, ...delivery }) => ({
          ...delivery,
          caseNo: numbers.get(delivery.caseId) ?? '',
        }))
        return c.json({ deliveries, cursor: nextCursor(found, limit, ({ createdAt }) => createdAt) })
      },
    )
    .get(
      '/:id',
      describe(TAG, '一条投递与它的每次往来:时间、结论、大小、摘要,没有内容', {
        answers: { 200: ['投递', deliveryDetailAnswer] },
        codes: ['not-found'],
        roles: true,
      }),
      allow('delivery.read'),
      async (c) => {
        const { delivery, value } = await requireDelivery(gateway, c.req.param('id'))
        const { payload, ...row } = delivery
        const files = payload.files.map(({ sha256, mediaType, sizeBytes }) => ({ sha256, mediaType, sizeBytes }))
        const about = { caseNo: value.no, matter: value.matter, files }
        return c.json({ ...row, ...about, exchanges: await showAttempts(gateway, delivery) })
      },
    )
    .get(
      '/:id/messages',
      describe(TAG, '一条投递的往来报文,个人信息遮盖', {
        answers: { 200: ['每次往来的报文', deliveryMessagesAnswer] },
        codes: ['not-found'],
        roles: true,
      }),
      allow('message.read'),
      async (c) => {
        const found = await requireDelivery(gateway, c.req.param('id'))
        await recordAudit(gateway, c.get('staff'), 'delivery.messages', { object: found.delivery.id })
        return c.json({ exchanges: await showMessages(gateway, found) })
      },
    )
    .get(
      '/:id/preview',
      describe(TAG, '重投前先看:会送出什么,对方可能已收没有;不发送', {
        answers: { 200: ['会送出的报文与须知', redrivePreviewAnswer] },
        codes: ['not-found'],
        roles: true,
      }),
      allow('delivery.redrive'),
      async (c) => c.json(await previewRedrive(gateway, await requireDelivery(gateway, c.req.param('id')))),
    )
    .post(
      '/:id/redrive',
      describe(TAG, '重新投递一条死信,报文号与内容不变', {
        answers: { 200: ['已重新排队', redriveAnswer] },
        codes: ['not-found', 'state-conflict', 'busy'],
        roles: true,
      }),
      allow('delivery.redrive'),
      async (c) => {
        const { delivery } = await requireDelivery(gateway, c.req.param('id'))
        await redriveDelivery(gateway, delivery.id, c.get('staff'))
        await recordAudit(gateway, c.get('staff'), 'delivery.redrive', { object: delivery.id })
        return c.json({ id: delivery.id, state: 'ready' as const })
      },
    )
}

async function caseNumbers(gateway: Gateway, deliveries: readonly Delivery[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(deliveries.map(({ caseId }) => caseId))]
  const numbers = new Map<string, string>()
  for (let at = 0; at < ids.length; at += MOST_IDS)
    for (const [id, no] of await gateway.store.cases.numbers(ids.slice(at, at + MOST_IDS))) numbers.set(id, no)
  return numbers
}
