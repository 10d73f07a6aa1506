import { z } from 'zod'
import { CARRIERS, type Carrier, TASK_OUTCOMES, type TaskOutcome } from '../core/manual/hand-task.ts'
import { SLIP_WAYS, type SlipWay } from '../core/manual/slip.ts'
import { cursor, limit, plain, text } from './bodies.ts'

/** Query of `GET /api/tasks` */
export const taskQuery = z.strictObject({
  state: z.enum(['open', 'ended']).default('open').meta({ description: 'open 待办、ended 已办结' }),
  limit,
  cursor,
})

/** `POST /api/tasks/{id}/end` */
export const endTaskBody = z.strictObject({
  outcome: z
    .enum(Object.keys(TASK_OUTCOMES) as [TaskOutcome, ...TaskOutcome[]])
    .meta({ description: 'sent 已送出、impossible 办不了(退回收件人)' }),
  carrier: z
    .enum(Object.keys(CARRIERS) as [Carrier, ...Carrier[]])
    .exactOptional()
    .meta({ description: 'post 邮寄、fax 传真、medium U 盘光盘、email 邮件附件、person 专人送达' }),
  waybill: z
    .string()
    .regex(/^[A-Za-z0-9]{0,30}$/, { error: '应是字母和数字' })
    .default('')
    .meta({ description: '运单号;邮寄必填' }),
  note: plain(200).default('').meta({ description: '说明;办不了的写原因' }),
})

const columns = z.record(text(40), plain(500)).refine((value) => Object.keys(value).length <= 40, {
  error: '最多 40 栏',
})

/** `POST /api/cases/{no}/slips` */
export const slipBody = z.strictObject({
  way: z
    .enum(Object.keys(SLIP_WAYS) as [SlipWay, ...SlipWay[]])
    .meta({ description: 'telephone 电话、fax 传真、letter 信函' }),
  partnerNo: plain(40).default('').meta({ description: '对方的受理号' }),
  status: text(40).meta({ description: '对方说的办理状态,照原文' }),
  day: z.string().regex(/^\d{4}-\d{2}-\d{2}$/, { error: '应是 2026-03-12 这样的日期' }),
  time: z
    .string()
    .regex(/^(([01]\d|2[0-3]):[0-5]\d)?$/, { error: '应是 09:30 这样的时间' })
    .default(''),
  toldBy: text(50).meta({ description: '回告人' }),
  check: z
    .string()
    .regex(/^[0-9A-Fa-f]{4,16}$/, { error: '应是数字和 A–F' })
    .meta({ description: '回告核对码' }),
  fields: columns.default({}).meta({ description: '状态要附的其他栏,见 form' }),
  defects: z.array(columns).max(100).default([]).meta({ description: '要补正什么,逐条' }),
  licence: columns.exactOptional(),
  scanId: z.uuid().exactOptional().meta({ description: '盖章回告单的影像;电话可不附' }),
  documentId: z.uuid().exactOptional().meta({ description: '随附的文书' }),
  licenceFileId: z.uuid().exactOptional().meta({ description: '证照文件' }),
})

/** Query of `GET /api/slips` */
export const slipQuery = z.strictObject({ limit, cursor })

/** `POST /api/slips/{id}/confirm` */
export const confirmSlipBody = z.strictObject({
  status: text(40).meta({ description: '复核人在回告单上读到的办理状态' }),
  partnerNo: plain(40).default(''),
  check: text(16).meta({ description: '复核人读到的核对码' }),
})

/** `POST /api/slips/{id}/refuse` */
export const refuseSlipBody = z.strictObject({ reason: text(200) })
