import { isObject, type Json, type JsonObject, pathSteps, valueAt } from '../json.ts'
import type { Matter } from '../matter.ts'
import { fieldsOf } from './form-walk.ts'
import { readIdNumber } from './id-number.ts'

/**
 * A copy of the form with what follows from the rest filled in: paths that mean the same, gender and birth date out of an identity
 * number, the nationality of its bearer, and the kind of applicant where the matter allows one only. Never overwrites, never throws.
 */
export function completeForm(matter: Matter, form: JsonObject): JsonObject {
  let filled = form
  const fill = (path: string, value: Json | undefined): void => {
    if (value !== '' && typeof value !== 'object' && value !== undefined)
      filled = withFilled(filled, pathSteps(path), value)
  }
  const only = matter.applicants.length === 1 ? matter.applicants[0] : undefined
  if (only !== undefined && fieldsOf(matter).has('applicant.kind')) fill('applicant.kind', only)
  const copyBoth = (): void => {
    for (const [left, right] of matter.same) {
      fill(left, valueAt(filled, right))
      fill(right, valueAt(filled, left))
    }
  }
  copyBoth()
  for (const field of matter.fields) {
    const rule = field.rules?.find((named) => named.rule === 'idNo')
    if (rule) deriveFromNumber(matter, filled, { path: field.path, idType: String(rule['idType']) }, fill)
  }
  copyBoth()
  return filled
}

function deriveFromNumber(
  matter: Matter,
  form: JsonObject,
  field: { readonly path: string; readonly idType: string },
  fill: (path: string, value: string) => void,
): void {
  const idType = valueAt(form, field.idType)
  const idNo = valueAt(form, field.path)
  const facts = (idType === '111' || idType === '112') && typeof idNo === 'string' ? readIdNumber(idNo) : null
  if (!facts) return
  const group = field.path.slice(0, field.path.lastIndexOf('.'))
  const derived = { gender: facts.gender, birthDate: facts.birthDate, nationality: 'CHN' }
  for (const [name, value] of Object.entries(derived)) {
    if (fieldsOf(matter).has(`${group}.${name}`)) fill(`${group}.${name}`, value)
  }
}

/** The tree with the value put where nothing was; the tree itself where something is in the way. */
function withFilled(tree: JsonObject, [step, ...rest]: readonly (string | number)[], value: Json): JsonObject {
  if (typeof step !== 'string') return tree
  const below = Object.hasOwn(tree, step) ? tree[step] : undefined
  if (rest.length === 0) return isEmpty(below) ? { ...tree, [step]: value } : tree
  if (below !== undefined && below !== null && !isObject(below)) return tree
  const next = withFilled(below ?? {}, rest, value)
  return next === below ? tree : { ...tree, [step]: next }
}

function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || value === ''
}
