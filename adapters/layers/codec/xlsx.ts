import { readZip } from '../archive/read-zip.ts'
import { readXml, type XmlElement, type XmlLimits } from './xml.ts'

/** A sheet whose cells are all texts, row by row without the blank rows at its end; every row is as long as the first. */
export interface Sheet {
  readonly name: string
  readonly rows: readonly (readonly string[])[]
}

/** What a workbook may be. */
export interface WorkbookLimits {
  /** of a part of it, and of all of it, unpacked */
  readonly maxPartBytes: number
  readonly maxTotalBytes: number
  readonly maxRows: number
  readonly maxColumns: number
}

const MOST_PARTS = 100
const PART_NAME = /^(?!.*\.\.)[A-Za-z0-9_[][A-Za-z0-9_.[\]/-]{0,199}$/
/** Whatever runs, reaches out of the workbook, or is a file inside it. */
const FORBIDDEN_PART =
  /^xl\/(externalLinks|embeddings|activeX|ctrlProps|connections|queryTables|model)|vbaProject|macrosheets|dialogsheets/i
const SHEET_ELEMENTS = new Set([
  'mergeCells',
  'hyperlinks',
  'oleObjects',
  'controls',
  'webPublishItems',
  'dataConsolidate',
])

/**
 * The sheets of a workbook (ECMA-376 part 1, 18) that holds nothing but texts, or in a few words what is wrong with it: no formulas, merged cells, hidden rows,
 * columns or sheets, links or macros; numbers and dates are refused, because a number has lost what a text shows (leading zeros, its last digits).
 */
export async function readXlsx(bytes: Uint8Array, limits: WorkbookLimits): Promise<readonly Sheet[] | string> {
  const { maxPartBytes: maxEntryBytes, maxTotalBytes } = limits
  const parts = await readZip(bytes, { maxEntries: MOST_PARTS, maxEntryBytes, maxTotalBytes, names: PART_NAME })
  if (typeof parts === 'string') return parts
  const byName = new Map(parts.map((part) => [part.name, part.bytes]))
  const forbidden = parts.find(({ name }) => FORBIDDEN_PART.test(name))
  if (forbidden) return '有宏、外部链接或嵌入的文件'
  const open = (name: string): XmlElement | null => {
    const part = byName.get(name)
    const read = part ? readXml(part, xmlLimits(limits)) : 'malformed'
    return typeof read === 'string' ? null : read
  }
  const [workbook, relations] = [open('xl/workbook.xml'), open('xl/_rels/workbook.xml.rels')]
  if (workbook?.name !== 'workbook' || !relations) return '不是完整的工作簿'
  if (relations.children.some((one) => attributeOf(one, 'TargetMode') === 'External')) return '有外部链接'
  const targets = new Map(relations.children.map((one) => [attributeOf(one, 'Id'), attributeOf(one, 'Target')]))
  const shared = byName.has('xl/sharedStrings.xml') ? readShared(open('xl/sharedStrings.xml')) : []
  if (!shared) return '共享文字表损坏'
  const listed = childrenOf(childOf(workbook, 'sheets'), 'sheet')
  const sheets: Sheet[] = []
  for (const one of listed) {
    const name = attributeOf(one, 'name')
    if (attributeOf(one, 'state') !== '' && attributeOf(one, 'state') !== 'visible')
      return `工作表“${name.slice(0, 31)}”是隐藏的`
    if (sheets.some((other) => other.name === name)) return `工作表“${name.slice(0, 31)}”重名`
    const target = (targets.get(attributeOf(one, 'id')) ?? '').replace(/^\/xl\//, '')
    const sheet = open(`xl/${target}`)
    if (sheet?.name !== 'worksheet') return `工作表“${name.slice(0, 31)}”损坏`
    const rows = readSheet(sheet, shared, limits)
    if (typeof rows === 'string') return `工作表“${name.slice(0, 31)}”${rows}`
    sheets.push({ name, rows })
  }
  return sheets
}

const xmlLimits = ({ maxPartBytes, maxRows, maxColumns }: WorkbookLimits): XmlLimits => ({
  maxBytes: maxPartBytes,
  maxDepth: 20,
  maxElements: 4 * maxRows * maxColumns,
})

const childOf = (element: XmlElement | null, name: string): XmlElement | null =>
  element?.children.find((one) => one.name === name) ?? null
const childrenOf = (element: XmlElement | null, name: string): readonly XmlElement[] =>
  element?.children.filter((one) => one.name === name) ?? []
const attributeOf = (element: XmlElement, name: string): string =>
  element.attributes.find((one) => one.name === name)?.value ?? ''

/** Texts that cells name by their number; what is said of their reading aloud is left out. */
function readShared(root: XmlElement | null): readonly string[] | null {
  return root?.name === 'sst' ? childrenOf(root, 'si').map(textOf) : null
}

function textOf(item: XmlElement): string {
  const runs = item.children.flatMap((one) => (one.name === 't' ? [one] : one.name === 'r' ? childrenOf(one, 't') : []))
  return runs
    .map(({ text }) => text)
    .join('')
    .replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

const isTrue = (value: string): boolean => value === '1' || value === 'true'

function readSheet(sheet: XmlElement, shared: readonly string[], limits: WorkbookLimits): string[][] | string {
  const strange = sheet.children.find(({ name }) => SHEET_ELEMENTS.has(name))
  if (strange) return strange.name === 'mergeCells' ? '有合并单元格' : '有链接或控件'
  if (childrenOf(childOf(sheet, 'cols'), 'col').some((one) => isTrue(attributeOf(one, 'hidden')))) return '有隐藏列'
  const rows: string[][] = []
  for (const row of childrenOf(childOf(sheet, 'sheetData'), 'row')) {
    if (isTrue(attributeOf(row, 'hidden'))) return '有隐藏行'
    const at = Number(attributeOf(row, 'r') || rows.length + 1)
    if (!Number.isSafeInteger(at) || at <= rows.length || at > limits.maxRows) return '的行次不对,或行太多'
    const cells = readRow(row, at, shared, limits)
    if (typeof cells === 'string') return cells
    while (rows.length < at - 1) rows.push([])
    rows.push(cells)
  }
  while (rows.at(-1)?.every((cell) => cell === '')) rows.pop()
  const width = rows[0]?.length ?? 0
  return rows.map((row) => [...row, ...Array<string>(Math.max(0, width - row.length)).fill('')])
}

function readRow(row: XmlElement, at: number, shared: readonly string[], limits: WorkbookLimits): string[] | string {
  const cells: string[] = []
  for (const cell of row.children) {
    if (cell.name !== 'c') continue
    const [, letters = '', number = ''] = /^([A-Z]{1,3})([1-9]\d{0,6})$/.exec(attributeOf(cell, 'r')) ?? []
    const column = columnOf(letters)
    if (Number(number) !== at || column <= cells.length || column > limits.maxColumns)
      return `第 ${at} 行的单元格位置不对`
    const value = readCell(cell, shared)
    if (value === null) return `第 ${at} 行第 ${column} 列不是文本,或有公式`
    while (cells.length < column - 1) cells.push('')
    cells.push(value)
  }
  while (cells.at(-1) === '') cells.pop()
  return cells
}

/** A, B … Z, AA … from 1; 0 for none. */
function columnOf(letters: string): number {
  return [...letters].reduce((sum, letter) => 26 * sum + letter.charCodeAt(0) - 64, 0)
}

/** A cell's text, '' where it is blank; null where it is a number, a date, a truth, a fault, or is reckoned. */
function readCell(cell: XmlElement, shared: readonly string[]): string | null {
  if (childOf(cell, 'f')) return null
  const [value, inline] = [childOf(cell, 'v'), childOf(cell, 'is')]
  const type = attributeOf(cell, 't')
  if (type === 'inlineStr') return inline && !value ? textOf(inline) : null
  if (inline) return null
  if (!value) return ''
  if (type !== 's') return null
  return /^\d{1,7}$/.test(value.text) ? (shared[Number(value.text)] ?? null) : null
}
