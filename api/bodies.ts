import { z } from 'zod'
import { STATUSES, type Status } from '../core/case/status.ts'
import { isDate } from '../core/form/calendar-date.ts'
import { checkPlainText } from '../core/form/plain-text.ts'
import { STEPS, type StepName } from '../core/handling/steps.ts'
import type { JsonObject } from '../core/json.ts'
import { AUDIT_ACTIONS, type AuditAction } from '../core/store/audit-actions.ts'

// what came through `strictJson` is JSON all the way down: looking at every value again would only cost
export const form = (z.record(z.string(), z.unknown()) as unknown as z.ZodType<JsonObject>).meta({
  description: '规范表单,字段见 /api/matters/{id}',
})
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const time = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+08:00$/)
/** One line of text as a person writes it, at most so long. */
export const plain = (max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => checkPlainText(value) === null, { error: '有换行、看不见的字符或首尾空格' })
/** The same, and not empty. */
export const text = (max: number) => plain(max).min(1, { error: '不能为空' })
const regionCode = z.string().regex(/^\d{6}$/, { error: '应是 6 位地区编号' })
export const limit = z.coerce.number().int().min(1).max(200).default(50).meta({ description: '一页几条' })
export const cursor = z.string().max(80).exactOptional().meta({ description: '上一页给出的 cursor' })

const material = z.strictObject({
  slot: text(40).meta({ description: '材料编码,如 MT009、MT001.agent' }),
  part: plain(20).exactOptional(),
  form: z.enum(['1', '2', '3', '4']).meta({ description: '1 原件 2 复印件 3 原件+复印件 4 电子' }),
  copies: z.int().min(1).max(99).default(1),
  originalSeen: z.boolean().default(false),
  fileId: z.uuid().exactOptional(),
  exempt: z
    .strictObject({
      kind: z.enum(['E', 'D', 'P']),
      licenceId: plain(120).exactOptional(),
      source: plain(100).exactOptional(),
      at: time.exactOptional(),
      validTo: z
        .union([day, z.literal('长期')])
        .exactOptional()
        .meta({ description: '电子证照的有效期' }),
      holderCode: plain(50).exactOptional().meta({ description: '持证人的证件号码' }),
      caseNo: plain(60).exactOptional().meta({ description: '前件的办件编号' }),
    })
    .exactOptional(),
  posted: z.boolean().exactOptional(),
})
export const materials = z.array(material).max(200)

const draft = z.uuid().exactOptional().meta({ description: '由这份草稿而来;报送后草稿即删' })

/** `POST /api/drafts`: as far as it was typed */
export const draftBody = z.strictObject({
  region: z.union([z.literal(''), regionCode]).default(''),
  matter: plain(20).default(''),
  mode: z.enum(['', '1', '2', '3', '4', '5']).default(''),
  form: form.default({}),
  materials: materials.default([]),
})

/** `PUT /api/drafts/{id}` */
export const draftSaveBody = draftBody.extend({
  version: z.int().min(1).meta({ description: '所改的是第几版' }),
})

/** `POST /api/applicants/lookup` */
export const lookupBody = z.strictObject({
  name: text(200),
  idNo: text(50),
  matter: plain(20),
  region: z.union([z.literal(''), regionCode]).default(''),
})

/** `POST /api/cases` */
export const newCaseBody = z.strictObject({
  region: regionCode,
  matter: plain(20),
  mode: z.enum(['1', '2', '3', '4', '5']),
  form,
  materials,
  draft,
  submit: z.boolean().default(false).meta({ description: 'true 立即报送;false 存为草稿' }),
})

/** `POST /api/cases/check` */
export const checkBody = newCaseBody.omit({ submit: true })

/** `PATCH /api/cases/{no}` */
export const editBody = z.strictObject({
  form: form.exactOptional(),
  materials: materials.exactOptional(),
  mode: z.enum(['1', '2', '3', '4', '5']).exactOptional(),
})

/** `POST /api/cases/{no}/supplement` */
export const supplementBody = z.strictObject({ form, materials, note: plain(200).exactOptional() })

/** `POST /api/cases/{no}/withdraw` */
export const queryBody = z.strictObject({
  repush: z.boolean().default(false).meta({ description: '请对方把全部步骤重推一遍' }),
})

export const withdrawBody = z.strictObject({ reason: text(200) })

/** `POST /api/cases/{no}/shipments` */
export const shipmentBody = z.strictObject({
  waybillNo: text(40),
  carrier: text(40),
  items: z
    .array(z.strictObject({ slot: text(40), copies: z.int().min(1).max(99), pages: z.int().min(1).max(9999) }))
    .min(1),
})

const correctionItem = z.strictObject({
  target: z.enum(['field', 'material']),
  path: plain(200).exactOptional(),
  slot: plain(40).exactOptional(),
  part: plain(20).exactOptional(),
  label: text(100),
  reason: text(300),
  requirement: text(300),
})

/** `POST /api/cases/{no}/steps` */
export const stepBody = z.strictObject({
  step: z.enum(Object.keys(STEPS) as [StepName, ...StepName[]]),
  note: plain(500).exactOptional(),
  document: z
    .strictObject({ type: text(20), no: text(60), title: text(100), date: day, fileId: z.uuid() })
    .exactOptional(),
  correction: z
    .strictObject({ no: text(40), dueOn: day, items: z.array(correctionItem).min(1).max(50) })
    .exactOptional(),
  suspension: z
    .strictObject({
      kind: z.enum(['extension', 'inspection', 'publicity', 'hearing', 'other']),
      name: plain(100).exactOptional(),
      from: time,
      to: time.exactOptional(),
      days: z.int().exactOptional(),
      unit: z.enum(['G', 'Z']).exactOptional(),
      reason: text(300),
    })
    .exactOptional(),
  decision: z
    .strictObject({
      result: z.enum(['approve', 'deny']),
      at: time,
      reason: plain(500).exactOptional(),
      remedy: plain(300).exactOptional(),
    })
    .exactOptional(),
  licence: z
    .strictObject({
      typeCode: text(21),
      name: text(100),
      no: text(60),
      certIdentifier: text(120),
      holderName: text(200),
      holderCode: text(50),
      issuerName: text(100),
      issuerCode: text(18),
      issueDate: day,
      from: day,
      validTo: z.union([day, z.literal('长期')]),
      fileId: z.uuid(),
    })
    .exactOptional(),
  shipment: z.strictObject({ waybillNo: text(40), carrier: text(40), sentAt: time }).exactOptional(),
  form: form.exactOptional().meta({ description: '办理方回填的字段,如准迁证、联系函' }),
})

/** `POST /api/cases/{no}/reassign` */
export const reassignBody = z.strictObject({
  handler: text(60).exactOptional().meta({ description: '经办人的编号;不写则在能办的人里重新随机抽取' }),
  reason: text(200),
})

const status = z.enum(Object.keys(STATUSES) as [Status, ...Status[]])
const yes = z.enum(['true', 'false']).exactOptional()
const date = day.refine(isDate, { error: '没有这一天' }).exactOptional()
const caseFilter = {
  direction: z.enum(['out', 'in']).exactOptional(),
  region: regionCode.exactOptional(),
  status: z
    .union([status, z.array(status).min(1).max(10)])
    .exactOptional()
    .meta({ description: '一个或几个状态' }),
  matter: plain(20).exactOptional(),
  handler: plain(60).exactOptional().meta({ description: '经办人编号' }),
  mine: yes.meta({ description: 'true 只看自己收的和分给自己的' }),
  attention: yes.meta({ description: 'true 只看待人工识别的' }),
  from: date.meta({ description: '收件日期不早于' }),
  to: date.meta({ description: '收件日期不晚于' }),
}
const order = z.enum(['newest', 'oldest']).default('newest')

/** Query of `GET /api/cases` */
export const caseQuery = z.strictObject({ ...caseFilter, order, limit, cursor })

/** `POST /api/cases/export` */
export const caseFilterBody = z.strictObject(caseFilter)
export type CaseFilterInput = z.output<typeof caseFilterBody>

/** `POST /api/cases/search` */
export const caseSearchBody = z.strictObject({
  text: z
    .string()
    .trim()
    .min(2)
    .max(100)
    .meta({ description: '一行字:编号、证件号码、手机号码、姓名,或企业名称的开头' }),
  limit,
})

const auditFilter = {
  staff: plain(60).exactOptional().meta({ description: '谁做的:人员编号' }),
  action: z.enum(Object.keys(AUDIT_ACTIONS) as [AuditAction, ...AuditAction[]]).exactOptional(),
  object: plain(60).exactOptional().meta({ description: '办件编号' }),
  from: date,
  to: date,
}

/** Query of `GET /api/audit` */
export const auditQuery = z.strictObject({ ...auditFilter, limit, cursor })

/** `POST /api/audit/export` */
export const auditFilterBody = z.strictObject(auditFilter)

/** Query of `GET /api/deliveries` */
export const deliveryQuery = z.strictObject({
  state: z.enum(['ready', 'waiting', 'done', 'dead']).exactOptional(),
  region: regionCode.exactOptional(),
  limit,
  cursor,
})

/** Query of `GET /api/evidence` */
export const evidenceQuery = z.strictObject({ region: regionCode.exactOptional(), limit, cursor })

/** Query of `GET /api/matters/{id}` */
export const matterQuery = z.strictObject({ region: regionCode.exactOptional() })

/** Body of `POST /api/signatures/explain` */
export const explainBody = z.strictObject({
  scheme: plain(40),
  request: z.record(z.string(), z.unknown()).meta({ description: '字段见 GET /api/signatures/schemes' }),
  key: plain(100).meta({ description: '密钥在密钥库中的名字' }),
  compare: z.string().max(1_000_000).exactOptional().meta({ description: '对方的签名或待签串' }),
})

/** Query of `GET /api/codes/{table}` */
export const codesQuery = z.strictObject({
  prefix: plain(12).exactOptional().meta({ description: '只要以此开头的代码,如 13' }),
})
