import { isBlank } from '../condition.ts'
import { checkField } from '../form/check-field.ts'
import { createWalk, fieldAt } from '../form/form-walk.ts'
import type { Gateway } from '../gateway.ts'
import { canonicalJson, isObject, type JsonObject, putAt, valueAt } from '../json.ts'
import { pathsAt } from '../list-path.ts'
import type { Matter } from '../matter.ts'
import { toDate } from '../time.ts'
import type { Case } from './case.ts'

/** A form with what came back put in, and the paths that were not taken because their value is none that the field may have. */
export interface Returned {
  readonly form: JsonObject
  readonly taken: readonly string[]
  readonly refused: readonly string[]
}

/**
 * Puts what a handling place fills in into the form: of the fields that are its to fill (`by: region`), and no others. An element of a list is
 * found by what else it says of itself (an identity number), or by its position where it says nothing.
 */
export function takeReturned(
  matter: Matter,
  { codes, clock }: Pick<Gateway, 'codes' | 'clock'>,
  { form, mode }: Pick<Case, 'form' | 'mode'>,
  returned: JsonObject,
): Returned {
  const today = toDate(clock.now())
  let filled = structuredClone(form)
  const taken: string[] = []
  const refused: string[] = []
  for (const field of matter.fields) {
    if (field.by !== 'region' || field.type === 'list') continue
    for (const path of pathsAt(returned, field.path)) {
      const value = valueAt(returned, path)
      if (value === undefined || isBlank(value)) continue
      const target = targetOf(matter, filled, returned, path)
      const next = structuredClone(filled)
      if (target !== null) putAt(next, target, structuredClone(value))
      const walk = createWalk({ matter, codes, form: next, mode, today })
      const sound = target !== null && checkField(walk, field).every((fault) => !fault.path.startsWith(target))
      if (sound) filled = next
      ;(sound ? taken : refused).push(target ?? path)
    }
  }
  return { form: filled, taken, refused }
}

/** Where a returned value belongs in the form: the same place, in the element of the same name; null where there is no such element. */
function targetOf(matter: Matter, form: JsonObject, returned: JsonObject, path: string): string | null {
  const [, list, position, rest = ''] = /^(.+?)\[(\d+)\](.*)$/.exec(path) ?? []
  if (list === undefined) return path
  const element = valueAt(returned, `${list}[${position}]`)
  const elements = valueAt(form, list)
  if (!Array.isArray(elements) || !isObject(element)) return null
  const names = Object.entries(element).filter(
    ([name, value]) => !isBlank(value) && !isObject(value) && fieldAt(matter, `${list}[].${name}`)?.by !== 'region',
  )
  const same = elements.findIndex(
    (own) => isObject(own) && names.every(([name, value]) => canonicalJson(own[name] ?? null) === canonicalJson(value)),
  )
  const index = names.length === 0 ? Number(position) : same
  return index >= 0 && index < elements.length ? `${list}[${index}]${rest}` : null
}

/** The form with the handling officer's name, where the matter asks it and nobody has filled it in. */
export function withOfficer(matter: Matter, form: JsonObject, name: string): JsonObject {
  const path = 'officer.name'
  if (name === '' || !fieldAt(matter, path) || !isBlank(valueAt(form, path))) return form
  const named = structuredClone(form)
  putAt(named, path, name)
  return named
}
