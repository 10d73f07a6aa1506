import type { Case } from '../case/case.ts'
import { placeOf } from '../case/legs.ts'
import { holds } from '../condition.ts'
import { completeForm } from '../form/complete-form.ts'
import { isObject, type Json, type JsonObject, putAt, valueAt } from '../json.ts'
import type { Matter } from '../matter.ts'
import { askedFields } from './questions.ts'
import { askedPath, type Theme, type ThemeChild, toTaken } from './theme.ts'

/** A child's form out of the theme's answers, and which of these it used. */
export interface ChildForm {
  readonly form: JsonObject
  /** paths of the theme's form */
  readonly used: readonly string[]
}

/** The licence that a child's case came to; null where it has none. */
export function licenceOf(value: Pick<Case, 'memo'> | undefined): JsonObject | null {
  const licence = value?.memo['licence']
  return isObject(licence) ? licence : null
}

/**
 * What the matter of a child is applied for with: the answers to its questions at its own paths, what the theme fixes, what it takes over from
 * the licences of earlier children, and what a region asks besides (`extra.<child>` of the theme's form). An answer that the matter does not
 * take under the others (a company has no gender) is left out.
 */
export function formOfChild(
  child: ThemeChild,
  matter: Matter,
  answers: JsonObject,
  earlier: ReadonlyMap<string, Pick<Case, 'memo'>>,
): ChildForm {
  const form: JsonObject = {}
  const division = placeOf(child, answers).slice(0, 6)
  form['case'] = { mode: child.mode, ...(division === '' ? {} : { handlingDivision: `${division}000000` }) }
  for (const [path, value] of Object.entries(child.fixed ?? {})) putAt(form, path, value)
  for (const [path, reference] of Object.entries(child.takes ?? {})) {
    const { child: giver, member } = toTaken(reference)
    const value = licenceOf(earlier.get(giver))?.[member]
    if (value !== undefined) putAt(form, path, value)
  }
  const used = copyAnswers(child, matter, answers, form)
  const extra = valueAt(answers, `extra.${child.key}`)
  if (isObject(extra)) form['extra'] = structuredClone(extra)
  return { form: completeForm(matter, form), used: [...used, child.at, `extra.${child.key}`] }
}

function copyAnswers(child: ThemeChild, matter: Matter, answers: JsonObject, form: JsonObject): string[] {
  const answered = askedFields(child, matter).flatMap((field) => {
    // what a list's elements hold travels with the list
    if (field.path.includes('[]')) return []
    const from = askedPath(child, field.path)
    const value = valueAt(answers, from)
    return value === undefined ? [] : [{ field, from, value: value as Json }]
  })
  for (const { field, value } of answered) putAt(form, field.path, structuredClone(value))
  const values = structuredClone(form)
  const closed = answered.filter(({ field: { when } }) => when && !holds(when, values))
  for (const { field } of closed) removeAt(form, field.path)
  const constants = matter.fields.flatMap(({ path, constant }) => (constant === undefined ? [] : [path]))
  return [...answered.filter((one) => !closed.includes(one)).map(({ from }) => from), ...constants]
}

function removeAt(form: JsonObject, path: string): void {
  const cut = path.lastIndexOf('.')
  const group = cut < 0 ? form : valueAt(form, path.slice(0, cut))
  if (!isObject(group)) return
  delete group[path.slice(cut + 1)]
  if (cut >= 0 && Object.keys(group).length === 0) removeAt(form, path.slice(0, cut))
}

/** Where in the theme's form the answer stands that a path of the child's form comes from. */
export function toAskedPath(child: ThemeChild, matter: Matter, path: string): string {
  if (path.startsWith('extra.')) return `extra.${child.key}.${path.slice('extra.'.length)}`
  if (path.startsWith('case.handlingDivision')) return child.at
  const same = child.same ?? {}
  const follows = matter.same.find(({ paths: [left], when }) => !when && left === path && same[left] === undefined)
  const own = follows ? follows.paths[1] : path
  const alias = Object.keys(same)
    .filter((key) => own === key || own.startsWith(`${key}.`) || own.startsWith(`${key}[`))
    .sort((left, right) => right.length - left.length)[0]
  return alias === undefined ? own : `${same[alias]}${own.slice(alias.length)}`
}

/** Whether a child's value at this path comes from an earlier child's result and cannot be there yet. */
export function isTakenOver({ takes = {}, takesMaterials = {} }: ThemeChild, matter: Matter, path: string): boolean {
  if (Object.keys(takesMaterials).some((slot) => path === `materials.${slot}`)) return true
  const followed = matter.same.flatMap(({ paths }) => (paths.filter((one) => one === path).length > 0 ? paths : [path]))
  return [path, ...followed].some((one) => one in takes)
}

/** Every place of the theme's form that has an answer no child and no question of the theme's own uses. */
export function unusedAnswers(theme: Theme, answers: JsonObject, used: readonly string[]): readonly string[] {
  const known = [...used, ...theme.fields.map(({ path }) => path)]
  const covered = (path: string) =>
    known.some(
      (one) => path === one || path.startsWith(`${one}.`) || path.startsWith(`${one}[`) || one.startsWith(`${path}[`),
    )
  return leavesOf(answers).filter((path) => !covered(path))
}

/** The paths of all that is not a group. */
function leavesOf(tree: JsonObject, before = ''): string[] {
  return Object.entries(tree).flatMap(([name, value]) => {
    const path = before === '' ? name : `${before}.${name}`
    return isObject(value) ? leavesOf(value, path) : [path]
  })
}
