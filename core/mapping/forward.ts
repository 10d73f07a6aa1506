import type { Json, JsonObject } from '../json.ts'
import type { CompiledStep, Level } from './compiled-rules.ts'
import { compileLimit, missing, refused, tooLong, uncarried } from './forward-faults.ts'
import type { Findings } from './loss.ts'
import { type Access, isRepetition, look } from './path-access.ts'
import { Problem, type Scope } from './scope.ts'
import { isFilled, type Wording } from './step.ts'
import { compileReport, fillerEntry } from './step-report.ts'

/** Carries what a rule carries to the region's tree; `at` is the canonical path of the list element at hand, with a trailing dot. */
export type Carry = (scope: Scope, findings: Findings, at: string) => void

/** Compiles the way of one value to the region's tree. */
export function compileForward(step: CompiledStep, { labelOf }: Wording, level: Level): Carry {
  const { rule, sources, when, must, write } = step
  const { forward } = step.operator
  const { none } = rule
  const leaveBlank = level.template.leaveBlank(step)
  const report = compileReport(step, level.layout)
  const limit = compileLimit(rule)
  const filler = isFilled(none) ? fillerEntry(rule.to) : null
  const first = sources[0]?.path ?? ''
  const carry: Carry = (scope, { faults, draft }, at) => {
    if (when !== null && !when(scope)) {
      leaveBlank(scope, undefined)
      return
    }
    let place = 0
    let value = filledAt(sources[0], scope)
    while (value === undefined && place + 1 < sources.length) value = filledAt(sources[++place], scope)
    const made = forward(value, scope)
    const carried = made instanceof Problem ? undefined : made
    const filled = isFilled(carried)
    const path = value === undefined ? first : (sources[place] as Access).path
    if (made instanceof Problem) faults.push(refused(made, at + path, labelOf(path)))
    else if (!filled && must?.(scope)) faults.push(missing(rule, at + path, scope, labelOf))
    if (filled && typeof carried === 'string') {
      const most = limit === null ? null : limit(carried)
      if (most !== null) faults.push(tooLong(at + path, labelOf(path), scope.setting.region, most))
      const lost = scope.setting.uncarried === null ? null : scope.setting.uncarried(carried)
      if (lost !== null && lost.length > 0) faults.push(uncarried(lost, at + path, scope, labelOf))
    }
    if (!filled && none !== undefined) {
      if (filler !== null) draft?.loss.push(filler)
      write(scope.tree, copyOf(none))
      return
    }
    if (draft !== null && report !== null) report(draft, place, value, carried, scope, at)
    if (filled) write(scope.tree, carried)
    else leaveBlank(scope, carried)
  }
  return isRepetition(sources) ? (scope, _findings, at) => carry(scope, { faults: [], draft: null }, at) : carry
}

/** What stands at a source; undefined where that is blank, or there is no source. */
export function filledAt(source: Access | undefined, scope: Scope): Json | undefined {
  if (source === undefined) return undefined
  const value = look(source, scope)
  return isFilled(value) ? value : undefined
}

/** A value of a rule as one of a tree's own, which may be written to. */
function copyOf(none: Json): Json {
  return typeof none === 'object' && none !== null ? structuredClone(none) : none
}

/** The scope of one element: its own values and its own tree within the same run. */
export function within({ setting, root, counts, files, about }: Scope, values: JsonObject, tree: JsonObject): Scope {
  return { setting, values, root, tree, counts, files, about }
}
