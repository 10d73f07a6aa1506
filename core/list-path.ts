import { type Json, valueAt } from './json.ts'

/* Paths through lists: `shareholders[].name` is that member of every element, `shareholders[2].name` that of the third. */

/** A list longer than this is not looked into beyond it; no matter may allow more elements. */
export const MOST_ELEMENTS = 200

/** The path of every element's member, in order; a path through no list is itself, one through a list that is not there is none. */
export function pathsAt(tree: Json | undefined, path: string): string[] {
  const cut = path.indexOf('[]')
  if (cut < 0) return [path]
  const list = path.slice(0, cut)
  const rest = path.slice(cut + 2)
  const elements = valueAt(tree, list)
  if (!Array.isArray(elements)) return []
  const paths: string[] = []
  const count = Math.min(elements.length, MOST_ELEMENTS)
  for (let index = 0; index < count; index += 1) {
    const at = `${list}[${index}]`
    const element = elements[index]
    if (rest === '') paths.push(at)
    else if (typeof element === 'object' && element !== null) paths.push(...pathsAt(tree, `${at}${rest}`))
  }
  return paths
}

/** What stands at the path in every element, blanks left out only where nothing stands at all. */
export function valuesAt(tree: Json | undefined, path: string): Json[] {
  return pathsAt(tree, path).flatMap((one) => {
    const value = valueAt(tree, one)
    return value === undefined ? [] : [value]
  })
}

/** The path without positions: `shareholders[2].name` → `shareholders[].name`. */
export function shapeOf(path: string): string {
  return path.includes('[') ? path.replaceAll(/\[\d+\]/g, '[]') : path
}

/** `F.GD[1].CZSJ` as a path through XML, where an element of a list is a ROW counted from 1: `F/GD/ROW[2]/CZSJ`. */
export function toRowPath(path: string): string {
  return path.replaceAll(/\[(\d+)\]/g, (_, place: string) => `/ROW[${Number(place) + 1}]`).replaceAll('.', '/')
}

/** The way back of `toRowPath`. */
export function fromRowPath(path: string): string {
  return path.replaceAll(/\/ROW\[(\d{1,4})\]/g, (_, place: string) => `[${Number(place) - 1}]`).replaceAll('/', '.')
}

/** The path meant beside another one: where both go through the same list, the same element of it. */
export function bindPath(path: string, beside: string): string {
  let done = ''
  let bound = ''
  let rest = path
  for (const match of beside.matchAll(/\[(\d+)\]/g)) {
    const cut = rest.indexOf('[]')
    if (cut < 0) break
    done += `${rest.slice(0, cut)}[]`
    if (!shapeOf(beside.slice(0, match.index + match[0].length)).startsWith(done)) break
    bound += `${rest.slice(0, cut)}${match[0]}`
    rest = rest.slice(cut + 2)
  }
  return bound + rest
}

/** Places of one thing that are remembered; those beyond are bound anew each time. */
const MOST_PLACES = 1_000

/** Remembers what a thing of the definitions is at each place of a list, so that not every form binds it again. */
export function perPlace<Thing extends object>(bind: (thing: Thing, path: string) => Thing) {
  const known = new WeakMap<Thing, Map<string, Thing>>()
  return (thing: Thing, path: string): Thing => {
    const places = known.get(thing) ?? new Map<string, Thing>()
    const before = places.get(path)
    if (before) return before
    const bound = bind(thing, path)
    if (places.size < MOST_PLACES) known.set(thing, places.set(path, bound))
    return bound
  }
}

/** The lists that a concrete path goes through, each with the position taken, counting from 1. */
export function listsOn(path: string): { readonly list: string; readonly position: number }[] {
  return [...path.matchAll(/\[(\d+)\]/g)].map((match) => ({
    list: shapeOf(path.slice(0, match.index)),
    position: Number(match[1]) + 1,
  }))
}
