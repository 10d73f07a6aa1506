import { writeZip } from '../archive/zip.ts'
import type { Sheet } from './xlsx.ts'
import { writeXml, XML_DECLARATION, type XmlNode } from './xml.ts'

const SPREADSHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/package/2006/relationships'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const TYPES = 'http://schemas.openxmlformats.org/package/2006/content-types'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
/** What the application sees as one character written by its number (ECMA-376 part 1, 22.4.2.4), and what only looks like it. */
const TO_ESCAPE = /_(?=x[0-9A-Fa-f]{4}_)|\r/g

/** A workbook of texts alone, in the order given: the same sheets and time (`yyyy-MM-ddTHH:mm:ss`) make the same bytes. */
export function writeXlsx(sheets: readonly Sheet[], time: string): Uint8Array {
  const part = (name: string, root: XmlNode) => ({
    name,
    bytes: new TextEncoder().encode(XML_DECLARATION + writeXml(root)),
  })
  return writeZip(
    [
      part('[Content_Types].xml', contentTypes(sheets.length)),
      part('_rels/.rels', relationships([[`${OFFICE}/officeDocument`, 'xl/workbook.xml']])),
      part('xl/workbook.xml', workbook(sheets)),
      part(
        'xl/_rels/workbook.xml.rels',
        relationships(sheets.map((_, index) => [`${OFFICE}/worksheet`, `worksheets/sheet${index + 1}.xml`])),
      ),
      ...sheets.map(({ rows }, index) => part(`xl/worksheets/sheet${index + 1}.xml`, worksheet(rows))),
    ],
    time,
  )
}

function contentTypes(count: number): XmlNode {
  const override = (name: string, type: string): XmlNode => ({
    name: 'Override',
    attributes: [
      ['PartName', name],
      ['ContentType', type],
    ],
    content: null,
  })
  const byExtension = (extension: string, type: string): XmlNode => ({
    name: 'Default',
    attributes: [
      ['Extension', extension],
      ['ContentType', type],
    ],
    content: null,
  })
  return {
    name: 'Types',
    attributes: [['xmlns', TYPES]],
    content: [
      byExtension('rels', 'application/vnd.openxmlformats-package.relationships+xml'),
      byExtension('xml', 'application/xml'),
      override('/xl/workbook.xml', `${TYPE}.sheet.main+xml`),
      ...Array.from({ length: count }, (_, index) =>
        override(`/xl/worksheets/sheet${index + 1}.xml`, `${TYPE}.worksheet+xml`),
      ),
    ],
  }
}

function relationships(targets: readonly (readonly [type: string, target: string])[]): XmlNode {
  return {
    name: 'Relationships',
    attributes: [['xmlns', RELATIONSHIPS]],
    content: targets.map(([type, target], index) => ({
      name: 'Relationship',
      attributes: [
        ['Id', `rId${index + 1}`],
        ['Type', type],
        ['Target', target],
      ],
      content: null,
    })),
  }
}

function workbook(sheets: readonly Sheet[]): XmlNode {
  const listed = sheets.map(
    ({ name }, index): XmlNode => ({
      name: 'sheet',
      attributes: [
        ['name', name],
        ['sheetId', String(index + 1)],
        ['r:id', `rId${index + 1}`],
      ],
      content: null,
    }),
  )
  return {
    name: 'workbook',
    attributes: [
      ['xmlns', SPREADSHEET],
      ['xmlns:r', OFFICE],
    ],
    content: [{ name: 'sheets', content: listed }],
  }
}

function worksheet(rows: Sheet['rows']): XmlNode {
  const lines = rows.map((row, index): XmlNode => {
    const cells = row.flatMap((text, column) => (text === '' ? [] : [cell(`${letters(column)}${index + 1}`, text)]))
    return { name: 'row', attributes: [['r', String(index + 1)]], content: cells }
  })
  return {
    name: 'worksheet',
    attributes: [['xmlns', SPREADSHEET]],
    content: [{ name: 'sheetData', content: lines }],
  }
}

/** A text where it stands, which no spreadsheet takes for a number or a formula. */
function cell(place: string, text: string): XmlNode {
  const content = text.replaceAll(TO_ESCAPE, (one) => (one === '\r' ? '_x000D_' : '_x005F_'))
  return {
    name: 'c',
    attributes: [
      ['r', place],
      ['t', 'inlineStr'],
    ],
    content: [{ name: 'is', content: [{ name: 't', attributes: [['xml:space', 'preserve']], content }] }],
  }
}

/** A, B … Z, AA … from 0. */
function letters(column: number): string {
  const before = Math.floor(column / 26)
  return (before > 0 ? letters(before - 1) : '') + String.fromCharCode(65 + (column % 26))
}
