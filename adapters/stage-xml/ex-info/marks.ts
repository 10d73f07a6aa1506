import { isObject, type Json, type JsonObject } from '../../../core/json.ts'
import { readXml, writeXml, type XmlLimits, type XmlNode } from '../../layers/codec/xml.ts'
import { objectsOf } from '../plan.ts'
import { textOf } from '../texts.ts'
import { toTreePath, toWirePath } from './paths.ts'

/** The attributes of a mark in their order: of a field (ZD), of a material (CL). */
const ATTRIBUTES = { ZD: ['PATH', 'JG', 'YY'], CL: ['STUFF_SEQ', 'CLBM', 'JG', 'YY'] } as const

/** What was found of fields and materials, `{ ZD: [...], CL: [...] }` in the tree, as XML. */
export function writeMarks(marks: Json | undefined): string {
  const group = isObject(marks) ? marks : {}
  const nodes = (['ZD', 'CL'] as const).flatMap((name) =>
    objectsOf(group[name]).map((mark): XmlNode => ({ name, attributes: wordsOf(name, mark), content: null })),
  )
  return nodes.length === 0 ? '' : writeXml({ name: 'SHMX', content: nodes })
}

function wordsOf(name: keyof typeof ATTRIBUTES, mark: JsonObject): [string, string][] {
  return ATTRIBUTES[name].map((attribute) => {
    const value = textOf(mark[attribute])
    return [attribute, attribute === 'PATH' ? toWirePath(value) : value]
  })
}

/** The same back; null where it is written otherwise. */
export function readMarks(text: string, limits: XmlLimits): JsonObject | null {
  const root = readXml(text, limits)
  if (typeof root === 'string' || root.name !== 'SHMX') return null
  const marks: Record<keyof typeof ATTRIBUTES, JsonObject[]> = { ZD: [], CL: [] }
  for (const { name, attributes, children, text: own } of root.children) {
    if ((name !== 'ZD' && name !== 'CL') || children.length > 0 || own !== '') return null
    const words = Object.fromEntries(attributes.map((attribute) => [attribute.name, attribute.value]))
    if (Object.keys(words).some((word) => !(ATTRIBUTES[name] as readonly string[]).includes(word))) return null
    marks[name].push(words['PATH'] === undefined ? words : { ...words, PATH: toTreePath(words['PATH']) })
  }
  return marks
}
