/** A JSON value; what forms, mapped trees and event data are made of. */
export type Json = string | number | boolean | null | Json[] | JsonObject
export interface JsonObject {
  [key: string]: Json
}

/** True for a plain JSON object (not an array, not null). */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** JSON text with keys sorted at every level: equal values give equal text, whatever the order they came in. */
export function canonicalJson(value: Json): string {
  if (typeof value === 'string') return quoted(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  let members = ''
  if (Array.isArray(value)) {
    for (const element of value) members += (members === '' ? '' : ',') + canonicalJson(element)
    return `[${members}]`
  }
  for (const key of Object.keys(value).sort())
    members += `${(members === '' ? '' : ',') + quoted(key)}:${canonicalJson(value[key] as Json)}`
  return `{${members}}`
}

const TO_ESCAPE = /["\\\u0000-\u001f\ud800-\udfff]/

/** The same text as `JSON.stringify` gives, which costs several times more for a short one. */
function quoted(text: string): string {
  return TO_ESCAPE.test(text) ? JSON.stringify(text) : `"${text}"`
}

/** The value at a dotted path (`person.name`, `files[0].name`), or undefined where the path leaves the tree. */
export function valueAt(tree: Json | undefined, path: string): Json | undefined {
  return valueAtSteps(tree, pathSteps(path))
}

/** The same, the path being in its steps. */
export function valueAtSteps(tree: Json | undefined, steps: readonly (string | number)[]): Json | undefined {
  let value: Json | undefined = tree
  for (const step of steps) {
    if (typeof step === 'number') value = Array.isArray(value) ? value[step] : undefined
    else value = isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined
    if (value === undefined) return undefined
  }
  return value
}

/** Puts a value at a dotted path, making the objects and arrays on the way; refuses `__proto__` and the like. */
export function putAt(tree: JsonObject, path: string, value: Json): void {
  const steps = pathSteps(path)
  let node: JsonObject | Json[] = tree
  steps.forEach((step, index) => {
    const last = index === steps.length - 1
    const next: Json = last ? value : (read(node, step) ?? (typeof steps[index + 1] === 'number' ? [] : {}))
    if (Array.isArray(node)) node[step as number] = next
    else node[step as string] = next
    if (!last) node = next as JsonObject | Json[]
  })
}

function read(node: JsonObject | Json[], step: string | number): Json | undefined {
  if (Array.isArray(node)) return node[step as number]
  return Object.hasOwn(node, step as string) ? node[step as string] : undefined
}

const MOST_PATHS = 50_000
const LONGEST_PATH = 200
const stepsByPath = new Map<string, readonly (string | number)[]>()

/** The steps of a dotted path; `a.b[2].c` → `['a','b',2,'c']`. Throws on names that would reach a prototype. */
export function pathSteps(path: string): readonly (string | number)[] {
  const known = stepsByPath.get(path)
  if (known) return known
  const steps: (string | number)[] = []
  for (const part of path.split('.')) {
    const bracket = part.indexOf('[')
    const name = bracket < 0 ? part : part.slice(0, bracket)
    if (name === '__proto__' || name === 'constructor' || name === 'prototype')
      throw new Error(`path not allowed: ${path}`)
    if (name !== '') steps.push(name)
    if (bracket >= 0) for (const index of part.matchAll(/\[(\d+)\]/g)) steps.push(Number(index[1]))
  }
  // bounded both ways: positions, and paths that regions name, come out of what others send
  if (stepsByPath.size < MOST_PATHS && path.length <= LONGEST_PATH) stepsByPath.set(path, steps)
  return steps
}

/** RFC 6901 pointer of a dotted path: `a.b[2]` → `/a/b/2`. Takes any text: what a person sent may be no path of ours. */
export function toPointer(path: string): string {
  return path
    .split(/\.|\[(\d+)\]/)
    .flatMap((step) => (step ? [`/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`] : []))
    .join('')
}
