import type { Fault } from '../fault.ts'
import type { JsonObject } from '../json.ts'
import type { Mapping } from '../mapping/mapping.ts'
import type { Matter } from '../matter.ts'

/**
 * Faults at our paths as faults at the region's, in the message that came. A field that the region does not send has its fault where the region sends
 * what it was filled in from; what is wrong there is told once.
 */
export function toTreeFaults(
  mapping: Mapping,
  { same }: Pick<Matter, 'same'>,
  faults: readonly Fault[],
  tree: JsonObject,
): Fault[] {
  const placeOf = (path: string): string => {
    const twin = same.map(({ paths }) => paths).find((paths) => paths.includes(path))
    const candidates = [path, ...(twin ?? [])]
    return candidates.map((one) => mapping.treePath(one, tree)).find((place) => place !== null) ?? path
  }
  const seen = new Set<string>()
  return faults.flatMap((fault) => {
    const placed = { ...fault, path: placeOf(fault.path) }
    const key = `${placed.path} ${placed.code}`
    if (seen.has(key)) return []
    seen.add(key)
    return [placed]
  })
}
