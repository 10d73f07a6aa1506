import { decodeText, encodeText } from '../../../core/charset.ts'
import { writeXlsx } from '../../layers/codec/write-xlsx.ts'
import { readXlsx, type Sheet } from '../../layers/codec/xlsx.ts'
import { normal } from '../../layers/csv-package/columns.ts'
import { readCsv, writeCsv } from '../../layers/csv-package/csv.ts'
import type { CsvPackageOptions } from '../options.ts'

const MOST_COLUMNS = 300

/** The files of a package with the tables that its workbook holds in place of CSV; in a few words why the workbook is refused. Where a table comes both ways both must say the same. */
export async function withSheets(
  files: ReadonlyMap<string, Uint8Array>,
  { workbook, charset, maxFileBytes, maxPackageBytes }: CsvPackageOptions,
): Promise<ReadonlyMap<string, Uint8Array> | string> {
  const bytes = workbook && files.get(workbook.name)
  if (!workbook || !bytes) return files
  const limits = { maxPartBytes: maxFileBytes, maxTotalBytes: maxPackageBytes, maxRows: workbook.maxRows }
  const sheets = await readXlsx(bytes, { ...limits, maxColumns: MOST_COLUMNS })
  if (typeof sheets === 'string') return sheets
  const all = new Map(files)
  for (const { name, rows } of sheets) {
    const table = Object.hasOwn(workbook.sheets, name) ? workbook.sheets[name] : undefined
    if (table === undefined) return `工作表“${name.slice(0, 31)}”不在约定内`
    const beside = files.get(table)
    if (beside === undefined) all.set(table, encodeText(writeCsv(rows), charset))
    else if (!saysTheSame(rows, readCsv(decodeText(beside, charset) ?? '"'))) return `${table} 与工作表“${name}”不同`
  }
  return all
}

/** The files of a package of ours with a workbook in place of its tables, where the region has it so; its parts are of the time given, so that the same package has the same bytes. */
export function intoWorkbook(
  files: ReadonlyMap<string, Uint8Array>,
  { workbook, charset }: CsvPackageOptions,
  at: number,
): ReadonlyMap<string, Uint8Array> {
  if (!workbook?.send) return files
  const others = new Map(files)
  const sheets: Sheet[] = []
  for (const [name, table] of Object.entries(workbook.sheets)) {
    const rows = files.has(table) ? readCsv(decodeText(files.get(table) ?? new Uint8Array(), charset) ?? '"') : null
    if (!rows) continue
    sheets.push({ name, rows })
    others.delete(table)
  }
  return others.set(workbook.name, writeXlsx(sheets, new Date(at).toISOString().slice(0, 19)))
}

function saysTheSame(rows: Sheet['rows'], other: readonly (readonly string[])[] | null): boolean {
  const text = (table: readonly (readonly string[])[]) =>
    JSON.stringify(table.map((row, index) => (index === 0 ? row.map(normal) : row)))
  return other !== null && text(rows) === text(other)
}
