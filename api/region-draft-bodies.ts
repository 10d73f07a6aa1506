import { z } from 'zod'

/* What is handed in to make a new region of its messages. */

const sample = z
  .strictObject({
    name: z.string().min(1).max(100).meta({ description: '样例的名称,出错时用来指明是哪一份' }),
    text: z.string().max(1_100_000).exactOptional().meta({ description: '贴上的报文' }),
    base64: z.string().max(1_500_000).exactOptional().meta({ description: '上传的文件,原样字节' }),
  })
  .refine(({ text, base64 }) => (text === undefined) !== (base64 === undefined), {
    error: 'text 与 base64 写且只写一个',
  })

export const proposeBody = z.strictObject({
  matter: z.string().regex(/^M\d{2}$/, { error: '应是 M07 这样的事项编号' }),
  samples: z.array(sample).min(1).max(6),
})

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, { error: '应是 2026-01-01 这样的日期' })

export const regionDraftBody = proposeBody.extend({
  region: z.strictObject({
    code: z.string().regex(/^\d{6}$/, { error: '应是 6 位区划代码' }),
    pinyin: z.string().regex(/^[a-z][a-z0-9]{1,30}$/, { error: '应是小写字母' }),
    name: z.string().min(2).max(30),
    baseUrl: z.url({ protocol: /^https?$/, error: '应是 https:// 开头的地址' }),
    agreement: z.string().min(1).max(60),
    from: day,
    until: day,
  }),
  choices: z
    .array(z.strictObject({ field: z.string().max(300), path: z.string().max(200).nullable() }))
    .max(5_000)
    .meta({ description: '人核定的行:对方字段与规范路径,null 为不用;没有列出的行照推得的' }),
})

const line = z.strictObject({
  field: z.string().meta({ description: '对方字段的路径' }),
  path: z.string().nullable().meta({ description: '规范路径;null 为没有认出、固定值或材料' }),
  label: z.string(),
  confidence: z.enum(['high', 'middle', 'low']),
  reasons: z.array(z.string()),
  alternatives: z.array(z.strictObject({ path: z.string(), label: z.string() })),
  material: z.literal(true).optional(),
  constant: z.string().optional(),
  table: z
    .strictObject({
      table: z.string(),
      writes: z.enum(['codes', 'words', 'own']),
      rows: z.array(z.strictObject({ ours: z.string(), theirs: z.string(), label: z.string() })),
      open: z.array(z.string()),
    })
    .optional(),
})

export const proposalAnswer = z.strictObject({
  matter: z.string(),
  format: z.enum(['json', 'xml', 'form', 'csv', 'wsdl', 'openapi']),
  charset: z.enum(['utf-8', 'gbk', 'gb18030']),
  protocol: z.string().meta({ description: '起头用的协议' }),
  samples: z.int(),
  personal: z.int().meta({ description: '样例中有个人信息的项数;草稿里只留改过的' }),
  lines: z.array(line),
  targets: z.array(z.strictObject({ path: z.string(), label: z.string() })).meta({ description: '可选的规范字段' }),
})

export const regionDraftAnswer = z.strictObject({
  subject: z.string(),
  number: z.int(),
  state: z.literal('draft'),
  open: z.array(z.strictObject({ field: z.string(), reason: z.string() })),
  findings: z.array(
    z.strictObject({
      path: z.string(),
      rule: z.string(),
      severity: z.enum(['error', 'warning']),
      message: z.string(),
      fix: z.string(),
    }),
  ),
  errors: z.int(),
})
