import { isObject, type Json, type JsonObject } from '../json.ts'
import type { CompiledList, CompiledStep, Level } from './compiled-rules.ts'
import { type Carry, filledAt, within } from './forward.ts'
import { missing, tooMany } from './forward-faults.ts'
import { draftBelow, type LossEntry } from './loss.ts'
import type { Absent } from './rule.ts'
import type { Scope } from './scope.ts'
import { spreadElements } from './spread-list.ts'
import type { Step, Wording } from './step.ts'
import { compileReport } from './step-report.ts'

/** Compiles the way of a list, element by element, with the rules of its elements; they come behind those that another rule put there. */
export function compileForwardList(step: CompiledStep, items: CompiledList, wording: Wording, level: Level): Carry {
  const { rule, sources, when, must } = step
  const { one, nth, most, spread, wording: words } = items
  const { absent, labelOf } = wording
  const leaveBlank = level.template.leaveBlank(step)
  const report = one ? null : compileReport(step, level.layout)
  return (scope, { faults, draft }, at) => {
    if (when !== null && !when(scope)) {
      leaveBlank(scope, undefined)
      return
    }
    const place = Math.max(
      0,
      sources.findIndex((source) => filledAt(source, scope) !== undefined),
    )
    const value = filledAt(sources[place], scope)
    const path = at + (sources[place]?.path ?? '')
    const elements = listElements(value, items, scope)
    if (elements.length === 0 && must?.(scope)) faults.push(missing(rule, path, scope, labelOf))
    const own: LossEntry[] = []
    const { template, layout } = items.level()
    const trees = elements.map((element): JsonObject => {
      const here = one ? path : `${path}[${element.place}]`
      const tree = template.make()
      const inner = draft === null ? null : draftBelow(draft, here, layout, own)
      items.forward(within(scope, element.values, tree), { faults, draft: inner }, `${here}.`)
      return tree
    })
    if (draft !== null) {
      // what only goes out, loses its place among the others, or makes a text that says something else, does not come back however exact it is carried
      const parted = Array.isArray(value) && elements.length < value.length
      const reworded = words !== null && !(trees.every(words.fits) && words.keepsOrder(trees))
      const lost = rule.only === 'out' || parted || nth !== null || reworded
      if (elements.length > 0) report?.({ ...draft, loss: own }, place, value, trees, scope, at)
      for (const entry of own) draft.loss.push(lost ? atLeastLossy(entry) : entry)
    }
    const records = spread ? spreadElements(trees, spread) : trees
    if (records.length > most) faults.push(tooMany(path, most, scope, labelOf))
    writeList(step, items, records, scope.tree, absent)
  }
}

function atLeastLossy(entry: LossEntry): LossEntry {
  return entry.class > 'L2' ? entry : { ...entry, class: 'L2' }
}

function writeList(step: Step, items: CompiledList, trees: JsonObject[], tree: JsonObject, absent: Absent): void {
  const { nth, wording } = items
  if (nth !== null || wording !== null) {
    const apart = nth !== null ? trees[0] : trees.length > 0 ? wording?.write(trees) : undefined
    if (apart !== undefined) step.write(tree, apart)
    return
  }
  const before = step.target.read(tree)
  const all = Array.isArray(before) ? [...before, ...trees] : trees
  if (all.length > 0 || absent !== 'omit' || step.rule.none !== undefined) step.write(tree, all)
}

interface ListElement {
  /** what the rules of the elements read; `index` counts from 1 among those that go out */
  readonly values: JsonObject
  /** its place in the canonical list, from 0 */
  readonly place: number
}

function listElements(value: Json | undefined, { one, nth, after, takes }: CompiledList, scope: Scope): ListElement[] {
  const all = one ? (isObject(value) ? [value] : []) : Array.isArray(value) ? value : []
  const taken: ListElement[] = []
  for (const [place, element] of all.entries()) {
    const own = isObject(element) ? element : { value: element }
    if (takes(own, scope.root)) taken.push({ values: { ...own, index: taken.length + 1 }, place })
  }
  return nth === null ? (after === 0 ? taken : taken.slice(after)) : taken.slice(nth - 1, nth)
}
