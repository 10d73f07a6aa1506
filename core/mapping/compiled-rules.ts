import type { Condition } from '../condition.ts'
import type { JsonObject } from '../json.ts'
import { lazily } from '../lazy-map.ts'
import { gather, type Layout, layOut } from './accounts.ts'
import { compileBackward, type Read, type Reading } from './backward.ts'
import { compileBackwardList } from './backward-list.ts'
import { carryValue, compileOutward } from './forward.ts'
import { carryList } from './forward-list.ts'
import { compileListWording, type ListWording } from './list-wording.ts'
import type { Findings } from './loss.ts'
import { type Access, compileCondition, isRepetition } from './path-access.ts'
import type { Rule } from './rule.ts'
import type { Scope } from './scope.ts'
import type { Spread } from './spread-list.ts'
import { accountedPaths, compileStep, type Step, type Wording } from './step.ts'
import { placeGroups } from './tree-groups.ts'
import { compileTemplate, type TreeTemplate } from './tree-template.ts'

/** What rules share that write into one tree. */
export interface Level {
  /** the canonical paths that they account for */
  readonly layout: Layout
  /** the tree that they write into */
  readonly template: TreeTemplate
  /** among the groups of the tree that targets stand in; null where a group is looked for each time */
  groupPlaceOf(target: Access): number | null
}

/** Rules ready to run both ways. */
export interface CompiledRules {
  /** Writes the region's tree from the scope's values; `at` goes before canonical paths. */
  forward(scope: Scope, findings: Findings, at?: string): void
  /** Writes canonical values into `out` from the region's tree; reports every value that no rule could read. `at` goes before the region's paths. */
  backward(tree: JsonObject, scope: Scope, out: JsonObject, reading: Reading, at?: string): void
  readonly steps: readonly CompiledStep[]
  /** what their way out shares */
  level(): Level
}

/** The elements of a list, ready to be carried. */
export interface CompiledList extends CompiledRules {
  /** the canonical side is a single group */
  readonly one: boolean
  /** whether the elements are read into those that are there */
  readonly beside: boolean
  /** the region's side is the group of that element alone, counting from 1 */
  readonly nth: number | null
  /** so many elements that go elsewhere come before those that go here */
  readonly after: number
  /** the region's side is one text */
  readonly wording: ListWording | null
  /** the region's side has a record for each element of an inner list */
  readonly spread: (Spread & { readonly inner: CompiledRules }) | null
  /** so many records the region takes at most */
  readonly most: number
  /** whether a canonical element goes out, whether one of the region's comes back */
  takes(element: JsonObject, root: JsonObject): boolean
  returns(element: JsonObject): boolean
}

/** A rule with, where it carries a list, the rules of the elements. */
export interface CompiledStep extends Step {
  readonly items: CompiledList | null
}

/** Compiles rules once; they run in their order both ways. */
export function compileRules(rules: readonly Rule[], wording: Wording): CompiledRules {
  const counts = new Map<string, number>()
  for (const { to } of rules) counts.set(to, (counts.get(to) ?? 0) + 1)
  const steps = rules.map((rule): CompiledStep => {
    const step = compileStep(rule, (counts.get(rule.to) ?? 0) > 1, wording)
    return { ...step, items: rule.op === 'list' ? compileList(rule, wording) : null }
  })
  const outward = steps.filter(({ rule }) => rule.only !== 'in')
  // a case waits while its set is compiled: each way is made ready when it is first gone
  const level = lazily(() => ({
    layout: layOut(outward.flatMap((step) => [...accountedPaths(step), ...step.sources.map(({ path }) => path)])),
    template: compileTemplate(outward, wording.absent),
    groupPlaceOf: placeGroups(outward),
  }))
  const outwardSteps = lazily(() => outward.map((step) => compileOutward(step, wording, level())))
  const reads = lazily(() => steps.flatMap((step) => compileRead(step) ?? []))
  return {
    steps,
    level,
    forward(scope, findings, at = '') {
      const { layout } = level()
      const run = { scope, findings, at, found: gather(layout, scope.values), groups: [] }
      for (const step of outwardSteps()) {
        if (step.items === null) carryValue(step, run)
        else carryList(step, step.items, run)
      }
    },
    backward(tree, scope, out, reading, at = '') {
      for (const read of reads()) read(tree, scope, out, reading, at)
    },
  }
}

function compileRead(step: CompiledStep): Read | null {
  if (step.rule.only === 'out' || isRepetition(step.sources)) return null
  return step.items ? compileBackwardList(step, step.items) : compileBackward(step)
}

function compileList({ args = {} }: Rule, wording: Wording): CompiledList {
  const [takes, returns] = [args['where'], args['readWhere']].map((condition) =>
    condition === undefined ? null : compileCondition(condition as Condition),
  )
  const rules = compileRules((args['item'] ?? []) as unknown as readonly Rule[], wording)
  return {
    ...rules,
    one: args['one'] === true,
    beside: args['beside'] === true,
    nth: typeof args['nth'] === 'number' ? args['nth'] : null,
    after: typeof args['after'] === 'number' ? args['after'] : 0,
    wording:
      args['text'] === undefined
        ? null
        : compileListWording(String(args['text']), String(args['by'] ?? ''), args['sorted'] === true),
    spread: compileSpread(args['spread'] as unknown as Spread | undefined, rules),
    most: typeof args['most'] === 'number' ? args['most'] : Number.POSITIVE_INFINITY,
    takes: (element, root) => takes?.({ values: element, root }) ?? true,
    returns: (element) => returns?.({ values: element, root: element }) ?? true,
  }
}

function compileSpread(spread: Spread | undefined, { steps }: CompiledRules): CompiledList['spread'] {
  const inner = steps.find(({ rule, items }) => rule.to === spread?.list && items !== null)?.items
  return spread && inner ? { ...spread, inner } : null
}
