import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { canonicalJson, isObject, type Json, type JsonObject } from '../../../core/json.ts'
import type { Collected, InboundMessage, InlineFile } from '../../../core/message.ts'
import type { Partner } from '../../../core/protocol.ts'
import { normal } from '../../layers/csv-package/columns.ts'
import { sm3Hex } from '../../layers/csv-package/seal.ts'
import type { CsvPackageOptions } from '../options.ts'
import { exchangeOf } from './evidence.ts'
import type { OpenPackage } from './open-package.ts'
import { readTables } from './read-package.ts'
import { type ReceiptLine, toLine } from './receipts.ts'
import { type Content, type Finish, linesOf } from './told.ts'

/** How cases of ours go on: a message for each line of the status table, in the order of their numbers. The receipt is written once every one of them was taken or refused; until then the package comes again, and what was taken is a repeat. */
export function readEvents(opened: OpenPackage, finish: Finish, partner: Partner<CsvPackageOptions>): Content {
  const { options } = partner
  const tree = readTables(opened.files, () => true, options)
  if (Array.isArray(tree)) return { faults: tree as readonly ReceiptLine[] }
  const { [options.progress.key]: listed, ...beside } = tree as JsonObject
  const rows = listOf(listed)
  const file = options.files[options.progress.key]?.name ?? ''
  if (rows.length === 0) return { faults: [toLine('E04', '没有状态', file)] }
  const faults = rows.flatMap((row, index) =>
    checkRow(row, opened, options).map((fault) => ({ ...fault, file, line: String(index + 2) })),
  )
  const papers = checkLicences(beside, opened, options)
  if (faults.length + papers.length > 0) return { faults: [...faults, ...papers] }
  const settled = new Map<number, readonly ReceiptLine[]>()
  const messages = rows.map((row, index): Collected => {
    const place = { file, line: String(index + 2), column: '' }
    return {
      received: { kind: 'message', message: toMessage(row, rows, beside, opened, partner) },
      async settle(outcome) {
        const lines = linesOf(outcome, place, options)
        if (lines === null) return
        settled.set(index, lines)
        if (settled.size < rows.length) return
        const told = [...settled.values()].flat()
        await finish(told.length > 0 ? told : [toLine('00', '')])
      },
    }
  })
  const inTurn = rows.map((row, index) => ({ number: numberOf(row), index })).sort((a, b) => a.number - b.number)
  return { messages: inTurn.flatMap(({ index }) => messages[index] ?? []) }
}

const listOf = (value: Json | undefined): JsonObject[] =>
  Array.isArray(value) ? value.filter(isObject) : isObject(value) ? [value] : []
const textOf = (row: JsonObject, column: string): string => String(row[column] ?? '')
const numberOf = (row: JsonObject): number => Number(textOf(row, '序号'))

function checkRow(
  row: JsonObject,
  { files }: OpenPackage,
  { progress: { document } }: CsvPackageOptions,
): ReceiptLine[] {
  const paper = textOf(row, document.file)
  return [
    ...['办件编号', '事件号', '办理状态', '状态时间']
      .filter((column) => textOf(row, column) === '')
      .map((column) => toLine('E14', '必填', '', '', column)),
    ...(/^[1-9]\d{0,8}$/.test(textOf(row, '序号')) ? [] : [toLine('E16', '序号应自 1 递增', '', '', '序号')]),
    ...(textOf(row, '事件号').length <= 32 ? [] : [toLine('E16', '超过 32 字', '', '', '事件号')]),
    ...(paper === '' || files.has(`files/${paper}`) ? [] : [toLine('E31', '包内没有这个文件', '', '', document.file)]),
  ]
}

/** A licence comes with its file, and the file is the one it says. */
function checkLicences(beside: JsonObject, { files }: OpenPackage, options: CsvPackageOptions): ReceiptLine[] {
  const { key, file, digest } = options.progress.licence
  const name = options.files[key]?.name ?? ''
  return listOf(beside[key]).flatMap((row, index) => {
    const bytes = files.get(`files/${textOf(row, file)}`)
    const isSame = bytes !== undefined && sm3Hex(bytes) === textOf(row, digest)
    return isSame ? [] : [toLine('E31', '包内没有这个文件,或 SM3 不符', name, String(index + 2), file)]
  })
}

/** A line with what belongs to it: what is to be mended under its correction's number, the licence and whatever else the region filled in at the end of the case. */
function toMessage(
  row: JsonObject,
  rows: readonly JsonObject[],
  beside: JsonObject,
  opened: OpenPackage,
  partner: Partner<CsvPackageOptions>,
): InboundMessage {
  const { progress } = partner.options
  const { [progress.defects.key]: defects, [progress.licence.key]: licences, ...filled } = beside
  const caseNo = textOf(row, '办件编号')
  const ofCase = (line: JsonObject) => textOf(line, '办件编号') === caseNo
  const own = listOf(defects).filter((line) => ofCase(line) && textOf(line, '补正单号') === textOf(row, '补正单号'))
  const isLast = rows.every((one) => !ofCase(one) || numberOf(one) <= numberOf(row))
  const licence = listOf(licences).find(ofCase)
  const said: JsonObject = {
    [progress.key]: { ...row, 办理状态: normal(textOf(row, '办理状态')) },
    ...(own.length > 0 ? { [progress.defects.key]: own } : {}),
    ...(isLast && licence ? { [progress.licence.key]: licence } : {}),
    ...(isLast ? filled : {}),
  }
  const { tree, files } = withFiles(said, opened, partner.options)
  const papers = files.map(({ bytes }) => sm3Hex(bytes))
  return {
    kind: 'progress',
    key: `event:${textOf(row, '事件号')}`,
    digest: bytesToHex(sha256(utf8ToBytes(canonicalJson({ said, papers })))),
    caseNo,
    partnerCaseNo: textOf(row, '受理号') || null,
    correlation: null,
    matterCode: null,
    seq: numberOf(row),
    tree,
    files,
    memo: {},
    exchange: exchangeOf(opened, partner),
    reply: {},
  }
}

/** Files are named after their package: the next one has a `DOC_SL_01.pdf` too. */
function withFiles(
  said: JsonObject,
  { name, files }: OpenPackage,
  { progress }: CsvPackageOptions,
): { tree: JsonObject; files: InlineFile[] } {
  const taken: InlineFile[] = []
  const tree = { ...said }
  const columns = [
    [progress.key, progress.document.file],
    [progress.licence.key, progress.licence.file],
  ] as const
  for (const [key, column] of columns) {
    const record = tree[key]
    const file = isObject(record) ? textOf(record, column) : ''
    const bytes = files.get(`files/${file}`)
    if (!isObject(record) || file === '' || !bytes) continue
    const ref = `${name}/${file}`
    taken.push({ ref, name: file, bytes })
    tree[key] = { ...record, [column]: ref }
  }
  return { tree, files: taken }
}
