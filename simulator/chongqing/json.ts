export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
export type JsonObject = { [key: string]: Json }

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The object, or an empty one where something else stands. */
export function asObject(value: unknown): JsonObject {
  return isObject(value) ? value : {}
}

export function asArray(value: unknown): Json[] {
  return Array.isArray(value) ? value : []
}

/** The string, or '' where something else stands. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

const unescapeToken = (token: string): string => token.replaceAll('~1', '/').replaceAll('~0', '~')

export const escapeToken = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1')

/** The keys of an RFC 6901 pointer; null where it is no pointer. */
export function pointerKeys(pointer: string): string[] | null {
  if (pointer === '') return []
  if (!pointer.startsWith('/') || /~(?![01])/.test(pointer)) return null
  return pointer.slice(1).split('/').map(unescapeToken)
}

/** What stands at an RFC 6901 pointer; undefined where nothing does. */
export function valueAt(root: Json | undefined, pointer: string): Json | undefined {
  let here: Json | undefined = root
  for (const key of pointerKeys(pointer) ?? ['\0']) {
    if (Array.isArray(here)) here = /^\d+$/.test(key) ? here[Number(key)] : undefined
    else if (isObject(here) && Object.hasOwn(here, key)) here = here[key]
    else return undefined
  }
  return here
}

/** Sets (or with undefined removes) what stands at a pointer into objects; false where its parent is no object. */
export function setAt(root: JsonObject, pointer: string, value: Json | undefined): boolean {
  const keys = pointerKeys(pointer)
  const last = keys?.at(-1)
  if (!keys || last === undefined) return false
  const parent = valueAt(root, pointer.slice(0, pointer.lastIndexOf('/')))
  if (Array.isArray(parent) && value !== undefined && Number(last) < parent.length) {
    parent[Number(last)] = value
    return true
  }
  if (!isObject(parent)) return false
  if (value === undefined) delete parent[last]
  else parent[last] = value
  return true
}

export interface Difference {
  pointer: string
  before: Json | undefined
  after: Json | undefined
}

/** Every deepest place where two values differ; the order of keys does not count. */
export function differences(before: Json | undefined, after: Json | undefined, pointer = ''): Difference[] {
  if (isObject(before) && isObject(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)])
    return [...keys].flatMap((key) => differences(before[key], after[key], `${pointer}/${escapeToken(key)}`))
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const length = Math.max(before.length, after.length)
    return Array.from({ length }).flatMap((_, i) => differences(before[i], after[i], `${pointer}/${i}`))
  }
  return before === after ? [] : [{ pointer, before, after }]
}

/** How deep objects and arrays nest. */
export function depthOf(value: Json): number {
  if (typeof value !== 'object' || value === null) return 0
  return 1 + Math.max(0, ...Object.values(value).map(depthOf))
}
