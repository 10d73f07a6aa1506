import { isObject, type Json, type JsonObject } from '../json.ts'
import type { CompiledList } from './compiled-rules.ts'
import { BLANK, type Carry, compileBlank, filledPlace, within } from './forward.ts'
import { missing, tooMany } from './forward-faults.ts'
import type { LossEntry } from './loss.ts'
import { type Access, look } from './path-access.ts'
import type { Scope } from './scope.ts'
import { spreadElements } from './spread-list.ts'
import type { Step, Wording } from './step.ts'
import { compileReport } from './step-report.ts'

/** Compiles the way of a list, element by element, with the rules of its elements; they come behind those that another rule put there. */
export function compileForwardList(step: Step, items: CompiledList, wording: Wording): Carry {
  const { rule, sources, when, must } = step
  const { one, nth, most, spread, wording: words } = items
  const writeBlank = compileBlank(step, wording)
  const report = one ? null : compileReport(step)
  const first = sources[0]?.path ?? ''
  return (scope, findings, at) => {
    if (when !== null && !when(scope)) {
      writeBlank(scope, undefined)
      return
    }
    const { faults, loss } = findings
    const place = filledPlace(sources, scope)
    const value = place < 0 ? undefined : look(sources[place] as Access, scope)
    const path = at + (place < 0 ? first : sources[place]?.path)
    const elements = listElements(value, items, scope)
    if (elements.length === 0 && must?.(scope)) faults.push(missing(rule, path, scope, wording))
    const own: LossEntry[] | null = loss === null ? null : []
    const trees = elements.map((element): JsonObject => {
      const tree: JsonObject = {}
      items.forward(
        within(scope, element.values, tree),
        { faults, loss: own },
        one ? `${path}.` : `${path}[${element.place}].`,
      )
      return tree
    })
    if (own !== null && loss !== null) {
      // what only goes out, loses its place among the others, or makes a text that says something else, does not come back however exact it is carried
      const parted = Array.isArray(value) && elements.length < value.length
      const reworded = words !== null && !(trees.every(words.fits) && words.keepsOrder(trees))
      const lost = rule.only === 'out' || parted || nth !== null || reworded
      if (elements.length > 0) report?.(own, place, value, trees, scope, at)
      for (const entry of own) loss.push(lost ? atLeastLossy(entry) : entry)
    }
    const records = spread ? spreadElements(trees, spread) : trees
    if (records.length > most) faults.push(tooMany(path, most, scope, wording))
    writeList(step, items, records, scope.tree, wording)
  }
}

function atLeastLossy(entry: LossEntry): LossEntry {
  return entry.class > 'L2' ? entry : { ...entry, class: 'L2' }
}

function writeList(step: Step, items: CompiledList, trees: JsonObject[], tree: JsonObject, { absent }: Wording): void {
  const apart =
    items.nth !== null ? trees[0] : items.wording && trees.length > 0 ? items.wording.write(trees) : undefined
  if (apart !== undefined) {
    step.write(tree, apart)
    return
  }
  const before = step.target.read(tree)
  if (items.nth !== null || items.wording) {
    if (absent !== 'omit' && before === undefined) step.write(tree, items.wording ? BLANK[absent] : noGroup(absent))
    return
  }
  const all = Array.isArray(before) ? [...before, ...trees] : trees
  if (all.length > 0 || absent !== 'omit' || step.rule.none !== undefined) step.write(tree, all)
}

function noGroup(absent: 'empty' | 'null'): Json {
  return absent === 'null' ? null : {}
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
