import { isObject, type Json, type JsonObject } from '../../../core/json.ts'
import type { XmlElement, XmlNode } from '../../layers/codec/xml.ts'
import { isName, textOf } from '../texts.ts'

/** The matter's own lines: one for every value; of a list one for every member of every element, counted from 1. `names` are the lines' names by code (`AQY.XM` of a list's member). */
export function writeRows(rows: Json | undefined, names: JsonObject, write: (text: string) => string): XmlNode {
  const lines = Object.entries(isObject(rows) ? rows : {}).flatMap(([code, value]): XmlNode[] => {
    if (!Array.isArray(value)) return [toLine(code, nameOf(names, code), write(textOf(value)))]
    return value.flatMap((element, index) =>
      Object.entries(isObject(element) ? element : {}).map(([member, own]) =>
        toLine(`${code}[${index + 1}].${member}`, nameOf(names, `${code}.${member}`), write(textOf(own))),
      ),
    )
  })
  const list = { name: 'SPItemListDef', content: [{ name: 'rows', content: lines }] }
  return { name: 'XML_DATA', content: [list] }
}

function nameOf(names: JsonObject, code: string): string {
  return textOf(names[code] ?? code)
}

function toLine(code: string, name: string, value: string): XmlNode {
  return {
    name: 'row',
    content: [
      { name: 'ITEMCODE', content: code },
      { name: 'ITEMNAME', content: name },
      { name: 'ITEMVALUE', content: { cdata: value } },
    ],
  }
}

const LISTED = /^([A-Za-z]\w{0,62})\[([1-9]\d{0,2})\]\.([A-Za-z]\w{0,62})$/

/** Reads the lines back; null where they are not written as agreed: another structure, a code twice, a list that is not counted through. */
export function readRows(element: XmlElement): JsonObject | null {
  const list = only(element, 'SPItemListDef')
  const rows = list && only(list, 'rows')
  if (!rows) return null
  const read: JsonObject = {}
  for (const row of rows.children) {
    const [code, name, value] = row.children
    const whole = row.name === 'row' && row.children.length === 3
    if (!whole || code?.name !== 'ITEMCODE' || name?.name !== 'ITEMNAME' || value?.name !== 'ITEMVALUE') return null
    if (value.children.length > 0 || !put(read, code.text, value.text)) return null
  }
  return read
}

function only({ children }: XmlElement, name: string): XmlElement | null {
  const [child] = children
  return child?.name === name && children.length === 1 ? child : null
}

function put(read: JsonObject, code: string, value: string): boolean {
  const [, list, position, member] = LISTED.exec(code) ?? []
  if (list === undefined || member === undefined) return putOnce(read, code, value)
  const known = Object.hasOwn(read, list) ? read[list] : []
  if (!Array.isArray(known) || !isName(list)) return false
  read[list] = known
  const at = Number(position) - 1
  if (at === known.length) known.push({})
  const element = at === known.length - 1 ? known[at] : undefined
  return isObject(element) && putOnce(element, member, value)
}

function putOnce(group: JsonObject, name: string, value: string): boolean {
  if (!isName(name) || Object.hasOwn(group, name)) return false
  group[name] = value
  return true
}
