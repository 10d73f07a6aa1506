import { utf8ToBytes } from '@noble/hashes/utils.js'
import { type Charset, decodeText, encodeText } from '../../core/charset.ts'
import { accepted, type Checked, faulty } from '../../core/fault.ts'
import { isObject, type Json, type JsonObject } from '../../core/json.ts'
import { readXml, type XmlElement } from '../layers/codec/xml.ts'
import type { XmlFormBody } from './options/bodies.ts'

const PLAIN = /[A-Za-z0-9*\-._]/

/** The tree as a form of XML documents: no white space between elements, an empty value as a pair of tags. */
export function writeXmlForm(tree: JsonObject, { charset, declared, roots }: XmlFormBody): Uint8Array {
  const fields = Object.entries(roots).map(([name, root]) => {
    const text = `<?xml version="1.0" encoding="${declared}"?>${element(root, tree[name] ?? {})}`
    return `${name}=${percent(encodeText(text, charset))}`
  })
  return utf8ToBytes(fields.join('&'))
}

function element(name: string, value: Json): string {
  if (Array.isArray(value)) return value.map((one) => element(name, one)).join('')
  const inner = isObject(value)
    ? Object.entries(value)
        .map(([key, member]) => element(key, member))
        .join('')
    : escaped(value === null ? '' : String(value))
  return `<${name}>${inner}</${name}>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function percent(bytes: Uint8Array): string {
  return [...bytes]
    .map((byte) => {
      const sign = String.fromCharCode(byte)
      if (PLAIN.test(sign)) return sign
      return sign === ' ' ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
    })
    .join('')
}

/** The tree of such a form; a fault where a field is left out, twice there, or no XML of its root. */
export function readXmlForm(
  bytes: Uint8Array,
  body: XmlFormBody,
  limits: { readonly maxBytes: number; readonly maxDepth: number },
): Checked<JsonObject> {
  const fail = (path: string) =>
    faulty([{ path, code: 'format', message: `“${path}”不是约定的 XML`, fix: '请核对报文' }])
  if (bytes.length > limits.maxBytes)
    return faulty([{ path: '', code: 'too-large', message: '报文太大', fix: '请减少内容' }])
  const fields = new TextDecoder().decode(bytes).split('&')
  const tree: JsonObject = {}
  for (const [name, root] of Object.entries(body.roots)) {
    const given = fields.filter((field) => field.startsWith(`${name}=`))
    const content = given.length === 1 ? unpercent(String(given[0]).slice(name.length + 1)) : null
    const text = content && decodeText(content, charsetOf(content, body))
    const read = text ? readXml(text.replace(/^<\?xml[^>]*\?>/, ''), { ...limits, maxElements: 10_000 }) : 'malformed'
    if (typeof read === 'string' || read.name !== root) return fail(name)
    tree[name] = toJson(read, name, new Set(body.lists))
  }
  return accepted(tree)
}

/** The charset that a form's documents are in. */
export function charsetOfForm(bytes: Uint8Array, body: XmlFormBody): Charset {
  const [first = ''] = Object.keys(body.roots)
  const field = new TextDecoder()
    .decode(bytes)
    .split('&')
    .find((one) => one.startsWith(`${first}=`))
  return charsetOf(unpercent(field?.slice(first.length + 1) ?? '') ?? new Uint8Array(), body)
}

/** The charset is the one agreed, whatever the document calls it, unless its name is one of those that choose. */
function charsetOf(content: Uint8Array, { charset, charsets }: XmlFormBody): Charset {
  const start = String.fromCharCode(...content.subarray(0, 100))
  const [, declared = ''] = /^<\?xml[^>]*encoding="([\w-]+)"/.exec(start) ?? []
  return (Object.hasOwn(charsets, declared) ? charsets[declared] : undefined) ?? charset
}

function unpercent(text: string): Uint8Array | null {
  if (!/^(?:[A-Za-z0-9*\-._+]|%[0-9A-Fa-f]{2})*$/.test(text)) return null
  const signs = text.match(/%..|./g) ?? []
  return Uint8Array.from(signs, (sign) =>
    sign.length === 3 ? Number.parseInt(sign.slice(1), 16) : sign === '+' ? 0x20 : sign.charCodeAt(0),
  )
}

function toJson({ children, text }: XmlElement, path: string, lists: ReadonlySet<string>): Json {
  if (children.length === 0) return text
  const tree: JsonObject = {}
  for (const child of children) {
    const at = `${path}.${child.name}`
    const value = toJson(child, at, lists)
    const before = tree[child.name]
    tree[child.name] = lists.has(at) ? [...(Array.isArray(before) ? before : []), value] : value
  }
  return tree
}
