import { readZip } from '../shaanxi/zip.ts'
import { readXml, type XmlElement } from '../xml-reader.ts'
import { writeTable } from './csv.ts'

/** §3.3: the sheets of `package.xlsx` and the tables that they stand for. */
const TABLES: Readonly<Record<string, string>> = {
  办件: 'case.csv',
  表单: 'form.csv',
  材料: 'materials.csv',
  '附表-股东': 'annex-shareholders.csv',
  '附表-人员': 'annex-officers.csv',
  '附表-迁移人': 'annex-migrants.csv',
  状态: 'status.csv',
  缺陷: 'defects.csv',
  证照: 'licence.csv',
}
const CLIMBS = /\.\.|^\/|\\/

/** The tables of a workbook whose cells are all texts that stand where they are, as files beside the others; in words why it is none (E12). */
export function openWorkbook(bytes: Buffer): Map<string, Buffer> | string {
  const parts = readZip(bytes, CLIMBS)
  if (typeof parts === 'string') return parts
  const open = (name: string): XmlElement | null => {
    const part = parts.find((one) => one.name === name)
    const read = part ? readXml(part.bytes.toString('utf8')) : null
    return read && !('fault' in read) ? read : null
  }
  if (!open('[Content_Types].xml') || !open('_rels/.rels')) return '不是完整的工作簿'
  const relations = open('xl/_rels/workbook.xml.rels')?.children ?? []
  const sheets = open('xl/workbook.xml')?.children.find(({ name }) => name === 'sheets')?.children ?? []
  const tables = new Map<string, Buffer>()
  for (const sheet of sheets) {
    const table = TABLES[attributeOf(sheet, 'name')]
    const relation = relations.find((one) => attributeOf(one, 'Id') === attributeOf(sheet, 'r:id'))
    const data =
      relation && open(`xl/${attributeOf(relation, 'Target')}`)?.children.find((one) => one.name === 'sheetData')
    if (!table || !data) return `工作表“${attributeOf(sheet, 'name')}”不在约定内`
    const rows = data.children.map((row, index) => readRow(row, index + 1))
    const [header = [], ...others] = rows
    if (rows.includes(null)) return `工作表“${attributeOf(sheet, 'name')}”有非文本的单元格`
    const names = (header ?? []).map((name) => name ?? '')
    const records = others.map((row) => Object.fromEntries(names.map((name, index) => [name, row?.[index] ?? ''])))
    tables.set(table, writeTable(names, records))
  }
  return tables
}

const attributeOf = ({ attributes }: XmlElement, name: string): string =>
  attributes.find(([key]) => key === name)?.[1] ?? ''

/** The texts of a row by their columns; null where a cell is anything else. */
function readRow(row: XmlElement, number: number): string[] | null {
  const cells: string[] = []
  for (const cell of row.children) {
    const [, letters = '', line = ''] = /^([A-Z]+)(\d+)$/.exec(attributeOf(cell, 'r')) ?? []
    const [inline, ...more] = cell.children
    if (attributeOf(cell, 't') !== 'inlineStr' || inline?.name !== 'is' || more.length > 0) return null
    if (Number(line) !== number || attributeOf(row, 'r') !== line) return null
    const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
    cells[column - 1] = inline.children
      .map(({ text }) => text)
      .join('')
      .replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  }
  return Array.from(cells, (cell) => cell ?? '')
}
