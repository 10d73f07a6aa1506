import { accepted, type Checked, faulty } from '../../core/fault.ts'
import { isObject, type Json, type JsonObject } from '../../core/json.ts'
import { readJsonObject } from '../../core/json-text.ts'
import type { PayloadMessage } from '../../core/protocol.ts'
import { readXml, type XmlElement } from '../layers/codec/xml.ts'
import { readAttributes, writeAttributes } from './attribute-xml.ts'
import { readFiles, writeFiles } from './files-xml.ts'
import { readForm, writeForm } from './form-xml.ts'
import type { Column, Options } from './options.ts'

/** Rows by table, each by column in the table's order; a column that is not there is NULL. Documents of XML stand as their text. */
export type Rows = Readonly<Record<string, Readonly<Record<string, string>>>>

/** The tables that a message has a row of, in the order in which they are written. */
export function tablesOf(tree: JsonObject, { tables }: Pick<Options, 'tables'>): string[] {
  return Object.entries(tables).flatMap(([name, { existsBy }]) => {
    const values = tree[name]
    return isObject(values) && (existsBy === undefined || values[existsBy] !== undefined) ? [name] : []
  })
}

/** The rows that tell a message: what the tree has under a table's name, and for an application its documents. */
export function toRows({ tree, id }: Pick<PayloadMessage, 'tree' | 'id'>, { tables, application }: Options): Rows {
  const rows: Record<string, Record<string, string>> = {}
  for (const name of tablesOf(tree, { tables })) {
    const { columns = [] } = tables[name] ?? {}
    const values = tree[name] as JsonObject
    const given: Record<string, Json> = { ...values, [application.rowName]: id.replaceAll('-', '') }
    if (name === application.table) Object.assign(given, documentsOf(tree, application))
    const row = columns.filter((column) => given[column.name] !== undefined)
    rows[name] = Object.fromEntries(row.map((column) => [column.name, writeAttributes(given[column.name] ?? null)]))
  }
  return rows
}

function documentsOf(tree: JsonObject, application: Options['application']): Record<string, string> {
  const { form, files, encodingName } = application
  const declaration = `<?xml version="1.0" encoding="${encodingName}"?>`
  const fields = tree[form.root]
  const lines = tree[files.root]
  return {
    [form.column]: declaration + writeForm(form.root, isObject(fields) ? fields : {}, application),
    [files.column]: declaration + writeFiles(files.root, Array.isArray(lines) ? lines : []),
  }
}

/** The rows as they are shown: a JSON object by table and column. */
export function encodeRows(message: PayloadMessage, options: Options): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(toRows(message, options)))
}

/** The tree of such rows. */
export function decodeRows(payload: Uint8Array, options: Options): Checked<JsonObject> {
  const read = readJsonObject(payload, { maxBytes: options.maxColumnBytes * 2, maxDepth: 3 })
  if (typeof read === 'string') return refused('', '不是各表的行')
  return toTree(read, options)
}

/** The tree of rows whose documents are texts. */
export function toTree(rows: JsonObject, { tables, application, maxColumnBytes }: Options): Checked<JsonObject> {
  const { form, files } = application
  const tree: JsonObject = {}
  for (const [name, row] of Object.entries(rows)) {
    if (!Object.hasOwn(tables, name) || !isObject(row)) return refused(name, '不是约定的表')
    const { [application.rowName]: _own, [form.column]: formText, [files.column]: filesText, ...columns } = row
    tree[name] = withAttributes(columns, tables[name]?.columns ?? [], maxColumnBytes)
    if (name !== application.table) continue
    const fields = readDocument(formText, form.root, maxColumnBytes)
    const list = readDocument(filesText, files.root, maxColumnBytes)
    const read = fields && readForm(fields, application)
    const lines = list && readFiles(list)
    if (!read) return refused(`${name}.${form.column}`, '不是约定的表单 XML')
    if (!lines) return refused(`${name}.${files.column}`, '不是约定的材料 XML')
    Object.assign(tree, { [form.root]: read, [files.root]: lines })
  }
  return accepted(tree)
}

function withAttributes(row: JsonObject, columns: readonly Column[], maxBytes: number): JsonObject {
  const marked = columns.filter(({ type }) => type === 'xml').map((column) => column.name)
  const texts = Object.entries(row).filter(([key, value]) => marked.includes(key) && typeof value === 'string')
  return { ...row, ...Object.fromEntries(texts.map(([key, text]) => [key, readAttributes(String(text), maxBytes)])) }
}

/** The declaration names the charset of the column's bytes, which are a text by now. */
function readDocument(text: Json | undefined, root: string, maxBytes: number): XmlElement | null {
  if (typeof text !== 'string') return null
  const body = text.replace(/^<\?xml [^?]*\?>/, '')
  const read = readXml(body, { maxBytes, maxDepth: 8, maxElements: 50_000 })
  return typeof read !== 'string' && read.name === root ? read : null
}

function refused(path: string, message: string): Checked<never> {
  return faulty([{ path, code: 'format', message, fix: '请按接口文档填写' }])
}
