import type { Matter } from '../matter.ts'
import type { CompiledRules } from './compiled-rules.ts'
import type { Rule } from './rule.ts'

/** One thing a region asks beyond the canonical form, for intake to show with its reason. */
export interface Ask {
  readonly path: string
  readonly label: string
  readonly type: string
  readonly options?: Readonly<Record<string, string>>
  readonly required: boolean
  readonly when?: Rule['when']
  readonly why: string
}

/** The region's own fields, and optional canonical ones that it makes mandatory. */
export function listAsks({ steps }: CompiledRules, matter: Matter, region: string): Ask[] {
  const asks = new Map<string, Ask>()
  for (const { rule, sources } of steps) {
    const [path] = sources
    if (path === undefined || asks.has(path)) continue
    const field = matter.fields.find((candidate) => candidate.path === path)
    const own = path.startsWith('extra.')
    if (!own && !(rule.must !== undefined && field && field.required !== true)) continue
    const condition = rule.must !== undefined && rule.must !== true ? rule.must : rule.when
    asks.set(path, {
      path,
      label: rule.ask?.label ?? field?.label ?? path,
      type: rule.ask?.type ?? field?.type ?? 'text',
      ...(rule.ask?.options ? { options: rule.ask.options } : {}),
      required: rule.must !== undefined,
      ...(condition ? { when: condition } : {}),
      why: rule.why ?? `该项由${region}要求`,
    })
  }
  return [...asks.values()]
}
