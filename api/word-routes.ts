import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import { z } from 'zod'
import type { Gateway } from '../core/gateway.ts'
import { GatewayError } from '../core/gateway-error.ts'
import type { Signed } from './access.ts'
import { codesAnswer } from './answers.ts'
import { codesQuery } from './bodies.ts'
import { describe } from './describe.ts'
import { refuseBody } from './problem.ts'

export const homeAnswer = z.strictObject({
  name: z.string(),
  division: z.string(),
  orgCode: z.string(),
  orgName: z.string(),
  phone: z.string(),
})

/** What forms are filled in with: the code tables, and the district that runs this gateway. */
export function wordRoutes(gateway: Gateway) {
  return new Hono<Signed>()
    .get('/home', describe('事项', '本地:运行本网关的区县', { answers: { 200: ['本地', homeAnswer] } }), (c) => {
      const { name, division, orgCode, orgName, phone } = gateway.home
      return c.json({ name, division, orgCode, orgName, phone })
    })
    .get(
      '/codes/:table',
      describe('事项', '一张码表,或其中以 prefix 开头的代码', {
        answers: { 200: ['代码与名称', codesAnswer] },
        codes: ['body-invalid', 'not-found'],
      }),
      validator('query', codesQuery, refuseBody),
      (c) => {
        const table = gateway.codes.tables.get(c.req.param('table'))
        if (!table) throw new GatewayError('not-found', '没有这张码表')
        const { prefix = '' } = c.req.valid('query')
        return c.json({
          table: table.name,
          title: table.title,
          rows: table.rows.filter(({ code }) => code.startsWith(prefix)),
        })
      },
    )
}
