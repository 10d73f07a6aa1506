import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import { z } from 'zod'
import { recordAudit } from '../core/audit-trail.ts'
import { findCarryOver } from '../core/case/carry-over.ts'
import type { Gateway } from '../core/gateway.ts'
import { toTime } from '../core/time.ts'
import { allow, type Signed } from './access.ts'
import { group, listedFields, time } from './answers.ts'
import { lookupBody } from './bodies.ts'
import { listed } from './case-list-routes.ts'
import { describe } from './describe.ts'
import { refuseBody } from './problem.ts'

export const carryOverAnswer = z.strictObject({
  cases: z.array(z.strictObject(listedFields)).meta({ description: '以前的办件,新的在前' }),
  carried: z
    .strictObject({ no: z.string().meta({ description: '取自哪一件' }), at: time, form: group })
    .nullable()
    .meta({ description: '可以带入的内容;没有时为 null' }),
})

/** Who stands at the window, and what they need not tell again. */
export function applicantRoutes(gateway: Gateway) {
  return new Hono<Signed>().post(
    '/lookup',
    describe('办件', '申请人以前的办件与可以带入的内容;证件号码与姓名都对上才有,查看记入审计', {
      answers: { 200: ['以前的办件与可以带入的内容', carryOverAnswer] },
      roles: true,
      json: true,
    }),
    allow('case.collect'),
    validator('json', lookupBody, refuseBody),
    async (c) => {
      const { cases, carried } = await findCarryOver(gateway, c.req.valid('json'))
      await recordAudit(gateway, c.get('staff'), 'applicant.lookup', {
        object: carried?.no ?? '',
        facts: { found: cases.length },
      })
      return c.json({ cases: cases.map(listed), carried: carried && { ...carried, at: toTime(carried.at) } })
    },
  )
}
