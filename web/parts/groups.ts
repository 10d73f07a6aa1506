import type { Word } from '../words/zh.ts'
import type { ServedField, ServedMatter } from './matter.ts'

/** Groups of the form that have a name of their own; the rest go to the group `other`. */
const NAMED = [
  'applicant',
  'person',
  'guardian',
  'agent',
  'entity',
  'company',
  'legalRep',
  'shareholders',
  'officers',
  'liaison',
  'finance',
  'operator',
  'org',
  'site',
  'warehouses',
  'business',
  'staff',
  'safetyStaff',
  'facilities',
  'policies',
  'licence',
  'reissue',
  'permit',
  'card',
  'insurance',
  'employer',
  'visit',
  'filing',
  'transferOut',
  'transferIn',
  'contribution',
  'account',
  'letter',
  'amount',
  'migrants',
  'migrate',
  'moveOut',
  'moveIn',
  'qualification',
  'driving',
  'apply',
  'change',
  'bank',
  'extra',
  'other',
  'delivery',
] as const

export type GroupName = (typeof NAMED)[number]

export interface Group {
  readonly name: GroupName
  readonly title: Word
  readonly fields: readonly ServedField[]
}

/** Asked elsewhere on the page: with the destination, or with verification and consent. */
const ELSEWHERE = new Set(['case', 'verify', 'consent', 'pledge'])
const ORDER = new Map(NAMED.map((name, index) => [name as string, index]))

/** The fields that a window fills in, by group, in the order of the conversation; those of a list's elements come with their list. */
export function groupsOf(matter: ServedMatter): Group[] {
  const groups = new Map<GroupName, ServedField[]>()
  for (const field of [...matter.fields, ...ownAsks(matter)]) {
    const first = field.path.split(/[.[]/)[0] ?? ''
    if (ELSEWHERE.has(first) || field.by || field.constant !== undefined) continue
    const name = (ORDER.has(first) ? first : 'other') as GroupName
    groups.set(name, [...(groups.get(name) ?? []), field])
  }
  return [...groups]
    .map(([name, fields]) => ({ name, title: `group.${name}` as const, fields }))
    .sort((one, other) => (ORDER.get(one.name) ?? 0) - (ORDER.get(other.name) ?? 0))
}

/** What only the region asks, as fields. */
function ownAsks({ region }: ServedMatter): ServedField[] {
  return (region?.asks ?? [])
    .filter(({ path }) => path.startsWith('extra.'))
    .map(({ path, label, type, options, rules }) => ({
      path,
      label,
      type: type as ServedField['type'],
      ...(rules ? { rules } : {}),
      ...(options ? { options: Object.entries(options).map(([code, text]) => ({ code, label: text })) } : {}),
    }))
}

/** Why the region wants a field, by path, where it says more than that it does. */
export function reasonsOf({ region }: ServedMatter): ReadonlyMap<string, string> {
  return new Map((region?.asks ?? []).map(({ path, why }) => [path, why]))
}
