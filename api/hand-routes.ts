import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import type { z } from 'zod'
import type { Gateway } from '../core/gateway.ts'
import { GatewayError } from '../core/gateway-error.ts'
import { confirmSlip, refuseSlip } from '../core/manual/decide-slip.ts'
import { dossierPage } from '../core/manual/dossier-page.ts'
import { endTask, requireTask } from '../core/manual/end-task.ts'
import { enterSlip } from '../core/manual/enter-slip.ts'
import { CARRIERS, type HandTaskState, TASK_OUTCOMES } from '../core/manual/hand-task.ts'
import { SLIP_STATES, SLIP_WAYS, type Slip, type SlipDecision, type SlipState } from '../core/manual/slip.ts'
import { toTime } from '../core/time.ts'
import { allow, type Signed } from './access.ts'
import { requireCase } from './case-routes.ts'
import { nextCursor, readCursor } from './cursor.ts'
import { describe } from './describe.ts'
import { caseSlipsAnswer, slipAnswer, slipsAnswer, taskAnswer, tasksAnswer } from './hand-answers.ts'
import { confirmSlipBody, endTaskBody, refuseSlipBody, slipBody, slipQuery, taskQuery } from './hand-bodies.ts'
import { formatQuery, sendPrint } from './print-answer.ts'
import { refuseBody } from './problem.ts'

const TAG = '人工办理'
const TASK: z.ZodType = taskAnswer
const SLIP: z.ZodType = slipAnswer

/** What people carry to regions that no wire reaches. */
export function taskRoutes(gateway: Gateway) {
  return new Hono<Signed>()
    .get(
      '/',
      describe(TAG, '要人送出的卷宗:待办的先到的在前,办结的新的在前', {
        answers: { 200: ['一页与下一页的 cursor', tasksAnswer] },
        codes: ['body-invalid'],
        roles: true,
      }),
      allow('task.read'),
      validator('query', taskQuery, refuseBody),
      async (c) => {
        const { state, limit, cursor } = c.req.valid('query')
        const end = cursor === undefined ? undefined : readCursor(cursor)
        const { handTasks } = gateway.store
        const found: HandTaskState[] =
          state === 'open'
            ? (await handTasks.open(end, limit)).map((task) => ({ task, end: null }))
            : await handTasks.ended(end, limit)
        const rows = found.map(({ task }) => ({ id: task.deliveryId, openedAt: task.openedAt }))
        const tasks = found.map((one) => showTask(gateway, one))
        return c.json({ tasks, cursor: nextCursor(rows, limit, ({ openedAt }) => openedAt) })
      },
    )
    .get(
      '/:id/dossier',
      describe(TAG, '卷宗的打印网页:带二维码的封面与辅助录入单', {
        answers: { 200: ['打印网页,或它的 PDF', 'print'] },
        codes: ['not-found', 'body-invalid', 'pdf-elsewhere'],
        roles: true,
      }),
      allow('task.work'),
      validator('query', formatQuery, refuseBody),
      async (c) => {
        const { task } = await requireTask(gateway, c.req.param('id'))
        const regionName = gateway.regions.get(task.region)?.name ?? task.region
        const page = dossierPage(task, { home: gateway.home, regionName, matter: gateway.matters.get(task.matter) })
        const printed = { page, name: `卷宗-${task.caseNo}`, madeAt: gateway.clock.now() }
        return sendPrint(c, gateway, printed, c.req.valid('query').format)
      },
    )
    .get(
      '/:id/package',
      describe(TAG, '整个材料包:一个 zip,拷到介质或附在邮件里', {
        answers: { 200: ['材料包的 zip', 'binary'] },
        codes: ['not-found'],
        roles: true,
      }),
      allow('task.work'),
      async (c) => {
        const { task } = await requireTask(gateway, c.req.param('id'))
        const bytes = await gateway.blobs.read(task.bundle.sha256)
        if (!bytes) throw new GatewayError('not-found', '材料包已不在')
        return c.body(bytes as Uint8Array<ArrayBuffer>, 200, {
          'content-type': task.bundle.mediaType,
          'content-disposition': `attachment; filename="${task.bundle.name}"`,
          'cache-control': 'no-store',
          'x-content-type-options': 'nosniff',
        })
      },
    )
    .post(
      '/:id/end',
      describe(TAG, '登记送出,或办不了退回收件人;两人同时登记只有一人记上', {
        answers: { 200: ['这项任务', TASK] },
        codes: ['not-found', 'state-conflict', 'step-invalid'],
        roles: true,
        json: true,
      }),
      allow('task.work'),
      validator('json', endTaskBody, refuseBody),
      async (c) =>
        c.json(showTask(gateway, await endTask(gateway, c.req.param('id'), c.req.valid('json'), c.get('staff')))),
    )
}

/** Slips of a case: what its region says by telephone, fax or letter. */
export function caseSlipRoutes(gateway: Gateway) {
  return new Hono<Signed>()
    .get(
      '/:no/slips',
      describe(TAG, '办件的回告单,与录入时要填什么', {
        answers: { 200: ['回告单', caseSlipsAnswer] },
        codes: ['case-unknown'],
        roles: true,
      }),
      async (c) => {
        const value = await requireCase(gateway, c.req.param('no'))
        const form = value.direction === 'out' ? gateway.regions.get(value.region)?.link.slipForm(value.matter) : null
        const slips = await gateway.store.slips.ofCase(value.no)
        return c.json({ form: form ?? null, slips: await Promise.all(slips.map((slip) => showSlip(gateway, slip))) })
      },
    )
    .post(
      '/:no/slips',
      describe(TAG, '录入一张回告单,等另一人复核;核对码不符不得入库', {
        answers: { 201: ['待复核', SLIP] },
        codes: ['case-unknown', 'slip-unknown', 'slip-invalid'],
        roles: true,
        json: true,
      }),
      allow('slip.enter'),
      validator('json', slipBody, refuseBody),
      async (c) => {
        const slip = await enterSlip(gateway, c.req.param('no'), c.req.valid('json'), c.get('staff'))
        return c.json(shownSlip(gateway, slip, null), 201)
      },
    )
}

/** Slips that wait for a second person. */
export function slipRoutes(gateway: Gateway) {
  return new Hono<Signed>()
    .get(
      '/',
      describe(TAG, '待复核的回告单,先录入的在前', {
        answers: { 200: ['一页与下一页的 cursor', slipsAnswer] },
        codes: ['body-invalid'],
        roles: true,
      }),
      allow('task.read'),
      validator('query', slipQuery, refuseBody),
      async (c) => {
        const { limit, cursor } = c.req.valid('query')
        const after = cursor === undefined ? undefined : readCursor(cursor)
        const found = await gateway.store.slips.waiting(after, limit)
        const slips = found.map((slip) => shownSlip(gateway, slip, null))
        return c.json({ slips, cursor: nextCursor(found, limit, ({ enteredAt }) => enteredAt) })
      },
    )
    .post(
      '/:id/confirm',
      describe(TAG, '复核入库:另一人照回告单再读一遍,一致才作为对方的答复', {
        answers: { 200: ['这张回告单', SLIP] },
        codes: ['not-found', 'slip-own', 'slip-differs', 'slip-invalid', 'state-conflict', 'busy'],
        roles: true,
        json: true,
      }),
      allow('slip.confirm'),
      validator('json', confirmSlipBody, refuseBody),
      async (c) => {
        const done = await confirmSlip(gateway, c.req.param('id'), c.req.valid('json'), c.get('staff'))
        return c.json(shownSlip(gateway, done.slip, done.decision))
      },
    )
    .post(
      '/:id/refuse',
      describe(TAG, '退回录入人,写明理由', {
        answers: { 200: ['这张回告单', SLIP] },
        codes: ['not-found', 'slip-own', 'state-conflict'],
        roles: true,
        json: true,
      }),
      allow('slip.confirm'),
      validator('json', refuseSlipBody, refuseBody),
      async (c) => {
        const done = await refuseSlip(gateway, c.req.param('id'), c.req.valid('json').reason, c.get('staff'))
        return c.json(shownSlip(gateway, done.slip, done.decision))
      },
    )
}

function showTask(gateway: Gateway, { task, end }: HandTaskState) {
  const { dossier, bundle } = task
  return {
    id: task.deliveryId,
    round: task.round,
    region: task.region,
    regionName: gateway.regions.get(task.region)?.name ?? task.region,
    caseNo: task.caseNo,
    matter: task.matter,
    matterName: gateway.matters.get(task.matter)?.name ?? task.matter,
    kind: task.kind,
    package: dossier.package,
    pages: dossier.pages,
    items: dossier.items.length,
    lines: dossier.lines.length,
    sheetCheck: dossier.sheetCheck,
    bundleBytes: bundle.sizeBytes,
    openedAt: toTime(task.openedAt),
    end: end && {
      outcome: end.outcome,
      outcomeText: TASK_OUTCOMES[end.outcome],
      carrier: end.carrier,
      carrierText: end.carrier === '' ? '' : CARRIERS[end.carrier],
      waybill: end.waybill,
      note: end.note,
      at: toTime(end.at),
      by: end.byName,
    },
  }
}

async function showSlip(gateway: Gateway, slip: Slip) {
  return shownSlip(gateway, slip, await gateway.store.slips.decisionOf(slip.id))
}

/** Without its check: whoever confirms it reads that from the paper, or asks for it. */
function shownSlip(gateway: Gateway, slip: Slip, decision: SlipDecision | null) {
  const { check: _check, scan, document, licenceFile, enteredAt, ...said } = slip
  const state: SlipState = decision === null ? 'entered' : decision.confirmed ? 'confirmed' : 'refused'
  const file = (one: Slip['scan']) => one && { id: one.id, name: one.name }
  return {
    ...said,
    regionName: gateway.regions.get(slip.region)?.name ?? slip.region,
    state,
    stateText: SLIP_STATES[state],
    wayText: SLIP_WAYS[slip.way],
    defects: [...slip.defects],
    scan: file(scan),
    document: file(document),
    licenceFile: file(licenceFile),
    enteredAt: toTime(enteredAt),
    decidedByName: decision?.byName ?? null,
    decidedAt: decision ? toTime(decision.at) : null,
    reason: decision?.reason ?? '',
    outcome: decision?.outcome ?? '',
  }
}
