import { z } from 'zod'
import { deliveryAnswer } from './answers.ts'

/* What the routes of deliveries answer, for their description. */

const ms = z.int().meta({ description: '毫秒时间戳' })
const listed = { ...deliveryAnswer.shape, caseNo: z.string().meta({ description: '办件编号' }) }
const exchange = {
  id: z.string(),
  operation: z.string(),
  attempt: z.int().meta({ description: '第几次' }),
  httpStatus: z.int().meta({ description: '0 为没有应答' }),
  verdict: z.string().meta({ description: '结论' }),
  sentAt: ms,
  receivedAt: ms,
}
const size = z.strictObject({
  sizeBytes: z.int(),
  sha256: z.string().meta({ description: '所存字节的 SHA-256;没有字节为空' }),
})
const wire = z.string().nullable().meta({ description: '报文,个人信息已遮盖;读不成文字的为 null' })

export const deliveryListAnswer = z.strictObject({
  deliveries: z.array(z.strictObject(listed)),
  cursor: z.string().nullable(),
})
export const deliveryDetailAnswer = z
  .strictObject({
    ...listed,
    matter: z.string(),
    files: z.array(z.strictObject({ sha256: z.string(), mediaType: z.string(), sizeBytes: z.int() })),
    exchanges: z.array(z.strictObject({ ...exchange, request: size, response: size })),
  })
  .meta({ id: 'DeliveryDetail', description: '一条投递与它的每次往来,没有内容' })
export const deliveryMessagesAnswer = z.strictObject({
  exchanges: z.array(z.strictObject({ ...exchange, request: wire, response: wire })),
})
export const redrivePreviewAnswer = z
  .strictObject({
    id: z.string().meta({ description: '报文号,重投不变' }),
    caseNo: z.string(),
    mappingVersion: z.string().meta({ description: '当时的映射;重投按它' }),
    mayGo: z.boolean().meta({ description: 'false 不是死信,不能重投' }),
    payload: z
      .strictObject({ sizeBytes: z.int(), sha256: z.string(), text: wire })
      .nullable()
      .meta({ description: '加密、签名、装封之前的报文;这个协议现在写不出时为 null' }),
    files: z.array(z.strictObject({ sha256: z.string(), mediaType: z.string(), sizeBytes: z.int() })),
    mayHave: z.boolean().meta({ description: 'true 对方可能已收,按报文号去重' }),
    behind: z.int().meta({ description: '同一办件在它后面等着的' }),
    region: z.strictObject({
      code: z.string(),
      known: z.boolean(),
      paused: z.boolean(),
      retryAt: ms.nullable().meta({ description: '熔断到何时' }),
      agreement: z.enum(['current', 'suspended', 'ended', 'unknown']),
    }),
    inForce: z
      .strictObject({
        version: z.string(),
        paths: z.array(z.string()),
        count: z.int().meta({ description: '与当时的映射差几处;paths 至多列 100 处' }),
      })
      .nullable()
      .meta({ description: '启用的映射已不是当时的那一版时,差在哪里' }),
  })
  .meta({ id: 'RedrivePreview', description: '重投会送出什么' })
export const redriveAnswer = z.strictObject({ id: z.string(), state: z.literal('ready') })
