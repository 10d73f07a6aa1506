import { z } from 'zod'
import type { Json } from '../json.ts'
import { OPERATORS } from './operators.ts'
import type { CodeRow, MaterialRule, Rule } from './rule.ts'

const json: z.ZodType<Json> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(json), z.record(z.string(), json)]),
)
const condition = z.record(z.string(), json)
const need = z.union([z.literal(true), condition])
const ask = z.strictObject({
  label: z.string().min(1),
  type: z.enum(['text', 'code', 'date', 'boolean', 'integer']),
  table: z.string().exactOptional(),
  options: z.record(z.string(), z.string()).exactOptional(),
})

const OWN = new Set(['to', 'from', 'op', 'when', 'readWhen', 'must', 'max', 'why', 'ask', 'only', 'args'])
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  const: ['value'],
  lookup: ['table'],
  boolean: ['yes', 'no'],
  date: ['format'],
  division: ['digits'],
  address: ['as'],
  template: ['text'],
  present: ['yes', 'no'],
  file: ['as'],
  digest: ['as'],
  mediaType: ['as'],
  fieldPath: ['notation'],
  list: ['item'],
}

/** One rule as it is written: what is not a member of `Rule` is an argument of its operation. */
export const ruleShape: z.ZodType<Rule> = z.lazy(() =>
  z
    .looseObject({
      to: z.string().min(1),
      from: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).exactOptional(),
      op: z.string().exactOptional(),
      when: condition.exactOptional(),
      readWhen: condition.exactOptional(),
      must: need.exactOptional(),
      max: z.int().positive().exactOptional(),
      why: z.string().exactOptional(),
      ask: ask.exactOptional(),
      only: z.enum(['out', 'in']).exactOptional(),
    })
    .transform((raw, context): Rule => {
      const args = {
        ...(raw['args'] as Record<string, Json> | undefined),
        ...Object.fromEntries(Object.entries(raw).filter(([key]) => !OWN.has(key))),
      } as Record<string, Json>
      const operation = raw.op ?? 'copy'
      if (operation !== 'list' && !Object.hasOwn(OPERATORS, operation))
        context.addIssue({ code: 'custom', message: `没有“${operation}”这种转换`, path: ['op'] })
      for (const name of NEEDED[operation] ?? [])
        if (!(name in args)) context.addIssue({ code: 'custom', message: `转换“${operation}”缺少参数 ${name}` })
      if (typeof raw.from === 'string' && raw.from.startsWith('extra.') && !raw.why)
        context.addIssue({ code: 'custom', message: '本地区加收的项必须写明原因 why' })
      if (operation === 'list') args['item'] = readItems(args['item'], context)
      const own = Object.fromEntries(Object.entries(raw).filter(([key]) => OWN.has(key) && key !== 'args'))
      return { ...own, args } as unknown as Rule
    }),
)

function readItems(
  raw: Json | undefined,
  context: { addIssue(issue: { code: 'custom'; message: string; path: (string | number)[] }): void },
): Json {
  const items = z.array(ruleShape).safeParse(raw)
  if (items.success) return items.data as unknown as Json
  for (const issue of items.error.issues)
    context.addIssue({ code: 'custom', message: issue.message, path: ['item', ...(issue.path as (string | number)[])] })
  return []
}

/** A list of rules with the marks where form and materials go. */
export const ruleListShape = z.array(z.union([z.strictObject({ include: z.enum(['form', 'materials']) }), ruleShape]))

const row: z.ZodType<CodeRow> = z.union([
  z
    .tuple([z.union([z.string(), z.array(z.string())]), z.string(), z.string()])
    .transform(([ours, theirs, label]): CodeRow => ({ ours, theirs, label })),
  z.strictObject({
    ours: z.union([z.string(), z.array(z.string())]),
    theirs: z.string(),
    label: z.string(),
    back: z.string().exactOptional(),
    only: z.enum(['out', 'in']).exactOptional(),
    also: z
      .strictObject({
        path: z.string(),
        startsWith: z.string().exactOptional(),
        is: z.string().exactOptional(),
        isNot: z.string().exactOptional(),
      })
      .exactOptional(),
  }),
]) as unknown as z.ZodType<CodeRow>

/** The code tables of a region. */
export const tablesShape = z.record(
  z.string(),
  z.strictObject({
    version: z.string().min(1),
    note: z.string().exactOptional(),
    unknown: z.string().exactOptional(),
    rows: z.array(row).min(1),
  }),
)

/** One material of a region's list. */
export const materialRuleShape: z.ZodType<MaterialRule> = z.strictObject({
  to: z.string().min(1),
  name: z.string().min(1),
  slot: z.string().regex(/^MT\d{3}(\.[a-z]+)?$/),
  part: z.string().exactOptional(),
  formats: z.array(z.enum(['pdf', 'jpg', 'png', 'ofd'])),
  maxBytes: z.int().positive(),
  exempt: z.array(z.enum(['E', 'D', 'P'])),
  must: need.exactOptional(),
  when: condition.exactOptional(),
  posted: z.boolean().exactOptional(),
  note: z.string().exactOptional(),
}) as unknown as z.ZodType<MaterialRule>
