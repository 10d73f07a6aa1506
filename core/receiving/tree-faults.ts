import type { Fault } from '../fault.ts'
import type { JsonObject } from '../json.ts'
import type { Mapping } from '../mapping/mapping.ts'

/** Faults at our paths as faults at the region's, in the message that came. */
export function toTreeFaults(mapping: Mapping, faults: readonly Fault[], tree: JsonObject): Fault[] {
  return faults.map((fault) => ({ ...fault, path: mapping.treePath(fault.path, tree) ?? fault.path }))
}
