import { writeZip } from '../../simulator/shaanxi/zip.ts'
import { readTable } from '../../simulator/xizang/csv.ts'

/** A workbook’s parts by their names, as a spreadsheet writes them. */
export type Parts = Map<string, string>

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

function letters(column: number): string {
  const rest = Math.floor((column - 1) / 26)
  return (rest > 0 ? letters(rest) : '') + String.fromCharCode(65 + ((column - 1) % 26))
}

/** Sheets of texts: every other column by the shared table, the rest inline. */
export function workbookParts(sheets: Readonly<Record<string, readonly (readonly string[])[]>>): Parts {
  const shared: string[] = []
  const names = Object.keys(sheets)
  const parts: Parts = new Map([
    [
      '[Content_Types].xml',
      '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    ],
    ['_rels/.rels', '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'],
    [
      'xl/workbook.xml',
      `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>${names.map((name, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${names.map((_, at) => `<Relationship Id="rId${at + 1}" Type="worksheet" Target="worksheets/sheet${at + 1}.xml"/>`).join('')}</Relationships>`,
    ],
  ])
  for (const [at, name] of names.entries()) {
    const rows = (sheets[name] ?? []).map((row, line) => {
      const cells = row.map((text, index) => {
        const place = `${letters(index + 1)}${line + 1}`
        if (text === '') return ''
        if (index % 2 === 1)
          return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`
        shared.push(text)
        return `<c r="${place}" s="1" t="s"><v>${shared.length - 1}</v></c>`
      })
      return `<row r="${line + 1}">${cells.join('')}</row>`
    })
    const sheet = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cols><col min="1" max="3"/></cols><sheetData>${rows.join('')}</sheetData></worksheet>`
    parts.set(`xl/worksheets/sheet${at + 1}.xml`, sheet)
  }
  const items = shared.map(
    (text) => `<si><r><t xml:space="preserve">${escaped(text)}</t></r><rPh sb="0" eb="1"><t>读音</t></rPh></si>`,
  )
  parts.set(
    'xl/sharedStrings.xml',
    `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${items.join('')}</sst>`,
  )
  return parts
}

/** The parts as a file. */
export function packParts(parts: Parts): Buffer {
  return Buffer.from(writeZip([...parts].map(([name, text]) => ({ name, bytes: Buffer.from(text) }))))
}

/** A table of the region's own as rows. */
export function rowsOf(csv: Buffer): string[][] {
  const table = readTable(csv)
  if (!('rows' in table)) throw new Error('no table')
  const header = table.header as readonly string[]
  return [
    [...header],
    ...(table.rows as unknown as Record<string, string>[]).map((row) => header.map((name) => row[name] ?? '')),
  ]
}
