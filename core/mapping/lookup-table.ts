import { type Access, compileAccess, look } from './path-access.ts'
import type { CodeRow, CodeTable } from './rule.ts'
import type { Scope } from './scope.ts'

type Values = Pick<Scope, 'values' | 'root'>

/** A code table indexed both ways. */
export interface LookupTable {
  readonly name: string
  /** The region's code for ours, or undefined where no row fits. */
  toTheirs(ours: string, scope: Values): string | undefined
  /** Our code for the region's; the table's declared answer, or undefined, where no row says which. */
  toOurs(theirs: string): string | undefined
  knows(theirs: string): boolean
  /** why the region does not take this code of ours, where it says so */
  refusal(ours: string): string | undefined
  /** Whether the code stands for several of ours and none of them is named to be read back. */
  ambiguous(theirs: string): boolean
}

interface Row {
  readonly theirs: string
  /** null where the row fits always */
  readonly fits: ((scope: Values) => boolean) | null
}

const NO_ROWS: readonly Row[] = []

/** Indexes a table; `also` conditions are looked up in the values beside the one translated. */
export function indexTable(name: string, table: Pick<CodeTable, 'rows' | 'unknown' | 'refuses'>): LookupTable {
  const forward = new Map<string, Row[]>()
  const backward = new Map<string, string>()
  const known = new Set<string>()
  for (const row of table.rows) {
    const ours = typeof row.ours === 'string' ? [row.ours] : row.ours
    if (row.only !== 'in') {
      const compiled = { theirs: row.theirs, fits: compileAlso(row) }
      for (const code of ours) forward.set(code, [...(forward.get(code) ?? []), compiled])
    }
    if (row.only === 'out') continue
    known.add(row.theirs)
    const back = row.back ?? (ours.length === 1 ? ours[0] : undefined)
    if (back !== undefined && (row.back !== undefined || !backward.has(row.theirs))) backward.set(row.theirs, back)
  }
  return {
    name,
    toTheirs: (ours, scope) => {
      for (const { theirs, fits } of forward.get(ours) ?? NO_ROWS) if (fits === null || fits(scope)) return theirs
      return undefined
    },
    toOurs: (theirs) => backward.get(theirs) ?? (known.has(theirs) ? undefined : table.unknown),
    knows: (theirs) => backward.has(theirs),
    refusal: (ours) => (Object.hasOwn(table.refuses ?? {}, ours) ? table.refuses?.[ours] : undefined),
    ambiguous: (theirs) => known.has(theirs) && !backward.has(theirs),
  }
}

function compileAlso({ also }: CodeRow): Row['fits'] {
  if (!also) return null
  const access: Access = compileAccess(also.path)
  return (scope) => {
    const value = look(access, scope)
    const text = value === undefined || value === null ? '' : String(value)
    if (also.startsWith !== undefined) return text.startsWith(also.startsWith)
    if (also.is !== undefined) return text === also.is
    return also.isNot === undefined || text !== also.isNot
  }
}
