import { type Condition, holds, isBlank } from '../condition.ts'
import type { Fault } from '../fault.ts'
import { isObject, type Json, type JsonObject, putAt, valueAt } from '../json.ts'
import { OPERATORS } from './operators.ts'
import type { Rule } from './rule.ts'
import { type LossClass, type Operator, Problem, type Scope } from './scope.ts'

/** What became of one canonical value on its way out. */
export interface LossEntry {
  readonly path: string
  readonly to: string
  readonly kind: 'carried' | 'translated' | 'defaulted' | 'truncated' | 'dropped' | 'asked'
  readonly class: LossClass
  /** a value that is no data, put where the region wants something */
  readonly filler?: boolean
  readonly note?: string
}

/** Where a run writes what it finds. */
export interface Findings {
  readonly faults: Fault[]
  /** null where nobody reads the report */
  readonly loss: LossEntry[] | null
}

interface Step {
  readonly rule: Rule
  readonly sources: readonly string[]
  readonly operator: Operator
  readonly operation: string
  /** rules for the elements, where the operation is `list` */
  readonly items: CompiledRules | null
  /** another rule fills the same target: the first whose condition holds on what was read takes it */
  readonly shared: boolean
}

/** Rules ready to run both ways. */
export interface CompiledRules {
  /** Writes the region's tree from the scope's values. */
  forward(scope: Scope, findings: Findings): void
  /** Writes canonical values into `out` from the region's tree; reports every value that no rule could read. */
  backward(tree: JsonObject, scope: Scope, out: JsonObject, faults: Fault[], at: string): void
  /** every target path, with those of list elements under `path[]` */
  readonly targets: readonly string[]
  readonly steps: readonly { readonly rule: Rule; readonly sources: readonly string[] }[]
}

/** Compiles rules once. `absent` says whether a blank value is left out or written as an empty text. */
export function compileRules(
  rules: readonly Rule[],
  absent: 'empty' | 'omit',
  labelOf: (path: string) => string,
): CompiledRules {
  const counts = new Map<string, number>()
  for (const { to } of rules) counts.set(to, (counts.get(to) ?? 0) + 1)
  const steps = rules.map((rule): Step => {
    const sources = rule.from === undefined ? [] : typeof rule.from === 'string' ? [rule.from] : rule.from
    const operation = rule.op ?? 'copy'
    const items =
      operation === 'list' ? compileRules((rule.args?.['item'] ?? []) as unknown as Rule[], absent, labelOf) : null
    const make = operation === 'list' ? OPERATORS['copy'] : OPERATORS[operation]
    if (!make) throw new Error(`no operation ${operation}`)
    return {
      rule,
      sources,
      operation,
      items,
      operator: make(rule.args ?? {}, sources[0] ?? ''),
      shared: (counts.get(rule.to) ?? 0) > 1,
    }
  })
  return {
    targets: steps.flatMap(({ rule, items }) =>
      items ? items.targets.map((target) => `${rule.to}[].${target}`) : [rule.to],
    ),
    steps,
    forward(scope, findings) {
      for (const step of steps) if (step.rule.only !== 'in') forwardStep(step, scope, findings, absent, labelOf)
    },
    backward(tree, scope, out, faults, at) {
      for (const step of steps) if (step.rule.only !== 'out') backwardStep(step, tree, scope, out, faults, at)
    },
  }
}

function forwardStep(
  step: Step,
  scope: Scope,
  findings: Findings,
  absent: 'empty' | 'omit',
  labelOf: (path: string) => string,
): void {
  const { rule, sources, operator, items } = step
  const both = (condition: Condition) => holds(condition, { ...scope.root, ...scope.values })
  const applies = rule.when === undefined || both(rule.when)
  if (!applies && step.shared && valueAt(scope.tree, rule.to) !== undefined) return
  const source = applies ? firstFilled(sources, scope) : { path: sources[0] ?? '', value: undefined }
  if (items && applies) {
    forwardList(step, items, source.value, scope, findings, absent)
    return
  }
  let carried = applies ? operator.forward(source.value, scope) : undefined
  if (carried instanceof Problem) {
    findings.faults.push({
      path: source.path,
      code: carried.code,
      message: `“${labelOf(source.path)}”${carried.message}`,
      fix: carried.fix,
    })
    carried = undefined
  } else if (applies && isBlank(carried) && rule.must !== undefined && (rule.must === true || both(rule.must))) {
    findings.faults.push(missing(rule, source.path, scope, labelOf))
  } else if (typeof carried === 'string' && rule.max !== undefined && [...carried].length > rule.max) {
    findings.faults.push({
      path: source.path,
      code: 'too-long',
      message: `“${labelOf(source.path)}”${scope.setting.region}最多收 ${rule.max} 个字`,
      fix: '请缩短',
    })
  }
  if (findings.loss && applies && !isBlank(source.value)) findings.loss.push(lossOf(step, source.path))
  if (!isBlank(carried)) putAt(scope.tree, rule.to, carried as Json)
  else if (absent === 'empty' && valueAt(scope.tree, rule.to) === undefined)
    putAt(scope.tree, rule.to, items || Array.isArray(carried) ? [] : '')
}

function firstFilled(sources: readonly string[], { values, root }: Scope): { path: string; value: Json | undefined } {
  for (const path of sources) {
    const value = valueAt(values, path) ?? (values === root ? undefined : valueAt(root, path))
    if (!isBlank(value)) return { path, value }
  }
  return { path: sources[0] ?? '', value: undefined }
}

function missing(rule: Rule, path: string, { setting }: Scope, labelOf: (path: string) => string): Fault {
  const label = rule.ask?.label ?? labelOf(path)
  const why = rule.why ? `(${rule.why})` : ''
  return {
    path,
    code: 'required',
    message: `“${label}”没有填写,该项由${setting.region}要求${why}`,
    fix: `请填写${label}`,
  }
}

function lossOf({ rule, operator, operation }: Step, path: string): LossEntry {
  const kind = path.startsWith('extra.')
    ? 'asked'
    : operation === 'copy'
      ? 'carried'
      : operation === 'const'
        ? 'defaulted'
        : 'translated'
  return { path, to: rule.to, kind, class: kind === 'asked' ? 'L3' : operator.loss }
}

function forwardList(
  step: Step,
  items: CompiledRules,
  value: Json | undefined,
  scope: Scope,
  findings: Findings,
  absent: 'empty' | 'omit',
): void {
  const elements = Array.isArray(value) ? value : []
  const trees = elements.map((element, index): JsonObject => {
    const tree: JsonObject = {}
    const values: JsonObject = isObject(element)
      ? { ...element, index: index + 1 }
      : { value: element, index: index + 1 }
    items.forward({ ...scope, values, tree }, findings)
    return tree
  })
  if (trees.length > 0 || absent === 'empty') putAt(scope.tree, step.rule.to, trees)
}

function backwardStep(step: Step, tree: JsonObject, scope: Scope, out: JsonObject, faults: Fault[], at: string): void {
  const { rule, sources, operator, items } = step
  const value = valueAt(tree, rule.to)
  const [path] = sources
  if (value === undefined || isBlank(value) || path === undefined) return
  if (
    rule.readWhen
      ? !holds(rule.readWhen, tree)
      : step.shared && rule.when && !holds(rule.when, { ...out, ...scope.root })
  )
    return
  if (items) {
    backwardList(items, value, path, step, scope, out, faults, at)
    return
  }
  const read = operator.backward?.(value, scope, out, path)
  if (read instanceof Problem)
    faults.push({ path: `${at}${rule.to}`, code: read.code, message: `“${rule.to}”${read.message}`, fix: read.fix })
  else if (read !== undefined && read !== null) putAt(out, path, read)
  if (rule.max !== undefined && typeof value === 'string' && [...value].length > rule.max)
    faults.push({
      path: `${at}${rule.to}`,
      code: 'too-long',
      message: `“${rule.to}”超过 ${rule.max} 个字`,
      fix: '请缩短',
    })
}

function backwardList(
  items: CompiledRules,
  value: Json,
  path: string,
  step: Step,
  scope: Scope,
  out: JsonObject,
  faults: Fault[],
  at: string,
): void {
  if (!Array.isArray(value)) {
    faults.push({
      path: `${at}${step.rule.to}`,
      code: 'format',
      message: `“${step.rule.to}”应为列表`,
      fix: '请按接口文档填写',
    })
    return
  }
  const elements = value.map((element, index): Json => {
    const one: JsonObject = {}
    if (isObject(element))
      items.backward(element, { ...scope, tree: element }, one, faults, `${at}${step.rule.to}[${index}].`)
    return one
  })
  putAt(out, path, elements)
}
