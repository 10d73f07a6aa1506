import { z } from 'zod'
import { COMPOSITE_STEPS, type CompositeStep } from '../core/licences/composite.ts'
import { cursor, limit, text } from './bodies.ts'
import { licenceAnswer, permitFields } from './licence-shapes.ts'

const time = z.string().meta({ description: '北京时间,RFC 3339' })
const code = z
  .string()
  .regex(/^[0-9A-Za-z]{26}$/, { error: '应是二维码里的 26 位验证码' })
  .meta({ description: '二维码里的验证码' })

const head = {
  no: z.string(),
  uscc: z.string(),
  company: z.string(),
  state: z.enum(['active', 'ended']),
  stateText: z.string(),
  createdAt: time,
  updatedAt: time,
}

export const compositeListAnswer = z.strictObject({
  composites: z.array(z.strictObject(head)),
  cursor: z.string().nullable(),
})

export const compositeAnswer = z
  .strictObject({
    ...head,
    url: z.string().nullable().meta({ description: '二维码的内容;停用的没有' }),
    permits: z.array(licenceAnswer),
    entries: z.array(
      z.strictObject({
        seq: z.int(),
        step: z.enum(Object.keys(COMPOSITE_STEPS) as [CompositeStep, ...CompositeStep[]]),
        stepText: z.string(),
        at: time,
        by: z.string(),
        text: z.string(),
      }),
    ),
  })
  .meta({ id: 'CompositeLicence', description: '一企一证综合许可证:装着各颁发机构的证照,各自的效力不变' })

/** What anybody sees who scans it. */
export const publicCompositeAnswer = z
  .strictObject({
    no: z.string(),
    company: z.string(),
    uscc: z.string(),
    issuer: z.string().meta({ description: '制发单位;各证照由各自的颁发机构负责' }),
    checkedAt: time.meta({ description: '各证照的效力按这一刻算' }),
    permits: z.array(z.strictObject(permitFields)),
    phone: z.string(),
  })
  .meta({ description: '扫综合许可证二维码看到的' })

/** `GET /api/composite-licences` */
export const compositeQuery = z.strictObject({ cursor, limit })

/** `POST /api/composite-licences` */
export const compositeBody = z.strictObject({
  uscc: z.string().max(18).meta({ description: '企业的统一社会信用代码' }),
})

const why = text(200).meta({ description: '理由' })

/** `POST /api/composite-licences/{no}/steps` */
export const compositeStepBody = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('add'), licenceId: text(64) }),
  z.strictObject({ step: z.literal('remove'), licenceId: text(64), why }),
  z.strictObject({ step: z.literal('recode'), why }),
  z.strictObject({ step: z.literal('end'), why }),
])

/** `POST /l` */
export const scanBody = z.strictObject({ code })
