import { z } from 'zod'
import { STATUSES, type Status } from '../core/case/status.ts'
import { STAGES } from '../core/clock/stages.ts'

/* What the routes of clocks answer, for their description. */

const time = z.string().meta({ description: '北京时间,RFC 3339', example: '2026-03-02T09:15:00+08:00' })
const seconds = z.int().meta({ description: '秒' })
const stage = z.enum(STAGES)
export const colour = z
  .enum(['none', 'normal', 'yellow', 'red', 'overdue', 'unknown'])
  .meta({ description: '不计时、正常、黄牌、红牌、超期、未知(缺那一年的日历)' })
const status = z.enum(Object.keys(STATUSES) as [Status, ...Status[]])
const limit = z.strictObject({ value: z.int(), unit: z.enum(['G', 'Z', 'H', 'M']) })
const counted = z
  .strictObject({
    limit: limit.nullable().meta({ description: '通知只给了截止日的为 null' }),
    endsAt: time.nullable().meta({ description: '最后一刻;挂起或未知时为 null' }),
  })
  .nullable()

export const clocksAnswer = z
  .strictObject({
    no: z.string(),
    status,
    statusText: z.string(),
    at: time.meta({ description: '算到什么时候' }),
    colour: colour.meta({ description: '正在走的各钟里最坏的' }),
    dueAt: time.nullable().meta({ description: '正在走的各钟里最早的截止' }),
    spentSeconds: seconds.meta({ description: '办件用时,等于各环节用时之和' }),
    ball: z
      .strictObject({
        with: z.enum(['window', 'gateway', 'handler', 'admin', 'region', 'applicant', 'post']),
        name: z.string(),
        who: z.string().nullable().meta({ description: '人员或地区的编号;没有指定到人的为 null' }),
        since: time,
        event: z
          .strictObject({ seq: z.int(), type: z.string(), actor: z.string() })
          .meta({ description: '凭哪条流转记录' }),
      })
      .nullable()
      .meta({ description: '现在该谁动;已有结果的为 null' }),
    clocks: z.array(
      z.strictObject({
        stage,
        name: z.string(),
        owner: z.enum(['window', 'gateway', 'handling', 'applicant', 'post']),
        state: z.enum(['running', 'paused', 'ended']),
        colour,
        since: time,
        endedAt: time.nullable(),
        ranSeconds: seconds,
        dueAt: time.nullable().meta({ description: '承诺的截止;没有承诺时为法定的' }),
        yellowAt: time.nullable(),
        redAt: time.nullable(),
        promised: counted,
        statutory: counted,
        unknownYear: z.string().nullable().meta({ description: '日历缺的那一年' }),
        provisionalYear: z
          .string()
          .nullable()
          .meta({ description: '到期日落在放假安排暂定的那一年;公布后会重算,可能变动' }),
      }),
    ),
    stages: z.array(z.strictObject({ stage, name: z.string(), spentSeconds: seconds })),
  })
  .meta({ id: 'Clocks', description: '环节分段计时' })

export const clockListAnswer = z.strictObject({
  cases: z.array(
    z.strictObject({
      no: z.string(),
      direction: z.enum(['out', 'in']),
      region: z.string(),
      matter: z.string(),
      status,
      statusText: z.string(),
      handler: z.string().nullable(),
      colour,
      dueAt: time.nullable().meta({ description: '没有时限、挂起或未知时为 null,排在最后' }),
      provisional: z.boolean().meta({ description: '到期日在放假安排暂定的年份里,公布后会重算' }),
    }),
  ),
  cursor: z.string().nullable().meta({ description: '下一页的 cursor;没有更多时为 null' }),
})
