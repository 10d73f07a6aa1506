import { Parser } from 'xml2js'
import { isXmlText, type Span, scanXml, type XmlFault, type XmlLimits } from './xml-scan.ts'

export type { XmlFault, XmlLimits } from './xml-scan.ts'

/** An element as it was read; children in their order, names without prefixes. */
export interface XmlElement {
  readonly name: string
  /** URI, '' where it has none */
  readonly namespace: string
  readonly attributes: readonly XmlAttribute[]
  readonly children: readonly XmlElement[]
  /** its own text with references resolved; '' where there is nothing but white space */
  readonly text: string
  /** where it lies in the text that was read, in UTF-16 units */
  readonly span: Readonly<Span>
}

export interface XmlAttribute {
  readonly name: string
  readonly namespace: string
  readonly value: string
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const XMLNS = 'http://www.w3.org/2000/xmlns/'

// no key may be the name of an element: `#` starts none
const KEYS = { attributes: '#attributes', text: '#text', children: '#children' } as const

/** Bytes as text: strict UTF-8, a byte order mark kept as a character. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return strictUtf8.decode(bytes)
  } catch {
    return null
  }
}

/** Reads a document of UTF-8 XML 1.0 without document type; within its limits, every attribute once, every Id once. The outcome is the root or the first reason to refuse it. */
export function readXml(source: Uint8Array | string, limits: XmlLimits): XmlElement | XmlFault {
  if (source.length > limits.maxBytes) return 'too-large'
  const text = typeof source === 'string' ? source : decodeUtf8(source)
  if (text === null) return 'not-utf8'
  const spans = scanXml(text, limits)
  if (typeof spans === 'string') return spans
  const root = parse(text)
  return root ? build(root, spans) : 'malformed'
}

interface Parsed {
  readonly '#name': string
  readonly '#attributesns': { readonly uri: string; readonly local: string }
  readonly '#attributes'?: Readonly<
    Record<string, { readonly value: string; readonly uri: string; readonly local: string }>
  >
  readonly '#text'?: string
  readonly '#children'?: readonly Parsed[]
}

function parse(text: string): Parsed | null {
  const parser = new Parser({
    xmlns: true,
    explicitChildren: true,
    preserveChildrenOrder: true,
    explicitRoot: false,
    attrkey: KEYS.attributes,
    charkey: KEYS.text,
    childkey: KEYS.children,
  })
  let result: Parsed | null = null
  let failed = false
  try {
    parser.parseString(text, (error: Error | null, parsed: unknown) => {
      failed ||= error !== null
      result = parsed as Parsed | null
    })
  } catch {
    return null
  }
  return failed ? null : result
}

function build(root: Parsed, spans: readonly Span[]): XmlElement | XmlFault {
  const ids = new Set<string>()
  let next = 0
  const walk = (node: Parsed): XmlElement | XmlFault => {
    const span = spans[next++]
    // both readers must have seen the same elements
    if (!span) return 'malformed'
    const attributes = attributesOf(node)
    const fault = faultOf(attributes, ids)
    if (fault) return fault
    const children: XmlElement[] = []
    for (const child of node[KEYS.children] ?? []) {
      const element = walk(child)
      if (typeof element === 'string') return element
      children.push(element)
    }
    const { local, uri } = node['#attributesns']
    return { name: local, namespace: uri, attributes, children, text: node[KEYS.text] ?? '', span }
  }
  const element = walk(root)
  return typeof element !== 'string' && next !== spans.length ? 'malformed' : element
}

function attributesOf(node: Parsed): XmlAttribute[] {
  return Object.values(node[KEYS.attributes] ?? {})
    .filter(({ uri }) => uri !== XMLNS)
    .map(({ local, uri, value }) => ({ name: local, namespace: uri, value }))
}

function faultOf(attributes: readonly XmlAttribute[], ids: Set<string>): XmlFault | null {
  const names = new Set<string>()
  for (const { name, namespace, value } of attributes) {
    const full = `${namespace} ${name}`
    if (names.has(full)) return 'duplicate-attribute'
    names.add(full)
    if (name.toLowerCase() !== 'id') continue
    if (ids.has(value)) return 'duplicate-id'
    ids.add(value)
  }
  return null
}

/** Text as it stands between tags. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** Text as it stands between double quotes. */
export function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', '&quot;')
}

/** An element to be written: attributes in their order; text, text as CDATA, or elements inside, or null for a tag that closes itself. */
export interface XmlNode {
  readonly name: string
  readonly attributes?: readonly (readonly [name: string, value: string])[]
  readonly content: string | { readonly cdata: string } | readonly XmlNode[] | null
}

/** The element with nothing between its tags that is not content; an empty one has a start and an end tag. Throws on characters that XML has not. */
export function writeXml({ name, attributes = [], content }: XmlNode): string {
  const words = attributes.map(([key, value]) => ` ${key}="${escapeAttribute(allowed(value))}"`).join('')
  return content === null ? `<${name}${words}/>` : `<${name}${words}>${writeContent(content)}</${name}>`
}

function writeContent(content: NonNullable<XmlNode['content']>): string {
  if (typeof content === 'string') return escapeText(allowed(content))
  if ('cdata' in content) return `<![CDATA[${allowed(content.cdata).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
  return content.map(writeXml).join('')
}

/** What starts every document that is written. */
export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'

function allowed(text: string): string {
  if (!isXmlText(text)) throw new Error('XML has no such character')
  // every reader would make one line feed of it
  return text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text
}
