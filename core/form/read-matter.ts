import { z } from 'zod'
import { STATUSES, type Status } from '../case/status.ts'
import { accepted, type Checked, faulty } from '../fault.ts'
import type { Matter } from '../matter.ts'
import { checkMatter } from './check-matter.ts'
import type { Codes } from './codes.ts'
import { toFaults } from './definition-faults.ts'
import { nameElement } from './matter-elements.ts'
import { condition, digits, field, limit, path, required, slot, text } from './matter-shapes.ts'

const material = z.strictObject({
  slot,
  name: text,
  source: text,
  copies: z.int().positive(),
  deferrable: z.boolean(),
  help: text.optional(),
  form: z.enum(['1', '2', '3', '4']),
  formats: z.array(z.enum(['pdf', 'jpg', 'png', 'ofd'])).min(1),
  maxBytes: z.int().positive(),
  required,
  when: condition.optional(),
  insteadOf: z.array(slot).min(1).optional(),
  exempt: z.array(z.enum(['E', 'D', 'P'])),
  parts: z.array(text).min(2).optional(),
  each: path.optional(),
  per: path.optional(),
  original: condition.optional(),
})

const formCheck = z.strictObject({
  rule: text,
  path,
  others: z.array(path).min(1).optional(),
  value: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  when: condition.optional(),
  where: condition.optional(),
  warn: z.literal(true).optional(),
  message: text.optional(),
  fix: text.optional(),
})

const pair = z.tuple([path, path])
const samePaths = z.union([
  pair.transform((paths) => ({ paths })),
  z.strictObject({ paths: pair, when: condition.optional() }),
])

const leg = z.strictObject({
  key: z.string().regex(/^[a-z][A-Za-z]*$/, { error: '应是 permit 这样的一个词' }),
  name: text,
  at: path,
  when: condition.optional(),
  until: z.array(z.enum(Object.keys(STATUSES) as [Status, ...Status[]])).min(1),
  gives: z.array(path).min(1).optional(),
  sets: z.record(path, path).optional(),
  limits: z.strictObject({ statutory: limit, promised: limit }).optional(),
})

const matterShape = z.strictObject({
  id: z.string().regex(/^M\d{2}$/, { error: '应是 M07 这样的事项编号' }),
  name: text,
  basicCode: digits(12),
  implementationCode: z.string().regex(/^[0-9A-Z]{18}[1-4]\d{12}$/, { error: '应是 31 位实施编码' }),
  itemCode: digits(14),
  type: z.enum(['01', '07', '10', '20']),
  differs: z
    .strictObject({
      name: text.optional(),
      basicCode: text.optional(),
      type: text.optional(),
      basis: text.optional(),
    })
    .optional(),
  level: z.enum(['1', '2', '3', '4']),
  body: z.strictObject({ name: text, uscc: text }),
  basis: z.array(text).min(1),
  conditions: z.array(text).min(1),
  process: z.array(z.strictObject({ step: text, by: text, note: text.optional() })).min(1),
  specialSteps: z.array(z.strictObject({ name: text, counted: z.boolean() })),
  modes: z.array(text).min(1),
  area: text,
  applicants: z.array(text).min(1),
  limits: z.strictObject({ statutory: limit, promised: limit, extension: limit.optional() }),
  fee: z.strictObject({ charged: z.boolean(), standard: text.optional(), basis: text.optional(), note: text }),
  result: z.strictObject({
    name: text,
    kind: z.enum(['licence', 'confirmation']),
    licenceTypeCode: z.string().length(21).optional(),
    sample: text,
    delivery: z.array(text).min(1),
  }),
  contact: z.strictObject({ enquiry: text, complaint: text, remedy: text }),
  legs: z.array(leg).min(2).optional(),
  fields: z.array(field).min(1),
  materials: z.array(material).min(1),
  same: z.array(samePaths),
  checks: z.array(formCheck),
})

/** Reads a parsed matter file; every element of a published matter standard must be there, and every path, table, rule and code known. */
export function readMatter(raw: unknown, codes: Codes): Checked<Matter> {
  const read = matterShape.safeParse(raw)
  if (!read.success) return faulty(toFaults(read.error).map((fault) => nameElement(fault, raw)))
  const matter = read.data as Matter
  const faults = checkMatter(matter, codes)
  return faults.length > 0 ? faulty(faults) : accepted(matter)
}
