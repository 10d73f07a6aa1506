import type { XmlAttribute, XmlElement } from './xml.ts'
import type { Span, XmlFault } from './xml-scan.ts'
import { lineEnds, readStartTag, resolved, type Scope, splitName, within, XML_NAMESPACE } from './xml-tags.ts'

const XMLNS = 'http://www.w3.org/2000/xmlns/'

interface Open {
  readonly element: { -readonly [Key in keyof XmlElement]: XmlElement[Key] }
  readonly children: XmlElement[]
  readonly scope: Scope
  /** whether its text is more than white space between its children */
  hasText: boolean
}

/** The tree of a text that `scanXml` has taken, with the spans that it gave; what namespaces forbid is refused: a prefix that nothing binds, an attribute or an Id twice (Namespaces in XML 1.0 §5, §6.3). */
export function buildTree(text: string, spans: readonly Span[]): XmlElement | XmlFault {
  const ids = new Set<string>()
  const open: Open[] = []
  let [at, next] = [spans[0]?.start ?? 0, 0]
  for (;;) {
    const tagAt = text.indexOf('<', at)
    const around = open.at(-1)
    if (around && tagAt > at) append(around, text.slice(at, tagAt))
    if (text.startsWith('<!--', tagAt)) at = text.indexOf('-->', tagAt) + 3
    else if (text.startsWith('<![CDATA[', tagAt)) {
      at = text.indexOf(']]>', tagAt) + 3
      if (around) {
        const section = lineEnds(text.slice(tagAt + 9, at - 3))
        around.element.text += section
        around.hasText ||= /\S/.test(section)
      }
    } else if (text[tagAt + 1] === '/') {
      at = text.indexOf('>', tagAt) + 1
      const closed = open.pop()
      if (closed && open.length === 0) return close(closed)
      if (closed) close(closed)
    } else {
      const opened = openElement(text, spans[next++], around, ids)
      if (typeof opened === 'string') return opened
      around?.children.push(opened.element)
      at = opened.end
      if (!opened.empty) open.push(opened)
      else if (!around) return opened.element
    }
  }
}

const SPACE_BY_NUMBER = /&#(?:0*(?:9|10|13|32)|x0*(?:9|[aAdD]|20));/g

/** White space, as it stands or by its number; told from the raw text, so that a large one need not be laid flat for it. */
function isBlank(raw: string): boolean {
  return (raw.includes('&#') ? raw.replaceAll(SPACE_BY_NUMBER, '') : raw).trim() === ''
}

function append(open: Open, raw: string): void {
  open.element.text += resolved(lineEnds(raw))
  open.hasText ||= !isBlank(raw)
}

function close({ element, hasText }: Open): XmlElement {
  if (!hasText) element.text = ''
  return element
}

function openElement(
  text: string,
  span: Span | undefined,
  around: Open | undefined,
  ids: Set<string>,
): (Open & { readonly empty: boolean; readonly end: number }) | XmlFault {
  if (!span) return 'malformed'
  const tag = readStartTag(text, span.start)
  if (!areLawful(tag.declared)) return 'malformed'
  const scope = within(around?.scope ?? ROOT, tag.declared)
  const namespace = scope.get(tag.prefix)
  if (namespace === undefined && tag.prefix !== '') return 'malformed'
  const attributes: XmlAttribute[] = []
  for (const { prefix, local, value } of tag.attributes) {
    const uri = prefix === '' ? '' : scope.get(prefix)
    if (uri === undefined) return 'malformed'
    if (attributes.some((one) => one.name === local && one.namespace === uri)) return 'duplicate-attribute'
    if (local.toLowerCase() === 'id') {
      if (ids.has(value)) return 'duplicate-id'
      ids.add(value)
    }
    attributes.push({ name: local, namespace: uri, value })
  }
  const children: XmlElement[] = []
  const name = splitName(tag.name).local
  const element = { name, namespace: namespace ?? '', attributes, children, text: '', span }
  return { element, children, scope, hasText: false, empty: tag.empty, end: tag.end }
}

const ROOT: Scope = new Map([['xml', XML_NAMESPACE]])

/** `xml` and `xmlns` stand for what they stand for, nothing else for those, and no prefix for nothing (Namespaces in XML 1.0 §3, §2.2). */
function areLawful(declared: Scope): boolean {
  for (const [prefix, uri] of declared) {
    if (prefix === 'xmlns' || uri === XMLNS || (prefix === 'xml') !== (uri === XML_NAMESPACE)) return false
    if (prefix !== '' && uri === '') return false
  }
  return true
}
