import type { ServedMatter } from '../../parts/served-matter.ts'
import { sizeText } from '../../parts/size.ts'

/** What a region asks otherwise than a moment ago, of one field or material: how it was and how it is, '' where it was not or is no more. */
export interface RuleDifference {
  readonly path: string
  readonly label: string
  readonly before: string
  readonly after: string
}

/** Everything that is not as it was between two versions of a region's rules for a matter. */
export function ruleDifferences(before: ServedMatter, after: ServedMatter): RuleDifference[] {
  const old = rulesOf(before)
  const now = rulesOf(after)
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const was = old.get(key)
    const is = now.get(key)
    if (was?.text === is?.text) return []
    const { path, label } = is ?? was ?? { path: key, label: key }
    return [{ path, label, before: was?.text ?? '', after: is?.text ?? '' }]
  })
}

interface Rule {
  readonly path: string
  readonly label: string
  readonly text: string
}

/** Each thing that the region says of a path, in words; several sayings about one path are one. */
function rulesOf({ region, fields }: ServedMatter): ReadonlyMap<string, Rule> {
  const rules = new Map<string, Rule>()
  const add = (path: string, label: string, text: string) => {
    const known = rules.get(path)
    rules.set(path, { path, label: known?.label ?? label, text: known ? `${known.text};${text}` : text })
  }
  for (const { path, label, required, why, options } of region?.asks ?? []) {
    const choices = Object.values(options ?? {})
    add(path, label, [required ? '必填' : '选填', why, ...(choices.length > 0 ? [choices.join('、')] : [])].join(','))
  }
  for (const { slot, part = '', name, formats, maxBytes, exempt, must, posted } of region?.materials ?? []) {
    const facts = [
      `${formats.join('/').toUpperCase()} ≤ ${sizeText(maxBytes)}`,
      ...(must === undefined ? [] : [must === true ? '必交' : '按情形必交']),
      ...(exempt.length > 0 ? ['可免交'] : []),
      ...(posted ? ['寄送原件'] : []),
    ]
    add(`materials.${slot}${part === '' ? '' : `.${part}`}`, name, facts.join(','))
  }
  for (const { path, label, text } of region?.differences ?? []) {
    const own = fields.find((one) => one.path === path)?.label
    // what the region asks or takes is said above
    const isSaid = /^[必可]填:/.test(text) && (rules.has(path) || /该项由.*要求$/.test(text))
    if (!isSaid && !path.startsWith('materials.')) add(path, own ?? label, text)
  }
  return rules
}
