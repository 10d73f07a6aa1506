import type { Collected, InboundOutcome } from '../../../core/message.ts'
import type { CsvPackageOptions } from '../options.ts'
import { type ReceiptLine, toLine } from './receipts.ts'

/** What a package holds, or every fault of it. */
export type Content = { readonly messages: readonly Collected[] } | { readonly faults: readonly ReceiptLine[] }

/** Tells the region what became of a package. */
export type Finish = (lines: readonly ReceiptLine[]) => Promise<void>

/** Where in a package something stands, for what is about the whole of it. */
export interface Place {
  readonly file: string
  readonly line: string
  readonly column: string
}

/** The lines of a receipt that tell what became of a message: none where it was taken; null where it has to wait and is not told. */
export function linesOf(
  outcome: InboundOutcome | null,
  place: Place,
  options: CsvPackageOptions,
): readonly ReceiptLine[] | null {
  const { errors } = options
  const whole = (reason: string, says: string) => [
    toLine(errors.outcomes[reason] ?? errors.otherwise, says, place.file, place.line, place.column),
  ]
  switch (outcome?.outcome) {
    case 'registered':
    case 'processed':
      return []
    case 'conflict':
      return whole(outcome.of === 'number' ? 'number-conflict' : 'conflict', '与此前收到的内容不同')
    case 'unknown-case':
      return whole('unknown-case', '办件不存在,或受理号与已登记者不符')
    case 'not-allowed':
      return whole(outcome.code, outcome.message)
    case 'invalid':
      return distinct(outcome.faults.map((fault) => faultLine(fault, options)))
    default:
      return null
  }
}

function faultLine(
  { path, code, message }: { path: string; code: string; message: string },
  options: CsvPackageOptions,
): ReceiptLine {
  const { errors, materials } = options
  const isMaterial = path.startsWith(materials.key)
  const told = (isMaterial ? errors.materials[code] : undefined) ?? errors.faults[code] ?? errors.otherwise
  const { file, line, column } = placeOf(path, options)
  return toLine(told, message.slice(0, 200), file, line, column)
}

/** `form.股东2.证件号码` is the column 股东2证件号码 of form.csv, whose only row is line 2. */
function placeOf(path: string, { files }: CsvPackageOptions): Place {
  const [, key = '', index = '0', rest = ''] = /^(\w+)(?:\[(\d+)\])?\.?(.*)$/u.exec(path) ?? []
  const file = files[key]?.name
  if (file === undefined) return { file: '', line: '', column: '' }
  return { file, line: String(Number(index) + 2), column: rest.split('.').join('') }
}

function distinct(lines: readonly ReceiptLine[]): ReceiptLine[] {
  const seen = new Map(lines.map((line) => [JSON.stringify(line), line]))
  return [...seen.values()]
}
