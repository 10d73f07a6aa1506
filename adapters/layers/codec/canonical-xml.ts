import type { XmlElement } from './xml.ts'
import { lineEnds, readStartTag, resolved, type Scope, type StartTag, within, XML_NAMESPACE } from './xml-tags.ts'

/**
 * Exclusive canonical form without comments (Exclusive XML Canonicalization 1.0) of the last element of a path that begins at the root, out of
 * a text that `readXml` has taken: a text that it has not may give anything. The prefixes are those of an InclusiveNamespaces list, `#default` among them.
 */
export function canonicalXml(text: string, path: readonly XmlElement[], prefixes: readonly string[] = []): string {
  return canonicalPieces(text, path, prefixes).join('')
}

/** The same in pieces: what is written as it stands in the text is not copied. */
export function canonicalPieces(
  text: string,
  path: readonly XmlElement[],
  prefixes: readonly string[] = [],
): readonly string[] {
  const apex = path.at(-1)
  if (!apex) return []
  let scope: Scope = new Map([['xml', XML_NAMESPACE]])
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

function write(text: string, start: number, end: number, scope: Scope, inclusive: readonly string[]): string[] {
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
  return output
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
