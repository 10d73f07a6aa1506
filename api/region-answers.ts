import { z } from 'zod'
import { group } from './answers.ts'

/* What the routes of regions answer, for their description. */

const ms = z.int().meta({ description: '毫秒时间戳' })
const region = z.string().meta({ description: '地区编号,6 位区划代码' })
const listedRegion = {
  code: region,
  name: z.string(),
  protocol: z.string(),
  agreement: z.strictObject({
    no: z.string(),
    from: z.string(),
    until: z.string(),
    matters: group,
    suspended: z.string().nullable().meta({ description: '暂不执行的原因' }),
    state: z.enum(['current', 'suspended', 'ended']).meta({ description: '今天的效力' }),
  }),
  paused: z.boolean(),
  pausedBy: z.string().nullable(),
  breaker: z.enum(['open', 'closed']),
  failures: z.int(),
  retryAt: ms.nullable().meta({ description: '熔断到何时' }),
  lastOkAt: ms.nullable().meta({ description: '最近一次送到' }),
  deliveries: z.strictObject({ ready: z.int(), waiting: z.int(), done: z.int(), dead: z.int() }),
}
export const regionListAnswer = z.strictObject({ regions: z.array(z.strictObject(listedRegion)) })
export const regionAnswer = z
  .strictObject({
    ...listedRegion,
    openCases: z.int().meta({ description: '在途的办件,各按当时的映射' }),
    mappings: z.array(z.strictObject({ matter: z.string(), version: z.string() })),
    inbound: z.array(z.string()).meta({ description: '对方来件的地址' }),
    carries: z.array(z.string()),
    collectEveryMs: z.int().nullable().meta({ description: '隔多久去取一次;对方自己送来的为 null' }),
    delivery: z.strictObject({
      retryMs: z.array(z.int()),
      thenEveryMs: z.int(),
      giveUpAfterMs: z.int(),
      maxInFlight: z.int(),
    }),
  })
  .meta({ id: 'Region', description: '地区' })
export const pauseAnswer = z.strictObject({ region, paused: z.boolean() })
