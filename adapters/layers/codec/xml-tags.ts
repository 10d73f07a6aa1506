/* How the texts of a document that `scanXml` has taken are to be read (XML 1.0): for the reader and for the canonical form alike, so that both see one document. */

/** Namespace declarations in force, by prefix; '' is the default one. */
export type Scope = ReadonlyMap<string, string>

export interface StartTag {
  readonly name: string
  readonly prefix: string
  readonly attributes: readonly TagAttribute[]
  readonly declared: Scope
  readonly empty: boolean
  readonly end: number
}

export interface TagAttribute {
  readonly name: string
  readonly prefix: string
  readonly local: string
  /** as every reader has it: references resolved, white space made blanks */
  readonly value: string
}

export const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace'
const OPENING = /<([^\s/>]+)/y
const ATTRIBUTE = /\s+([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/y
const TAG_END = /\s*(\/?)>/y
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const NONE: Scope = new Map()

/** The start tag at a place where one stands. */
export function readStartTag(text: string, start: number): StartTag {
  OPENING.lastIndex = start
  const name = OPENING.exec(text)?.[1] ?? ''
  const attributes: TagAttribute[] = []
  let declared: Map<string, string> | null = null
  let at = start + 1 + name.length
  for (;;) {
    ATTRIBUTE.lastIndex = at
    const found = ATTRIBUTE.exec(text)
    if (!found) break
    const [, full = '', double, single = ''] = found
    const value = resolved(lineEnds(double ?? single).replaceAll(/[\t\n]/g, ' '))
    const { prefix, local } = splitName(full)
    if (full === 'xmlns' || prefix === 'xmlns') {
      declared ??= new Map()
      declared.set(full === 'xmlns' ? '' : local, value)
    } else attributes.push({ name: full, prefix, local, value })
    at = ATTRIBUTE.lastIndex
  }
  TAG_END.lastIndex = at
  const empty = TAG_END.exec(text)?.[1] === '/'
  return { name, prefix: splitName(name).prefix, attributes, declared: declared ?? NONE, empty, end: TAG_END.lastIndex }
}

export function splitName(name: string): { prefix: string; local: string } {
  const colon = name.indexOf(':')
  return { prefix: colon < 0 ? '' : name.slice(0, colon), local: name.slice(colon + 1) }
}

export function within(scope: Scope, declared: Scope): Scope {
  return declared.size === 0 ? scope : new Map([...scope, ...declared])
}

/** XML 1.0 §2.11. */
export const lineEnds = (raw: string) => (raw.includes('\r') ? raw.replaceAll(/\r\n?/g, '\n') : raw)

/** With its references resolved; one way through the text, which may be large and full of them. */
export function resolved(raw: string): string {
  let [text, at] = ['', 0]
  for (let start = raw.indexOf('&'); start >= 0; start = raw.indexOf('&', at)) {
    const end = raw.indexOf(';', start)
    text += raw.slice(at, start) + characterOf(raw.slice(start + 1, end))
    at = end + 1
  }
  return at === 0 ? raw : text + raw.slice(at)
}

function characterOf(reference: string): string {
  if (!reference.startsWith('#')) return NAMED[reference] ?? ''
  const isHex = reference[1] === 'x'
  return String.fromCodePoint(Number.parseInt(reference.slice(isHex ? 2 : 1), isHex ? 16 : 10))
}
