import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import { z } from 'zod'
import { findExemptions } from '../core/exemptions/find-exemptions.ts'
import { reviewsOf } from '../core/exemptions/reviews.ts'
import { exemptedOf, exemptShare } from '../core/exemptions/why-exempt.ts'
import type { Gateway } from '../core/gateway.ts'
import { GatewayError } from '../core/gateway-error.ts'
import { toDate } from '../core/time.ts'
import { allow, type Signed } from './access.ts'
import { exemptedAnswer } from './answers.ts'
import { newCaseBody } from './bodies.ts'
import { requireCase } from './case-routes.ts'
import { describe } from './describe.ts'
import { refuseBody } from './problem.ts'

const TAG = '免提交'
const slotted = { slot: z.string(), name: z.string(), why: z.string() }
export const foundExemptionsAnswer = z.strictObject({
  offers: z
    .array(z.strictObject({ ...slotted, exempt: z.record(z.string(), z.string()) }))
    .meta({ description: '不用交的;exempt 可照原样填进材料' }),
  paper: z.array(z.strictObject(slotted)).meta({ description: '要交的与为什么' }),
})
const review = z.strictObject({
  of: z.string().meta({ description: '材料编码(分件为 编码/分件)或字段路径' }),
  result: z.enum(['pass', 'fail', 'waived']),
  reason: z.string(),
  at: z.int(),
  by: z.string(),
})
export const reviewsAnswer = z.strictObject({ materials: z.array(review), fields: z.array(review) })
export const exemptionsAnswer = z.strictObject({
  exempt: z.array(exemptedAnswer),
  share: z.number().meta({ description: '1 − 提交 ÷ 应交' }),
})
const findBody = newCaseBody.omit({ submit: true, materials: true })

/** What an applicant need not bring, and what whoever reviewed the case found. */
export function exemptionRoutes(gateway: Gateway) {
  return new Hono<Signed>()
    .post(
      '/exemptions',
      describe(TAG, '找出不用交的材料:已有电子证照、数据核验、前件复用;须已签同意书', {
        answers: { 200: ['不用交的与要交的', foundExemptionsAnswer] },
        codes: [
          'matter-unknown',
          'region-unknown',
          'direction-closed',
          'mode-closed',
          'agreement-expired',
          'agreement-suspended',
          'form-invalid',
        ],
        roles: true,
        json: true,
      }),
      allow('case.collect'),
      validator('json', findBody, refuseBody),
      async (c) => {
        const { offers, paper } = await findExemptions(gateway, c.req.valid('json'), c.get('staff'))
        return c.json({ offers: offers.map((offer) => ({ ...offer })), paper: [...paper] })
      },
    )
    .get(
      '/:no/exemptions',
      describe(TAG, '一个办件免交的材料、理由与所占的份额', {
        answers: { 200: ['免交的材料', exemptionsAnswer] },
        codes: ['case-unknown', 'matter-unknown'],
        roles: true,
      }),
      async (c) => {
        const value = await requireCase(gateway, c.req.param('no'))
        const matter = gateway.matters.get(value.matter)
        if (!matter) throw new GatewayError('matter-unknown')
        const today = toDate(gateway.clock.now())
        return c.json({
          exempt: exemptedOf(matter, value.materials, today),
          share: exemptShare(matter, value.materials),
        })
      },
    )
    .get(
      '/:no/reviews',
      describe(TAG, '审核结果:办理方对每份材料、每个字段的结论', {
        answers: { 200: ['最新的结论', reviewsAnswer] },
        codes: ['case-unknown'],
        roles: true,
      }),
      async (c) => {
        const value = await requireCase(gateway, c.req.param('no'))
        const { materials, fields } = reviewsOf(await gateway.store.cases.events(value.id))
        return c.json({ materials: [...materials], fields: [...fields] })
      },
    )
}
