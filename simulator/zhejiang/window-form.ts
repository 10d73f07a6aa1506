import iconv from 'iconv-lite'
import { readXml, type XmlElement } from '../xml-reader.ts'

/** §3.8: the charset of a push, and what its documents call it. */
export type Charset = 'gbk' | 'utf-8'
const DECLARED: Readonly<Record<Charset, string>> = { gbk: 'gb2312', 'utf-8': 'utf-8' }

/** A field's document as a tree of texts; a list of `ITEM` as one of groups. */
export type Xml = { readonly [name: string]: string | Xml | readonly Xml[] }

const PLAIN = /[A-Za-z0-9*\-._]/

/** The documents as the fields of a form, in their order: bytes of the charset, percent-encoded. */
export function writeForm(fields: Readonly<Record<string, string>>, charset: Charset): string {
  return Object.entries(fields)
    .map(([name, text]) => `${name}=${percent(iconv.encode(text, charset))}`)
    .join('&')
}

function percent(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => {
    const sign = String.fromCharCode(byte)
    if (PLAIN.test(sign)) return sign
    return sign === ' ' ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }).join('')
}

/** A document of §3.8: no space between elements, empty values as a pair of tags. */
export function writeDocument(root: string, tree: Xml, charset: Charset): string {
  return `<?xml version="1.0" encoding="${DECLARED[charset]}"?>${element(root, tree)}`
}

function element(name: string, value: Xml[string]): string {
  if (Array.isArray(value)) return value.map((one) => element(name, one)).join('')
  if (typeof value === 'string') return `<${name}>${escaped(value)}</${name}>`
  const members = Object.entries(value as Xml)
  return `<${name}>${members.map(([key, member]) => element(key, member)).join('')}</${name}>`
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** The roots of a form's documents, in the order of its fields; null where a field is none in that charset. */
export function readForm(body: Buffer, charset: Charset): Map<string, XmlElement> | null {
  const roots = new Map<string, XmlElement>()
  for (const field of body.toString('latin1').split('&')) {
    const [name = '', value = ''] = field.split('=')
    const text = iconv.decode(unpercent(value), charset)
    const root = text.startsWith(`<?xml version="1.0" encoding="${DECLARED[charset]}"?>`) ? readXml(text) : null
    if (!root || 'fault' in root || text.includes('\ufffd')) return null
    roots.set(name, root)
  }
  return roots
}

function unpercent(text: string): Buffer {
  const plain = text.replaceAll('+', ' ')
  return Buffer.from(
    plain.replace(/%([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
}

/** An element's children by name: texts, and lists of `ITEM` as groups. */
export function membersOf({ children }: XmlElement): Record<string, unknown> {
  return Object.fromEntries(
    children.map((child) => [
      child.name,
      child.children.length === 0 ? child.text : child.children.map(({ name, text }) => ({ [name]: text })),
    ]),
  )
}

export const childrenOf = (parent: XmlElement | undefined, name: string): XmlElement[] =>
  (parent?.children ?? []).filter((child) => child.name === name)

export const textOf = (parent: XmlElement | undefined, name: string): string => childrenOf(parent, name)[0]?.text ?? ''
