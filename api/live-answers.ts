import { z } from 'zod'
import { COLOURS } from '../core/clock/stage-clocks.ts'
import { TILE_STATES, type TileState } from '../core/live/region-tiles.ts'
import { direction, region, status, time } from './answers.ts'

const figures = z
  .strictObject({
    submitted: z.int().meta({ description: '收件并报送' }),
    received: z.int().meta({ description: '外地转来' }),
    delivered: z.int().meta({ description: '送达' }),
    correction: z.int().meta({ description: '要求补正' }),
    completed: z.int().meta({ description: '办结' }),
    refused: z.int().meta({ description: '不予受理、退件、不予许可' }),
  })
  .meta({ description: '今天的件数,同一办件同一项只计一次' })

const pressing = z.strictObject({
  no: z.string().meta({ description: '办件编号;没有任何人的姓名' }),
  direction,
  region,
  matter: z.string(),
  matterName: z.string(),
  status,
  colour: z.enum(COLOURS),
  dueAt: time,
  waitsFor: z
    .enum(['region', 'handler', 'applicant', 'gateway'])
    .meta({ description: '等谁:对方、本地经办、申请人、本网关' }),
})

const breaches = z
  .strictObject({
    overdue: z.int().meta({ description: '已超期的办件' }),
    red: z.int().meta({ description: '红牌' }),
    yellow: z.int().meta({ description: '黄牌' }),
    pressing: z.array(pressing).meta({ description: '最急的几件,先到期的在前' }),
  })
  .meta({ description: '超期与将要超期的' })

export const boardAnswer = z
  .strictObject({
    at: time,
    regions: z.array(
      z.strictObject({
        code: region,
        name: z.string(),
        state: z.enum(Object.keys(TILE_STATES) as [TileState, ...TileState[]]),
        stateText: z.string(),
        pausedBy: z.string().nullable(),
        failures: z.int().meta({ description: '接连几次没有送到' }),
        retryAt: time.nullable(),
        heardAt: time.nullable().meta({ description: '最近一次收下报文或有应答;null 为从来没有' }),
        queue: z.strictObject({
          ready: z.int(),
          waiting: z.int(),
          oldestSeconds: z.int().nullable().meta({ description: '最早的一条已等了几秒' }),
        }),
        dead: z.int(),
        today: figures,
      }),
    ),
    today: figures,
    breaches,
    open: z.strictObject({ correction: z.int(), attention: z.int(), dead: z.int() }).meta({ description: '等人办的' }),
  })
  .meta({ id: 'Board', description: '监控' })
