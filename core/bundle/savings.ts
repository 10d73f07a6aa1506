import type { Limit, Matter } from '../matter.ts'
import { askedFields, questionsOf } from './questions.ts'
import type { Theme, ThemeChild } from './theme.ts'

/** What is handled one matter after the other, against all at once; `percent` is what is saved, one decimal place. */
export interface Saving {
  readonly separately: number
  readonly together: number
  readonly percent: number
}

/** What a theme saves. Days are working days by the promised limits. */
export interface Savings {
  readonly questions: Saving
  readonly materials: Saving
  readonly steps: Saving
  readonly days: Saving
  readonly visits: Saving
}

/** How each figure is made, for whoever reads it. */
export const SAVING_FORMULAS: Readonly<Record<keyof Savings, string>> = {
  questions: '分别办:各事项要填的项数之和;一次办:并集的项数',
  materials: '分别办:各事项要交的材料数之和(有办件的按实际材料);一次办:共用的只算一份,前一事项的结果代替的不算',
  steps: '分别办:各事项办理环节数之和;一次办:收件只算一次',
  days: '分别办:各事项承诺时限之和;一次办:最长的一条先后次序上的时限之和。一天按 8 小时、三个自然日按两个工作日折算',
  visits: '分别办:每个事项跑一次;一次办:一次',
}

/** The step of a matter's process that a bundle takes once for all. */
const INTAKE = '收件'

/** The savings of the children that are handled; of materials by what the matters always require, or by the numbers given. */
export function savingsOf(
  theme: Theme,
  children: readonly ThemeChild[],
  matters: ReadonlyMap<string, Matter>,
  materials: { separately: number; together: number } = requiredMaterials(theme, children, matters),
): Savings {
  const own = children.flatMap((child) => {
    const matter = matters.get(child.matter)
    return matter ? [{ child, matter }] : []
  })
  const steps = own.reduce((sum, { matter: { process: taken } }) => sum + taken.length, 0)
  const intakes = own.filter(({ matter: { process: taken } }) => taken.some(({ step }) => step === INTAKE)).length
  const days = (child: ThemeChild) => toDays(matters.get(child.matter)?.limits.promised)
  return {
    questions: saving(
      own.reduce((sum, { matter }) => sum + askedFields(ALONE, matter).length, 0),
      questionsOf({ ...theme, children }, matters).length,
    ),
    materials: saving(materials.separately, materials.together),
    steps: saving(steps, steps - Math.max(0, intakes - 1)),
    days: saving(
      children.reduce((sum, child) => sum + days(child), 0),
      Math.max(0, ...children.map((child) => longestChain(child, children, days))),
    ),
    visits: saving(own.length, own.length > 0 ? 1 : 0),
  }
}

/** A matter that is applied for by itself asks all its questions. */
const ALONE: ThemeChild = {
  key: 'alone',
  name: '',
  matter: '',
  mode: '',
  at: '',
  ifRefused: { others: 'continue', say: '' },
}

function requiredMaterials(theme: Theme, children: readonly ThemeChild[], matters: ReadonlyMap<string, Matter>) {
  const separately = children.flatMap(({ key, matter }) =>
    (matters.get(matter)?.materials ?? [])
      .filter(({ required }) => required === true)
      .map(({ slot }) => ({ key, slot })),
  )
  const given = new Set(
    separately.flatMap(({ key, slot }) => {
      if (children.find((child) => child.key === key)?.takesMaterials?.[slot] !== undefined) return []
      const shared = theme.shared.find(({ meets }) => meets[key]?.split('/')[0] === slot)
      return [shared ? `shared ${shared.key}` : `${key} ${slot}`]
    }),
  )
  return { separately: separately.length, together: given.size }
}

function longestChain(child: ThemeChild, children: readonly ThemeChild[], days: (child: ThemeChild) => number): number {
  const before = children.filter(({ key }) => child.after?.includes(key))
  return days(child) + Math.max(0, ...before.map((one) => longestChain(one, children, days)))
}

const DAYS_OF: Readonly<Record<Limit['unit'], number>> = { G: 1, Z: 2 / 3, H: 1 / 8, M: 1 / 480 }

function toDays(limit: Limit | undefined): number {
  return limit ? limit.value * DAYS_OF[limit.unit] : 0
}

function saving(separately: number, together: number): Saving {
  const percent = separately === 0 ? 0 : (1 - together / separately) * 100
  return { separately: round(separately), together: round(together), percent: Math.round(percent * 10) / 10 }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
