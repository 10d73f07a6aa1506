import { canonicalJson, isObject, type Json } from './json.ts'

/** One place where two values differ; `before` or `after` is undefined where there is nothing. */
export interface ValueDifference {
  readonly path: string
  readonly before: Json | undefined
  readonly after: Json | undefined
}

/** How the elements of a list are told apart: by what `nameOf` says where it says something, else by their position. */
export type NameOf = (element: Json) => string | undefined

/** Every place at which two values differ, in the order of the first, then of what only the second has. Lists of named elements are compared element by name. */
export function listDifferences(
  before: Json | undefined,
  after: Json | undefined,
  nameOf: NameOf = () => undefined,
  path = '',
): ValueDifference[] {
  if (before !== undefined && after !== undefined) {
    if (isObject(before) && isObject(after)) {
      const keys = new Set([...Object.keys(before), ...Object.keys(after)])
      return [...keys].flatMap((key) =>
        listDifferences(before[key], after[key], nameOf, path === '' ? key : `${path}.${key}`),
      )
    }
    if (Array.isArray(before) && Array.isArray(after)) {
      const [first, second] = [byName(before, nameOf), byName(after, nameOf)]
      const names = new Set([...first.keys(), ...second.keys()])
      return [...names].flatMap((name) =>
        listDifferences(first.get(name), second.get(name), nameOf, `${path}[${name}]`),
      )
    }
    if (canonicalJson(before) === canonicalJson(after)) return []
  }
  return before === undefined && after === undefined ? [] : [{ path, before, after }]
}

/** Names that come twice are numbered; elements without a name go by their position. */
function byName(list: readonly Json[], nameOf: NameOf): Map<string, Json> {
  const named = new Map<string, Json>()
  for (const [index, element] of list.entries()) {
    const name = nameOf(element) ?? String(index)
    let unique = name
    for (let again = 2; named.has(unique); again += 1) unique = `${name}#${again}`
    named.set(unique, element)
  }
  return named
}
