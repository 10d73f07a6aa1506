import type { JsonObject } from '../json.ts'
import { backwardStep, type Reading } from './backward.ts'
import { forwardList, forwardStep } from './forward.ts'
import type { Findings } from './loss.ts'
import type { Rule } from './rule.ts'
import type { Scope } from './scope.ts'
import { compileStep, type Step, type Wording } from './step.ts'

/** Rules ready to run both ways. */
export interface CompiledRules {
  /** Writes the region's tree from the scope's values; `at` goes before canonical paths. */
  forward(scope: Scope, findings: Findings, at?: string): void
  /** Writes canonical values into `out` from the region's tree; reports every value that no rule could read. `at` goes before the region's paths. */
  backward(tree: JsonObject, scope: Scope, out: JsonObject, reading: Reading, at?: string): void
  readonly steps: readonly CompiledStep[]
}

/** A rule with, where it carries a list, the rules of the elements. */
export interface CompiledStep extends Step {
  readonly items: CompiledRules | null
}

/** Compiles rules once; they run in their order both ways. */
export function compileRules(rules: readonly Rule[], wording: Wording): CompiledRules {
  const counts = new Map<string, number>()
  for (const { to } of rules) counts.set(to, (counts.get(to) ?? 0) + 1)
  const steps = rules.map((rule): CompiledStep => {
    const item = rule.op === 'list' ? (rule.args?.['item'] as unknown as readonly Rule[] | undefined) : undefined
    const step = compileStep(rule, (counts.get(rule.to) ?? 0) > 1, wording)
    return { ...step, items: item ? compileRules(item, wording) : null }
  })
  const outward = steps.filter(({ rule }) => rule.only !== 'in')
  const inward = steps.filter(({ rule }) => rule.only !== 'out')
  return {
    steps,
    forward(scope, findings, at = '') {
      for (const step of outward) {
        if (step.items) forwardList(step, step.items, scope, findings, wording, at)
        else forwardStep(step, scope, findings, wording, at)
      }
    },
    backward(tree, scope, out, reading, at = '') {
      for (const step of inward) backwardStep(step, step.items, tree, scope, out, reading, at)
    },
  }
}
