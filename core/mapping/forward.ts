import type { Json, JsonObject } from '../json.ts'
import type { CompiledList, CompiledStep, Level } from './compiled-rules.ts'
import { limitBeyond, longestSafe, missing, refused, tooLong, uncarried } from './forward-faults.ts'
import type { Findings, LossEntry } from './loss.ts'
import { type Access, groupOf, isRepetition, look, writeAt } from './path-access.ts'
import type { Rule } from './rule.ts'
import { type Carried, type Operator, Problem, type Scope } from './scope.ts'
import { isFilled, type Step, type Wording } from './step.ts'
import { compileTelling, fillerEntry, report, type Telling } from './step-report.ts'
import { type Blank, leaveBlank } from './tree-template.ts'

/** A rule on its way to the region's tree: all that a message needs of it, flat and of one layout, because most of the time is spent here. */
export interface OutwardStep {
  readonly rule: Rule
  readonly when: Step['when']
  readonly must: Step['must']
  readonly sources: readonly Source[]
  /** null where the value goes as it is */
  readonly forward: Operator['forward'] | null
  readonly items: CompiledList | null
  readonly isList: boolean
  readonly target: Access
  /** the place of the target's group among those of the level, and its name there; a place of null is looked for each time */
  readonly group: number | null
  readonly name: string
  readonly none: Json | undefined
  readonly blank: Blank | null
  readonly telling: Telling | null
  /** what is reported where `none` is written; null where that counts as nothing */
  readonly filler: LossEntry | null
  /** a text of so many UTF-16 units keeps within every limit */
  readonly safeLength: number
  /** it only repeats a value for which another rule answers */
  readonly repeats: boolean
  /** a list without elements is written all the same */
  readonly writesEmpty: boolean
  readonly labelOf: Wording['labelOf']
}

/** Where a rule finds a value. */
export interface Source {
  readonly access: Access
  /** among the known paths of the level; null where it is looked for */
  readonly place: number | null
}

/** Rules of one level under way. */
export interface Run {
  readonly scope: Scope
  readonly findings: Findings
  /** the canonical path of the list element at hand, with a trailing dot */
  readonly at: string
  /** what stands at the known paths of the level, by their places */
  readonly found: readonly (Json | undefined)[]
  /** the groups of the region's tree that were written to, by their places */
  readonly groups: (JsonObject | undefined)[]
}

/** Makes a rule ready for its way out, among those of its level. */
export function compileOutward(step: CompiledStep, { labelOf, absent }: Wording, level: Level): OutwardStep {
  const { rule, operator, sources, target, items } = step
  return {
    rule,
    when: step.when,
    must: step.must,
    sources: sources.map((access) => ({ access, place: access.plain ? level.layout.placeOf(access.path) : null })),
    forward: operator.copies ? null : operator.forward,
    items,
    isList: step.operation === 'list',
    target,
    group: level.groupPlaceOf(target),
    name: String(target.steps.at(-1)),
    none: rule.none,
    blank: level.template.blankOf(step),
    telling: items?.one ? null : compileTelling(step, level.layout),
    filler: isFilled(rule.none) ? fillerEntry(rule.to) : null,
    safeLength: longestSafe(rule),
    repeats: isRepetition(sources),
    writesEmpty: absent !== 'omit',
    labelOf,
  }
}

/** Carries one value to the region's tree. */
export function carryValue(step: OutwardStep, run: Run): void {
  const { when, forward, sources, none } = step
  const { scope } = run
  if (when !== null && !when(scope)) {
    leaveBlank(step, run, undefined)
    return
  }
  let place = 0
  let value = filledAt(sources[0], run)
  while (value === undefined && place + 1 < sources.length) value = filledAt(sources[++place], run)
  const made = forward === null ? value : forward(value, scope)
  const carried = made instanceof Problem ? undefined : made
  const filled = isFilled(carried)
  const { draft } = run.findings
  if (!step.repeats) checkCarried(step, sources[value === undefined ? 0 : place], made, run)
  if (!filled && none !== undefined) {
    if (step.filler !== null && !step.repeats) draft?.loss.push(step.filler)
    put(step, run, copyOf(none))
    return
  }
  if (draft !== null && step.telling !== null && !step.repeats) report(step.telling, draft, place, value, carried, run)
  if (filled) put(step, run, carried)
  else leaveBlank(step, run, carried)
}

/** Adds what keeps a value from going out. */
function checkCarried(step: OutwardStep, source: Source | undefined, made: Carried, run: Run): void {
  if (typeof made === 'string' && made !== '') {
    const { uncarried: lostOf } = run.scope.setting
    if (made.length > step.safeLength || lostOf !== null) checkText(step, source, made, run)
  } else if (made instanceof Problem || step.must !== null) {
    const path = source?.access.path ?? ''
    const { scope, findings, at } = run
    if (made instanceof Problem) findings.faults.push(refused(made, at + path, step.labelOf(path)))
    else if (!isFilled(made) && step.must?.(scope))
      findings.faults.push(missing(step.rule, at + path, scope, step.labelOf))
  }
}

function checkText({ rule, labelOf }: OutwardStep, source: Source | undefined, text: string, run: Run): void {
  const { scope, findings, at } = run
  const path = source?.access.path ?? ''
  const most = limitBeyond(rule, text)
  if (most !== null) findings.faults.push(tooLong(at + path, labelOf(path), scope.setting.region, most))
  const lost = scope.setting.uncarried === null ? null : scope.setting.uncarried(text)
  if (lost !== null && lost.length > 0) findings.faults.push(uncarried(lost, at + path, scope, labelOf))
}

/** What stands at a source; undefined where that is blank, or there is no source. */
export function filledAt(source: Source | undefined, run: Run): Json | undefined {
  if (source === undefined) return undefined
  const value = foundAt(source, run)
  return isFilled(value) ? value : undefined
}

/** What stands at a source: in the element at hand, else in the whole message. */
export function foundAt({ access, place }: Source, { scope, found }: Run): Json | undefined {
  const own = place === null ? undefined : found[place]
  const isElsewhere = place === null || (own === undefined && !access.lone && scope.values !== scope.root)
  return isElsewhere ? look(access, scope) : own
}

/** Puts a value at a rule's target. */
export function put({ target, group, name }: OutwardStep, { scope, groups }: Run, value: Json): void {
  if (group === null) {
    writeAt(target, scope.tree, value)
    return
  }
  const into = groups[group] ?? groupOf(target, scope.tree)
  groups[group] = into
  into[name] = value
}

/** A value of a rule as one of a tree's own, which may be written to. */
function copyOf(none: Json): Json {
  return typeof none === 'object' && none !== null ? structuredClone(none) : none
}

/** The scope of one element: its own values and its own tree within the same run. */
export function within({ setting, root, counts, files, about }: Scope, values: JsonObject, tree: JsonObject): Scope {
  return { setting, values, root, tree, counts, files, about }
}
