import { readFileSync } from 'node:fs'
import { DOMParser } from '@xmldom/xmldom'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ExclusiveCanonicalization } from 'xml-crypto'
import { canonicalXml } from '../../adapters/layers/codec/canonical-xml.ts'
import { readXml, type XmlElement } from '../../adapters/layers/codec/xml.ts'

const LIMITS = { maxBytes: 1_000_000, maxDepth: 40, maxElements: 10_000 }

interface Vector {
  readonly name: string
  readonly xml: string
  readonly prefixes: string
  readonly canonical: string
}

/** Made by xmlsec1; the commands are in make.py beside them. */
const VECTORS = JSON.parse(readFileSync('test/adapters/vectors/wss/c14n.json', 'utf8')) as Vector[]

function pathToId(element: XmlElement, above: readonly XmlElement[] = []): readonly XmlElement[] | null {
  const path = [...above, element]
  if (element.attributes.some(({ name }) => name === 'Id')) return path
  return element.children.map((child) => pathToId(child, path)).find((found) => found !== null) ?? null
}

function canonicalOf(xml: string, prefixes: readonly string[] = []): string {
  const root = readXml(xml, LIMITS)
  if (typeof root === 'string') throw new Error(`${root}: ${xml}`)
  return canonicalXml(xml, pathToId(root) ?? [root], prefixes)
}

describe('the exclusive canonical form', () => {
  it.each(VECTORS)('of $name is the one that xmlsec1 digests', ({ xml, prefixes, canonical }) => {
    expect(canonicalOf(xml, prefixes === '' ? [] : prefixes.split(' '))).toBe(canonical)
  })

  it('of a canonical form is itself', () => {
    for (const { canonical, prefixes } of VECTORS) expect(canonicalOf(canonical, prefixes.split(' '))).toBe(canonical)
  })

  it('orders names by code point, where UTF-16 has another order', () => {
    const xml = '<t Id="1" xmlns:a="urn:\u{fffd}" xmlns:b="urn:\u{1f600}" b:x="1" a:x="2"/>'
    expect(canonicalOf(xml)).toMatch(/ a:x="2" b:x="1">/)
  })

  it('is the same for any document, whoever writes it: xml-crypto', () => {
    const name = fc.constantFrom('a', 'b', 'c')
    const value = fc.string({ unit: fc.constantFrom('x', ' ', '&amp;', '&#10;', '值', "'", '>', '\n'), maxLength: 5 })
    const space = fc.constantFrom(
      '',
      ' xmlns="urn:1"',
      ' xmlns="urn:2"',
      ' xmlns:p="urn:1"',
      ' xmlns:p="urn:3" xmlns:q="urn:4"',
    )
    const attribute = fc.tuple(fc.constantFrom('k', 'l', 'p:k', 'q:l'), value)
    const attributes = fc.uniqueArray(attribute, { maxLength: 3, selector: ([key]) => key })
    const { element } = fc.letrec<{ element: string; content: string }>((tie) => ({
      element: fc
        .tuple(fc.constantFrom('', 'p:', 'q:'), name, space, attributes, fc.array(tie('content'), { maxLength: 3 }))
        .map(([prefix, local, declared, pairs, inside]) => {
          const words = pairs.map(([key, text]) => ` ${key}="${text}"`).join('')
          return `<${prefix}${local}${declared}${words}>${inside.join('')}</${prefix}${local}>`
        }),
      content: fc.oneof(
        { maxDepth: 4 },
        value,
        fc.constant('<!-- c -->'),
        fc.constant('<![CDATA[<&]]>'),
        tie('element'),
      ),
    }))
    fc.assert(
      fc.property(element, (inner) => {
        const xml = `<r xmlns:p="urn:5" xmlns:q="urn:6"><t Id="1">${inner}</t></r>`
        expect(canonicalOf(xml)).toBe(byXmlCrypto(xml))
      }),
      { numRuns: 300 },
    )
  })
})

function byXmlCrypto(xml: string): string {
  const target = new DOMParser().parseFromString(xml, 'text/xml').documentElement?.firstChild
  return new ExclusiveCanonicalization().process(target as never, {})
}
