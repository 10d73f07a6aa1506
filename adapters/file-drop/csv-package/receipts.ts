import { decodeText, encodeText } from '../../../core/charset.ts'
import type { Fault } from '../../../core/fault.ts'
import type { Drop } from '../../../core/links.ts'
import type { Partner } from '../../../core/protocol.ts'
import { toTime } from '../../../core/time.ts'
import { normal } from '../../layers/csv-package/columns.ts'
import { readCsv, writeCsv } from '../../layers/csv-package/csv.ts'
import { toTreePath } from '../../layers/csv-package/defects.ts'
import { isSealed, seal } from '../../layers/csv-package/seal.ts'
import type { CsvPackageOptions } from '../options.ts'

/** A line of a receipt: one for a package that was taken, else one for each fault. Lines of files count from 1, the header's being the first. */
export interface ReceiptLine {
  readonly code: string
  readonly file: string
  readonly line: string
  readonly column: string
  readonly says: string
}

export const toLine = (code: string, says: string, file = '', line = '', column = ''): ReceiptLine => ({
  code,
  file,
  line,
  column,
  says,
})

/** A receipt as it came. */
export interface Receipt {
  readonly bytes: Uint8Array
  readonly lines: readonly ReceiptLine[]
}

const MOST_BYTES = 1_048_576
const RESULTS: Readonly<Record<string, string>> = { '00': '成功', '01': '重复', R1: '暂缓' }

/** What the region says of a package of ours; null where it has not said anything, a sentence where what lies there is no receipt of the region's for this package. */
export async function readReceipt(
  drop: Drop,
  name: string,
  { options }: Pick<Partner<CsvPackageOptions>, 'options'>,
): Promise<Receipt | string | null> {
  const path = `${options.folders.theirs}/ack/${name}`
  const bytes = await drop.read(`${path}.csv`, MOST_BYTES)
  const signature = bytes === null ? null : await drop.read(`${path}.sm2`, MOST_BYTES)
  if (bytes === null || signature === null) return null
  if (bytes === 'too-large' || signature === 'too-large') return '对方的回执太大'
  if (!isSealed(bytes, signature, options)) return '对方回执的签名不符'
  const rows = readCsv(decodeText(bytes, options.charset) ?? '"')
  const [header = [], ...lines] = rows ?? []
  const { names } = options.receipt.columns
  if (!rows || header.map(normal).join() !== names.map(normal).join() || lines.length === 0)
    return '对方的回执不是约定的表'
  if (lines.some((line) => line.length !== names.length || line[0] !== name)) return '对方的回执不是这个包的'
  return {
    bytes,
    lines: lines.map(([, , code = '', file = '', line = '', column = '', says = '']) => {
      return { code, file, line, column, says }
    }),
  }
}

/** Writes our receipt of a package of the region's, its signature first: whoever sees the one has the other. */
export async function writeReceipt(
  drop: Drop,
  name: string,
  lines: readonly ReceiptLine[],
  partner: Partner<CsvPackageOptions>,
): Promise<void> {
  const { options, clock } = partner
  const at = toReceiptTime(clock.now())
  const rows = lines.map(({ code, file, line, column, says }) => {
    return [name, RESULTS[code] ?? '失败', code, file, line, column, says, at]
  })
  const bytes = encodeText(writeCsv([options.receipt.columns.names, ...rows]), options.charset)
  const path = `${options.folders.ours}/ack/${name}`
  await drop.write(`${path}.sm2`, await seal(bytes, partner))
  await drop.write(`${path}.csv`, bytes)
}

/** `2026年3月2日 10:00:12` */
function toReceiptTime(ms: number): string {
  const [, year, month, day, time] = /^(\d+)-(\d+)-(\d+)T([\d:]{8})/.exec(toTime(ms)) ?? []
  return `${year}年${Number(month)}月${Number(day)}日 ${time}`
}

/** The faults of a receipt at the paths of the mapped tree. */
export function toFaults(lines: readonly ReceiptLine[], options: CsvPackageOptions): Fault[] {
  return lines.map((line) => ({
    path: pathOf(line, options),
    code: line.code,
    message: line.says.slice(0, 200),
  }))
}

function pathOf({ file, line, column }: ReceiptLine, options: CsvPackageOptions): string {
  if (file === '') return ''
  const path = column === '' ? null : toTreePath(file, column, options)
  const [key = '', ...rest] = (path ?? '').split('.')
  return options.files[key]?.rows === 'many'
    ? `${key}[${Math.max(0, Number(line) - 2)}].${rest.join('.')}`
    : (path ?? file)
}
