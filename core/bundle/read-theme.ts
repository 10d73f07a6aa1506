import { z } from 'zod'
import { accepted, type Checked, faulty } from '../fault.ts'
import type { Codes } from '../form/codes.ts'
import { toFaults } from '../form/definition-faults.ts'
import { condition, field, path, text } from '../form/matter-shapes.ts'
import type { Matter } from '../matter.ts'
import { checkTheme } from './check-theme.ts'
import { LICENCE_MEMBERS, type Theme } from './theme.ts'

const key = z.string().regex(/^[a-z][A-Za-z]*$/, { error: '应是 company 这样的一个词' })
const place = z.string().regex(/^[a-z][A-Za-z0-9]*(\[\d+\])?(\.[a-z][A-Za-z0-9]*(\[\d+\])?)*$/, {
  error: '应是 applicant.name 或 migrants[0].name 这样的路径',
})
const slot = z.string().regex(/^MT\d{3}(\.[a-z]+)?$/, { error: '应是 MT001 或 MT001.agent 这样的材料编号' })
const piece = z.string().regex(/^MT\d{3}(\.[a-z]+)?(\/[a-z0-9]+)?$/, { error: '应是 MT001 或 MT001/front' })
const taken = z.string().regex(new RegExp(`^[a-z][A-Za-z]*\\.(${LICENCE_MEMBERS.join('|')})$`), {
  error: `应是 company.holderCode 这样的证照项,可用:${LICENCE_MEMBERS.join('、')}`,
})

const child = z.strictObject({
  key,
  name: text,
  matter: z.string().regex(/^M\d{2}$/, { error: '应是 M07 这样的事项编号' }),
  mode: text,
  at: place,
  when: condition.optional(),
  after: z.array(key).min(1).optional(),
  same: z.record(path, z.union([path, place])).optional(),
  fixed: z.record(path, z.union([z.string(), z.number(), z.boolean()])).optional(),
  omits: z.array(path).min(1).optional(),
  takes: z.record(path, taken).optional(),
  takesMaterials: z.record(slot, key).optional(),
  ifRefused: z.strictObject({ others: z.enum(['continue', 'stop']), say: text }),
})

const themeShape = z.strictObject({
  id: z.string().regex(/^T\d{2}$/, { error: '应是 T01 这样的主题编号' }),
  name: text,
  summary: text,
  fields: z.array(field),
  children: z.array(child).min(2),
  shared: z.array(z.strictObject({ key, name: text, meets: z.record(key, piece) })),
})

/** Reads a parsed theme file; every matter, path, slot, place and order must be known, and one path must mean one thing. */
export function readTheme(raw: unknown, matters: readonly Matter[], codes: Codes): Checked<Theme> {
  const read = themeShape.safeParse(raw)
  if (!read.success) return faulty(toFaults(read.error))
  const theme = read.data as Theme
  const faults = checkTheme(theme, new Map(matters.map((matter) => [matter.id, matter])), codes)
  return faults.length > 0 ? faulty(faults) : accepted(theme)
}
