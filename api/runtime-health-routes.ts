import { Hono } from 'hono'
import { z } from 'zod'
import { GatewayError } from '../core/gateway-error.ts'
import type { Health } from '../core/health/health.ts'
import { allow, type Signed } from './access.ts'
import { describe } from './describe.ts'

const state = z.enum(['good', 'warning', 'bad', 'unknown']).meta({ description: 'unknown:网关说不出' })
const at = z.int().meta({ description: '毫秒时间戳' })
const bytes = z.int().meta({ description: '字节' })

export const healthAnswer = z.strictObject({
  at,
  worst: state.meta({ description: '最差的一项' }),
  process: z.strictObject({
    state,
    node: z.string(),
    startedAt: at,
    memoryBytes: bytes,
    memoryMostBytes: bytes,
    lateMs: z.number().meta({ description: '事件循环迟到的毫秒数,第 99 百分位,上次看以来' }),
  }),
  store: z.strictObject({
    state,
    engine: z.string(),
    roundTripMs: z.int(),
    schema: z.strictObject({ found: z.int(), needed: z.int() }),
  }),
  disk: z.strictObject({ state, freeBytes: bytes, totalBytes: bytes }).nullable(),
  clock: z.strictObject({
    state,
    aheadSeconds: z.int().nullable().meta({ description: '对方的时钟比本机快几秒,各家的中位数;没有应答过为 null' }),
    hosts: z.array(z.strictObject({ host: z.string(), aheadSeconds: z.int(), at })),
  }),
  dispatch: z.strictObject({
    state,
    held: z.int().meta({ description: '正在投递的件数' }),
    holders: z.int().meta({ description: '正在投递的进程数' }),
    lapsed: z.int().meta({ description: '占用已过期而无人接手的件数' }),
  }),
  chores: z.array(
    z.strictObject({
      state,
      name: z.string(),
      everyMs: z.int(),
      endedAt: at.nullable(),
      tookMs: z.int().nullable(),
      failures: z.int().meta({ description: '接连失败的次数' }),
    }),
  ),
  regions: z.array(
    z.strictObject({
      state,
      code: z.string(),
      name: z.string(),
      tile: z.enum(['ok', 'shaky', 'down', 'paused', 'suspended']),
      ready: z.int(),
      waiting: z.int(),
      oldestSeconds: z.int().nullable().meta({ description: '最老的一件等了几秒' }),
      dead: z.int(),
      failures: z.int(),
      retryAt: z.string().nullable().meta({ description: '熔断到何时' }),
    }),
  ),
  certificates: z.strictObject({
    state,
    total: z.int(),
    first: z.strictObject({ region: z.string(), daysLeft: z.int() }).nullable(),
    within60: z.int(),
    keysMissing: z.int(),
  }),
  calendar: z.strictObject({ state, years: z.array(z.string()), missing: z.array(z.string()) }),
})

/** How the gateway itself stands; null where the runtime cannot tell. */
export function runtimeHealthRoutes(health: (() => Promise<Health>) | null) {
  return new Hono<Signed>().get(
    '/',
    describe('运行', '网关自身的健康:进程、数据库、磁盘、时钟、队列、后台工作、证书、日历', {
      answers: { 200: ['现状', healthAnswer] },
      codes: ['state-conflict'],
      roles: true,
    }),
    allow('health.read'),
    async (c) => {
      if (!health) throw new GatewayError('state-conflict', '网关在这里说不出自身的健康')
      return c.json((await health()) as z.infer<typeof healthAnswer>)
    },
  )
}
