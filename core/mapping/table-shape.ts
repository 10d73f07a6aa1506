import { z } from 'zod'
import type { CodeRow } from './rule.ts'

const code = z.string().min(1, { error: '码值要写成带引号的文字' })
const codes = z.union([code, z.array(code).min(1)])
const also = z
  .strictObject({
    path: z.string().min(1),
    startsWith: z.string().exactOptional(),
    is: z.string().exactOptional(),
    isNot: z.string().exactOptional(),
  })
  .refine((row) => Object.keys(row).length === 2, { error: 'startsWith、is、isNot 只写一个' })

const row: z.ZodType<CodeRow> = z.union([
  z.tuple([codes, z.string(), z.string()]).transform(([ours, theirs, label]): CodeRow => ({ ours, theirs, label })),
  z
    .strictObject({
      ours: codes,
      theirs: z.string(),
      label: z.string(),
      back: z.string().exactOptional(),
      only: z.enum(['out', 'in']).exactOptional(),
      also: also.exactOptional(),
    })
    .refine(({ ours, back }) => back === undefined || [ours].flat().includes(back), {
      error: 'back 须是 ours 之一',
      path: ['back'],
    }),
]) as unknown as z.ZodType<CodeRow>

const tableShape = z
  .strictObject({
    version: z.string().min(1),
    note: z.string().exactOptional(),
    unknown: z.string().exactOptional(),
    refuses: z.record(code, z.string().min(1)).exactOptional(),
    rows: z.array(row).min(1),
  })
  .superRefine(({ rows }, context) => {
    for (const [index, message] of clashesOf(rows)) context.addIssue({ code: 'custom', message, path: ['rows', index] })
  })

/** Rows that leave open to which of ours one of theirs is read back; a row that says `back` settles it. */
function clashesOf(rows: readonly CodeRow[]): [number, string][] {
  const settled = new Set(
    rows.flatMap(({ theirs, back, only }) => (back !== undefined && only !== 'out' ? [theirs] : [])),
  )
  const known = new Map<string, string>()
  const clashes: [number, string][] = []
  for (const [index, { theirs, ours, back, only }] of rows.entries()) {
    if (only === 'out' || (settled.has(theirs) && back === undefined)) continue
    const read = back ?? [ours].flat().join('、')
    const earlier = known.get(theirs)
    if (earlier === undefined) known.set(theirs, read)
    else if (earlier !== read)
      clashes.push([
        index,
        `对方的“${theirs}”前面已对应“${earlier}”,反向取哪一个不明:请在一行写 back,或在另一行写 only: out`,
      ])
  }
  return clashes
}

/** The code tables of a region. */
export const tablesShape = z.record(z.string().regex(/^[A-Za-z]\w*$/), tableShape)
