import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import { z } from 'zod'
import { callForHelp, openByPaper } from '../core/applicant/kiosk.ts'
import { caseOf } from '../core/applicant/session.ts'
import { issuedPage } from '../core/documents/issue.ts'
import type { Gateway } from '../core/gateway.ts'
import { GatewayError } from '../core/gateway-error.ts'
import { toTime } from '../core/time.ts'
import { describe } from './describe.ts'
import { sessionAnswer } from './my-answers.ts'
import type { AddressOf } from './my-routes.ts'
import { keepSession, type Looking, lookingAtCase, ownPagesOnly } from './my-session.ts'
import { sendPrint } from './print-answer.ts'
import { refuseBody } from './problem.ts'

const TAG = '自助机'

/** `POST /public/kiosk/session` */
const paperBody = z.strictObject({
  code: z.string().regex(/^[0-9A-Za-z]{26}$/, { error: '应是凭证二维码里的 26 位验证码' }),
  tail: z.string().regex(/^\d{4}$/, { error: '应是手机号的后四位' }),
})
/** `POST /public/kiosk/help` */
const helpBody = z.strictObject({ kiosk: z.int().min(1).max(99).meta({ description: '几号自助机' }) })
const calledAnswer = z.strictObject({ id: z.string().meta({ description: '凭它问有没有人来' }) })
const comingAnswer = z.strictObject({ coming: z.boolean().meta({ description: '有工作人员说“我去”' }) })

/** A kiosk in the hall: a case by the paper that its applicant holds, the paper printed again, and a person called. */
export function kioskRoutes(gateway: Gateway, addressOf: AddressOf) {
  return new Hono<Looking>()
    .use('*', ownPagesOnly(gateway))
    .post(
      '/session',
      describe(TAG, '凭凭证上的二维码与手机尾号查自己的办件', {
        answers: { 200: ['会话在 HttpOnly 的 cookie 里', sessionAnswer] },
        codes: ['not-found', 'too-many-tries', 'cross-site'],
        json: true,
        open: true,
      }),
      validator('json', paperBody, refuseBody),
      async (c) => {
        const opened = await openByPaper(gateway, c.req.valid('json'))
        keepSession(c, gateway, opened)
        return c.json({ endsAt: toTime(opened.endsAt) })
      },
    )
    .get(
      '/voucher',
      describe(TAG, '自己的收件凭证,与最近一次出具的一样', {
        answers: { 200: ['打印网页', 'html'] },
        codes: ['look-ended', 'not-found'],
        open: true,
      }),
      lookingAtCase(gateway),
      async (c) => {
        const mine = await caseOf(gateway, c.get('applicant'))
        const issued = await gateway.store.issuedDocuments.ofCase(mine.id)
        const voucher = issued.findLast(({ kind }) => kind === 'collection-voucher')
        if (!voucher) throw new GatewayError('not-found', '窗口还没有出具收件凭证')
        const page = await issuedPage(gateway, voucher)
        return sendPrint(c, gateway, { page, name: '收件凭证', madeAt: voucher.issuedAt }, 'html')
      },
    )
    .post(
      '/help',
      describe(TAG, '人工帮助:叫窗口的工作人员来', {
        answers: { 201: ['已叫', calledAnswer] },
        codes: ['too-many-tries', 'cross-site'],
        json: true,
        open: true,
      }),
      validator('json', helpBody, refuseBody),
      async (c) => c.json({ id: await callForHelp(gateway, c.req.valid('json').kiosk, addressOf(c)) }, 201),
    )
    .get(
      '/help/:id',
      describe(TAG, '有没有工作人员来', { answers: { 200: ['有没有', comingAnswer] }, open: true }),
      async (c) => {
        const id = c.req.param('id')
        const at = /^[0-9a-f]{32}$/.test(id) ? await gateway.store.messages.firstReadAt(id) : null
        return c.json({ coming: at !== null })
      },
    )
}
