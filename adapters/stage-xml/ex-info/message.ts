import { isObject, type Json, type JsonObject } from '../../../core/json.ts'
import {
  readXml,
  writeXml,
  XML_DECLARATION,
  type XmlElement,
  type XmlLimits,
  type XmlNode,
} from '../../layers/codec/xml.ts'
import { isName, textOf } from '../texts.ts'
import { readForm, writeForm } from './form.ts'
import { readMarks, writeMarks } from './marks.ts'
import { FORM, isTable, MARKS, type TableName } from './tables.ts'

/** One message of ExInfo: a record of one table, its fields in their order. */
export interface TableRecord {
  readonly table: TableName
  readonly body: JsonObject
}

/** Writes a message: no white space between elements, fields without a value left out, the form and the marks as CDATA. */
export function writeRecord({ table, body }: TableRecord, formVersion: string): string {
  const fields = Object.entries(body).flatMap(([name, value]) => toField(name, value, body, formVersion))
  return (
    XML_DECLARATION +
    writeXml({
      name: 'ExInfo',
      content: [{ name: 'standardInfo', attributes: [['process', table]], content: fields }],
    })
  )
}

function toField(name: string, value: Json, body: JsonObject, formVersion: string): XmlNode[] {
  const attributes: [string, string][] = [['FieldName', name]]
  const inner =
    name === FORM && isObject(value)
      ? writeForm(value, textOf(body['SXBM_SHORT']), formVersion)
      : name === MARKS
        ? writeMarks(value)
        : null
  if (inner !== null) return inner === '' ? [] : [{ name: 'Field', attributes, content: { cdata: inner } }]
  return textOf(value) === '' ? [] : [{ name: 'Field', attributes, content: textOf(value) }]
}

/** Why a message was not taken: `form` where only the form inside is at fault. */
export type RecordFault = 'malformed' | 'form' | 'form-version'

/** Reads a message of this table; its form and marks are read too. */
export function readRecord(
  text: string,
  table: string,
  limits: XmlLimits,
  formVersion: string,
): TableRecord | RecordFault {
  if (!isTable(table)) return 'malformed'
  const fields = readFields(text, 'standardInfo', table, limits)
  if (!fields) return 'malformed'
  const body: JsonObject = Object.fromEntries(fields)
  if (body[FORM] !== undefined) {
    const read = readForm(textOf(body[FORM]), limits)
    if (!read || (body['SXBM_SHORT'] !== undefined && read.basicCode !== body['SXBM_SHORT'])) return 'form'
    if (read.version !== formVersion) return 'form-version'
    body[FORM] = read.form
  }
  if (body[MARKS] !== undefined) {
    const marks = readMarks(textOf(body[MARKS]), limits)
    if (!marks) return 'form'
    body[MARKS] = marks
  }
  return { table, body }
}

/** The fields of `ExInfo/<wrapper process=table>`, each once; null where it is written otherwise. */
export function readFields(
  text: string,
  wrapper: string,
  table: string,
  limits: XmlLimits,
): Map<string, string> | null {
  const record = readWrapper(text, wrapper, table, limits)
  if (!record) return null
  const fields = new Map<string, string>()
  for (const { name, attributes, children, text: value } of record.children) {
    if (name === 'errInfo') continue
    const [word] = attributes
    const whole = name === 'Field' && attributes.length === 1 && word?.name === 'FieldName' && children.length === 0
    if (!whole || !isName(word.value) || fields.has(word.value)) return null
    if (value !== '') fields.set(word.value, value)
  }
  return fields
}

/** The one element inside ExInfo, of this name and process. */
export function readWrapper(text: string, wrapper: string, table: string, limits: XmlLimits): XmlElement | null {
  const root = readXml(text, limits)
  if (typeof root === 'string' || root.name !== 'ExInfo' || root.attributes.length > 0) return null
  const [record] = root.children
  const [subject] = record?.attributes ?? []
  const named = record?.name === wrapper && subject?.name === 'process' && subject.value === table
  return named && root.children.length === 1 && record.attributes.length === 1 ? record : null
}
