import { z } from 'zod'

/* The shapes that matter files and theme files have in common. */

export const text = z.string().min(1)
export const path = z.string().regex(/^[a-z][A-Za-z0-9]*(\[\])?(\.[a-z][A-Za-z0-9]*(\[\])?)*$/, {
  error: '应是 applicant.name 或 shareholders[].name 这样的路径',
})
export const slot = z.string().regex(/^MT\d{3}(\.[a-z]+)?$/, { error: '应是 MT001 或 MT001.agent 这样的材料编号' })
const scalar = z.union([z.string(), z.number(), z.boolean()])
const under = z.strictObject({ under: z.int().positive() })
export const condition = z.record(path, z.union([scalar, z.array(scalar).min(1), under]))
export const required = z.union([z.literal(true), condition]).optional()
export const limit = z.strictObject({ value: z.int().positive(), unit: z.enum(['G', 'Z', 'H', 'M']) })
export const digits = (count: number) =>
  z.string().regex(new RegExp(`^\\d{${count}}$`), { error: `应是 ${count} 位数字` })

export const field = z.strictObject({
  path,
  label: text,
  type: z.enum([
    'text',
    'integer',
    'decimal',
    'date',
    'month',
    'datetime',
    'expiry',
    'code',
    'boolean',
    'address',
    'division',
    'list',
  ]),
  max: z.number().optional(),
  min: z.number().optional(),
  decimals: z.int().min(0).max(6).optional(),
  constant: text.optional(),
  table: text.optional(),
  rules: z
    .array(z.object({ rule: text }).catchall(z.union([z.string(), z.number()])))
    .min(1)
    .optional(),
  required,
  when: condition.optional(),
  help: text.optional(),
  sensitive: z.boolean().optional(),
  suggest: text.optional(),
  by: z.enum(['system', 'region']).optional(),
})
