import { type Condition, holds } from '../condition.ts'
import { pathsAt } from '../list-path.ts'
import type { Ask } from '../mapping/overlay.ts'
import type { FormToCheck } from './check-form.ts'
import { bindField, createWalk } from './form-walk.ts'

/** Which places of a form are shut and which must be filled as it stands now; canonical paths, materials as `materials.<slot>`. */
export interface FormNeeds {
  /** may not be filled: their condition does not hold */
  readonly closed: readonly string[]
  /** must be filled, filled or not */
  readonly needed: readonly string[]
}

/** What intake shows and asks for, by the matter's conditions and the region's; never throws. */
export function formNeeds(given: Omit<FormToCheck, 'materials'>, asks: readonly Ask[]): FormNeeds {
  const walk = createWalk(given)
  const closed: string[] = []
  const needed = new Set<string>()
  const judge = (path: string, when: Condition | undefined, required: true | Condition | undefined): void => {
    if (when && !holds(when, walk.values)) closed.push(path)
    else if (required === true || (required && holds(required, walk.values))) needed.add(path)
  }
  for (const field of given.matter.fields) {
    for (const path of field.path.includes('[]') ? pathsAt(walk.values, field.path) : [field.path]) {
      const { when, required } = bindField(given.matter, field, path)
      judge(path, when, required)
    }
  }
  for (const { slot, when, required } of given.matter.materials) judge(`materials.${slot}`, when, required)
  for (const { path, when, required } of asks) {
    if (path.includes('[]')) continue
    // what a region makes mandatory of the canonical form stays open where the region does not want it
    const own = path.startsWith('extra.')
    if (own || (required && (!when || holds(when, walk.values)))) judge(path, when, required || undefined)
  }
  return { closed, needed: [...needed] }
}
