import { isObject, type Json, type JsonObject } from '../../core/json.ts'
import { readXml, writeXml, type XmlElement, type XmlNode } from '../layers/codec/xml.ts'

const LIMITS = { maxDepth: 4, maxElements: 5_000 }

/** A text of XML whose values are attributes: `{ BZ: { XH: '1', ZD: [{ LJ: 'F/XM' }] } }` is `<BZ XH="1"><ZD LJ="F/XM"/></BZ>`. Text where the value is one. */
export function writeAttributes(value: Json): string {
  if (!isObject(value)) return String(value ?? '')
  return Object.entries(value)
    .filter(([, group]) => isObject(group))
    .map(([name, group]) => writeXml(toNode(name, group as JsonObject)))
    .join('')
}

function toNode(name: string, group: JsonObject): XmlNode {
  const attributes = Object.entries(group).flatMap(([key, value]) =>
    typeof value === 'object' ? [] : [[key, String(value)] as const],
  )
  const lists = Object.entries(group).filter(([, value]) => Array.isArray(value))
  const children = lists.flatMap(([key, list]) => (list as Json[]).filter(isObject).map((one) => toNode(key, one)))
  return { name, attributes, content: lists.length > 0 ? children : null }
}

/** The way back; the text itself where it is no such XML. */
export function readAttributes(text: string, maxBytes: number): Json {
  const root = readXml(text, { ...LIMITS, maxBytes })
  return typeof root === 'string' ? text : { [root.name]: toGroup(root) }
}

function toGroup({ attributes, children }: XmlElement): JsonObject {
  const lists = new Map<string, Json[]>()
  for (const child of children) lists.set(child.name, [...(lists.get(child.name) ?? []), toGroup(child)])
  // made of entries: a name may be one that objects have of themselves
  return Object.fromEntries([...attributes.map(({ name, value }) => [name, value] as const), ...lists])
}
