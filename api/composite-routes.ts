import { type Context, Hono } from 'hono'
import { validator } from 'hono-openapi'
import type { z } from 'zod'
import type { Gateway } from '../core/gateway.ts'
import { GatewayError } from '../core/gateway-error.ts'
import { COMPOSITE_STEPS, type Composite, type WholeComposite } from '../core/licences/composite.ts'
import { compositePage } from '../core/licences/composite-page.ts'
import {
  addPermit,
  compositeByCode,
  endComposite,
  issueComposite,
  recodeComposite,
  removePermit,
  requireComposite,
  wholeComposite,
} from '../core/licences/work-composite.ts'
import type { Staff } from '../core/store/people.ts'
import { toTime } from '../core/time.ts'
import { allow, type Signed } from './access.ts'
import { licencePage } from './composite-check-page.ts'
import {
  compositeAnswer,
  compositeBody,
  compositeListAnswer,
  compositeQuery,
  compositeStepBody,
  publicCompositeAnswer,
  scanBody,
} from './composite-shapes.ts'
import { nextCursor, readCursor } from './cursor.ts'
import { describe } from './describe.ts'
import { showLicence, showPermit } from './licence-routes.ts'
import { answerHeaders, newNonce, pageHeaders } from './page-headers.ts'
import { formatQuery, sendPrint } from './print-answer.ts'
import { refuseBody } from './problem.ts'
import { strictJson } from './strict-json.ts'

const TAG = '证照'
const ONE: z.ZodType = compositeAnswer

/** Composite licences (一企一证): issued, filled, emptied, ended, printed. */
export function compositeRoutes(gateway: Gateway) {
  return new Hono<Signed>()
    .get(
      '/',
      describe(TAG, '一企一证综合许可证,新的在前', {
        answers: { 200: ['一页与下一页的 cursor', compositeListAnswer] },
        codes: ['body-invalid'],
        roles: true,
      }),
      allow('licence.read'),
      validator('query', compositeQuery, refuseBody),
      async (c) => {
        const { cursor, limit } = c.req.valid('query')
        const after = cursor === undefined ? undefined : readCursor(cursor)
        const found = await gateway.store.composites.list(after, limit)
        return c.json({ composites: found.map(head), cursor: nextCursor(found, limit, ({ createdAt }) => createdAt) })
      },
    )
    .post(
      '/',
      describe(TAG, '制发一家企业的综合许可证,装入它现在有效的全部证照', {
        answers: { 201: ['综合许可证', ONE] },
        codes: ['state-conflict', 'step-invalid', 'busy'],
        roles: true,
        json: true,
      }),
      allow('licence.compose'),
      validator('json', compositeBody, refuseBody),
      async (c) => {
        const whole = await issueComposite(gateway, c.req.valid('json').uscc, c.get('staff'))
        const { no } = whole.composite
        return c.json(await show(gateway, whole), 201, { location: `/api/composite-licences/${no}` })
      },
    )
    .get(
      '/:no',
      describe(TAG, '一份综合许可证、其中各证照现在的效力与经过', {
        answers: { 200: ['综合许可证', ONE] },
        codes: ['not-found'],
        roles: true,
      }),
      allow('licence.read'),
      async (c) => c.json(await show(gateway, await whole(gateway, c.req.param('no')))),
    )
    .get(
      '/:no/page',
      describe(TAG, '综合许可证的打印网页(A4),带二维码', {
        answers: { 200: ['打印网页,或它的 PDF', 'print'] },
        codes: ['not-found', 'document-missing', 'body-invalid', 'pdf-elsewhere'],
        roles: true,
      }),
      allow('licence.read'),
      validator('query', formatQuery, refuseBody),
      async (c) => {
        const no = c.req.param('no')
        const page = compositePage(gateway, await whole(gateway, no))
        const printed = { page, name: `综合许可证-${no}`, madeAt: gateway.clock.now() }
        return sendPrint(c, gateway, printed, c.req.valid('query').format)
      },
    )
    .post(
      '/:no/steps',
      describe(TAG, '加入、移出证照,换发二维码,停用;证照本身的效力不变', {
        answers: { 200: ['综合许可证', ONE] },
        codes: ['not-found', 'state-conflict', 'busy'],
        roles: true,
        json: true,
      }),
      allow('licence.compose'),
      validator('json', compositeStepBody, refuseBody),
      async (c) =>
        c.json(await show(gateway, await step(gateway, c.req.param('no'), c.req.valid('json'), c.get('staff')))),
    )
}

/** What anybody learns who scans a composite licence. The code comes in bodies, never in addresses. */
export function scanRoutes(gateway: Gateway) {
  return new Hono()
    .get(
      '/',
      describe(TAG, '扫综合许可证二维码看到的网页', { answers: { 200: ['网页', 'html'] }, open: true }),
      (c: Context) => {
        const nonce = newNonce(gateway.random)
        const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'self' 'nonce-${nonce}'; font-src 'self'; connect-src 'self'`
        return c.html(licencePage(nonce, gateway.home.orgName), 200, pageHeaders(gateway.publicUrl, policy))
      },
    )
    .post(
      '/',
      describe(TAG, '按二维码里的验证码看综合许可证里各证照现在的效力', {
        answers: { 200: ['各证照', publicCompositeAnswer] },
        codes: ['not-found'],
        json: true,
        open: true,
      }),
      answerHeaders(gateway.publicUrl),
      strictJson(),
      validator('json', scanBody, refuseBody),
      async (c) => {
        const found = await compositeByCode(gateway, c.req.valid('json').code)
        if (!found) throw new GatewayError('not-found', '没有这份综合许可证,或已停用、已换码')
        const { no, company, uscc } = found.composite
        return c.json({
          no,
          company,
          uscc,
          issuer: gateway.home.orgName,
          checkedAt: toTime(gateway.clock.now()),
          permits: found.permits.map((permit) => showPermit(gateway, permit)),
          phone: gateway.config.home.phone,
        })
      },
    )
}

async function whole(gateway: Gateway, no: string): Promise<WholeComposite> {
  return wholeComposite(gateway, await requireComposite(gateway, no))
}

function step(
  gateway: Gateway,
  no: string,
  given: z.output<typeof compositeStepBody>,
  by: Staff,
): Promise<WholeComposite> {
  switch (given.step) {
    case 'add':
      return addPermit(gateway, no, given.licenceId, by)
    case 'remove':
      return removePermit(gateway, no, given, by)
    case 'recode':
      return recodeComposite(gateway, no, given.why, by)
    case 'end':
      return endComposite(gateway, no, given.why, by)
  }
}

function head({ no, uscc, company, state, createdAt, updatedAt }: Composite) {
  const stateText = state === 'active' ? '使用中' : '已停用'
  return { no, uscc, company, state, stateText, createdAt: toTime(createdAt), updatedAt: toTime(updatedAt) }
}

async function show(gateway: Gateway, { composite, permits }: WholeComposite) {
  const entries = await gateway.store.composites.entries(composite.id)
  return {
    ...head(composite),
    url: composite.state === 'active' ? `${gateway.publicUrl}/l#${composite.code}` : null,
    permits: permits.map((permit) => showLicence(gateway, permit)),
    entries: entries.map(({ seq, step: of, at, actorName, text }) => ({
      seq,
      step: of,
      stepText: COMPOSITE_STEPS[of],
      at: toTime(at),
      by: actorName,
      text,
    })),
  }
}
