/** The canonical paths that rules account for, by their names from the top; each has its place among them. */
export interface KnownPaths {
  readonly place: number
  readonly members: Map<string, KnownPaths>
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
  const names: KnownPaths = { place: 0, members: new Map() }
  const places = new Map<string, number>()
  for (const path of paths) {
    let above = names
    for (const name of path.split(/\.|(?=\[)/)) {
      const known = above.members.get(name) ?? { place: size, members: new Map() }
      if (known.place === size) size += 1
      above.members.set(name, known)
      above = known
    }
    places.set(path, above.place)
  }
  return { names, size, placeOf: (path) => places.get(path) ?? 0 }
}

/** An account of nothing taken yet. */
export function openAccount({ names, size }: Layout): Account {
  return { names, flags: new Array<boolean>(size).fill(false) }
}

/** Whether a member of the values was taken as a whole. */
export function isTaken({ names, flags }: Account, name: string): boolean {
  const known = names.members.get(name)
  return known !== undefined && flags[known.place] === true
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
