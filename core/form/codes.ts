import { z } from 'zod'
import { accepted, type Checked, type Fault, faulty } from '../fault.ts'

const tableShape = z.strictObject({
  name: z.string().regex(/^CT_[A-Z_]+$/),
  title: z.string().min(1),
  version: z.string().min(1),
  source: z.string().min(1),
  rows: z.array(z.tuple([z.string(), z.string()])).min(1),
})
const divisionsShape = z.strictObject({
  title: z.string(),
  version: z.string(),
  source: z.string(),
  names: z.record(z.string().regex(/^\d{6}$/), z.string().min(1)),
})

/** The canonical code tables and the division names. */
export interface Codes {
  has(table: string, code: string): boolean
  label(table: string, code: string): string | null
  /** `[code, label]` in the table's order; empty for an unknown table */
  rows(table: string): readonly (readonly [string, string])[]
  /** Names from province to county of a six- or twelve-digit code, municipalities without a city; null where the county is unknown. */
  divisionParts(code: string): readonly string[] | null
  /** The six-digit code whose full name starts the text, with the rest of the text; the longest name wins. */
  splitAddress(text: string): { readonly division: string; readonly detail: string } | null
}

/** Reads the code tables; `divisions` holds the names of GB/T 2260 codes. */
export function readCodes(tables: readonly unknown[], divisions: unknown): Checked<Codes> {
  const faults: Fault[] = []
  const byName = new Map<string, Map<string, string>>()
  for (const raw of tables) {
    const table = tableShape.safeParse(raw)
    if (!table.success)
      faults.push(
        ...table.error.issues.map(
          (issue): Fault => ({ path: issue.path.join('.'), code: 'format', message: `码表写法不对:${issue.message}` }),
        ),
      )
    else byName.set(table.data.name, new Map(table.data.rows))
  }
  const names = divisionsShape.safeParse(divisions)
  if (!names.success)
    faults.push(
      ...names.error.issues.map(
        (issue): Fault => ({ path: issue.path.join('.'), code: 'format', message: `区划表写法不对:${issue.message}` }),
      ),
    )
  if (faults.length > 0 || !names.success) return faulty(faults)
  return accepted(createCodes(byName, names.data.names))
}

function createCodes(
  tables: ReadonlyMap<string, ReadonlyMap<string, string>>,
  names: Readonly<Record<string, string>>,
): Codes {
  const divisionParts = (code: string): string[] | null => {
    const county = code.slice(0, 6)
    if (!names[county]) return null
    const levels = [`${county.slice(0, 2)}0000`, `${county.slice(0, 4)}00`, county]
    const parts = levels.map((level) => names[level]).filter((name) => name !== undefined && name !== '市辖区')
    return [...new Set(parts)] as string[]
  }
  const counties = Object.keys(names)
    .map((code): [string, string] => [(divisionParts(code) ?? []).join(''), code])
    .sort(([a], [b]) => b.length - a.length)
  return {
    has: (table, code) => tables.get(table)?.has(code) ?? false,
    label: (table, code) => tables.get(table)?.get(code) ?? null,
    rows: (table) => [...(tables.get(table) ?? [])],
    divisionParts,
    splitAddress(text) {
      const found = counties.find(([name]) => text.startsWith(name))
      return found ? { division: found[1], detail: text.slice(found[0].length) } : null
    },
  }
}
