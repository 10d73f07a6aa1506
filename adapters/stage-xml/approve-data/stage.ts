import { isObject, type Json, type JsonObject } from '../../../core/json.ts'
import {
  readXml,
  writeXml,
  XML_DECLARATION,
  type XmlElement,
  type XmlLimits,
  type XmlNode,
} from '../../layers/codec/xml.ts'
import { objectsOf } from '../plan.ts'
import { isName, textOf } from '../texts.ts'
import { readCorrections, writeCorrections } from './corrections.ts'
import { LICENCE, LISTS, OPERATIONS, type OperationName, REMARK, RESULT_VALUES, ROWS } from './operations.ts'
import { readRemarks, writeRemark } from './remarks.ts'
import { readResultValues, writeResultValues } from './result-values.ts'
import { readRows, writeRows } from './rows.ts'

/** One message of APPROVEDATAINFO. */
export interface Stage {
  readonly operation: OperationName
  /** SBLSH_SHORT: the number of the case at the region that collected it */
  readonly caseNo: string
  /** SXBM, 31 digits */
  readonly matterCode: string
  /** XH: its number among the messages that its sender sent about the case, from 1; 0 of a query */
  readonly no: number
  /** its sections */
  readonly body: JsonObject
}

interface Spelling {
  readonly lineBreak: string
  readonly itemNames: JsonObject
}

/** Writes a stage: no white space between elements, sections in the order of the operation, elements in that of the tree; an application has all of its sections. */
export function writeStage(
  { operation, caseNo, matterCode, no, body }: Stage,
  { lineBreak, itemNames }: Spelling,
): string {
  const write = (text: string) => text.replaceAll(/\r\n?|\n/g, lineBreak)
  const wanted = OPERATIONS[operation].sections.filter(
    (name) => operation === 'receiveOnlineApply' || body[name] !== undefined,
  )
  const node = (name: string, value: Json | undefined): XmlNode => {
    if (name === ROWS) return writeRows(value, itemNames, write)
    if (name === RESULT_VALUES && isObject(value)) return { name, content: write(writeResultValues(value)) }
    if (name === REMARK) return { name, content: write(writeRemark(value)) }
    if (Array.isArray(value))
      return { name, content: value.map((element) => ({ ...node('', element), name: LISTS[name] ?? 'R' })) }
    return { name, content: isObject(value) ? members(value, node) : write(textOf(value)) }
  }
  const content = [
    { name: 'SBLSH_SHORT', content: caseNo },
    { name: 'SXBM', content: matterCode },
    { name: 'XH', content: String(no) },
    ...wanted.map((name) => node(name, name === 'SPBUZHENGGAOZHI' ? writeCorrections(body[name]) : body[name])),
  ]
  return XML_DECLARATION + writeXml({ name: 'APPROVEDATAINFO', content })
}

function members(value: JsonObject, node: (name: string, value: Json) => XmlNode): XmlNode[] {
  return Object.entries(value).map(([name, member]) => node(name, member))
}

/** Reads a stage; `malformed` where it is none of this operation: another structure, an element twice, a section that does not belong here. Values that are the filler stand for nothing and are left out. */
export function readStage(
  text: string,
  operation: OperationName,
  limits: XmlLimits,
  filler: string,
): Stage | 'malformed' {
  const root = readXml(text, limits)
  if (typeof root === 'string' || root.name !== 'APPROVEDATAINFO' || root.attributes.length > 0) return 'malformed'
  const [short, code, number, ...sections] = root.children
  if (short?.name !== 'SBLSH_SHORT' || code?.name !== 'SXBM' || number?.name !== 'XH') return 'malformed'
  const allowed: readonly string[] = OPERATIONS[operation].sections
  if (!/^\d{1,6}$/.test(number.text) || sections.some(({ name }) => !allowed.includes(name))) return 'malformed'
  const body = readMembers(sections)
  if (!body) return 'malformed'
  return {
    operation,
    caseNo: short.text,
    matterCode: code.text,
    no: Number(number.text),
    body: readBody(body, operation, filler),
  }
}

function readBody(body: JsonObject, operation: OperationName, filler: string): JsonObject {
  // in the answer to a correction a line that is the filler is gone
  const read = without(
    filler,
    operation === 'receiveCorrectResult',
  )(readCorrections(readRemarks(readResultValues(body)))) as JsonObject
  const results = objectsOf(read['SPSHENPIJIEGUODATA']).map(({ WSLX }) => textOf(WSLX))
  const kind = results.includes(LICENCE) ? LICENCE : results[0]
  return kind === undefined ? read : { ...read, WSLX: kind }
}

function readMembers(elements: readonly XmlElement[]): JsonObject | null {
  const members: JsonObject = {}
  for (const element of elements) {
    const value = readElement(element)
    if (value === null || !isName(element.name) || Object.hasOwn(members, element.name)) return null
    members[element.name] = value
  }
  return members
}

function readElement(element: XmlElement): Json | null {
  const { name, children, text, attributes, namespace } = element
  if (attributes.length > 0 || namespace !== '') return null
  if (name === ROWS) return readRows(element)
  const item = Object.hasOwn(LISTS, name) ? LISTS[name] : undefined
  if (item === undefined) return children.length === 0 ? text : text.trim() === '' ? readMembers(children) : null
  const read = children.map((child) => (child.name === item ? readMembers(child.children) : null))
  return read.some((one) => one === null) ? null : (read as JsonObject[])
}

/** A copy without what stands for nothing; with `marks` a line of the matter that does is null. */
function without(filler: string, marks: boolean) {
  const walk = (value: Json, inRows: boolean): Json => {
    if (Array.isArray(value)) return value.map((element) => walk(element, false))
    if (!isObject(value)) return value
    const members = Object.entries(value).flatMap(([name, member]): [string, Json][] => {
      if (member === filler && marks && inRows) return [[name, null]]
      return member === filler || member === '' ? [] : [[name, walk(member, name === ROWS)]]
    })
    return Object.fromEntries(members)
  }
  return (value: Json) => walk(value, false)
}
