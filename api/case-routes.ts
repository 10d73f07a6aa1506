import { Hono, type MiddlewareHandler } from 'hono'
import { validator } from 'hono-openapi'
import type { z } from 'zod'
import { recordView } from '../core/audit-trail.ts'
import type { Case } from '../core/case/case.ts'
import { dryRun } from '../core/case/dry-run.ts'
import { legsOf } from '../core/case/legs.ts'
import { lossReport } from '../core/case/loss.ts'
import { STATUSES } from '../core/case/status.ts'
import { createCase, editDraft, submitDraft } from '../core/case/submit.ts'
import { shipOriginals, supplementCase, withdrawCase } from '../core/case/supplement.ts'
import type { Gateway } from '../core/gateway.ts'
import { GatewayError } from '../core/gateway-error.ts'
import { openSteps } from '../core/handling/steps.ts'
import type { JsonObject } from '../core/json.ts'
import { queryRegion } from '../core/receiving/query-region.ts'
import { toTime } from '../core/time.ts'
import { allow, type Signed } from './access.ts'
import { caseAnswer, caseSummaryAnswer, dryRunAnswer, eventsAnswer, evidenceAnswer, lossAnswer } from './answers.ts'
import { checkBody, editBody, newCaseBody, queryBody, shipmentBody, supplementBody, withdrawBody } from './bodies.ts'
import { describe } from './describe.ts'
import { refuseBody } from './problem.ts'
import { queriedAnswer } from './query-answers.ts'

const CASE = '办件'
/** Why a region cannot be sent a new case. */
const CLOSED = [
  'matter-unknown',
  'region-unknown',
  'direction-closed',
  'mode-closed',
  'agreement-expired',
  'agreement-suspended',
] as const
const ONE: z.ZodType = caseSummaryAnswer

/** Cases: make, send, supplement, withdraw, show. */
export function caseRoutes(gateway: Gateway) {
  return new Hono<Signed>()
    .use('/:no/*', requireCaseNo)
    .post(
      '/',
      describe(CASE, '新建办件;submit=true 时立即报送', {
        answers: { 201: ['已收件', ONE], 200: ['重复请求,同一办件', ONE] },
        codes: ['idempotency-key-missing', 'idempotency-conflict', 'form-invalid', ...CLOSED],
        roles: true,
        json: true,
        headers: { 'Idempotency-Key': '这个新办件的唯一键;同键同文得同一办件,同键异文为 409' },
      }),
      allow('case.collect'),
      validator('json', newCaseBody, refuseBody),
      async (c) => {
        const key = readIdempotencyKey(c.req.header('idempotency-key'))
        const { value, repeated } = await createCase(gateway, c.req.valid('json'), key, c.get('staff'))
        return c.json(summary(value), repeated ? 200 : 201, { location: `/api/cases/${value.no}` })
      },
    )
    .post(
      '/check',
      describe(CASE, '预检:按现在的样子查出全部问题,按对方格式试对照,不写任何记录', {
        answers: { 200: ['问题、提醒、该填该交的、损失清单', dryRunAnswer] },
        codes: [...CLOSED],
        roles: true,
        json: true,
      }),
      allow('case.collect'),
      validator('json', checkBody, refuseBody),
      async (c) => c.json(await dryRun(gateway, c.req.valid('json'), c.get('staff'))),
    )
    .get(
      '/:no',
      describe(CASE, '一个办件,含表单与材料', {
        answers: { 200: ['办件', caseAnswer] },
        codes: ['case-unknown'],
        roles: true,
      }),
      async (c) => {
        const value = await requireCase(gateway, c.req.param('no'))
        await recordView(gateway, c.get('staff'), value.no)
        const deliveries = await gateway.store.deliveries.ofCase(value.id)
        return c.json({
          ...summary(value),
          ...(await relatives(gateway, value)),
          form: value.form,
          materials: value.materials,
          memo: shown(value.memo),
          steps: openSteps(value),
          deliveries: deliveries.map(({ payload: _, ...delivery }) => delivery),
          files: await gateway.store.files.ofCase(value.id),
        })
      },
    )
    .get(
      '/:no/events',
      describe(CASE, '流转记录,哈希相连', {
        answers: { 200: ['全部记录', eventsAnswer] },
        codes: ['case-unknown'],
        roles: true,
      }),
      async (c) => {
        const value = await requireCase(gateway, c.req.param('no'))
        return c.json({ events: await gateway.store.cases.events(value.id) })
      },
    )
    .get(
      '/:no/loss',
      describe(CASE, '损失清单:每个字段到对方那里成了什么', {
        answers: { 200: ['逐项;alarming 为须人看的', lossAnswer] },
        codes: ['case-unknown', 'state-conflict'],
        roles: true,
      }),
      async (c) => c.json(await lossReport(gateway, await requireCase(gateway, c.req.param('no')))),
    )
    .get(
      '/:no/evidence',
      describe(CASE, '一个办件的往来报文', {
        answers: { 200: ['收发的字节', evidenceAnswer] },
        codes: ['case-unknown'],
        roles: true,
      }),
      allow('message.read'),
      async (c) => {
        const value = await requireCase(gateway, c.req.param('no'))
        return c.json({ evidence: await gateway.store.evidence.ofCase(value.id) })
      },
    )
    .patch(
      '/:no',
      describe(CASE, '修改草稿', {
        answers: { 200: ['办件', ONE] },
        codes: ['case-unknown', 'state-conflict', 'form-invalid', 'busy'],
        roles: true,
        json: true,
      }),
      allow('case.collect'),
      validator('json', editBody, refuseBody),
      async (c) => {
        const edit = Object.fromEntries(Object.entries(c.req.valid('json')).filter(([, value]) => value !== undefined))
        return c.json(summary(await editDraft(gateway, c.req.param('no'), edit, c.get('staff'))))
      },
    )
    .post(
      '/:no/submit',
      describe(CASE, '报送草稿', {
        answers: { 200: ['已排队报送', ONE] },
        codes: ['case-unknown', 'state-conflict', 'form-invalid', 'agreement-expired', 'mode-closed', 'busy'],
        roles: true,
      }),
      allow('case.collect'),
      async (c) => {
        return c.json(summary(await submitDraft(gateway, c.req.param('no'), c.get('staff'))))
      },
    )
    .post(
      '/:no/supplement',
      describe(CASE, '提交补正', {
        answers: { 200: ['补正已排队报送', ONE] },
        codes: ['case-unknown', 'state-conflict', 'form-invalid', 'busy'],
        roles: true,
        json: true,
      }),
      allow('case.collect'),
      validator('json', supplementBody, refuseBody),
      async (c) => {
        const actor = `staff:${c.get('staff').id}`
        return c.json(summary(await supplementCase(gateway, c.req.param('no'), c.req.valid('json'), actor)))
      },
    )
    .post(
      '/:no/withdraw',
      describe(CASE, '申请撤回', {
        answers: { 200: ['撤回已排队报送', ONE] },
        codes: ['case-unknown', 'state-conflict', 'step-invalid', 'busy'],
        roles: true,
        json: true,
      }),
      allow('case.collect'),
      validator('json', withdrawBody, refuseBody),
      async (c) => {
        return c.json(
          summary(await withdrawCase(gateway, c.req.param('no'), c.req.valid('json').reason, c.get('staff'))),
        )
      },
    )
    .post(
      '/:no/query',
      describe(CASE, '向对方查询进度;对方答全而我们缺的当场补上', {
        answers: { 200: ['对方怎么说', queriedAnswer] },
        codes: ['case-unknown', 'state-conflict', 'query-closed', 'key-missing'],
        roles: true,
        json: true,
      }),
      allow('case.query'),
      validator('json', queryBody, refuseBody),
      async (c) => c.json(await queryRegion(gateway, c.req.param('no'), c.req.valid('json').repush)),
    )
    .post(
      '/:no/shipments',
      describe(CASE, '登记原件寄递', {
        answers: { 200: ['已登记', ONE] },
        codes: ['case-unknown', 'state-conflict', 'step-invalid', 'busy'],
        roles: true,
        json: true,
      }),
      allow('case.collect'),
      validator('json', shipmentBody, refuseBody),
      async (c) => {
        return c.json(summary(await shipOriginals(gateway, c.req.param('no'), c.req.valid('json'), c.get('staff'))))
      },
    )
}

/** What a list shows of a case: no form, no personal data beyond the number. */
export function summary(value: Omit<Case, 'form' | 'materials'>) {
  const {
    no,
    direction,
    region,
    matter,
    mode,
    status,
    partnerNo,
    handler,
    memo,
    messageSeq,
    progressSeq,
    seq,
    leg,
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
    attention: memo['attention'] ?? null,
    messageSeq,
    progressSeq,
    events: seq,
    leg,
    createdAt: toTime(createdAt),
    updatedAt: toTime(updatedAt),
  }
}

/** Of a leg the case it belongs to; of a case with legs each of them in its turn, with the case that it has become or none. */
async function relatives(gateway: Gateway, value: Case) {
  const { cases } = gateway.store
  const parent = value.parentId === null ? null : await cases.byId(value.parentId)
  const bundle = value.bundleId === null ? null : await gateway.store.bundles.byId(value.bundleId)
  const within = bundle ? { bundle: { no: bundle.no, name: bundle.theme.name, key: value.bundleKey } } : {}
  const legs = legsOf(gateway.matters.get(value.matter), value)
  if (!legs) return parent ? { ...within, parent: summary(parent) } : within
  const begun = await cases.ofParent(value.id)
  const children = legs.map(({ key, name, limits }) => {
    const child = begun.find(({ leg }) => leg === key)
    return { leg: key, name, ...(limits ? { limits } : {}), case: child ? summary(child) : null }
  })
  return { ...within, children }
}

/** The case's memo without the protocol's working data. */
function shown(memo: JsonObject): JsonObject {
  return Object.fromEntries(
    ['correction', 'licence', 'limit', 'refusal', 'end'].flatMap((key) =>
      key in memo ? [[key, memo[key] ?? null]] : [],
    ),
  )
}

export async function requireCase(gateway: Gateway, no: string): Promise<Case> {
  const value = await gateway.store.cases.byNo(no)
  if (!value) throw new GatewayError('case-unknown', `没有编号为 ${no.slice(0, 60)} 的办件`)
  return value
}

/** A case number is a word; whatever else stands in the path is no case. */
const requireCaseNo: MiddlewareHandler = async (c, next) => {
  if (!/^[\w-]{1,60}$/.test(c.req.param('no') ?? '')) throw new GatewayError('case-unknown')
  await next()
}

/** The key that makes a repeated request the same one; throws where there is none. */
export function readIdempotencyKey(header: string | undefined): string {
  if (!header) throw new GatewayError('idempotency-key-missing')
  if (header.length > 200) throw new GatewayError('body-invalid', 'Idempotency-Key 超过 200 个字符')
  return header
}
