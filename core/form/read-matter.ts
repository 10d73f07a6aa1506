import { z } from 'zod'
import { accepted, type Checked, type Fault, faulty } from '../fault.ts'
import type { Matter } from '../matter.ts'
import type { Codes } from './codes.ts'
import { RULES } from './rules.ts'

const text = z.string().min(1)
const condition = z.record(z.string(), z.union([z.string(), z.array(z.string())]))
const need = z.union([z.literal(true), condition])
const limit = z.strictObject({ value: z.int().positive(), unit: z.enum(['G', 'Z', 'H', 'M']) })
const formats = z.array(z.enum(['pdf', 'jpg', 'png', 'ofd'])).min(1)

const field = z.strictObject({
  path: z.string().regex(/^[a-z][A-Za-z]*(\.[a-z][A-Za-z]*)*$/),
  label: text,
  type: z.enum(['text', 'integer', 'decimal', 'date', 'datetime', 'expiry', 'code', 'boolean', 'address', 'division']),
  max: z.number().exactOptional(),
  min: z.number().exactOptional(),
  table: text.exactOptional(),
  rules: z.array(z.looseObject({ rule: text })).exactOptional(),
  required: need.exactOptional(),
  when: condition.exactOptional(),
  help: text.exactOptional(),
  sensitive: z.boolean().exactOptional(),
})

const material = z.strictObject({
  slot: z.string().regex(/^MT\d{3}(\.[a-z]+)?$/),
  name: text,
  source: text,
  copies: z.int().min(1),
  deferrable: z.boolean(),
  help: text.exactOptional(),
  form: z.enum(['1', '2', '3', '4']),
  formats,
  maxBytes: z.int().positive(),
  required: need.exactOptional(),
  when: condition.exactOptional(),
  insteadOf: z.array(text).exactOptional(),
  exempt: z.array(z.enum(['E', 'D', 'P'])),
  parts: z.array(text).exactOptional(),
  original: condition.exactOptional(),
})

/** Every mandatory element of a matter standard is a required key here: a file that lacks one is not published. */
const matterShape = z.strictObject({
  id: z.string().regex(/^M\d{2}$/),
  name: text,
  basicCode: z.string().regex(/^\d{12}$/),
  implementationCode: z.string().regex(/^[0-9A-Z]{18}\d{13}$/),
  itemCode: z.string().regex(/^\d{14}$/),
  type: z.enum(['01', '07', '10', '20']),
  level: z.enum(['1', '2', '3', '4']),
  body: z.strictObject({ name: text, uscc: z.string().length(18) }),
  basis: z.array(text).min(1),
  conditions: z.array(text).min(1),
  process: z.array(z.strictObject({ step: text, by: text, note: text.exactOptional() })).min(1),
  specialSteps: z.array(z.strictObject({ name: text, counted: z.boolean() })),
  modes: z.array(z.enum(['1', '2', '3', '4', '5'])).min(1),
  applicants: z.array(z.enum(['1', '2', '9'])).min(1),
  limits: z.strictObject({ statutory: limit, promised: limit }),
  fee: z.strictObject({
    charged: z.boolean(),
    standard: text.exactOptional(),
    basis: text.exactOptional(),
    note: text,
  }),
  result: z.strictObject({
    name: text,
    kind: z.enum(['licence', 'confirmation']),
    licenceTypeCode: z.string().length(21).exactOptional(),
    sample: text,
    delivery: z.array(text).min(1),
  }),
  area: text,
  contact: z.strictObject({ enquiry: text, complaint: text, remedy: text }),
  fields: z.array(field).min(1),
  materials: z.array(material).min(1),
  same: z.array(z.tuple([text, text])).default([]),
  checks: z.array(z.looseObject({ rule: text, path: text })).default([]),
})

/** Reads a matter with its common block already merged in; reports every fault, with its path in the file. */
export function readMatter(raw: unknown, codes: Codes): Checked<Matter> {
  const parsed = matterShape.safeParse(raw)
  if (!parsed.success) {
    return faulty(
      parsed.error.issues.map(
        (issue): Fault => ({
          path: issue.path.join('.'),
          code: 'format',
          message: `事项文件写法不对:${issue.message}`,
          fix: '请对照 config/matters 里的其他事项',
        }),
      ),
    )
  }
  const matter = parsed.data as unknown as Matter
  const faults: Fault[] = []
  const seen = new Set<string>()
  for (const [index, { path, type, table, rules }] of matter.fields.entries()) {
    if (seen.has(path))
      faults.push({
        path: `fields.${index}.path`,
        code: 'conflict',
        message: `字段 ${path} 写了两次`,
        fix: '请删去一处',
      })
    seen.add(path)
    if (type === 'code' && codes.rows(table ?? '').length === 0)
      faults.push({
        path: `fields.${index}.table`,
        code: 'code',
        message: `没有码表 ${table}`,
        fix: '请在 config/codes 里补上',
      })
    for (const { rule } of rules ?? [])
      if (!RULES[rule])
        faults.push({
          path: `fields.${index}.rules`,
          code: 'code',
          message: `没有校验规则 ${rule}`,
          fix: '规则名见 core/form/rules.ts',
        })
  }
  for (const [index, pair] of matter.same.entries()) {
    for (const path of pair)
      if (!seen.has(path))
        faults.push({ path: `same.${index}`, code: 'code', message: `没有字段 ${path}`, fix: '请核对路径' })
  }
  return faults.length > 0 ? faulty(faults) : accepted(matter)
}
