import type { Condition } from '../condition.ts'
import { comparedPath, differs, holds, meets } from '../condition.ts'
import { type Json, type JsonObject, pathSteps, putAt, valueAt } from '../json.ts'
import type { Scope } from './scope.ts'

/** A path made ready once, so that no message parses it again. */
export interface Access {
  readonly path: string
  readonly head: string
  /** a lone name means a member of the element at hand, never one of the whole message */
  readonly lone: boolean
  read(tree: Json | undefined): Json | undefined
}

/** Before a path inside a list: it is one of the whole message, whatever the element has. */
export const WHOLE_MARK = '$.'

/** Whether a rule only repeats, in each element of a list, a value of the whole message: it reads nothing back, and another rule answers for the value. */
export function isRepetition(sources: readonly Access[]): boolean {
  return sources[0]?.path.startsWith(WHOLE_MARK) === true
}

/** Compiles a dotted path for reading; throws on names that would reach a prototype. */
export function compileAccess(path: string): Access {
  const isWhole = path.startsWith(WHOLE_MARK)
  const own = isWhole ? path.slice(WHOLE_MARK.length) : path
  const steps = pathSteps(own)
  const [first, second] = steps
  const read = reader(own, steps, first, second)
  return isWhole
    ? { path, head: '$', lone: false, read }
    : { path, head: String(first), lone: steps.length === 1, read }
}

function reader(
  path: string,
  steps: readonly (string | number)[],
  first: string | number | undefined,
  second: string | number | undefined,
): Access['read'] {
  if (typeof first !== 'string' || steps.some((step) => typeof step === 'number') || steps.length > 3)
    return (tree) => valueAt(tree, path)
  const one = memberReader(first)
  if (steps.length === 1) return one
  const two = memberReader(second as string)
  if (steps.length === 2) return (tree) => two(one(tree))
  const three = memberReader(steps[2] as string)
  return (tree) => three(two(one(tree)))
}

/** A name that no object or array inherits needs no check of whose it is. */
function memberReader(name: string): (node: Json | undefined) => Json | undefined {
  if (name in Object.prototype || name in Array.prototype) return (node) => member(node, name)
  return (node) => (typeof node === 'object' && node !== null ? (node as JsonObject)[name] : undefined)
}

function member(node: Json | undefined, name: string): Json | undefined {
  return typeof node === 'object' && node !== null && !Array.isArray(node) && Object.hasOwn(node, name)
    ? node[name]
    : undefined
}

/** Compiles a dotted path for writing: makes the objects on the way. */
export function compileWrite(path: string): (tree: JsonObject, value: Json) => void {
  const steps = pathSteps(path)
  const [first, second] = steps
  if (typeof first !== 'string' || steps.length > 2 || typeof second === 'number')
    return (tree, value) => putAt(tree, path, value)
  if (second === undefined)
    return (tree, value) => {
      tree[first] = value
    }
  return (tree, value) => {
    const group = member(tree, first)
    if (typeof group === 'object' && group !== null && !Array.isArray(group)) group[second] = value
    else tree[first] = { [second]: value }
  }
}

/** The value of a path for a rule: of the element at hand where it has the group, else of the whole message. */
export function look(access: Access, { values, root }: Pick<Scope, 'values' | 'root'>): Json | undefined {
  if (values === root || access.lone || Object.hasOwn(values, access.head)) return access.read(values)
  return access.read(root)
}

/** Compiles a condition; the result says the same as `holds` on the element at hand laid over the whole message. */
export function compileCondition(condition: Condition): (scope: Pick<Scope, 'values' | 'root'>) => boolean {
  const tests = Object.entries(condition).map(([path, wanted]) => {
    if (path.includes('[]')) return ({ root }: Pick<Scope, 'root'>) => holds({ [path]: wanted }, root)
    const access = compileAccess(path)
    const compared = comparedPath(wanted)
    if (compared !== null) {
      const other = compileAccess(compared)
      return (scope: Pick<Scope, 'values' | 'root'>) => differs(look(access, scope), look(other, scope))
    }
    return (scope: Pick<Scope, 'values' | 'root'>) => {
      const value = look(access, scope)
      const inherited = value === undefined && access.lone && scope.values !== scope.root
      return meets(inherited ? access.read(scope.root) : value, wanted)
    }
  })
  return (scope) => tests.every((test) => test(scope))
}
