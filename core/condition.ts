import { isDate, yearsBetween } from './form/calendar-date.ts'
import { isObject, type Json, type JsonObject, valueAt } from './json.ts'
import { valuesAt } from './list-path.ts'

/**
 * A condition as data: every member must hold (and). A member's key is a dotted path; its value is `present`,
 * `absent`, one value, or a list of values of which one must match. Written in YAML: `when: { filing.category: ['1', '2'] }`.
 * `{ under: 16 }` holds for a birth date of which so many years have not passed on the day `case.today`.
 * `{ starts: '310' }` holds for a text that begins so, `{ longer: 10 }` for one of more code points.
 * `{ differsFrom: 'a.b' }` holds for a value that is there and is not the one at that other path.
 * A path through a list (`shareholders[].kind`) holds where one element's member does; `absent` where none is there.
 */
export type Condition = {
  readonly [path: string]: 'present' | 'absent' | Json | readonly Json[] | Under | TextShape | Other
}

/** Fewer whole years than this between the date and today. */
export type Under = { readonly under: number }

/** How a text begins, or how long it is at least. */
export type TextShape = { readonly starts: string } | { readonly longer: number }

/** Another value than the one at this path. */
export type Other = { readonly differsFrom: string }

/** The path that a member of a condition compares with; null for any other member. */
export function comparedPath(wanted: Condition[string]): string | null {
  return isObject(wanted) && 'differsFrom' in wanted && typeof wanted.differsFrom === 'string'
    ? wanted.differsFrom
    : null
}

/** Whether a member of a condition asks for an age. */
export function isUnder(wanted: Condition[string]): wanted is Under {
  return isObject(wanted) && 'under' in wanted && typeof wanted.under === 'number'
}

/** Whether the condition holds for these values; empty strings, empty objects and null count as absent. */
export function holds(condition: Condition, values: JsonObject): boolean {
  for (const path in condition) if (!holdsAt(path, condition[path] as Condition[string], values)) return false
  return true
}

function holdsAt(path: string, wanted: Condition[string], values: JsonObject): boolean {
  if (isUnder(wanted))
    return valuesAtPath(values, path).some((date) => isYounger(date, wanted.under, valueAt(values, 'case.today')))
  const other = comparedPath(wanted)
  if (other !== null) return differs(valueAt(values, path), valueAt(values, other))
  if (!path.includes('[]')) return meets(valueAt(values, path), wanted)
  const found = valuesAt(values, path)
  return wanted === 'absent' ? found.every(isBlank) : found.some((value) => meets(value, wanted))
}

function valuesAtPath(values: JsonObject, path: string): Json[] {
  return path.includes('[]') ? valuesAt(values, path) : [valueAt(values, path) ?? null]
}

function isYounger(born: Json, years: number, today: Json | undefined): boolean {
  if (typeof born !== 'string' || typeof today !== 'string' || !isDate(born) || born > today) return false
  return yearsBetween(born, today) < years
}

/** Whether there is a value and it is another. */
export function differs(value: Json | undefined, other: Json | undefined): boolean {
  return !isBlank(value) && value !== other
}

/** Whether one value is what a member of a condition wants. */
export function meets(value: Json | undefined, wanted: Condition[string]): boolean {
  if (wanted === 'present') return !isBlank(value)
  if (wanted === 'absent') return isBlank(value)
  if (isObject(wanted)) return hasShape(value, wanted as JsonObject)
  return Array.isArray(wanted) ? wanted.some((one) => one === value) : wanted === value
}

function hasShape(value: Json | undefined, { starts, longer }: JsonObject): boolean {
  if (typeof value !== 'string') return false
  if (typeof starts === 'string') return value.startsWith(starts)
  return typeof longer === 'number' && [...value].length > longer
}

/** Nothing there: undefined, null, empty text, empty list, or an object whose members are all blank. */
export function isBlank(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '') return true
  if (Array.isArray(value)) return value.length === 0
  if (typeof value !== 'object') return false
  for (const key in value) if (!isBlank(value[key])) return false
  return true
}
