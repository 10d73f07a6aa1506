import { isBlank } from '../condition.ts'
import type { Json } from '../json.ts'
import { readDeclaredLoss } from './loss.ts'
import { operationNamed } from './operations/registry.ts'
import { type Access, compileAccess, compileCondition } from './path-access.ts'
import type { Absent, Rule } from './rule.ts'
import type { LossClass, Operator, Scope } from './scope.ts'

/** What rules are compiled against. */
export interface Wording {
  readonly absent: Absent
  /** the label of a canonical path, for the person who must mend it */
  readonly labelOf: (path: string) => string
  /** declared losses by canonical path */
  readonly losses: Readonly<Record<string, string>>
}

type Holds = (scope: Pick<Scope, 'values' | 'root'>) => boolean

/** One rule, compiled: its paths parsed, its conditions and its operation made ready. */
export interface Step {
  readonly rule: Rule
  readonly operation: string
  readonly operator: Operator
  readonly sources: readonly Access[]
  /** canonical path that the rule accounts for: of an address carried in parts, the part */
  readonly accountsFor: string
  readonly target: Access
  readonly when: Holds | null
  readonly readWhen: Holds | null
  readonly must: Holds | null
  readonly declared: { readonly class: LossClass; readonly note: string } | null
  /** another rule fills the same target: the first whose condition holds on what was read takes it */
  readonly shared: boolean
}

/** The canonical sources of a rule in their order. */
export function sourcesOf({ from }: Rule): readonly string[] {
  return from === undefined ? [] : typeof from === 'string' ? [from] : from
}

/** Values beside its source that a rule carries as well. */
export function besideOf({ op, from, args }: Rule): readonly string[] {
  const marks = op === 'suffixed' || op === 'marked' ? args?.['marks'] : undefined
  return typeof marks === 'string' && from !== undefined ? [marks] : []
}

/** Compiles one rule; throws on what `readRegion` would have refused. */
export function compileStep(rule: Rule, shared: boolean, wording: Wording): Step {
  const operation = rule.op ?? 'copy'
  const made = operationNamed(operation)
  if (!made) throw new Error(`no operation ${operation}`)
  const paths = sourcesOf(rule)
  const [first = ''] = paths
  const declared = wording.losses[first]
  return {
    rule,
    operation,
    operator: made.make(rule.args ?? {}, first),
    sources: paths.map(compileAccess),
    accountsFor: accountedPath(rule, first),
    target: compileAccess(rule.to),
    when: rule.when ? compileCondition(rule.when) : null,
    readWhen: rule.readWhen ? compileCondition(rule.readWhen) : null,
    must: rule.must === undefined ? null : rule.must === true ? () => true : compileCondition(rule.must),
    declared: declared === undefined ? null : readDeclaredLoss(declared),
    shared,
  }
}

const DETAILS: ReadonlySet<Json | undefined> = new Set(['detail', 'town', 'belowTown'])

function accountedPath({ op, args }: Rule, path: string): string {
  if (op !== 'address' || args?.['as'] === 'full' || args?.['as'] === 'path' || args?.['of'] === 'text') return path
  return `${path}.${DETAILS.has(args?.['as']) ? 'detail' : 'division'}`
}

/** Whether there is something to carry. */
export function isFilled(value: Json | undefined): value is Json {
  return typeof value === 'string' ? value !== '' : value !== undefined && !isBlank(value)
}

/** The canonical paths that a rule accounts for, one for each source. */
export function accountedPaths({ accountsFor, sources }: Step): string[] {
  return sources.map(({ path }, place) => (place === 0 ? accountsFor : path))
}
