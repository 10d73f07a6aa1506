import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import { z } from 'zod'
import type { ConformanceDesk } from '../core/conformance/kit.ts'
import type { Gateway } from '../core/gateway.ts'
import { GatewayError } from '../core/gateway-error.ts'
import { allow, type Signed } from './access.ts'
import { describe } from './describe.ts'
import { refuseBody } from './problem.ts'

const TAG = '联调检查'

const against = z
  .enum(['simulator', 'sandbox'])
  .meta({ description: 'simulator:地区的模拟;sandbox:TONGBAN_SANDBOX_URLS 里该地区的测试环境' })
const run = z.strictObject({
  id: z.string(),
  region: z.string(),
  version: z.int().meta({ description: '所查的定义版本' }),
  against,
  address: z.string().meta({ description: '测试环境的地址;模拟为空' }),
  actor: z.string().meta({ description: '谁做的' }),
  startedAt: z.int(),
  endedAt: z.int().meta({ description: '还没有做完为 0' }),
  state: z.enum(['running', 'ended', 'not-made', 'broken-off']).meta({ description: 'broken-off:进程中断,没有做完' }),
  passed: z.int(),
  failed: z.int(),
  left: z.int().meta({ description: '未查的项数;未查不等于通过' }),
  reason: z.string().meta({ description: '没有做成的原因' }),
})
const check = z.strictObject({
  id: z.string(),
  title: z.string(),
  proves: z.string().meta({ description: '通过说明什么' }),
  verdict: z.enum(['passed', 'failed', 'not-run']),
  detail: z.string(),
  fix: z.string().meta({ description: '不通过时看什么' }),
  ms: z.int(),
  exchanges: z.int().meta({ description: '报文往来的次数;报文在报告里' }),
})
export const conformanceAnswer = z.strictObject({
  simulator: z.boolean().meta({ description: '这个地区有没有模拟' }),
  sandbox: z.string().nullable().meta({ description: '测试环境的地址;没有设置为 null' }),
  runs: z.array(run).meta({ description: '做过的检查,新的在前' }),
})
export const conformanceRunAnswer = z.strictObject({ ...run.shape, checks: z.array(check) })
const beginBody = z.strictObject({ against })
const CODE = /^\d{6}$/

/** Checks of the regions' interfaces, begun by an administrator and kept with who and when; null where the runtime cannot make them. */
export function conformanceRoutes({ log }: Gateway, desk: ConformanceDesk | null) {
  const requireDesk = (): ConformanceDesk => {
    if (!desk) throw new GatewayError('state-conflict', '网关在这里不能做联调检查,请用命令行 tongban region conform')
    return desk
  }
  const attachment = (name: string) => ({ 'content-disposition': `attachment; filename="${name}"` })
  return new Hono<Signed>()
    .use('*', allow('definition.read'))
    .get(
      '/regions/:code',
      describe(TAG, '一个地区可以对谁检查,与做过的检查', {
        answers: { 200: ['做过的检查', conformanceAnswer] },
        codes: ['not-found'],
        roles: true,
      }),
      async (c) => {
        const code = requireCode(c.req.param('code'))
        return c.json(await requireDesk().ofRegion(code))
      },
    )
    .post(
      '/regions/:code',
      describe(TAG, '开始检查在用的一版;一次只做一个', {
        answers: { 202: ['已开始', run] },
        codes: ['not-found', 'state-conflict', 'agreement-suspended', 'busy', 'definition-invalid'],
        roles: true,
        json: true,
      }),
      allow('region.conform'),
      validator('json', beginBody, refuseBody),
      async (c) => {
        const about = { code: requireCode(c.req.param('code')), ...c.req.valid('json'), staff: c.get('staff') }
        const begun = await requireDesk().begin(about)
        begun.ended.catch((error: Error) => log.error('conformance', { run: begun.run.id, error: error.name }))
        return c.json(begun.run, 202)
      },
    )
    .get(
      '/:id',
      describe(TAG, '一次检查:逐项的结果', {
        answers: { 200: ['到现在为止的结果', conformanceRunAnswer] },
        codes: ['not-found'],
        roles: true,
      }),
      async (c) => c.json(await requireDesk().byId(c.req.param('id'))),
    )
    .get(
      '/:id/report.html',
      describe(TAG, '报告,单独成页,可发给对方', {
        answers: { 200: ['报告', 'html'] },
        codes: ['not-found', 'state-conflict'],
        roles: true,
      }),
      async (c) => {
        const id = c.req.param('id')
        return c.html(await requireDesk().html(id), 200, attachment(`conform-${id}.html`))
      },
    )
    .get(
      '/:id/report.json',
      describe(TAG, '报告,JSON,附每次往来的报文', {
        answers: { 200: ['报告', 'json'] },
        codes: ['not-found'],
        roles: true,
      }),
      async (c) => {
        const id = c.req.param('id')
        return c.json(await requireDesk().json(id), 200, attachment(`conform-${id}.json`))
      },
    )
}

function requireCode(code: string): string {
  if (!CODE.test(code)) throw new GatewayError('not-found', '没有这个编号的地区')
  return code
}
