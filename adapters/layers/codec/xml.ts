import { isXmlText, type Span, scanXml, type XmlFault, type XmlLimits } from './xml-scan.ts'
import { buildTree } from './xml-tree.ts'

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
  return buildTree(text, spans)
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
