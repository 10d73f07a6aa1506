import { readXml, type XmlElement } from '../xml-reader.ts'

/** A field as it stands in a message: name and value, what is XML as its text. */
export type Field = readonly [name: string, value: string]

/** One message of §3.2. */
export interface ExInfo {
  /** `EX_GDBS_…` */
  readonly table: string
  readonly fields: readonly Field[]
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
/** Fields whose value is a piece of XML. */
const PIECES = ['XML_DATA', 'SHMX']

export const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
export const escapeAttribute = (text: string): string => escapeText(text).replaceAll('"', '&quot;')
const cdata = (text: string) => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`

const writeField = ([name, value]: Field) =>
  `<Field FieldName="${escapeAttribute(name)}">${PIECES.includes(name) ? cdata(value) : escapeText(value)}</Field>`

/** §3.2: no white space between elements; what has no value is left out. */
export function writeExInfo({ table, fields }: ExInfo, wrapper = 'standardInfo', after = ''): string {
  const inner = fields.filter(([, value]) => value !== '').map(writeField)
  return `${DECLARATION}<ExInfo><${wrapper} process="${escapeAttribute(table)}">${inner.join('')}${after}</${wrapper}></ExInfo>`
}

/** The only child of the root with its fields; null where it is written otherwise. */
export function readWrapper(text: string, wrapper: string): { info: ExInfo; element: XmlElement } | null {
  const root = readXml(text)
  if ('fault' in root || root.name !== 'ExInfo' || root.children.length !== 1) return null
  const [element] = root.children
  const process = element?.attributes[0]
  if (!element || element.name !== wrapper || process?.[0] !== 'process') return null
  const fields = element.children.filter(({ name }) => name === 'Field')
  const read = fields.map(({ attributes, text: value }): Field => [attributes[0]?.[1] ?? '', value])
  return { info: { table: process[1], fields: read }, element }
}

/** A message that is written byte for byte as §3.2 says; null for any other. */
export function readExInfo(text: string): ExInfo | null {
  const read = readWrapper(text, 'standardInfo')
  return read && writeExInfo(read.info) === text ? read.info : null
}

/** The value of a field, `''` where it is not there. */
export function fieldOf({ fields }: ExInfo, name: string): string {
  return fields.find(([own]) => own === name)?.[1] ?? ''
}
