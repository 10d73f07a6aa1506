import type { Condition } from '../condition.ts'
import { comparedPath, differs, holds, isBlank, meets } from '../condition.ts'
import { isObject, type Json, type JsonObject, pathSteps, putAt, valueAtSteps } from '../json.ts'
import type { Scope } from './scope.ts'

/** A path made ready once, so that no message parses it again. */
export interface Access {
  readonly path: string
  readonly head: string
  /** a lone name means a member of the element at hand, never one of the whole message */
  readonly lone: boolean
  readonly steps: readonly (string | number)[]
  /** names alone, none of which an object or array inherits: they need no check of whose they are */
  readonly plain: boolean
}

type Values = Pick<Scope, 'values' | 'root'>

/** Before a path inside a list: it is one of the whole message, whatever the element has. */
export const WHOLE_MARK = '$.'

/** Whether a rule only repeats, in each element of a list, a value of the whole message: it reads nothing back, and another rule answers for the value. */
export function isRepetition(sources: readonly Access[]): boolean {
  return sources[0]?.path.startsWith(WHOLE_MARK) === true
}

/** Compiles a dotted path; throws on names that would reach a prototype. */
export function compileAccess(path: string): Access {
  const isWhole = path.startsWith(WHOLE_MARK)
  const steps = pathSteps(isWhole ? path.slice(WHOLE_MARK.length) : path)
  return isWhole
    ? { path, head: '$', lone: false, steps, plain: false }
    : { path, head: String(steps[0]), lone: steps.length === 1, steps, plain: steps.length > 0 && steps.every(isOwn) }
}

function isOwn(step: string | number): boolean {
  return typeof step === 'string' && !(step in Object.prototype || step in Array.prototype)
}

/** What stands at the path; undefined where it leaves the tree. */
export function readAt({ steps, plain }: Access, tree: Json | undefined): Json | undefined {
  if (!plain) return valueAtSteps(tree, steps)
  let value = tree
  for (let index = 0; index < steps.length; index += 1) {
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as JsonObject)[steps[index] as string]
  }
  return value
}

/** Puts a value at the path, making the objects on the way. */
export function writeAt(access: Access, tree: JsonObject, value: Json): void {
  if (!access.plain) {
    putAt(tree, access.path, value)
    return
  }
  groupOf(access, tree)[access.steps.at(-1) as string] = value
}

/** The group that a plain path's last name stands in, made if it is not there. */
export function groupOf({ steps }: Access, tree: JsonObject): JsonObject {
  let group = tree
  for (let index = 0; index < steps.length - 1; index += 1) group = groupAt(group, steps[index] as string)
  return group
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
  const { head } = access
  const own =
    values === root || access.lone || (access.plain ? values[head] !== undefined : Object.hasOwn(values, head))
  return readAt(access, own ? values : root)
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
    return isWanted(inherited ? readAt(access, scope.root) : value)
  }
}

/** The same as `meets`, what is wanted being looked at once. */
function compileMeeting(wanted: Condition[string]): (value: Json | undefined) => boolean {
  if (wanted === 'present') return (value) => !isBlank(value)
  if (wanted === 'absent') return isBlank
  if (Array.isArray(wanted)) return (value) => value !== undefined && wanted.includes(value)
  return typeof wanted === 'object' ? (value) => meets(value, wanted) : (value) => value === wanted
}
