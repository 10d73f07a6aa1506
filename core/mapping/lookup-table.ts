import { type JsonObject, valueAt } from '../json.ts'
import type { CodeRow, CodeTable } from './rule.ts'

/** A code table indexed both ways. */
export interface LookupTable {
  readonly name: string
  readonly lossy: boolean
  /** The region's code for ours, or undefined where no row fits. */
  toTheirs(ours: string, values: JsonObject): string | undefined
  /** Our code for the region's; the table's declared answer, or undefined, where no row knows it. */
  toOurs(theirs: string): string | undefined
}

/** Indexes a table; `also` conditions are looked up in the values beside the one translated. */
export function indexTable(name: string, table: Pick<CodeTable, 'rows' | 'unknown'>): LookupTable {
  const forward = new Map<string, CodeRow[]>()
  const backward = new Map<string, string>()
  for (const row of table.rows) {
    const ours = typeof row.ours === 'string' ? [row.ours] : row.ours
    if (row.only !== 'in') for (const code of ours) forward.set(code, [...(forward.get(code) ?? []), row])
    const back = row.back ?? ours[0]
    if (row.only !== 'out' && back !== undefined && !backward.has(row.theirs)) backward.set(row.theirs, back)
  }
  return {
    name,
    lossy: table.rows.some(({ ours }) => typeof ours !== 'string' && ours.length > 1),
    toTheirs: (ours, values) => forward.get(ours)?.find((row) => fits(row, values))?.theirs,
    toOurs: (theirs) => backward.get(theirs) ?? table.unknown,
  }
}

function fits({ also }: CodeRow, values: JsonObject): boolean {
  if (!also) return true
  const value = valueAt(values, also.path)
  const text = value === undefined || value === null ? '' : String(value)
  if (also.startsWith !== undefined) return text.startsWith(also.startsWith)
  if (also.is !== undefined) return text === also.is
  return also.isNot === undefined || text !== also.isNot
}
