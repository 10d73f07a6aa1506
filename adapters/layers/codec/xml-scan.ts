/** What a document may cost to read, before anything is built from it. */
export interface XmlLimits {
  readonly maxBytes: number
  readonly maxDepth: number
  readonly maxElements: number
}

/** Why a text was not taken as XML. */
export type XmlFault =
  | 'too-large'
  | 'not-utf8'
  | 'malformed'
  | 'doctype'
  | 'entity'
  | 'instruction'
  | 'too-deep'
  | 'too-many'
  | 'duplicate-attribute'
  | 'duplicate-id'

/** Where an element lies in its text, in UTF-16 units: from its `<` to behind its last `>`. */
export interface Span {
  readonly start: number
  end: number
}

const NAME = '[A-Za-z_\\u0080-\\uffff][\\w.\\-\\u0080-\\uffff]*(?::[A-Za-z_\\u0080-\\uffff][\\w.\\-\\u0080-\\uffff]*)?'
const DECLARATION = /^<\?xml\s+version\s*=\s*["']1\.0["'](?:\s+encoding\s*=\s*["']([\w.-]+)["'])?[^<>]*\?>/
const OPENING = new RegExp(`<(${NAME})`, 'y')
const ATTRIBUTE = new RegExp(`\\s+(${NAME})\\s*=\\s*(?:"[^"<]*"|'[^'<]*')`, 'y')
const TAG_END = /\s*(\/?)>/y
const CLOSING = new RegExp(`</(${NAME})\\s*>`, 'y')
const REFERENCE = /&(?:amp|lt|gt|quot|apos|#(\d{1,7})|#x([0-9A-Fa-f]{1,6}));/y
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/
const MOST_ATTRIBUTES = 64
/** Each costs its reader far more than its few letters; XML inside XML as text needs tens of thousands. */
const MOST_REFERENCES = 200_000
/** Comments and CDATA sections of a document. */
const MOST_SECTIONS = 10_000

/** Whether every character is one that XML 1.0 has; a lone surrogate is none. */
export function isXmlText(text: string): boolean {
  return text.isWellFormed() && !FORBIDDEN.test(text)
}

/**
 * Walks over a document once, building nothing, and refuses what could cost or mislead a reader: document types, entities of any kind but the
 * five of XML and character references, processing instructions, an attribute twice, tags that do not nest, more depth or elements than allowed.
 * The spans are in the order of the start tags.
 */
export function scanXml(text: string, limits: XmlLimits): readonly Span[] | XmlFault {
  if (!isXmlText(text)) return 'malformed'
  const declaration = DECLARATION.exec(text)
  const encoding = declaration?.[1]
  if (encoding !== undefined && encoding.toLowerCase() !== 'utf-8') return 'not-utf8'
  const spans: Span[] = []
  const budget: Budget = { references: MOST_REFERENCES, sections: MOST_SECTIONS }
  const open: { name: string; span: Span }[] = []
  let at = declaration ? declaration[0].length : 0
  while (at < text.length) {
    const next = text.indexOf('<', at)
    const between = next < 0 ? text.length : next
    if (open.length === 0 && text.slice(at, between).trim() !== '') return 'malformed'
    const wrong = checkReferences(text, at, between, budget)
    if (wrong) return wrong
    if (next < 0) break
    const step = readMarkup(text, next, open.length > 0, budget)
    if (typeof step === 'string') return step
    at = step.end
    if (step.kind === 'open') {
      if (open.length === 0 && spans.length > 0) return 'malformed'
      const span = { start: next, end: step.end }
      spans.push(span)
      if (spans.length > limits.maxElements) return 'too-many'
      if (open.length >= limits.maxDepth) return 'too-deep'
      if (!step.empty) open.push({ name: step.name, span })
    } else if (step.kind === 'other') {
      budget.sections -= 1
      if (budget.sections < 0) return 'too-many'
    } else {
      const last = open.pop()
      if (last?.name !== step.name) return 'malformed'
      last.span.end = step.end
    }
  }
  return spans.length > 0 && open.length === 0 ? spans : 'malformed'
}

/** What a document may still hold. */
interface Budget {
  references: number
  sections: number
}

type Markup =
  | { readonly kind: 'open'; readonly name: string; readonly empty: boolean; readonly end: number }
  | { readonly kind: 'close'; readonly name: string; readonly end: number }
  | { readonly kind: 'other'; readonly end: number }

function readMarkup(text: string, at: number, inside: boolean, budget: Budget): Markup | XmlFault {
  if (text.startsWith('<!--', at)) {
    const end = text.indexOf('--', at + 4)
    return end >= 0 && text[end + 2] === '>' ? { kind: 'other', end: end + 3 } : 'malformed'
  }
  if (text.startsWith('<![CDATA[', at)) {
    const end = text.indexOf(']]>', at + 9)
    return inside && end >= 0 ? { kind: 'other', end: end + 3 } : 'malformed'
  }
  if (text.startsWith('<!', at)) return 'doctype'
  if (text.startsWith('<?', at)) return 'instruction'
  CLOSING.lastIndex = at
  const closing = CLOSING.exec(text)
  return closing ? { kind: 'close', name: closing[1] ?? '', end: CLOSING.lastIndex } : readStartTag(text, at, budget)
}

function readStartTag(text: string, start: number, budget: Budget): Markup | XmlFault {
  OPENING.lastIndex = start
  const name = OPENING.exec(text)?.[1]
  if (name === undefined) return 'malformed'
  const seen = new Set<string>()
  let at = OPENING.lastIndex
  for (;;) {
    ATTRIBUTE.lastIndex = at
    const attribute = ATTRIBUTE.exec(text)?.[1]
    if (attribute === undefined) break
    if (seen.has(attribute)) return 'duplicate-attribute'
    seen.add(attribute)
    if (seen.size > MOST_ATTRIBUTES) return 'too-many'
    const wrong = checkReferences(text, at, ATTRIBUTE.lastIndex, budget)
    if (wrong) return wrong
    at = ATTRIBUTE.lastIndex
  }
  TAG_END.lastIndex = at
  const ending = TAG_END.exec(text)
  return ending ? { kind: 'open', name, empty: ending[1] === '/', end: TAG_END.lastIndex } : 'malformed'
}

function checkReferences(text: string, from: number, to: number, budget: Budget): 'entity' | 'too-many' | null {
  // a search in the whole text would run past `to` again and again
  const part = text.slice(from, to)
  let end = 0
  for (let at = part.indexOf('&'); at >= 0; at = part.indexOf('&', end)) {
    end = endOfReference(part, at)
    if (end < 0) return 'entity'
    budget.references -= 1
    if (budget.references < 0) return 'too-many'
  }
  return null
}

/** Where a lawful reference ends; -1 where there is none. Those of XML inside XML first, which come by the ten thousand. */
function endOfReference(text: string, at: number): number {
  if (text.startsWith('lt;', at + 1) || text.startsWith('gt;', at + 1)) return at + 4
  REFERENCE.lastIndex = at
  const reference = REFERENCE.exec(text)
  return reference && isCharacter(reference[1], reference[2]) ? REFERENCE.lastIndex : -1
}

/** A reference may name only what could stand in the document by itself (XML 1.0 §4.1, Legal Character). */
function isCharacter(decimal: string | undefined, hex: string | undefined): boolean {
  if (decimal === undefined && hex === undefined) return true
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return false
  return isXmlText(String.fromCodePoint(code))
}
