import { accepted, type Checked, faulty } from '../../core/fault.ts'
import { isObject, type Json, type JsonObject } from '../../core/json.ts'
import { sortFields } from '../layers/sign/form-sm3.ts'
import type { FormBody } from './options/bodies.ts'

/** What a form says, by key. */
export type Fields = Readonly<Record<string, string>>

const MOST_FIELDS = 20_000

/** The tree as fields in the order of their keys' bytes; what is empty is left out. */
export function flattenTree(tree: JsonObject, body: FormBody): Fields {
  const fields = Object.entries(tree).flatMap(([key, value]): [string, string][] => {
    if (!Array.isArray(value)) return [[key, textOf(value)]]
    const elements = value.filter(isObject)
    const inside = elements.flatMap((element, index) =>
      Object.entries(element).map(([name, member]): [string, string] => [`${index}${name}`, textOf(member)]),
    )
    return [[key + body.countSuffix, String(elements.length)], ...inside]
  })
  const written = fields.filter(([, text]) => text !== '')
  return Object.fromEntries(
    sortFields(written).map(([key, text]) => [key, body.spellsBeyondBmp ? spell(text) : text] as const),
  )
}

function textOf(value: Json): string {
  return value === null || typeof value === 'object' ? '' : String(value).replaceAll('\r\n', '\n')
}

function spell(text: string): string {
  return text.replaceAll(/[\u{10000}-\u{10ffff}]/gu, (one) => `{U+${one.codePointAt(0)?.toString(16).toUpperCase()}}`)
}

function unspell(text: string): string {
  return text.replaceAll(/\{U\+([0-9A-F]{5,6})\}/g, (whole, hex: string) => {
    const point = Number.parseInt(hex, 16)
    return point > 0xffff && point <= 0x10ffff ? String.fromCodePoint(point) : whole
  })
}

/** Fields as the body of a form: letters, digits and `*-._` as they are, a space as `+`. */
export function writeForm(fields: Fields): string {
  return new URLSearchParams(Object.entries(fields)).toString()
}

/** The fields of a body; null where it is none, or says a key twice. */
export function readForm(bytes: Uint8Array): Fields | null {
  const text = decodeAscii(bytes)
  if (text === null) return null
  const fields: Record<string, string> = {}
  for (const [key, value] of new URLSearchParams(text)) {
    if (Object.hasOwn(fields, key) || key === '__proto__' || value.includes('\ufffd')) return null
    fields[key] = value
  }
  return Object.keys(fields).length > MOST_FIELDS ? null : fields
}

function decodeAscii(bytes: Uint8Array): string | null {
  return bytes.every((byte) => byte > 0x20 && byte < 0x7f) ? new TextDecoder().decode(bytes) : null
}

/** The tree of a body. */
export function decodeForm(bytes: Uint8Array, body: FormBody, maxBytes: number): Checked<JsonObject> {
  if (bytes.length > maxBytes) return faulty([{ path: '', code: 'too-large', message: '报文太大', fix: '请减少内容' }])
  const fields = readForm(bytes)
  if (!fields) return faulty([{ path: '', code: 'format', message: '报文不是约定的表单', fix: '请核对报文' }])
  return readFields(fields, body)
}

/** Fields as the tree: places become lists again. A place that is left out, or a number that is not theirs, is a fault (`count`). */
export function readFields(fields: Fields, body: FormBody): Checked<JsonObject> {
  const tree: JsonObject = {}
  const lists = new Map<string, JsonObject[]>()
  for (const [key, text] of Object.entries(fields)) {
    const value = body.spellsBeyondBmp ? unspell(text) : text
    const [, place = '', name = ''] = /^(0|[1-9]\d{0,3})(\D.*)$/.exec(key) ?? []
    const list = name === '' ? undefined : listOf(name, body)
    if (list === undefined) {
      tree[key] = value
      continue
    }
    const elements = lists.get(list) ?? []
    lists.set(list, elements)
    const element = elements[Number(place)] ?? {}
    elements[Number(place)] = element
    element[name] = value
  }
  for (const list of Object.keys(body.lists)) {
    const count = list + body.countSuffix
    const elements = lists.get(list) ?? []
    const stated = tree[count]
    if (stated === undefined && elements.length === 0) continue
    if (stated !== String(elements.length) || Object.keys(elements).length !== elements.length)
      return faulty([{ path: count, code: 'count', message: `“${count}”与各条下标不符`, fix: '下标从 0 起连续' }])
    delete tree[count]
    tree[list] = elements
  }
  return accepted(tree)
}

function listOf(name: string, { lists }: FormBody): string | undefined {
  return Object.keys(lists).find((list) => lists[list]?.some((start) => name.startsWith(start)))
}

/** The path in the tree of what the region calls `1NAME`. */
export function toTreePath(key: string, body: FormBody): string {
  const [, place, name = ''] = /^(0|[1-9]\d{0,3})(\D.*)$/.exec(key) ?? []
  const list = name === '' ? undefined : listOf(name, body)
  return list === undefined ? key : `${list}[${place}].${name}`
}

/** The key of a path in the tree. */
export function toKey(path: string): string {
  const [, place, name] = /^\w+\[(\d+)\]\.(\w+)$/.exec(path) ?? []
  return name === undefined ? path : `${place}${name}`
}
