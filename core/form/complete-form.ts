import { holds } from '../condition.ts'
import { isObject, type Json, type JsonObject, pathSteps, valueAt } from '../json.ts'
import { bindPath, pathsAt } from '../list-path.ts'
import type { Field, Matter } from '../matter.ts'
import { isPath } from './check-field.ts'
import { fieldAt, fieldsOf } from './form-walk.ts'
import { readIdNumber } from './id-number.ts'

/**
 * A copy of the form with what follows from the rest filled in: paths that mean the same, values of which there is only one, gender and birth
 * date out of an identity number, the nationality of its bearer, and the kind of applicant where the matter allows one only. Never overwrites, never throws.
 */
export function completeForm(matter: Matter, form: JsonObject): JsonObject {
  let filled = form
  const fill: Fill = (path, value) => {
    if (value === '' || value === undefined || value === null) return
    if (typeof value === 'object' && fieldAt(matter, path)?.type !== 'address') return
    filled = withFilled(filled, pathSteps(path), value) as JsonObject
  }
  const only = matter.applicants.length === 1 ? matter.applicants[0] : undefined
  if (only !== undefined && fieldsOf(matter).has('applicant.kind')) fill('applicant.kind', only)
  for (const { path, constant } of matter.fields) if (!path.includes('[]')) fill(path, constant)
  const copyBoth = (): void => {
    for (const { paths, when } of matter.same) {
      if (when && !holds(when, filled)) continue
      const [left, right] = paths
      fill(left, valueAt(filled, right))
      fill(right, valueAt(filled, left))
    }
  }
  copyBoth()
  for (const field of matter.fields) deriveFromNumber(matter, filled, field, fill)
  copyBoth()
  return filled
}

type Fill = (path: string, value: Json | undefined) => void

function deriveFromNumber(matter: Matter, form: JsonObject, { path, rules }: Field, fill: Fill): void {
  const rule = rules?.find((named) => named.rule === 'idNo')
  if (!rule) return
  for (const one of pathsAt(form, path)) {
    const said = String(rule['idType'])
    const idType = isPath(said) ? valueAt(form, bindPath(said, one)) : said
    const idNo = valueAt(form, one)
    if ((idType !== '111' && idType !== '112') || typeof idNo !== 'string' || idNo === '') continue
    const facts = readIdNumber(idNo)
    const group = one.slice(0, one.lastIndexOf('.'))
    // a digit that is wrong makes nobody a foreigner: the number is at fault, not the nationality
    const derived = { gender: facts?.gender, birthDate: facts?.birthDate, nationality: 'CHN' }
    for (const [name, value] of Object.entries(derived)) {
      if (fieldAt(matter, `${group}.${name}`)) fill(`${group}.${name}`, value)
    }
  }
}

/** The tree with the value put where nothing was; the tree itself where something is in the way. */
function withFilled(tree: Json, [step, ...rest]: readonly (string | number)[], value: Json): Json {
  if (step === undefined) return isEmpty(tree) ? value : tree
  if (typeof step === 'number') {
    if (!Array.isArray(tree)) return tree
    const element = tree[step]
    const next = element === undefined ? element : withFilled(element, rest, value)
    return next === element || next === undefined ? tree : tree.with(step, next)
  }
  if (!isObject(tree)) return tree
  const below = Object.hasOwn(tree, step) ? tree[step] : undefined
  const next = withFilled(below ?? (rest.length === 0 ? null : {}), rest, value)
  return next === (below ?? null) || isEmptyGroup(next) ? tree : { ...tree, [step]: next }
}

function isEmptyGroup(value: Json): boolean {
  return isObject(value) && Object.keys(value).length === 0
}

function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || value === ''
}
