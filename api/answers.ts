import { z } from 'zod'
import { FOUND_BY, type FoundBy } from '../core/case/find-cases.ts'
import { STATUSES, type Status } from '../core/case/status.ts'
import { CODES, type Code } from '../core/gateway-error.ts'
import { STEPS, type StepName } from '../core/handling/steps.ts'
import { AUDIT_ACTIONS, type AuditAction } from '../core/store/audit-actions.ts'

/* What the API answers, for its description; `test/api/openapi.test.ts` holds real answers against these. */

export const direction = z.enum(['out', 'in']).meta({ description: 'out 报出,in 转来' })
export const region = z.string().meta({ description: '地区编号,6 位区划代码' })
export const time = z.string().meta({ description: '北京时间,RFC 3339', example: '2026-03-02T09:15:00+08:00' })
const ms = z.int().meta({ description: '毫秒时间戳' })
export const status = z.enum(Object.keys(STATUSES) as [Status, ...Status[]])
const json = z.unknown().meta({ description: '任意 JSON' })
export const group = z.record(z.string(), json)

/** RFC 9457, `application/problem+json`. */
export const problemAnswer = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(CODES) as [Code, ...Code[]]),
    detail: z.string().meta({ description: '哪里不对' }),
    fix: z.string().meta({ description: '怎么办' }),
    instance: z.string().optional().meta({ description: '内部错误的编号' }),
    errors: z
      .array(
        z.strictObject({
          pointer: z.string().meta({ description: '请求体里的位置,RFC 6901;材料为 /materials/材料编码' }),
          code: z.string(),
          message: z.string(),
          fix: z.string().optional(),
        }),
      )
      .optional(),
  })
  .meta({ id: 'Problem', description: '问题说明' })

export const attentionAnswer = z
  .strictObject({
    seq: z.int(),
    at: time,
    status: z.string(),
    word: z.string().meta({ description: '对方原来的状态值' }),
    why: z.string(),
    faults: z.array(z.strictObject({ path: z.string(), code: z.string() })),
  })
  .meta({ description: '待人工识别:对方来了不能照办的进度,办件没有移动' })

const summaryFields = {
  no: z.string().meta({ description: '办件编号' }),
  direction,
  region,
  matter: z.string(),
  mode: z.string(),
  status,
  statusText: z.string(),
  partnerNo: z.string().nullable().meta({ description: '对方的办件编号' }),
  handler: z.string().nullable(),
  attention: attentionAnswer.nullable(),
  messageSeq: z.int(),
  progressSeq: z.int(),
  events: z.int().meta({ description: '流转记录条数' }),
  leg: z.string().nullable().meta({ description: '联办办件的哪一段;不是分段的为 null' }),
  createdAt: time,
  updatedAt: time,
}

export const caseSummaryAnswer = z.strictObject(summaryFields).meta({ id: 'CaseSummary', description: '办件概要' })

export const listedFields = {
  ...summaryFields,
  applicant: z.string().nullable().meta({ description: '申请人,姓名遮盖' }),
}

export const caseListAnswer = z.strictObject({
  cases: z.array(z.strictObject(listedFields)),
  cursor: z.string().nullable().meta({ description: '下一页的 cursor;没有更多时为 null' }),
})

const draftHead = {
  id: z.string(),
  version: z.int().meta({ description: '第几版,每存一次加一' }),
  region: z.string().meta({ description: '没有选的为空' }),
  matter: z.string(),
  mode: z.string(),
  createdAt: time,
  createdBy: z.string(),
  updatedAt: time,
  updatedBy: z.string(),
  updatedByName: z.string(),
  keptUntil: time.meta({ description: '到时没有人再存就删去' }),
}
export const draftAnswer = z
  .strictObject({ ...draftHead, form: group, materials: z.array(group) })
  .meta({ id: 'Draft', description: '草稿:还没有成为办件的收件内容' })
export const draftListAnswer = z.strictObject({
  drafts: z.array(
    z.strictObject({ ...draftHead, applicant: z.string().nullable().meta({ description: '申请人,姓名遮盖' }) }),
  ),
})

const foundBy = z.enum(Object.keys(FOUND_BY) as [FoundBy, ...FoundBy[]])
export const foundCasesAnswer = z.strictObject({
  cases: z.array(z.strictObject({ ...listedFields, foundBy })),
  by: z.array(foundBy).meta({ description: '按什么找的' }),
  more: z.boolean().meta({ description: 'true 还有没列出的,请写得更全' }),
})

export const auditAnswer = z.strictObject({
  entries: z.array(
    z.strictObject({
      id: z.string(),
      at: time,
      actor: z.string().meta({ description: 'staff:编号' }),
      action: z.enum(Object.keys(AUDIT_ACTIONS) as [AuditAction, ...AuditAction[]]),
      actionText: z.string(),
      object: z.string().meta({ description: '办件编号,或空' }),
      facts: group,
    }),
  ),
  cursor: z.string().nullable(),
})

export const deliveryAnswer = z
  .strictObject({
    id: z.string(),
    caseId: z.string(),
    region,
    kind: z.enum(['apply', 'supplement', 'withdraw', 'progress', 'shipment', 'reissue', 'fetch']),
    orderNo: z.int(),
    seq: z.int(),
    state: z.enum(['ready', 'waiting', 'done', 'dead']).meta({ description: '待投、等候、已投、死信' }),
    mappingVersion: z.string(),
    attempts: z.int(),
    nextAt: ms,
    leaseOwner: z.string(),
    leaseUntil: ms,
    createdAt: ms,
    endedAt: ms,
    reason: z.string().meta({ description: '迟到或成为死信的原因' }),
    level: z.string().meta({ description: '回执级别 A0–A3' }),
  })
  .meta({ id: 'Delivery', description: '投递' })

const storedFile = z.strictObject({
  id: z.string(),
  caseId: z.string(),
  region: z.string(),
  ref: z.string(),
  sha256: z.string(),
  name: z.string(),
  mediaType: z.string(),
  sizeBytes: z.int(),
  createdAt: ms,
  createdBy: z.string(),
})

const limit = z.strictObject({ value: z.int(), unit: z.enum(['G', 'Z', 'H', 'M']) })

const legAnswer = z.strictObject({
  leg: z.string(),
  name: z.string(),
  limits: z.strictObject({ statutory: limit, promised: limit }).optional(),
  case: caseSummaryAnswer.nullable().meta({ description: '还没有轮到、或不用办的为 null' }),
})

export const caseAnswer = z
  .strictObject({
    ...summaryFields,
    form: group,
    materials: z.array(group),
    parent: caseSummaryAnswer.optional().meta({ description: '分段所属的联办办件' }),
    children: z.array(legAnswer).optional().meta({ description: '联办办件的各分段,按次序' }),
    bundle: z
      .strictObject({ no: z.string(), name: z.string(), key: z.string().nullable() })
      .optional()
      .meta({ description: '所属的一件事,与其中哪一个事项' }),
    memo: group.meta({ description: '补正要求、证照、承诺时限、对方拒收的原因、联办结束的原因' }),
    steps: z
      .array(z.enum(Object.keys(STEPS) as [StepName, ...StepName[]]))
      .meta({ description: '经办人现在可办的步骤' }),
    deliveries: z.array(deliveryAnswer),
    files: z.array(storedFile),
  })
  .meta({ id: 'Case', description: '办件' })

export const drawsAnswer = z
  .strictObject({
    no: z.string(),
    handler: z.string().nullable(),
    ok: z.boolean(),
    broken: z.strictObject({ seq: z.int(), reason: z.string() }).nullable().meta({ description: '记录链断在哪里' }),
    assignments: z.array(
      z.strictObject({
        seq: z.int(),
        at: time,
        actor: z.string(),
        from: z.string().nullable(),
        to: z.string().nullable().meta({ description: '没有人可派时为 null' }),
        reason: z.string().nullable(),
        draw: z
          .strictObject({
            algorithm: z.string(),
            seed: z.string(),
            candidates: z.array(z.strictObject({ id: z.string(), load: z.int().optional(), weight: z.int() })),
            chosen: z.string(),
          })
          .nullable()
          .meta({ description: '指名改派的为 null' }),
        reproduced: z.boolean().nullable().meta({ description: '按记录重抽,是否还是同一个人' }),
      }),
    ),
  })
  .meta({ id: 'Draws', description: '分配记录' })

export const eventsAnswer = z.strictObject({
  events: z.array(
    z.strictObject({
      caseId: z.string(),
      seq: z.int(),
      type: z.string(),
      status,
      at: ms,
      actor: z.string().meta({ description: 'staff:编号、region:编号或 gateway' }),
      data: group,
      prevHash: z.string(),
      hash: z.string().meta({ description: '上一条的哈希与本条内容的 SHA-256' }),
    }),
  ),
})

const evidence = z
  .strictObject({
    id: z.string(),
    caseId: z.string().meta({ description: '不属于任何办件时为空' }),
    deliveryId: z.string(),
    region,
    direction,
    operation: z.string(),
    attempt: z.int(),
    httpStatus: z.int(),
    request: z.string().meta({ description: '文字;不是 UTF-8 时为 base64: 开头' }),
    response: z.string(),
    verdict: z.string().meta({ description: '结论;拒收的来件为 refused:原因' }),
    sentAt: ms,
    receivedAt: ms,
  })
  .meta({ id: 'Evidence', description: '往来报文' })

export const evidenceAnswer = z.strictObject({ evidence: z.array(evidence) })
export const evidencePageAnswer = z.strictObject({ evidence: z.array(evidence), cursor: z.string().nullable() })

export const fileAnswer = z.strictObject({
  id: z.string(),
  sha256: z.string(),
  name: z.string(),
  mediaType: z.string(),
  sizeBytes: z.int(),
})

const matterHead = {
  id: z.string(),
  name: z.string(),
  basicCode: z.string(),
  modes: z.array(z.string()),
  limits: group,
}
export const matterListAnswer = z.strictObject({ matters: z.array(z.strictObject(matterHead)) })
export const matterAnswer = z
  .looseObject({
    ...matterHead,
    fields: z.array(group).meta({ description: '字段,码表项在 options' }),
    materials: z.array(group),
    checks: z.array(group),
    region: z
      .strictObject({
        code: z.string(),
        name: z.string(),
        version: z.string().meta({ description: '这份规则的版本,与预检的 mappingVersion 同' }),
        agreement: group.nullable(),
        asks: z.array(group).meta({ description: '这个地区另要的项与原因' }),
        materials: z.array(group),
        differences: z.array(group).meta({ description: '这个地区与通用事项的不同' }),
      })
      .optional(),
  })
  .meta({ id: 'Matter', description: '事项' })

export const aliveAnswer = z.strictObject({ status: z.literal('ok') })
export const readyAnswer = z.strictObject({
  status: z.enum(['ready', 'not-ready']),
  schema: z.strictObject({ found: z.int(), needed: z.int() }),
})

export const lossAnswer = z.strictObject({
  region,
  mappingVersion: z.string(),
  entries: z.array(group),
  alarming: z.array(group),
})
const fault = z.strictObject({
  path: z.string().meta({ description: '规范路径;材料为 materials.编码' }),
  code: z.string(),
  message: z.string(),
  fix: z.string().optional(),
})

export const exemptedAnswer = z.strictObject({
  slot: z.string(),
  name: z.string(),
  kind: z.enum(['E', 'D', 'P']).meta({ description: 'E 电子证照 D 数据核验 P 前件复用' }),
  why: z.string(),
  validTo: z.string(),
  expired: z.boolean(),
})

export const dryRunAnswer = z.strictObject({
  form: group.meta({ description: '补上推得出的项之后的表单' }),
  faults: z.array(fault).meta({ description: '全部问题;没有就可以报送' }),
  warnings: z.array(fault).meta({ description: '请再看一眼,不妨碍报送' }),
  closed: z.array(z.string()).meta({ description: '现在不能填的项与不收的材料' }),
  needed: z.array(z.string()).meta({ description: '现在必填的项与必交的材料' }),
  exempt: z.array(exemptedAnswer).meta({ description: '免交的材料与理由' }),
  mappingVersion: z.string(),
  loss: z.array(group).meta({ description: '损失清单;联办的为空' }),
  alarming: z.array(group),
})

export const codesAnswer = z.strictObject({
  table: z.string(),
  title: z.string(),
  rows: z.array(z.strictObject({ code: z.string(), label: z.string() })),
})

export const schemaAnswer = group.meta({ description: 'JSON Schema 2020-12' })
