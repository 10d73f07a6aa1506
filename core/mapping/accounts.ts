import { isObject, type Json, type JsonObject } from '../json.ts'

/** The canonical paths that rules know, by their names from the top; each has its place among them. */
export interface KnownPaths {
  readonly place: number
  readonly members: Map<string, KnownPaths>
  /** the names of the group that was looked at last, with what is known of each: most groups of a kind have theirs in the same order, and comparing a name costs far less than finding it */
  readonly last: { readonly names: string[]; readonly known: (KnownPaths | undefined)[] }
}

/** What was taken of the values at one place of a form: a flag for each path that the rules there know, so that no text is made or compared for what was taken. */
export interface Account {
  readonly names: KnownPaths
  readonly flags: boolean[]
}

/** Paths laid out by their names, and how many places there are. */
export interface Layout {
  readonly names: KnownPaths
  readonly size: number
  placeOf(path: string): number
}

/** Lays out dotted paths; a position is a name of its own (`list[0].name`: `list`, `[0]`, `name`). */
export function layOut(paths: readonly string[]): Layout {
  let size = 1
  const names = openNames(0)
  const places = new Map<string, number>()
  for (const path of paths) {
    let above = names
    for (const name of path.split(/\.|(?=\[)/)) {
      const known = above.members.get(name) ?? openNames(size)
      if (known.place === size) size += 1
      above.members.set(name, known)
      above = known
    }
    places.set(path, above.place)
  }
  return { names, size, placeOf: (path) => places.get(path) ?? 0 }
}

function openNames(place: number): KnownPaths {
  return { place, members: new Map(), last: { names: [], known: [] } }
}

/** So many names of a group are remembered: what others send may have any number. */
const MOST_NAMES = 100

/** What is known of a name, which comes at this place in its group. */
export function knownAt({ members, last }: KnownPaths, name: string, index: number): KnownPaths | undefined {
  if (last.names[index] === name) return last.known[index]
  const known = members.get(name)
  if (index < MOST_NAMES && index <= last.names.length) {
    last.names[index] = name
    last.known[index] = known
  }
  return known
}

/** What stands at the known paths of a group, by their places; positions in lists are not looked at. */
export function gather({ names, size }: Layout, group: JsonObject): (Json | undefined)[] {
  const found: (Json | undefined)[] = new Array(size)
  for (let place = 0; place < size; place += 1) found[place] = undefined
  gatherInto(found, names, group)
  return found
}

function gatherInto(found: (Json | undefined)[], names: KnownPaths, group: JsonObject): void {
  let index = 0
  for (const name in group) {
    const known = knownAt(names, name, index++)
    if (known === undefined) continue
    const value = group[name] as Json
    found[known.place] = value
    if (known.members.size > 0 && isObject(value)) gatherInto(found, known, value)
  }
}

/** An account of nothing taken yet. */
export function openAccount({ names, size }: Layout): Account {
  return { names, flags: new Array<boolean>(size).fill(false) }
}

/** The accounts of what lies below a member. */
export function below(accounts: readonly Account[], name: string): Account[] {
  const found: Account[] = []
  for (const { names, flags } of accounts) {
    const known = names.members.get(name)
    if (known !== undefined && known.members.size > 0) found.push({ names: known, flags })
  }
  return found
}
