import { z } from 'zod'
import { accepted, type Checked, type Fault, faulty } from '../fault.ts'
import { toFaults } from './definition-faults.ts'
import { createDivisions, type Divisions } from './divisions.ts'

/** A canonical code table: `config/codes/*.yaml`, one table a file. */
export interface CanonicalTable {
  /** as fields name it: CT_GENDER */
  readonly name: string
  readonly title: string
  readonly version: string
  /** the standard it is taken from, or 示例 */
  readonly source: string
  readonly rows: readonly { readonly code: string; readonly label: string }[]
}

/** All canonical code tables, with what the table of divisions (CT_DIVISION) tells about places. */
export interface Codes extends Divisions {
  readonly tables: ReadonlyMap<string, CanonicalTable>
  has(table: string, code: string): boolean
  /** the Chinese word of a code, undefined where the table or the code is unknown */
  label(table: string, code: string): string | undefined
}

/** Name of the table of administrative divisions. */
export const DIVISION_TABLE = 'CT_DIVISION'

const tableShape = z.strictObject({
  name: z.string().regex(/^CT_[A-Z_]+$/, { error: '码表名须是 CT_ 开头的大写字母' }),
  title: z.string().min(1),
  version: z.string().min(1),
  source: z.string().min(1),
  rows: z.array(z.strictObject({ code: z.string().min(1).max(12), label: z.string().min(1) })).min(1),
})

/** Reads parsed table files by file name; a table or a code that comes twice is a fault, and so is a missing table of divisions. */
export function readCodeTables(files: Readonly<Record<string, unknown>>): Checked<Codes> {
  const faults: Fault[] = []
  const tables = new Map<string, CanonicalTable>()
  for (const [file, raw] of Object.entries(files)) {
    const read = tableShape.safeParse(raw)
    if (!read.success) {
      faults.push(...toFaults(read.error, `${file}:`))
      continue
    }
    const table = read.data
    if (tables.has(table.name)) faults.push(twice(`${file}:name`, `码表 ${table.name} 有两份`))
    faults.push(...repeatedCodes(file, table))
    tables.set(table.name, table)
  }
  if (!tables.has(DIVISION_TABLE)) {
    const message = `缺少行政区划表 ${DIVISION_TABLE}`
    faults.push({ path: 'codes', code: 'required', message, fix: '在 config/codes/ 中补上 divisions.yaml' })
  }
  return faults.length > 0 ? faulty(faults) : accepted(createCodes([...tables.values()]))
}

function repeatedCodes(file: string, table: CanonicalTable): Fault[] {
  const seen = new Set<string>()
  return table.rows.flatMap(({ code }, index) => {
    const again = seen.has(code)
    seen.add(code)
    return again ? [twice(`${file}:rows[${index}].code`, `码表 ${table.name} 中代码 ${code} 出现两次`)] : []
  })
}

function twice(path: string, message: string): Fault {
  return { path, code: 'duplicate', message, fix: '只留一份' }
}

/** Indexes tables that were read and checked before. */
export function createCodes(given: readonly CanonicalTable[]): Codes {
  const tables = new Map(given.map((table) => [table.name, table]))
  const labels = new Map<string, ReadonlyMap<string, string>>()
  for (const table of tables.values()) {
    labels.set(table.name, new Map(table.rows.map(({ code, label }) => [code, label])))
  }
  return {
    tables,
    has: (table, code) => labels.get(table)?.has(code) ?? false,
    label: (table, code) => labels.get(table)?.get(code),
    ...createDivisions(labels.get(DIVISION_TABLE) ?? new Map()),
  }
}
