import type { Case } from '../case/case.ts'
import { holds } from '../condition.ts'
import type { Fault } from '../fault.ts'
import { isObject, type JsonObject } from '../json.ts'
import type { CaseMaterial, Matter } from '../matter.ts'
import { toTime } from '../time.ts'
import { licenceOf } from './child-form.ts'
import type { Theme, ThemeChild } from './theme.ts'

/** A material of the theme by its slot: one that several share, or one child's own. */
export function slotOfOwn(child: string, slot: string): string {
  return `${child}.${slot}`
}

/**
 * The materials that a child's case has: its own, those it shares, and in place of a paper the licence that an earlier child came to. What others
 * need and this child's matter does not take under its form stays with them.
 */
export function materialsOfChild(
  theme: Theme,
  child: ThemeChild,
  { matter, form, today }: FilledChild,
  given: readonly CaseMaterial[],
  earlier: ReadonlyMap<string, Pick<Case, 'memo' | 'updatedAt'>>,
): readonly CaseMaterial[] {
  const own = given.flatMap((material): CaseMaterial[] => {
    const shared = sharedSlot(theme, child, { matter, form, today }, material.slot)
    const start = slotOfOwn(child.key, '')
    const target = shared ?? (material.slot.startsWith(start) ? material.slot.slice(start.length) : undefined)
    if (target === undefined) return []
    const [slot = '', piece] = target.split('/')
    return [{ ...material, slot, ...(piece === undefined ? {} : { part: piece }) }]
  })
  return [...own, ...licencesInPlace(theme, child, earlier)]
}

/** A child's matter with the form that it would be applied for with, on a day (`yyyy-MM-dd`). */
export interface FilledChild {
  readonly matter: Matter
  readonly form: JsonObject
  readonly today: string
}

/** Where a child takes a shared material, as the theme writes it; undefined where it takes none under this name with its form. */
export function sharedSlot(
  theme: Theme,
  child: ThemeChild,
  { matter, form, today }: FilledChild,
  key: string,
): string | undefined {
  const target = theme.shared.find((one) => one.key === key)?.meets[child.key]
  const slot = target?.split('/')[0]
  const { when } = matter.materials.find((one) => one.slot === slot) ?? {}
  const inner = isObject(form['case']) ? form['case'] : {}
  return when && !holds(when, { ...form, case: { ...inner, mode: child.mode, today } }) ? undefined : target
}

function licencesInPlace(
  theme: Theme,
  { takesMaterials = {} }: ThemeChild,
  earlier: ReadonlyMap<string, Pick<Case, 'memo' | 'updatedAt'>>,
): CaseMaterial[] {
  return Object.entries(takesMaterials).flatMap(([slot, key]): CaseMaterial[] => {
    const giver = earlier.get(key)
    const licenceId = licenceOf(giver)?.['certIdentifier']
    if (!giver || typeof licenceId !== 'string' || licenceId === '') return []
    const name = theme.children.find((child) => child.key === key)?.name ?? key
    const exempt = { kind: 'E', licenceId, source: `本次“${name}”的结果`, at: toTime(giver.updatedAt) } as const
    return [{ slot, form: '4', copies: 1, originalSeen: false, exempt }]
  })
}

/** The slot under which the theme takes what a child needs in this one. */
export function toThemeSlot(theme: Theme, child: ThemeChild, slot: string): string {
  const shared = theme.shared.find(({ meets }) => meets[child.key]?.split('/')[0] === slot)
  return shared?.key ?? slotOfOwn(child.key, slot)
}

/** Materials in slots that the theme does not have. */
export function checkSlots(
  theme: Theme,
  matters: ReadonlyMap<string, Matter>,
  given: readonly Pick<CaseMaterial, 'slot'>[],
): Fault[] {
  const known = new Set([
    ...theme.shared.map(({ key }) => key),
    ...theme.children.flatMap(({ key, matter }) =>
      (matters.get(matter)?.materials ?? []).map(({ slot }) => slotOfOwn(key, slot)),
    ),
  ])
  return given
    .filter(({ slot }) => !known.has(slot))
    .map(({ slot }) => ({
      path: `materials.${slot.slice(0, 60)}`,
      code: 'unexpected',
      message: `“${theme.name}”没有材料“${slot.slice(0, 60)}”`,
      fix: '请按主题的材料清单填写编号:共用材料用其名,单独的用“子事项.材料编号”',
    }))
}
