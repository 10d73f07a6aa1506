import type { MaterialRequirement } from '../../../core/matter.ts'
import type { ServedMatter } from '../matter.ts'
import { type Values, valueAt } from '../values.ts'

/** One place where a material is handed in: a whole one, or a piece of it. */
export interface Slot {
  readonly slot: string
  readonly part: string
  readonly name: string
  readonly formats: readonly string[]
  readonly maxBytes: number
  readonly exempt: readonly ('E' | 'D' | 'P')[]
  readonly posted: boolean
  readonly note: string
  /** the matter wants it on paper, too */
  readonly form: MaterialRequirement['form']
}

/** Where materials are handed in for this region, in the matter's order; pieces where the region takes them apart. */
export function slotsOf(matter: ServedMatter, form: Values): Slot[] {
  return matter.materials.flatMap((material): Slot[] => {
    const rules = (matter.region?.materials ?? []).filter(({ slot }) => slot === material.slot)
    if (matter.region && rules.length === 0) return []
    const [first] = rules
    const common = {
      slot: material.slot,
      name: material.name,
      formats: first?.formats ?? material.formats,
      maxBytes: Math.min(...rules.map(({ maxBytes }) => maxBytes), material.maxBytes),
      exempt: material.exempt.filter((kind) => rules.every(({ exempt }) => exempt.includes(kind))),
      posted: rules.some(({ posted }) => posted === true),
      note: [material.help, first?.note].filter((text) => text !== undefined).join(';'),
      form: material.form,
    }
    const parts = partsOf(material, rules, form)
    if (parts.length === 0) return [{ ...common, part: '' }]
    return parts.map((part) => {
      const rule = rules.find((one) => one.part === part) ?? first
      return {
        ...common,
        part,
        formats: rule?.formats ?? common.formats,
        name: rule?.part ? rule.name : `${material.name} ${part}`,
      }
    })
  })
}

function partsOf(
  { each }: MaterialRequirement,
  rules: readonly { readonly part?: string; readonly each?: true }[],
  form: Values,
): string[] {
  const named = rules.flatMap(({ part }) => (part === undefined ? [] : [part]))
  if (named.length > 0) return [...new Set(named)]
  if (each === undefined || !rules.some((rule) => rule.each)) return []
  const value = valueAt(form, each)
  const count = Array.isArray(value) ? value.length : Number(value ?? 0)
  return Array.from({ length: Math.min(50, count) }, (_, index) => String(index + 1))
}
