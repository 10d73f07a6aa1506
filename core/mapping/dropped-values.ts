import { isBlank } from '../condition.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'
import { droppedEntry, type LossEntry, reasonOf } from './loss.ts'

/** The canonical paths that rules account for, by their names from the top. */
export interface KnownPaths {
  readonly path: string
  readonly members: Map<string, KnownPaths>
}

/** Lays paths out by their names, so that walking a form makes no text of a path that is known. */
export function layOut(paths: readonly string[]): KnownPaths {
  const top: KnownPaths = { path: '', members: new Map() }
  for (const path of paths) {
    let above = top
    for (const name of path.split('.')) {
      const own = above === top ? name : `${above.path}.${name}`
      const known = above.members.get(name) ?? { path: own, members: new Map() }
      above.members.set(name, known)
      above = known
    }
  }
  return top
}

/** Values of the input that no entry accounts for; `declared` gives the reason where leaving them out is on purpose. `skip` names groups that are no form. */
export function droppedValues(
  input: JsonObject,
  carried: readonly LossEntry[],
  known: KnownPaths,
  declared: Readonly<Record<string, string>>,
  skip: ReadonlySet<string>,
): LossEntry[] {
  const taken = new Set<string>()
  for (const { path } of carried) taken.add(path)
  const dropped: LossEntry[] = []
  const walk = (node: JsonObject, prefix: string, names: KnownPaths | undefined): void => {
    for (const key in node) {
      const value = node[key] as Json
      if (isBlank(value) || (prefix === '' && skip.has(key))) continue
      const own = names?.members.get(key)
      const path = own ? own.path : prefix === '' ? key : `${prefix}.${key}`
      if (taken.has(path)) elements(value, path)
      else if (isObject(value)) walk(value, path, own)
      else dropped.push(droppedEntry(path, reasonOf(path, declared)))
    }
  }
  // of a list that went element by element, what no rule of its elements took; a list that went as a whole has no entries below it
  const elements = (list: Json, path: string): void => {
    if (!Array.isArray(list) || !carried.some((entry) => entry.path.startsWith(`${path}[`))) return
    for (const [index, element] of list.entries()) if (isObject(element)) walk(element, `${path}[${index}]`, undefined)
  }
  walk(input, '', known)
  return dropped
}
