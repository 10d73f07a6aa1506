import type { Condition } from '../condition.ts'
import { type Codes, DIVISION_TABLE } from '../form/codes.ts'
import type { Agreement } from '../gateway.ts'
import type { Limit, MaterialRequirement, Matter } from '../matter.ts'
import type { Mapping } from './mapping.ts'
import type { Acceptance, MaterialRule, Rule } from './rule.ts'
import { sourcesOf } from './step.ts'

/** One thing that a region does otherwise than the matter says, for the one-page guide that a clerk hands out. Sentences are Chinese. */
export interface Difference {
  readonly about: 'mode' | 'limit' | 'material' | 'field'
  /** canonical path, `materials.<slot>`, `limits.promised` or `modes` */
  readonly path: string
  readonly label: string
  readonly text: string
  readonly when?: Condition
}

/** What differs in a region for a matter: ways to apply, limits, materials, fields; in that order. */
export function listRegionDifferences(
  matter: Matter,
  mapping: Mapping,
  scope: Agreement['matters'][string] | undefined,
  codes: Codes,
): Difference[] {
  return [
    ...modes(matter, scope, codes),
    ...limits(matter, mapping),
    ...materials(matter, mapping),
    ...asked(mapping),
    ...narrowed(matter, mapping, codes),
  ]
}

function modes(matter: Matter, scope: Agreement['matters'][string] | undefined, codes: Codes): Difference[] {
  const missing = matter.modes.filter((mode) => !scope?.modes.includes(mode))
  const words = missing.map((mode) => codes.label('CT_MODE', mode) ?? mode).join('、')
  const note = scope?.note ? [{ about: 'mode', path: 'modes', label: '约定', text: scope.note } as const] : []
  if (missing.length === 0) return note
  return [{ about: 'mode', path: 'modes', label: '办理方式', text: `不支持${words}` }, ...note]
}

const UNITS = { G: '个工作日', Z: '个自然日', H: '小时', M: '分钟' } as const

function limits(matter: Matter, { set }: Mapping): Difference[] {
  const kinds = [
    ['statutory', '法定时限'],
    ['promised', '承诺时限'],
  ] as const
  return kinds.flatMap(([kind, label]): Difference[] => {
    const [own, theirs] = [matter.limits[kind], set.limits[kind]]
    if (!theirs || (own.value === theirs.value && own.unit === theirs.unit)) return []
    return [{ about: 'limit', path: `limits.${kind}`, label, text: `${words(theirs)}(本地为 ${words(own)})` }]
  })
}

function words({ value, unit }: Limit): string {
  return `${value} ${UNITS[unit]}`
}

function materials(matter: Matter, { set }: Mapping): Difference[] {
  const own = new Map(matter.materials.map((material) => [material.slot, material]))
  const taken = set.materials.flatMap((rule): Difference[] => {
    const ours = own.get(rule.slot)
    const text = ours ? materialWords(ours, rule) : '本地没有这一份'
    if (text === '') return []
    const { slot, name, when } = rule
    return [{ about: 'material', path: `materials.${slot}`, label: name, text, ...(when ? { when } : {}) }]
  })
  const left = matter.materials.filter(({ slot }) => !set.materials.some((rule) => rule.slot === slot))
  return [
    ...taken,
    ...left.map(({ slot, name }): Difference => {
      const why = set.dropped[`materials.${slot}`]
      return { about: 'material', path: `materials.${slot}`, label: name, text: why ? `不单独收:${why}` : '不收' }
    }),
  ]
}

const EXEMPTIONS = { E: '电子证照', D: '数据核验', P: '前件复用' } as const

function materialWords(ours: MaterialRequirement, rule: MaterialRule): string {
  const refused = ours.formats.filter((format) => !rule.formats.includes(format))
  const closed = ours.exempt.filter((kind) => !rule.exempt.includes(kind))
  const more = [
    rule.must === true && ours.required !== true ? '必须提交' : '',
    rule.posted ? '须寄原件' : '',
    !rule.posted && refused.length > 0 ? `只收 ${rule.formats.join('、').toUpperCase()}` : '',
    !rule.posted && rule.maxBytes < ours.maxBytes ? `不超过 ${sizeWords(rule.maxBytes)}` : '',
    closed.length > 0 ? `不接受以${closed.map((kind) => EXEMPTIONS[kind]).join('、')}免交` : '',
    rule.part && !ours.parts?.includes(rule.part) ? `分出“${rule.part}”单独提交` : '',
    rule.note ?? '',
  ]
  return more.filter((part) => part !== '').join(';')
}

function sizeWords(bytes: number): string {
  return bytes >= 1024 * 1024 ? `${Number((bytes / 1024 / 1024).toFixed(1))} MB` : `${Math.round(bytes / 1024)} KB`
}

function asked(mapping: Mapping): Difference[] {
  return mapping.overlay().map(({ path, label, required, when, why }) => ({
    about: 'field',
    path,
    label,
    text: `${required ? '必填' : '可填'}:${why}`,
    ...(when ? { when } : {}),
  }))
}

/** Fields of which the region takes fewer characters or fewer codes. */
function narrowed(matter: Matter, { set, overlay }: Mapping, codes: Codes): Difference[] {
  const fields = new Map(matter.fields.map((field) => [field.path, field]))
  const shorter = flatten(set.application, '').flatMap(({ path, rule }): Difference[] => {
    const field = fields.get(path)
    if (!field) return []
    const refuses = rule.op === 'lookup' ? set.tables[String(rule.args?.['table'])]?.refuses : undefined
    const closed = Object.entries(refuses ?? {}).map(
      ([code, why]) => `“${codes.label(field.table ?? '', code) ?? code}”(${why})`,
    )
    const short = field.type === 'text' && rule.max !== undefined && rule.max < (field.max ?? 0)
    const parts = [short ? `最多 ${rule.max} 个字` : '', closed.length > 0 ? `不收${closed.join('、')}` : '']
    const text = parts.filter((part) => part !== '').join(';')
    return text === '' ? [] : [{ about: 'field', path, label: field.label, text }]
  })
  const refused = set.accepts.map((acceptance): Difference => {
    const { path, when, why } = acceptance
    // of an address or an organisation a part may be meant
    const field = fields.get(path) ?? fields.get(path.replace(/\.[a-z]+$/i, ''))
    const text = `${acceptedWords(acceptance, field?.table, codes)}${why ? `(${why})` : ''}`
    const label = field?.label ?? overlay().find((one) => one.path === path)?.label ?? path
    return { about: 'field', path, label, text, ...(when ? { when } : {}) }
  })
  return [...shorter, ...refused]
}

/** What a region takes of a field, a place by its name. */
function acceptedWords({ only, not, starts, needed, most }: Acceptance, table: string | undefined, codes: Codes) {
  const named = (only ?? not ?? []).map((code) => {
    if (typeof code === 'boolean') return code ? '“是”' : '“否”'
    return codes.label(table ?? DIVISION_TABLE, String(code)) ?? codes.divisionName(String(code)) ?? String(code)
  })
  if (only || not) return `${only ? '只收' : '不收'}${named.join('、')}`
  if (starts !== undefined) return `编号须以 ${starts} 开头`
  return needed ? '必填' : `最多 ${most} 条`
}

function flatten(rules: readonly Rule[], prefix: string): { path: string; rule: Rule }[] {
  return rules.flatMap((rule) => {
    if (rule.only === 'in') return []
    const paths = sourcesOf(rule).map((path) => prefix + path)
    if (rule.op !== 'list') return paths.map((path) => ({ path, rule }))
    return flatten((rule.args?.['item'] ?? []) as unknown as Rule[], `${paths[0] ?? ''}[].`)
  })
}
