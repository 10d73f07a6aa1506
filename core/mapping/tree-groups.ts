import type { Access } from './path-access.ts'
import type { Step } from './step.ts'

/** Gives each group of a tree that targets stand in a place, so that it is found once for all of them. A group that some rule puts as a whole, or a list in it, has none. */
export function placeGroups(steps: readonly Step[]): (target: Access) => number | null {
  const wholes = new Set(steps.map(({ rule }) => rule.to.replace(/\[.*/, '')))
  const places = new Map<string, number>()
  return ({ steps: names, plain }) => {
    const above = names.slice(0, -1).map((_name, index) => names.slice(0, index + 1).join('.'))
    if (!plain || above.some((path) => wholes.has(path))) return null
    const path = above.at(-1) ?? ''
    const place = places.get(path) ?? places.size
    places.set(path, place)
    return place
  }
}
