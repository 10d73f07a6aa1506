import type { Json, JsonObject } from '../json.ts'
import { compileLimit, missing, refused, tooLong, uncarried } from './forward-faults.ts'
import type { Findings } from './loss.ts'
import { type Access, isRepetition, look } from './path-access.ts'
import { Problem, type Scope } from './scope.ts'
import { isFilled, type Step, type Wording } from './step.ts'
import { compileReport, fillerEntry } from './step-report.ts'

/** Carries what a rule carries to the region's tree; `at` is the canonical path of the list element at hand, with a trailing dot. */
export type Carry = (scope: Scope, findings: Findings, at: string) => void

/** Compiles the way of one value to the region's tree. */
export function compileForward(step: Step, wording: Wording): Carry {
  const { rule, sources, when, must, write, operator } = step
  const { none } = rule
  const { labelOf } = wording
  const writeBlank = compileBlank(step, wording)
  const report = compileReport(step)
  const limit = compileLimit(rule)
  const filler = isFilled(none) ? fillerEntry(rule.to) : null
  const first = sources[0]?.path ?? ''
  const carry: Carry = (scope, { faults, loss }, at) => {
    if (when !== null && !when(scope)) {
      writeBlank(scope, undefined)
      return
    }
    const place = filledPlace(sources, scope)
    const value = place < 0 ? undefined : look(sources[place] as Access, scope)
    const made = operator.forward(value, scope)
    const carried = made instanceof Problem ? undefined : made
    const filled = isFilled(carried)
    const path = place < 0 ? first : (sources[place] as Access).path
    if (made instanceof Problem) faults.push(refused(made, at + path, labelOf(path)))
    else if (!filled && must?.(scope)) faults.push(missing(rule, at + path, scope, wording))
    if (filled && typeof carried === 'string') {
      const most = limit === null ? null : limit(carried)
      if (most !== null) faults.push(tooLong(at + path, labelOf(path), scope.setting.region, most))
      const lost = scope.setting.uncarried === null ? null : scope.setting.uncarried(carried)
      if (lost !== null && lost.length > 0) faults.push(uncarried(lost, at + path, scope, wording))
    }
    if (!filled && none !== undefined) {
      if (filler !== null) loss?.push(filler)
      write(scope.tree, copyOf(none))
      return
    }
    if (loss !== null && report !== null) report(loss, place, value, carried, scope, at)
    if (filled) write(scope.tree, carried)
    else writeBlank(scope, carried)
  }
  return isRepetition(sources) ? (scope, _findings, at) => carry(scope, { faults: [], loss: null }, at) : carry
}

/** The place of the first source that has a value, -1 where none has. */
export function filledPlace(sources: readonly Access[], scope: Scope): number {
  for (let place = 0; place < sources.length; place += 1)
    if (isFilled(look(sources[place] as Access, scope))) return place
  return -1
}

/** What a region writes where there is nothing. */
export const BLANK = { empty: '', null: null } as const

/** Compiles what stands where nothing is carried, unless another rule put something there. */
export function compileBlank(
  { operation, sources, target, write }: Step,
  { absent }: Wording,
): (scope: Scope, carried: Json | undefined) => void {
  if (absent === 'omit') return () => undefined
  const blank = BLANK[absent]
  const isListed = (scope: Scope, carried: Json | undefined) =>
    // a list that goes as one text is a text also where it is empty
    typeof carried !== 'string' &&
    (operation === 'list' || Array.isArray(carried) || sources.some((access) => Array.isArray(look(access, scope))))
  return (scope, carried) => {
    if (target.read(scope.tree) === undefined) write(scope.tree, isListed(scope, carried) ? [] : blank)
  }
}

/** A value of a rule as one of a tree's own, which may be written to. */
function copyOf(none: Json): Json {
  return typeof none === 'object' && none !== null ? structuredClone(none) : none
}

/** The scope of one element: its own values and its own tree within the same run. */
export function within({ setting, root, counts, files }: Scope, values: JsonObject, tree: JsonObject): Scope {
  return { setting, values, root, tree, counts, files }
}
