import { z } from 'zod'
import { RULES } from '../form/rules.ts'
import { isObject, type Json } from '../json.ts'
import { isSafePath } from './operations/arguments.ts'
import { operationNamed } from './operations/registry.ts'
import type { Acceptance, MaterialRule, Rule } from './rule.ts'

/** What is read here came out of YAML or JSON: nothing else can stand in it, and to look for it again in each of thousands of rules takes a third of the time. */
export const json = z.unknown() as unknown as z.ZodType<Json>
const path = z.string().refine(isSafePath, { error: '应是“a.b.c”这样的路径' })
const condition = z.record(path, json)
const need = z.union([z.literal(true), condition])
const ask = z.strictObject({
  label: z.string().min(1),
  type: z.enum(['text', 'code', 'date', 'boolean', 'integer']),
  table: z.string().exactOptional(),
  options: z.record(z.string(), z.string()).exactOptional(),
  rules: z
    .array(z.object({ rule: z.enum(Object.keys(RULES)) }).catchall(z.union([z.string(), z.number()])))
    .min(1)
    .exactOptional(),
})

const OWN = new Set([
  'to',
  'from',
  'op',
  'when',
  'readWhen',
  'must',
  'max',
  'maxBytes',
  'maxGbkBytes',
  'none',
  'why',
  'ask',
  'only',
  'args',
])

/** What people look for here and do not find, with the reason. */
const NOT_OFFERED: Readonly<Record<string, string>> = {
  jsonata:
    ':规则不执行表达式,否则无法保证双向、有界和可检查;请用现有的转换组合,不够时在 core/mapping/operations 增加一种',
}

interface Complaints {
  addIssue(issue: { code: 'custom'; message: string; path?: (string | number)[] }): void
}

/** One rule as it is written: what is not a member of `Rule` is an argument of its operation, and must be one that the operation takes. */
export const ruleShape: z.ZodType<Rule> = z
  .looseObject({
    to: path,
    from: z.union([path, z.array(path).min(1)]).exactOptional(),
    op: z.string().exactOptional(),
    when: condition.exactOptional(),
    readWhen: condition.exactOptional(),
    must: need.exactOptional(),
    max: z.int().positive().exactOptional(),
    maxBytes: z.int().positive().exactOptional(),
    maxGbkBytes: z.int().positive().exactOptional(),
    none: z.union([z.string(), z.null(), z.array(json).max(0), z.strictObject({})]).exactOptional(),
    why: z.string().min(1).exactOptional(),
    ask: ask.exactOptional(),
    only: z.enum(['out', 'in']).exactOptional(),
    args: z.record(z.string(), json).exactOptional(),
  })
  .transform((raw, context): Rule => {
    const { args: given } = raw
    const own: Record<string, unknown> = {}
    const args: Record<string, Json> = { ...given }
    for (const [key, value] of Object.entries(raw)) {
      if (OWN.has(key)) own[key] = value
      else args[key] = value as Json
    }
    checkArguments(raw.op ?? 'copy', args, given !== undefined, raw.from !== undefined, context)
    checkAsk(raw, context)
    if (raw.op === 'each' && isObject(args['do'])) {
      const { op, ...inner } = args['do']
      checkArguments(String(op), inner, false, true, context)
    }
    if (raw.op === 'list') args['item'] = readItems(args['item'], context)
    checkSpread(args, context)
    own['args'] = args
    return own as unknown as Rule
  }) as unknown as z.ZodType<Rule>

function checkSpread({ spread, item }: Readonly<Record<string, Json>>, context: Complaints): void {
  if (!isObject(spread)) return
  const { list, key } = spread
  const items = (Array.isArray(item) ? item : []).filter(isObject)
  if (!items.some(({ op, to }) => op === 'list' && to === list))
    context.addIssue({ code: 'custom', message: `item 里没有 to: ${String(list)} 的 list`, path: ['spread'] })
  if (!items.some(({ to }) => to === key))
    context.addIssue({ code: 'custom', message: `item 里没有写出 ${String(key)} 的规则`, path: ['spread'] })
}

function checkArguments(
  name: string,
  args: Readonly<Record<string, Json>>,
  nested: boolean,
  sourced: boolean,
  context: Complaints,
): void {
  const operation = operationNamed(name)
  if (!operation) {
    context.addIssue({ code: 'custom', message: `没有“${name}”这种转换${reasonAgainst(name)}`, path: ['op'] })
    return
  }
  for (const [key, value] of Object.entries(args)) {
    const check = Object.hasOwn(operation.args, key) ? operation.args[key] : undefined
    if (check?.ok(value)) continue
    const known = Object.keys(operation.args).join('、') || '无'
    const place = nested ? ['args', key] : [key]
    if (!check)
      context.addIssue({
        code: 'custom',
        message: `转换“${name}”没有参数 ${key}(可用:${known}),规则里也没有这一项${reasonAgainst(key)}`,
        path: place,
      })
    else context.addIssue({ code: 'custom', message: `转换“${name}”的参数 ${key} 应为:${check.want}`, path: place })
  }
  for (const key of operation.needs)
    if (!Object.hasOwn(args, key)) context.addIssue({ code: 'custom', message: `转换“${name}”缺少参数 ${key}` })
  if (operation.source && !sourced) context.addIssue({ code: 'custom', message: `转换“${name}”要写来源 from` })
  if (name === 'const' && !Object.hasOwn(args, 'value') && !Object.hasOwn(args, 'back'))
    context.addIssue({ code: 'custom', message: '转换“const”要写 value 或 back' })
  if (name === 'fixed' && !sourced && !Object.hasOwn(args, 'value'))
    context.addIssue({ code: 'custom', message: '转换“fixed”要写 value,或写 from: const.…' })
}

function reasonAgainst(name: string): string {
  return Object.hasOwn(NOT_OFFERED, name) ? (NOT_OFFERED[name] ?? '') : ''
}

function checkAsk(raw: { from?: string | string[]; only?: string; why?: string; ask?: unknown }, context: Complaints) {
  const sources = typeof raw.from === 'string' ? [raw.from] : (raw.from ?? [])
  if (raw.only === 'in' || !sources.some((source) => source.startsWith('extra.'))) return
  if (!raw.why) context.addIssue({ code: 'custom', message: '本地区加收的项必须写明原因 why' })
  if (!raw.ask) context.addIssue({ code: 'custom', message: '本地区加收的项必须写明怎么问 ask(label 与 type)' })
}

const itemsShape = z.array(z.lazy(() => ruleShape))

function readItems(raw: Json | undefined, context: Complaints): Json {
  const items = itemsShape.safeParse(raw)
  if (items.success) return items.data as unknown as Json
  for (const issue of items.error.issues)
    context.addIssue({ code: 'custom', message: issue.message, path: ['item', ...(issue.path as (string | number)[])] })
  return []
}

/** Marks the place of the matter's form, of the material list, of the whole application (for a supplement that needs all of it), or of the rules that application and supplement have in common among the rules of an envelope. */
export interface Include {
  readonly include: 'form' | 'materials' | 'application' | 'common'
}

const include = z.strictObject({ include: z.enum(['form', 'materials', 'application', 'common']) })

/** A list of rules with the marks where form and materials go; each entry is read as what it is, so that its faults say what is wrong. */
export const ruleListShape: z.ZodType<(Rule | Include)[]> = z.array(
  z.unknown().transform((raw, context): Rule | Include => {
    const shape: z.ZodType<Rule | Include> = isObject(raw) && 'include' in raw ? include : ruleShape
    const read = shape.safeParse(raw)
    if (read.success) return read.data
    for (const issue of read.error.issues) context.addIssue({ ...issue } as Parameters<typeof context.addIssue>[0])
    return z.NEVER
  }),
)

/** One material of a region's list. */
export const materialRuleShape: z.ZodType<MaterialRule> = z
  .strictObject({
    to: z.string().min(1),
    name: z.string().min(1),
    slot: z.string().regex(/^MT\d{3}(\.[a-z]+)?$/, { error: '应是 MT001 或 MT001.agent 这样的材料代码' }),
    part: z.string().min(1).exactOptional(),
    each: z.literal(true).exactOptional(),
    where: z.record(z.string(), z.array(json).min(1)).exactOptional(),
    formats: z.array(z.enum(['pdf', 'jpg', 'png', 'ofd'])),
    maxBytes: z.int().positive(),
    exempt: z.array(z.enum(['E', 'D', 'P'])),
    silent: z.array(z.enum(['E', 'D', 'P'])).exactOptional(),
    must: need.exactOptional(),
    when: condition.exactOptional(),
    posted: z.boolean().exactOptional(),
    note: z.string().exactOptional(),
  })
  .refine(({ formats, posted }) => formats.length > 0 || posted, {
    error: '不是邮寄的材料要写收什么格式 formats',
  })
  .refine(({ each, where }) => where === undefined || each, {
    error: 'where 只写在每条一份(each)的材料上',
  }) as unknown as z.ZodType<MaterialRule>

/** What a region takes of values that its form may not carry. */
export const acceptanceShape: z.ZodType<Acceptance> = z
  .strictObject({
    path,
    only: z.array(json).min(1).exactOptional(),
    not: z.array(json).min(1).exactOptional(),
    starts: z.string().min(1).exactOptional(),
    needed: z.literal(true).exactOptional(),
    most: z.int().nonnegative().exactOptional(),
    where: z.record(z.string(), json).exactOptional(),
    when: condition.exactOptional(),
    why: z.string().min(1).exactOptional(),
  })
  .refine((one) => [one.only, one.not, one.starts, one.needed, one.most].some((said) => said !== undefined), {
    error: '要写 only(只收哪些)、not(不收哪些)、starts(怎样开头)、needed(必须有)或 most(最多几条)',
  }) as unknown as z.ZodType<Acceptance>
