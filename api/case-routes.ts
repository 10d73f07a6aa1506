import { Hono } from 'hono'
import { describeRoute, validator } from 'hono-openapi'
import type { Case } from '../core/case/case.ts'
import { lossReport } from '../core/case/loss.ts'
import { STATUSES } from '../core/case/status.ts'
import { createCase, editDraft, submitDraft } from '../core/case/submit.ts'
import { shipOriginals, supplementCase, withdrawCase } from '../core/case/supplement.ts'
import type { Gateway } from '../core/gateway.ts'
import { GatewayError } from '../core/gateway-error.ts'
import type { JsonObject } from '../core/json.ts'
import { toTime } from '../core/time.ts'
import { allow, type Signed } from './access.ts'
import { caseQuery, editBody, newCaseBody, shipmentBody, supplementBody, withdrawBody } from './bodies.ts'
import { refuseBody } from './problem.ts'

const describe = (summary: string, answers: Record<number, string>) =>
  describeRoute({
    summary,
    tags: ['办件'],
    responses: Object.fromEntries(Object.entries(answers).map(([status, description]) => [status, { description }])),
  })

/** Cases: make, send, supplement, withdraw, list, show. */
export function caseRoutes(gateway: Gateway) {
  return new Hono<Signed>()
    .post(
      '/',
      describe('新建办件;submit=true 时立即报送', {
        201: '已收件',
        200: '重复请求,同一办件',
        409: '同键异文',
        422: '表单有问题',
      }),
      allow('window', 'admin'),
      validator('json', newCaseBody, refuseBody),
      async (c) => {
        const key = c.req.header('idempotency-key')
        if (!key || key.length > 200) throw new GatewayError('idempotency-key-missing')
        const { value, repeated } = await createCase(gateway, c.req.valid('json'), key, c.get('staff'))
        return c.json(summary(value), repeated ? 200 : 201, { location: `/api/cases/${value.no}` })
      },
    )
    .get(
      '/',
      describe('办件列表,新的在前', { 200: '一页办件与下一页的 cursor' }),
      validator('query', caseQuery, refuseBody),
      async (c) => {
        const { mine, cursor, limit, ...filter } = c.req.valid('query')
        const before = cursor ? readCursor(cursor) : undefined
        const cases = await gateway.store.cases.list({
          ...(Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as object),
          ...(mine === 'true' ? { handler: c.get('staff').id } : {}),
          ...(before ? { before } : {}),
          limit,
        })
        const last = cases.at(-1)
        return c.json({
          cases: cases.map(summary),
          cursor: cases.length === limit && last ? `${last.createdAt}.${last.id}` : null,
        })
      },
    )
    .get('/:no', describe('一个办件,含表单与材料', { 200: '办件' }), async (c) => {
      const value = await requireCase(gateway, c.req.param('no'))
      const deliveries = await gateway.store.deliveries.ofCase(value.id)
      return c.json({
        ...summary(value),
        form: value.form,
        materials: value.materials,
        memo: shown(value.memo),
        deliveries: deliveries.map(({ payload: _, ...delivery }) => delivery),
        files: await gateway.store.files.ofCase(value.id),
      })
    })
    .get('/:no/events', describe('流转记录,哈希相连', { 200: '全部记录' }), async (c) => {
      const value = await requireCase(gateway, c.req.param('no'))
      return c.json({ events: await gateway.store.cases.events(value.id) })
    })
    .get(
      '/:no/loss',
      describe('损失清单:每个字段到对方那里成了什么', { 200: '逐项;alarming 为须人看的' }),
      async (c) => {
        return c.json(await lossReport(gateway, await requireCase(gateway, c.req.param('no'))))
      },
    )
    .get('/:no/evidence', describe('往来报文', { 200: '收发的字节' }), allow('admin', 'auditor'), async (c) => {
      const value = await requireCase(gateway, c.req.param('no'))
      return c.json({ evidence: await gateway.store.evidence(value.id) })
    })
    .patch(
      '/:no',
      describe('修改草稿', { 200: '办件' }),
      allow('window', 'admin'),
      validator('json', editBody, refuseBody),
      async (c) => {
        const edit = Object.fromEntries(Object.entries(c.req.valid('json')).filter(([, value]) => value !== undefined))
        return c.json(summary(await editDraft(gateway, c.req.param('no'), edit, c.get('staff'))))
      },
    )
    .post(
      '/:no/submit',
      describe('报送草稿', { 200: '已排队报送', 422: '表单有问题' }),
      allow('window', 'admin'),
      async (c) => {
        return c.json(summary(await submitDraft(gateway, c.req.param('no'), c.get('staff'))))
      },
    )
    .post(
      '/:no/supplement',
      describe('提交补正', { 200: '补正已排队报送' }),
      allow('window', 'admin'),
      validator('json', supplementBody, refuseBody),
      async (c) => {
        return c.json(summary(await supplementCase(gateway, c.req.param('no'), c.req.valid('json'), c.get('staff'))))
      },
    )
    .post(
      '/:no/withdraw',
      describe('申请撤回', { 200: '撤回已排队报送' }),
      allow('window', 'admin'),
      validator('json', withdrawBody, refuseBody),
      async (c) => {
        return c.json(
          summary(await withdrawCase(gateway, c.req.param('no'), c.req.valid('json').reason, c.get('staff'))),
        )
      },
    )
    .post(
      '/:no/shipments',
      describe('登记原件寄递', { 200: '已登记' }),
      allow('window', 'admin'),
      validator('json', shipmentBody, refuseBody),
      async (c) => {
        return c.json(summary(await shipOriginals(gateway, c.req.param('no'), c.req.valid('json'), c.get('staff'))))
      },
    )
}

/** What a list shows of a case: no form, no personal data beyond the number. */
export function summary(value: Case) {
  const {
    no,
    direction,
    region,
    matter,
    mode,
    status,
    partnerNo,
    handler,
    messageSeq,
    progressSeq,
    seq,
    createdAt,
    updatedAt,
  } = value
  return {
    no,
    direction,
    region,
    matter,
    mode,
    status,
    statusText: STATUSES[status],
    partnerNo,
    handler,
    messageSeq,
    progressSeq,
    events: seq,
    createdAt: toTime(createdAt),
    updatedAt: toTime(updatedAt),
  }
}

/** The case's memo without the protocol's working data. */
function shown(memo: JsonObject): JsonObject {
  return Object.fromEntries(
    ['correction', 'licence', 'limit', 'refusal'].flatMap((key) => (key in memo ? [[key, memo[key] ?? null]] : [])),
  )
}

export async function requireCase(gateway: Gateway, no: string): Promise<Case> {
  const value = await gateway.store.cases.byNo(no)
  if (!value) throw new GatewayError('case-unknown', `没有编号为 ${no.slice(0, 60)} 的办件`)
  return value
}

function readCursor(cursor: string): { createdAt: number; id: string } {
  const [createdAt, id] = cursor.split('.')
  if (!id || !Number.isSafeInteger(Number(createdAt)))
    throw new GatewayError('body-invalid', 'cursor 不是上一页给出的值')
  return { createdAt: Number(createdAt), id }
}
