import { type JsonObject, valueAt } from './json.ts'
import { MOST_ELEMENTS } from './list-path.ts'
import type { MaterialRequirement } from './matter.ts'

/** One piece of a material that comes once for each element. */
export interface Piece {
  /** `1`, `2`, … by the element's position */
  readonly part: string
  /** the same person came earlier in the list, whose piece will do */
  readonly again: boolean
}

/** The pieces of a material with `each`: one for each element of that list, or so many as that number says; none for other materials. */
export function piecesOf({ each, per }: Pick<MaterialRequirement, 'each' | 'per'>, values: JsonObject): Piece[] {
  if (each === undefined) return []
  const found = valueAt(values, each)
  const count = Array.isArray(found) ? found.length : typeof found === 'number' ? found : 0
  const seen = new Set<string>()
  return Array.from({ length: Math.max(0, Math.min(Math.floor(count), MOST_ELEMENTS)) }, (_, index): Piece => {
    const who = per === undefined ? undefined : valueAt(values, `${each}[${index}].${per}`)
    const again = typeof who === 'string' && seen.has(who)
    if (typeof who === 'string' && who !== '') seen.add(who)
    return { part: String(index + 1), again }
  })
}
