import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import { isClosed, PARCEL_STATES, type Parcel, parcelsOf } from '../core/custody/parcel.ts'
import { recordCustody } from '../core/custody/record.ts'
import { checkDocument } from '../core/documents/check-document.ts'
import { issueDocument, issuedPage, previewDocument, requireDocument } from '../core/documents/issue.ts'
import { DOCUMENTS } from '../core/documents/kinds.ts'
import { listDocuments } from '../core/documents/list.ts'
import { guidePage } from '../core/documents/service-guide.ts'
import type { Gateway } from '../core/gateway.ts'
import { GatewayError } from '../core/gateway-error.ts'
import { allow, type Signed } from './access.ts'
import { requireCase } from './case-routes.ts'
import { checkPage } from './check-page.ts'
import { describe } from './describe.ts'
import {
  checkedDocumentAnswer,
  custodyAnswer,
  documentsAnswer,
  issuedAnswer,
  parcelAnswer,
} from './document-answers.ts'
import { checkDocumentBody, custodyBody, documentQuery, guideQuery, issueBody } from './document-bodies.ts'
import { answerHeaders, newNonce, pageHeaders } from './page-headers.ts'
import { sendPrint } from './print-answer.ts'
import { refuseBody } from './problem.ts'
import { strictJson } from './strict-json.ts'

const TAG = '文书'

/** Documents of a case, and through whose hands its originals and licences went. */
export function caseDocumentRoutes(gateway: Gateway) {
  return new Hono<Signed>()
    .get(
      '/:no/documents',
      describe(TAG, '办件的文书:可出具的、出具过的、对方来的', {
        answers: { 200: ['各种文书', documentsAnswer] },
        codes: ['case-unknown', 'matter-unknown'],
        roles: true,
      }),
      async (c) => c.json(await listDocuments(gateway, await requireCase(gateway, c.req.param('no')))),
    )
    .get(
      '/:no/documents/:kind',
      describe(TAG, '一份文书的打印网页或 PDF:预览,或第几次打印的原样', {
        answers: { 200: ['打印网页,或它的 PDF', 'print'] },
        codes: ['case-unknown', 'matter-unknown', 'not-found', 'document-missing', 'body-invalid', 'pdf-elsewhere'],
        roles: true,
      }),
      validator('query', documentQuery, refuseBody),
      async (c) => {
        const value = await requireCase(gateway, c.req.param('no'))
        const kind = requireDocument(c.req.param('kind'))
        const { paper, print, format } = c.req.valid('query')
        const { title } = DOCUMENTS[kind]
        if (print === undefined) {
          const page = await previewDocument(gateway, value, kind, paper)
          const name = `${title}-${value.no}-预览`
          return sendPrint(c, gateway, { page, name, madeAt: gateway.clock.now() }, format)
        }
        const issued = await gateway.store.issuedDocuments.ofCase(value.id)
        const found = issued.find((one) => one.kind === kind && one.print === print)
        if (!found) throw new GatewayError('not-found', `这份文书没有第 ${print} 次打印`)
        const page = await issuedPage(gateway, found)
        const name = `${title}-${value.no}-第${print}次`
        return sendPrint(c, gateway, { page, name, madeAt: found.issuedAt }, format)
      },
    )
    .post(
      '/:no/documents/:kind',
      describe(TAG, '出具一份文书:计次、带验证码、记入流转记录', {
        answers: { 201: ['已出具', issuedAnswer] },
        codes: ['case-unknown', 'matter-unknown', 'not-found', 'document-missing', 'step-invalid', 'busy'],
        roles: true,
        json: true,
      }),
      allow('document.issue'),
      validator('json', issueBody, refuseBody),
      async (c) => {
        const no = c.req.param('no')
        const name = requireDocument(c.req.param('kind'))
        const { kind, number, print, paper, code } = await issueDocument(
          gateway,
          no,
          name,
          c.req.valid('json'),
          c.get('staff'),
        )
        const url = `/api/cases/${no}/documents/${kind}?print=${print}`
        return c.json({ kind, number, print, paper, code, url }, 201, { location: url })
      },
    )
    .get(
      '/:no/custody',
      describe(TAG, '材料与证照的交接:每一手', {
        answers: { 200: ['各交接单', custodyAnswer] },
        codes: ['case-unknown'],
        roles: true,
      }),
      async (c) => {
        const value = await requireCase(gateway, c.req.param('no'))
        return c.json({ parcels: parcelsOf(value.no, await gateway.store.cases.events(value.id)).map(shown) })
      },
    )
    .post(
      '/:no/custody',
      describe(TAG, '登记一手交接:封装、交出、接收、异常、送达', {
        answers: { 201: ['这张交接单', parcelAnswer] },
        codes: ['case-unknown', 'not-found', 'state-conflict', 'step-invalid', 'busy'],
        roles: true,
        json: true,
      }),
      allow('case.custody'),
      validator('json', custodyBody, refuseBody),
      async (c) => {
        const actor = `staff:${c.get('staff').id}`
        const { parcel } = await recordCustody(gateway, c.req.param('no'), c.req.valid('json'), actor)
        return c.json(shown(parcel), 201)
      },
    )
}

function shown(parcel: Parcel) {
  const { items, hands, ...rest } = parcel
  return {
    ...rest,
    items: [...items],
    hands: [...hands],
    stateText: PARCEL_STATES[parcel.state],
    closed: isClosed(parcel),
  }
}

/** The one-page guide of a matter in a region. */
export function guideRoutes(gateway: Gateway) {
  return new Hono<Signed>().get(
    '/:id/guide',
    describe(TAG, '办事指南:一个事项在一个地区,一页,标出与本地的不同', {
      answers: { 200: ['打印网页,或它的 PDF', 'print'] },
      codes: ['body-invalid', 'matter-unknown', 'region-unknown', 'pdf-elsewhere'],
      roles: true,
    }),
    validator('query', guideQuery, refuseBody),
    (c) => {
      const { region, paper, format } = c.req.valid('query')
      const page = guidePage(gateway, c.req.param('id'), region, paper)
      const name = `办事指南-${c.req.param('id')}-${region}`
      return sendPrint(c, gateway, { page, name, madeAt: gateway.clock.now() }, format)
    },
  )
}

/** What anybody who holds a document of ours may ask: whether it is. Codes come in bodies, never in addresses. */
export function checkRoutes(gateway: Gateway) {
  return new Hono()
    .get('/', describe(TAG, '核验文书的网页', { answers: { 200: ['网页', 'html'] }, open: true }), (c) => {
      const nonce = newNonce(gateway.random)
      const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'self' 'nonce-${nonce}'; font-src 'self'; connect-src 'self'`
      return c.html(checkPage(nonce, gateway.home.orgName), 200, pageHeaders(gateway.publicUrl, policy))
    })
    .post(
      '/',
      describe(TAG, '核验一份文书:二维码里的验证码,或编号与尾号', {
        answers: { 200: ['是本单位出具的', checkedDocumentAnswer] },
        codes: ['not-found'],
        json: true,
        open: true,
      }),
      answerHeaders(gateway.publicUrl),
      strictJson(),
      validator('json', checkDocumentBody, refuseBody),
      async (c) => {
        const checked = await checkDocument(gateway, c.req.valid('json'))
        if (!checked) throw new GatewayError('not-found', '本单位没有出具过这份文书')
        return c.json(checked)
      },
    )
}
