import type { XmlElement } from './xml.ts'

/** Namespace declarations in force, by prefix; '' is the default one. */
type Scope = ReadonlyMap<string, string>

interface StartTag {
  readonly name: string
  readonly prefix: string
  readonly attributes: readonly Attribute[]
  readonly declared: Scope
  readonly empty: boolean
  readonly end: number
}

interface Attribute {
  readonly name: string
  readonly prefix: string
  readonly local: string
  /** as every reader has it: references resolved, white space made blanks */
  readonly value: string
}

const XML = 'http://www.w3.org/XML/1998/namespace'
const OPENING = /<([^\s/>]+)/y
const ATTRIBUTE = /\s+([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/y
const TAG_END = /\s*(\/?)>/y
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/**
 * Exclusive canonical form without comments (Exclusive XML Canonicalization 1.0) of the last element of a path that begins at the root, out of
 * a text that `readXml` has taken: a text that it has not may give anything. The prefixes are those of an InclusiveNamespaces list, `#default` among them.
 */
export function canonicalXml(text: string, path: readonly XmlElement[], prefixes: readonly string[] = []): string {
  const apex = path.at(-1)
  if (!apex) return ''
  let scope: Scope = new Map([['xml', XML]])
  for (const { span } of path.slice(0, -1)) scope = within(scope, readStartTag(text, span.start).declared)
  return write(text, apex.span.start, apex.span.end, scope, listed(prefixes))
}

const listed = (prefixes: readonly string[]) => prefixes.map((prefix) => (prefix === '#default' ? '' : prefix))

interface Open {
  readonly name: string
  /** what is in force inside, and what of it the output has said already */
  readonly scope: Scope
  readonly said: Scope
}

function write(text: string, start: number, end: number, scope: Scope, inclusive: readonly string[]): string {
  const output: string[] = []
  const open: Open[] = [{ name: '', scope, said: new Map() }]
  let at = start
  while (at < end) {
    const next = text.indexOf('<', at)
    if (next > at) output.push(textOf(text.slice(at, next)))
    const around = open.at(-1)
    if (next < 0 || !around) break
    if (text.startsWith('<!--', next)) at = text.indexOf('-->', next) + 3
    else if (text.startsWith('<![CDATA[', next)) {
      at = text.indexOf(']]>', next) + 3
      output.push(escaped(lineEnds(text.slice(next + 9, at - 3))))
    } else if (text[next + 1] === '/') {
      output.push(`</${around.name}>`)
      open.pop()
      at = text.indexOf('>', next) + 1
    } else {
      const tag = readStartTag(text, next)
      const inside = { name: tag.name, ...writeStartTag(tag, around, inclusive, output) }
      if (tag.empty) output.push(`</${tag.name}>`)
      else open.push(inside)
      at = tag.end
    }
  }
  return output.join('')
}

/** Writes the tag with the declarations that it needs and the output has not said yet (§3 there). */
function writeStartTag(
  tag: StartTag,
  around: Open,
  inclusive: readonly string[],
  output: string[],
): Omit<Open, 'name'> {
  const scope = within(around.scope, tag.declared)
  const used = new Set([tag.prefix, ...tag.attributes.map(({ prefix }) => prefix).filter((prefix) => prefix !== '')])
  for (const prefix of inclusive) if (scope.has(prefix)) used.add(prefix)
  const said = new Map(around.said)
  output.push('<', tag.name)
  for (const prefix of [...used].sort(byCodePoint)) {
    const uri = scope.get(prefix) ?? ''
    if (prefix === 'xml' || (said.get(prefix) ?? '') === uri) continue
    said.set(prefix, uri)
    output.push(prefix === '' ? ' xmlns' : ` xmlns:${prefix}`, '="', escapeValue(uri), '"')
  }
  const placed = tag.attributes.map((attribute) => ({
    attribute,
    uri: attribute.prefix === '' ? '' : (scope.get(attribute.prefix) ?? ''),
  }))
  placed.sort((a, b) => byCodePoint(a.uri, b.uri) || byCodePoint(a.attribute.local, b.attribute.local))
  for (const { attribute } of placed) output.push(' ', attribute.name, '="', escapeValue(attribute.value), '"')
  output.push('>')
  return { scope, said: said.size === around.said.size && !changed(said, around.said) ? around.said : said }
}

const changed = (now: Scope, before: Scope) => [...now].some(([prefix, uri]) => before.get(prefix) !== uri)

function readStartTag(text: string, start: number): StartTag {
  OPENING.lastIndex = start
  const name = OPENING.exec(text)?.[1] ?? ''
  const attributes: Attribute[] = []
  const declared = new Map<string, string>()
  let at = start + 1 + name.length
  for (;;) {
    ATTRIBUTE.lastIndex = at
    const found = ATTRIBUTE.exec(text)
    if (!found) break
    const [, full = '', double, single = ''] = found
    const value = resolved(lineEnds(double ?? single).replaceAll(/[\t\n]/g, ' '))
    const { prefix, local } = split(full)
    if (full === 'xmlns') declared.set('', value)
    else if (prefix === 'xmlns') declared.set(local, value)
    else attributes.push({ name: full, prefix, local, value })
    at = ATTRIBUTE.lastIndex
  }
  TAG_END.lastIndex = at
  const empty = TAG_END.exec(text)?.[1] === '/'
  return { name, prefix: split(name).prefix, attributes, declared, empty, end: TAG_END.lastIndex }
}

function split(name: string): { prefix: string; local: string } {
  const colon = name.indexOf(':')
  return { prefix: colon < 0 ? '' : name.slice(0, colon), local: name.slice(colon + 1) }
}

function within(scope: Scope, declared: Scope): Scope {
  return declared.size === 0 ? scope : new Map([...scope, ...declared])
}

/** Order of UCS code points, which that of UTF-16 units is not. */
function byCodePoint(a: string, b: string): number {
  let at = 0
  while (at < a.length && a[at] === b[at]) at += 1
  if (at > 0 && isLow(a.charCodeAt(at)) && isLow(b.charCodeAt(at))) at -= 1
  return (a.codePointAt(at) ?? -1) - (b.codePointAt(at) ?? -1)
}

const isLow = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff

/** What of a text is not written in its canonical form. */
const TO_CHANGE = /[>\r]|&(?!(?:amp|lt|gt);)/

const textOf = (raw: string) => (TO_CHANGE.test(raw) ? escaped(resolved(lineEnds(raw))) : raw)

/** XML 1.0 §2.11. */
const lineEnds = (raw: string) => (raw.includes('\r') ? raw.replaceAll(/\r\n?/g, '\n') : raw)

function resolved(raw: string): string {
  if (!raw.includes('&')) return raw
  return raw.replaceAll(/&(?:#x([0-9A-Fa-f]+)|#(\d+)|(\w+));/g, (_, hex?: string, decimal?: string, name = '') =>
    hex === undefined && decimal === undefined
      ? (NAMED[name] ?? '')
      : String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)),
  )
}

const IN_TEXT: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' }
const IN_VALUE: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
}

const escaped = (text: string) =>
  /[&<>\r]/.test(text) ? text.replaceAll(/[&<>\r]/g, (one) => IN_TEXT[one] ?? one) : text

const escapeValue = (text: string) =>
  /[&<"\t\n\r]/.test(text) ? text.replaceAll(/[&<"\t\n\r]/g, (one) => IN_VALUE[one] ?? one) : text
