import { isBlank } from '../../condition.ts'
import type { Json } from '../../json.ts'
import { valuesAt } from '../../list-path.ts'
import type { FormCheck } from '../../matter.ts'
import { labelOf, type Walk } from '../form-walk.ts'
import type { Wrong } from '../plain-text.ts'

/** What a check found; `path` where it is not the check's own. */
export type Found = Wrong & { readonly path?: string }

/** A check between fields as a function; it sees well-formed values only and names the fields in its sentence. */
export type Check = (walk: Walk, check: FormCheck) => Found | null

/** A check over a whole list: its paths are not bound to one element. */
export type ListCheck = (walk: Walk, check: FormCheck) => readonly Found[]

/** A field's label in the marks that sentences put around it. */
export function quoted(walk: Walk, path: string): string {
  return `“${labelOf(walk.matter, path)}”`
}

/** The values at a path, of every element where it goes through lists; blank ones left out. */
export function filledValues(walk: Walk, path: string): Json[] {
  return valuesAt(walk.values, path).filter((value) => !isBlank(value))
}
