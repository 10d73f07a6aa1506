import { type Context, Hono } from 'hono'
import { validator } from 'hono-openapi'
import { AGAIN_SECONDS, askForCode, CODE_MINUTES } from '../core/applicant/codes.ts'
import { myAccess } from '../core/applicant/my-access.ts'
import { documentsOf, myCase } from '../core/applicant/my-case.ts'
import { supplementMine, uploaderOf, wantedItems } from '../core/applicant/my-supplement.ts'
import { caseOf, openSession } from '../core/applicant/session.ts'
import type { Case } from '../core/case/case.ts'
import type { Gateway } from '../core/gateway.ts'
import { GatewayError } from '../core/gateway-error.ts'
import { toTime } from '../core/time.ts'
import { describe } from './describe.ts'
import { takeUpload } from './file-routes.ts'
import {
  askedCodeAnswer,
  myAccessAnswer,
  myCaseAnswer,
  officeAnswer,
  sentAnswer,
  sessionAnswer,
  uploadedAnswer,
} from './my-answers.ts'
import { askCodeBody, mendBody, openSessionBody } from './my-bodies.ts'
import { forgetSession, keepSession, type Looking, lookingAtCase, ownPagesOnly } from './my-session.ts'
import { myVoiceRoutes } from './my-voice-routes.ts'
import { refuseBody } from './problem.ts'

const TAG = '申请人'
/** Uploads of one case that were not sent. */
const MOST_UNUSED = 30

/** Where a request came from, as the runtime knows it. */
export type AddressOf = (c: Context) => string

/** An applicant's own case: opened by its number, the end of their telephone number and a code sent there; then bound to that one case for minutes. */
export function myRoutes(gateway: Gateway, addressOf: AddressOf) {
  const looking = lookingAtCase(gateway)
  return new Hono<Looking>()
    .use('*', ownPagesOnly(gateway))
    .get(
      '/office',
      describe(TAG, '本单位的名称与咨询电话', { answers: { 200: ['名称与电话', officeAnswer] }, open: true }),
      (c) => c.json({ name: gateway.home.orgName, phone: gateway.config.home.phone }),
    )
    .post(
      '/codes',
      describe(TAG, '取短信验证码;有没有这个办件,回答都一样', {
        answers: { 202: ['凭证编号与手机尾号对得上的,会收到短信', askedCodeAnswer] },
        codes: ['too-many-tries', 'cross-site'],
        json: true,
        open: true,
      }),
      validator('json', askCodeBody, refuseBody),
      async (c) => {
        await askForCode(gateway, c.req.valid('json'), addressOf(c))
        return c.json({ validMinutes: CODE_MINUTES, againSeconds: AGAIN_SECONDS }, 202)
      },
    )
    .post(
      '/session',
      describe(TAG, '凭凭证编号、手机尾号与验证码查自己的办件;验证码只能用一次', {
        answers: { 200: ['会话在 HttpOnly 的 cookie 里', sessionAnswer] },
        codes: ['not-found', 'too-many-tries', 'cross-site'],
        json: true,
        open: true,
      }),
      validator('json', openSessionBody, refuseBody),
      async (c) => {
        const opened = await openSession(gateway, c.req.valid('json'))
        keepSession(c, gateway, opened)
        return c.json({ endsAt: toTime(opened.endsAt) })
      },
    )
    .delete(
      '/session',
      describe(TAG, '结束查询', {
        answers: { 200: ['已结束', sessionAnswer] },
        codes: ['look-ended', 'cross-site'],
        open: true,
      }),
      looking,
      async (c) => {
        await gateway.store.applicants.endSession(c.get('applicant').sessionId)
        forgetSession(c, gateway)
        return c.json({ endsAt: toTime(gateway.clock.now()) })
      },
    )
    .get(
      '/case',
      describe(TAG, '自己的办件:到哪一步、该谁办、要补什么、时限、结果、文书', {
        answers: { 200: ['办件', myCaseAnswer] },
        codes: ['look-ended', 'not-found'],
        open: true,
      }),
      looking,
      async (c) => {
        const applicant = c.get('applicant')
        const found = await myCase(gateway, await caseOf(gateway, applicant))
        return c.json({ ...found, endsAt: toTime(applicant.endsAt) })
      },
    )
    .get(
      '/access',
      describe(TAG, '谁看过我的信息:岗位与时间,不写姓名', {
        answers: { 200: ['新的在前,最近 200 次', myAccessAnswer] },
        codes: ['look-ended', 'not-found'],
        open: true,
      }),
      looking,
      async (c) => c.json({ access: await myAccess(gateway, await caseOf(gateway, c.get('applicant'))) }),
    )
    .post(
      '/files',
      describe(TAG, '为补正上传一个文件:请求体即文件,不超过 20 MB', {
        answers: { 201: ['已存;送出补正时才用', uploadedAnswer] },
        codes: [
          'look-ended',
          'not-found',
          'state-conflict',
          'file-invalid',
          'file-too-large',
          'body-invalid',
          'cross-site',
        ],
        open: true,
        headers: { 'X-File-Name': '文件名,URL 编码' },
        body: ['application/octet-stream', 'binary'],
      }),
      looking,
      async (c) => {
        const mine = await caseOf(gateway, c.get('applicant'))
        await requireRoom(gateway, mine)
        const { id, name, mediaType, sizeBytes } = await takeUpload(c.req.raw, gateway, uploaderOf(mine.id))
        return c.json({ id, name, mediaType, sizeBytes }, 201)
      },
    )
    .post(
      '/supplement',
      describe(TAG, '送出补正:对方要的每一项,别的都不动', {
        answers: { 200: ['已排队报送', sentAnswer] },
        codes: ['look-ended', 'not-found', 'state-conflict', 'step-invalid', 'form-invalid', 'busy', 'cross-site'],
        json: true,
        open: true,
      }),
      looking,
      validator('json', mendBody, refuseBody),
      async (c) => {
        const mine = await caseOf(gateway, c.get('applicant'))
        const { no } = await supplementMine(gateway, mine, c.req.valid('json').answers)
        return c.json({ no })
      },
    )
    .get(
      '/documents/:id',
      describe(TAG, '取一份文书或证照', {
        answers: { 200: ['文件的字节', 'binary'] },
        codes: ['look-ended', 'not-found'],
        open: true,
      }),
      looking,
      async (c) => sendDocument(c, gateway, c.req.param('id'), c.get('applicant').caseId),
    )
    .route('/', myVoiceRoutes(gateway))
}

/** Files are taken while the region wants some, and not without end. */
async function requireRoom(gateway: Gateway, mine: Case): Promise<void> {
  if (!wantedItems(gateway, mine).some(({ way }) => way === 'file'))
    throw new GatewayError('state-conflict', '现在没有要您补正的材料')
  if ((await gateway.store.files.unusedBy(uploaderOf(mine.id))) >= MOST_UNUSED)
    throw new GatewayError('state-conflict', `已传 ${MOST_UNUSED} 个文件没有用,请送出补正或到窗口办理`)
}

/** A document of that case and no other. */
async function sendDocument(c: Context, gateway: Gateway, id: string, caseId: string) {
  const files = await gateway.store.files.ofCase(caseId)
  const mine = documentsOf(await gateway.store.cases.events(caseId), files)
  const file = files.find((one) => one.id === id && mine.some(({ fileId }) => fileId === id))
  const bytes = file ? await gateway.blobs.read(file.sha256) : null
  if (!file || !bytes) throw new GatewayError('not-found', '没有这份文书')
  return c.body(new Uint8Array(bytes), 200, {
    'content-type': file.mediaType,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
  })
}
