import { isObject, type Json, type JsonObject } from '../json.ts'
import type { CompiledList } from './compiled-rules.ts'
import { filledAt, type OutwardStep, put, type Run, within } from './forward.ts'
import { missing, tooMany } from './forward-faults.ts'
import { draftBelow, type LossEntry } from './loss.ts'
import { readAt } from './path-access.ts'
import type { Scope } from './scope.ts'
import { spreadElements } from './spread-list.ts'
import { report } from './step-report.ts'
import { leaveBlank } from './tree-template.ts'

/** Carries a list, element by element, with the rules of its elements; they come behind those that another rule put there. */
export function carryList(step: OutwardStep, items: CompiledList, run: Run): void {
  const { rule, when, must, labelOf } = step
  const { scope, at } = run
  const { faults, draft } = run.findings
  const { one, nth, most, spread, wording: words } = items
  if (when !== null && !when(scope)) {
    leaveBlank(step, run, undefined)
    return
  }
  const place = Math.max(
    0,
    step.sources.findIndex((source) => filledAt(source, run) !== undefined),
  )
  const value = filledAt(step.sources[place], run)
  const path = at + (step.sources[place]?.access.path ?? '')
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
    if (elements.length > 0 && step.telling !== null)
      report(step.telling, { ...draft, loss: own }, place, value, trees, run)
    for (const entry of own) draft.loss.push(lost ? atLeastLossy(entry) : entry)
  }
  const records = spread ? spreadElements(trees, spread) : trees
  if (records.length > most) faults.push(tooMany(path, most, scope, labelOf))
  writeList(step, items, records, run)
}

function atLeastLossy(entry: LossEntry): LossEntry {
  return entry.class >= 'L2' ? entry : { ...entry, class: 'L2' }
}

function writeList(step: OutwardStep, items: CompiledList, trees: JsonObject[], run: Run): void {
  const { nth, wording } = items
  if (nth !== null || wording !== null) {
    const apart = nth !== null ? trees[0] : trees.length > 0 ? wording?.write(trees) : undefined
    if (apart !== undefined) put(step, run, apart)
    return
  }
  const before = readAt(step.target, run.scope.tree)
  const all = Array.isArray(before) ? [...before, ...trees] : trees
  if (all.length > 0 || step.writesEmpty || step.none !== undefined) put(step, run, all)
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
