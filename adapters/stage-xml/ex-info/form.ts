import { isObject, type Json, type JsonObject } from '../../../core/json.ts'
import { readXml, writeXml, type XmlElement, type XmlLimits, type XmlNode } from '../../layers/codec/xml.ts'
import { isName, textOf } from '../texts.ts'

/** The form as XML: groups as elements, lists as ROWs counted from 1, blanks left out. No declaration, no white space. */
export function writeForm(form: JsonObject, basicCode: string, version: string): string {
  return writeXml({
    name: 'FORM',
    attributes: [
      ['SXBM_SHORT', basicCode],
      ['VER', version],
    ],
    content: members(form),
  })
}

function members(group: JsonObject): XmlNode[] {
  return Object.entries(group).flatMap(([name, value]): XmlNode[] => {
    if (Array.isArray(value)) return value.length === 0 ? [] : [{ name, content: value.map(toRow) }]
    if (isObject(value)) return [{ name, content: members(value) }]
    return textOf(value) === '' ? [] : [{ name, content: textOf(value) }]
  })
}

function toRow(element: Json, index: number): XmlNode {
  return {
    name: 'ROW',
    attributes: [['NO', String(index + 1)]],
    content: members(isObject(element) ? element : {}),
  }
}

/** What a form's XML says. */
export interface ReadForm {
  readonly basicCode: string
  readonly version: string
  readonly form: JsonObject
}

/** Reads it back; null where it is written otherwise: an element twice, rows that are not counted through, attributes that nobody agreed on. */
export function readForm(text: string, limits: XmlLimits): ReadForm | null {
  const root = readXml(text, limits)
  if (typeof root === 'string' || root.name !== 'FORM') return null
  const words = Object.fromEntries(root.attributes.map(({ name, value }) => [name, value]))
  const { SXBM_SHORT: basicCode, VER: version, ...others } = words
  const form = readMembers(root.children)
  if (!form || basicCode === undefined || version === undefined || Object.keys(others).length > 0) return null
  return { basicCode, version, form }
}

function readMembers(elements: readonly XmlElement[]): JsonObject | null {
  const group: JsonObject = {}
  for (const element of elements) {
    const value = readElement(element)
    if (value === null || !isName(element.name) || Object.hasOwn(group, element.name)) return null
    group[element.name] = value
  }
  return group
}

function readElement({ attributes, children, namespace, text }: XmlElement): Json | null {
  if (attributes.length > 0 || namespace !== '') return null
  if (children.length === 0) return text
  if (text.trim() !== '') return null
  return children[0]?.name === 'ROW' ? readRows(children) : readMembers(children)
}

function readRows(rows: readonly XmlElement[]): Json | null {
  const read = rows.map(({ name, attributes, children }, index) => {
    const [number] = attributes
    const counted = attributes.length === 1 && number?.name === 'NO' && number.value === String(index + 1)
    return name === 'ROW' && counted ? readMembers(children) : null
  })
  return read.some((row) => row === null) ? null : (read as JsonObject[])
}
