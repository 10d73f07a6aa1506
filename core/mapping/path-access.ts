import type { Condition } from '../condition.ts'
import { comparedPath, differs, holds, isBlank, meets } from '../condition.ts'
import { isObject, type Json, type JsonObject, pathSteps, putAt, valueAt } from '../json.ts'
import type { Scope } from './scope.ts'

/** A path made ready once, so that no message parses it again. */
export interface Access {
  readonly path: string
  readonly head: string
  /** a lone name means a member of the element at hand, never one of the whole message */
  readonly lone: boolean
  read(tree: Json | undefined): Json | undefined
}

type Values = Pick<Scope, 'values' | 'root'>

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
  const read = compileRead(own, steps)
  return isWhole
    ? { path, head: '$', lone: false, read }
    : { path, head: String(steps[0]), lone: steps.length === 1, read }
}

function compileRead(path: string, steps: readonly (string | number)[]): Access['read'] {
  if (steps.length === 0 || steps.length > 3 || !areOwn(steps)) return (tree) => valueAt(tree, path)
  const [first = '', second, third] = steps
  if (second === undefined) return (tree) => (isGroup(tree) ? tree[first] : undefined)
  if (third === undefined)
    return (tree) => {
      const group = isGroup(tree) ? tree[first] : undefined
      return isGroup(group) ? group[second] : undefined
    }
  return (tree) => {
    const group = isGroup(tree) ? tree[first] : undefined
    const inner = isGroup(group) ? group[second] : undefined
    return isGroup(inner) ? inner[third] : undefined
  }
}

/** Names that no object or array inherits: they need no check of whose they are. */
function areOwn(steps: readonly (string | number)[]): steps is readonly string[] {
  return steps.every((step) => typeof step === 'string' && !(step in Object.prototype || step in Array.prototype))
}

function isGroup(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null
}

/** Compiles a dotted path for writing: makes the objects on the way. */
export function compileWrite(path: string): (tree: JsonObject, value: Json) => void {
  const steps = pathSteps(path)
  if (steps.length === 0 || steps.length > 3 || !areOwn(steps)) return (tree, value) => putAt(tree, path, value)
  const [first = '', second, third] = steps
  if (second === undefined)
    return (tree, value) => {
      tree[first] = value
    }
  if (third === undefined)
    return (tree, value) => {
      groupAt(tree, first)[second] = value
    }
  return (tree, value) => {
    groupAt(groupAt(tree, first), second)[third] = value
  }
}

function groupAt(tree: JsonObject, name: string): JsonObject {
  const known = tree[name]
  if (isObject(known)) return known
  const made: JsonObject = {}
  tree[name] = made
  return made
}

/** The value of a path for a rule: of the element at hand where it has the group, else of the whole message. */
export function look(access: Access, { values, root }: Values): Json | undefined {
  if (values === root || access.lone || Object.hasOwn(values, access.head)) return access.read(values)
  return access.read(root)
}

/** Compiles a condition; the result says the same as `holds` on the element at hand laid over the whole message. */
export function compileCondition(condition: Condition): (scope: Values) => boolean {
  const tests = Object.entries(condition).map(([path, wanted]) => compileTest(path, wanted))
  const [only] = tests
  return tests.length === 1 && only ? only : (scope) => tests.every((test) => test(scope))
}

function compileTest(path: string, wanted: Condition[string]): (scope: Values) => boolean {
  if (path.includes('[]')) return ({ root }) => holds({ [path]: wanted }, root)
  const access = compileAccess(path)
  const compared = comparedPath(wanted)
  if (compared !== null) {
    const other = compileAccess(compared)
    return (scope) => differs(look(access, scope), look(other, scope))
  }
  const isWanted = compileMeeting(wanted)
  return (scope) => {
    const value = look(access, scope)
    const inherited = value === undefined && access.lone && scope.values !== scope.root
    return isWanted(inherited ? access.read(scope.root) : value)
  }
}

/** The same as `meets`, what is wanted being looked at once. */
function compileMeeting(wanted: Condition[string]): (value: Json | undefined) => boolean {
  if (wanted === 'present') return (value) => !isBlank(value)
  if (wanted === 'absent') return isBlank
  if (Array.isArray(wanted)) return (value) => value !== undefined && wanted.includes(value)
  return typeof wanted === 'object' ? (value) => meets(value, wanted) : (value) => value === wanted
}
