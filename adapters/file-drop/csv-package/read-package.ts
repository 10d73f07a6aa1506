import { decodeText } from '../../../core/charset.ts'
import type { JsonObject } from '../../../core/json.ts'
import { fromDefects } from '../../layers/csv-package/defects.ts'
import { readTable, type TableFault } from '../../layers/csv-package/tables.ts'
import type { CsvPackageOptions } from '../options.ts'
import type { ReceiptLine } from './receipts.ts'

const PRIVATE_USE = /[\ue000-\uf8ff\ufeff]/
const TABLE = /^[\w-]+\.csv$/
const CODES: Readonly<Record<TableFault['reason'], string>> = {
  'unknown-table': 'E04',
  header: 'E12',
  cells: 'E13',
  'number-lost': 'E13',
}

/** The tables of a package under their keys, those of them that `taken` names; or every fault of them as a receipt has it. */
export function readTables(
  files: ReadonlyMap<string, Uint8Array>,
  taken: (name: string) => boolean,
  options: CsvPackageOptions,
): JsonObject | readonly ReceiptLine[] {
  const tree: JsonObject = {}
  const faults: ReceiptLine[] = []
  for (const [file, bytes] of files) {
    if (!TABLE.test(file) || !taken(file)) continue
    const text = decodeText(bytes, options.charset)
    const fault = (code: string, says: string, line = '', column = '') =>
      faults.push({ code, file, line, column, says })
    if (text === null || PRIVATE_USE.test(text)) fault('E11', '编码错误')
    else if (!text.endsWith('\r\n')) fault('E13', '末行没有行结束')
    else {
      const read = readTable(file, text, '', options)
      if ('reason' in read)
        fault(CODES[read.reason], read.message, read.line === undefined ? '' : String(read.line), read.column)
      else tree[read.key] = read.value
    }
  }
  return faults.length > 0 ? faults : fromDefects(tree, options)
}
