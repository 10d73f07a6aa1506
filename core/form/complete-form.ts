import { isBlank } from '../condition.ts'
import { type JsonObject, putAt, valueAt } from '../json.ts'
import type { Matter } from '../matter.ts'
import { birthDateOf, genderOf, identityNumberFault } from './id-number.ts'

/** The form with what follows from it filled in: each of two paths that must agree from the other, gender and birth date from a valid identity number. Overwrites nothing. */
export function completeForm(matter: Matter, form: JsonObject): JsonObject {
  const completed = structuredClone(form)
  const fill = (path: string, value: JsonObject[string] | undefined) => {
    if (value !== undefined && !isBlank(value) && isBlank(valueAt(completed, path))) putAt(completed, path, value)
  }
  for (const [first, second] of matter.same) {
    fill(first, valueAt(completed, second))
    fill(second, valueAt(completed, first))
  }
  for (const group of ['applicant', 'person']) {
    const number = valueAt(completed, `${group}.idNo`)
    if (
      valueAt(completed, `${group}.idType`) !== '111' ||
      typeof number !== 'string' ||
      identityNumberFault(number) !== null
    )
      continue
    if (matter.fields.some(({ path }) => path === `${group}.gender`)) fill(`${group}.gender`, genderOf(number))
    if (matter.fields.some(({ path }) => path === `${group}.birthDate`)) fill(`${group}.birthDate`, birthDateOf(number))
  }
  return completed
}
