import type { Codes } from '../form/codes.ts'
import type { Field, Matter } from '../matter.ts'
import type { CompiledRules } from './compiled-rules.ts'
import type { CodeTable, Rule } from './rule.ts'
import { sourcesOf } from './step.ts'

/** One thing a region asks beyond the canonical form, for intake to show with its reason. */
export interface Ask {
  readonly path: string
  readonly label: string
  readonly type: string
  /** code → label */
  readonly options?: Readonly<Record<string, string>>
  /** the form's rules that a text of the region's own must keep */
  readonly rules?: Field['rules']
  readonly required: boolean
  readonly when?: Rule['when']
  readonly why: string
}

/** The region's own fields, and optional canonical ones that it makes mandatory. */
export function listAsks(
  { steps }: CompiledRules,
  matter: Matter,
  region: string,
  tables: Readonly<Record<string, CodeTable>>,
  codes: Codes,
): Ask[] {
  const fields = new Map(matter.fields.map((field) => [field.path, field]))
  const asks = new Map<string, Ask>()
  for (const { rule } of steps) {
    if (rule.only === 'in') continue
    for (const [index, path] of sourcesOf(rule).entries()) {
      const field = fields.get(path)
      const own = path.startsWith('extra.')
      const mandatory = index === 0 && rule.must !== undefined && field !== undefined && field.required !== true
      if (asks.has(path) || !(own || mandatory)) continue
      const condition = rule.must !== undefined && rule.must !== true ? rule.must : rule.when
      const options = own ? optionsOf(rule, tables, codes) : undefined
      asks.set(path, {
        path,
        label: (own ? rule.ask?.label : undefined) ?? field?.label ?? path,
        type: (own ? rule.ask?.type : undefined) ?? field?.type ?? 'text',
        ...(options ? { options } : {}),
        ...(own && rule.ask?.rules ? { rules: rule.ask.rules } : {}),
        required: rule.must !== undefined,
        ...(condition ? { when: condition } : {}),
        why: rule.why ?? `该项由${region}要求`,
      })
    }
  }
  return [...asks.values()]
}

/** The choices of a code that only the region has: those listed, else the rows of its table. */
function optionsOf(
  { ask, op, args }: Rule,
  tables: Readonly<Record<string, CodeTable>>,
  codes: Codes,
): Ask['options'] | undefined {
  if (ask?.options) return ask.options
  const name = ask?.table ?? (op === 'lookup' ? String(args?.['table']) : undefined)
  if (name === undefined) return undefined
  const own = Object.hasOwn(tables, name) ? tables[name] : undefined
  if (!own) {
    const rows = codes.tables.get(name)?.rows
    return rows && Object.fromEntries(rows.map(({ code, label }) => [code, label]))
  }
  return Object.fromEntries(
    own.rows.flatMap(({ ours, label, only }) =>
      only === 'in' ? [] : (typeof ours === 'string' ? [ours] : ours).map((code) => [code, label] as const),
    ),
  )
}
