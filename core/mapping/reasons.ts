/** Why values are left out, by the names of their paths from the top; what is declared of `list[].member` holds for every element. */
export interface Reasons {
  readonly reason: string | undefined
  readonly members: ReadonlyMap<string, Reasons>
}

interface Growing {
  reason: string | undefined
  readonly members: Map<string, Growing>
}

/** Lays out what is declared by path. */
export function layOutReasons(declared: Readonly<Record<string, string>>): Reasons {
  const top: Growing = { reason: undefined, members: new Map() }
  for (const [path, reason] of Object.entries(declared)) {
    let above = top
    for (const name of path.split(/\.|(?=\[)/)) {
      const known = above.members.get(name) ?? { reason: undefined, members: new Map() }
      above.members.set(name, known)
      above = known
    }
    above.reason = reason
  }
  return top
}

/** Those of one element of a list, by its position or as one of all. */
export function reasonAt(reasons: Reasons | undefined, position: string): Reasons | undefined {
  return reasons?.members.get(position) ?? reasons?.members.get('[]')
}
