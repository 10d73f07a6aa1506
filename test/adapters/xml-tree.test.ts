import { DOMParser, type Element, type Node } from '@xmldom/xmldom'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Parser } from 'xml2js'
import { canonicalXml } from '../../adapters/layers/codec/canonical-xml.ts'
import { utf8Chunks } from '../../adapters/layers/codec/utf8-chunks.ts'
import { readXml, type XmlElement } from '../../adapters/layers/codec/xml.ts'

const LIMITS = { maxBytes: 1_000_000, maxDepth: 40, maxElements: 10_000 }
const XMLNS = 'http://www.w3.org/2000/xmlns/'

interface Plain {
  readonly name: string
  readonly namespace: string
  readonly attributes: readonly string[]
  readonly text: string
  readonly children: readonly Plain[]
}

const plain = ({ name, namespace, attributes, text, children }: XmlElement): Plain => ({
  name,
  namespace,
  attributes: attributes.map((one) => `${one.namespace} ${one.name}=${one.value}`).sort(),
  text,
  children: children.map(plain),
})

/** The same by @xmldom/xmldom. */
function byXmldom(xml: string): Plain {
  const raise = (_level: string, message: string) => {
    throw new Error(message)
  }
  const document = new DOMParser({ onError: raise }).parseFromString(xml, 'text/xml')
  const read = (element: Element): Plain => {
    const nodes = Array.from(element.childNodes) as Node[]
    const texts = nodes.filter(({ nodeType }) => nodeType === 3 || nodeType === 4)
    const text = texts.map(({ nodeValue }) => nodeValue ?? '').join('')
    return {
      name: element.localName ?? '',
      namespace: element.namespaceURI ?? '',
      attributes: Array.from(element.attributes)
        .filter(({ namespaceURI }) => namespaceURI !== XMLNS)
        .map((one) => `${one.namespaceURI ?? ''} ${one.localName}=${one.value}`)
        .sort(),
      text: /\S/.test(text) ? text : '',
      children: nodes.filter((node): node is Element => node.nodeType === 1).map(read),
    }
  }
  return read(document.documentElement as Element)
}

/** What xml2js makes of an element, its children in their order. */
interface FromXml2js {
  readonly '#name': string
  readonly $ns: { readonly local: string; readonly uri: string }
  readonly $?: Readonly<Record<string, { readonly local: string; readonly uri: string; readonly value: string }>>
  readonly _?: string
  readonly $$?: readonly FromXml2js[]
}

/** The same by xml2js, which leaves white space in attributes as it came (XML 1.0 §3.3.3 makes it blanks). */
function byXml2js(xml: string): Plain {
  let root: FromXml2js | undefined
  const parser = new Parser({
    async: false,
    xmlns: true,
    explicitRoot: false,
    explicitCharkey: true,
    explicitChildren: true,
    preserveChildrenOrder: true,
  })
  const blanked = xml.replaceAll(/"[^"]*"/g, (quoted) => quoted.replaceAll('\n', ' '))
  parser.parseString(blanked, (error: Error | null, read: FromXml2js) => {
    if (error) throw error
    root = read
  })
  const read = ({ $ns, $ = {}, _ = '', $$ = [] }: FromXml2js): Plain => ({
    name: $ns.local,
    namespace: $ns.uri,
    attributes: Object.values($)
      .filter(({ uri }) => uri !== XMLNS)
      .map((one) => `${one.uri} ${one.local}=${one.value}`)
      .sort(),
    text: /\S/.test(_) ? _ : '',
    children: $$.map(read),
  })
  if (!root) throw new Error('nothing read')
  return read(root)
}

function treeOf(xml: string): Plain {
  const root = readXml(xml, LIMITS)
  if (typeof root === 'string') throw new Error(`${root}: ${xml}`)
  return plain(root)
}

/** An element with whatever may stand in one. */
const name = fc.constantFrom('a', 'b', '名')
const value = fc.string({
  unit: fc.constantFrom('x', ' ', '&amp;', '&amp;lt;', '&#10;', '&#x20bb7;', '值', '\u{20bb7}', "'", '>', '\n'),
  maxLength: 6,
})
const space = fc.constantFrom('', ' xmlns="urn:1"', ' xmlns=""', ' xmlns:p="urn:1"', ' xmlns:p="urn:3" xmlns:q="urn:4"')
const attribute = fc.tuple(fc.constantFrom('k', 'l', 'p:k', 'q:l', 'xml:lang'), value)
const attributes = fc.uniqueArray(attribute, { maxLength: 3, selector: ([key]) => key })
const { element: ELEMENT } = fc.letrec<{ element: string; content: string }>((tie) => ({
  element: fc
    .tuple(fc.constantFrom('', 'p:', 'q:'), name, space, attributes, fc.array(tie('content'), { maxLength: 3 }))
    .map(([prefix, local, declared, pairs, inside]) => {
      const words = pairs.map(([key, text]) => ` ${key}="${text}"`).join('')
      const tag = `<${prefix}${local}${declared}${words}`
      return inside.length === 0 ? `${tag}/>` : `${tag}>${inside.join('')}</${prefix}${local}>`
    }),
  content: fc.oneof(
    { maxDepth: 4 },
    value,
    fc.constantFrom('<!-- c > -->', '<![CDATA[<&]]>', '<![CDATA[ ]]>', '\n  '),
    tie('element'),
  ),
}))

describe('a document that is read', () => {
  it.each([
    ['@xmldom/xmldom', byXmldom],
    ['xml2js', byXml2js],
  ])('is the tree that %s makes of it, whatever it holds', (_, byOthers) => {
    fc.assert(
      fc.property(ELEMENT, (inner) => {
        const xml = `<?xml version="1.0"?><r xmlns:p="urn:5" xmlns:q="urn:6">${inner}</r>`
        expect(treeOf(xml)).toEqual(byOthers(xml))
      }),
      { numRuns: 300 },
    )
  })

  it('says of an element what its canonical form says, which is what a signature stands for', () => {
    fc.assert(
      fc.property(ELEMENT, (inner) => {
        const xml = `<r xmlns="urn:0" xmlns:p="urn:5" xmlns:q="urn:6">${inner}</r>`
        const root = readXml(xml, LIMITS)
        if (typeof root === 'string') throw new Error(root)
        const [first] = root.children
        if (!first) throw new Error('no element')
        expect(treeOf(canonicalXml(xml, [root, first]))).toEqual(plain(first))
      }),
      { numRuns: 300 },
    )
  })

  it('is digested in chunks that cut no character', () => {
    const text = `${'x'.repeat(65_535)}${'\u{20bb7}'.repeat(100_000)}`
    const chunks = [...utf8Chunks(['<a>', text, '', '</a>', 'y'.repeat(70_000)])]
    expect(Math.max(...chunks.map(({ length }) => length))).toBeLessThan(300_000)
    expect(Buffer.concat(chunks).toString()).toBe(`<a>${text}</a>${'y'.repeat(70_000)}`)
  })

  it('has one line feed where a line ends, and the carriage return that is written by its number', () => {
    expect(treeOf('<a b="1\r\n2">x\r\ny\rz&#13;<![CDATA[\r\n]]></a>')).toMatchObject({
      text: 'x\ny\nz\r\n',
      attributes: [' b=1 2'],
    })
  })

  it.each([
    ['a prefix that nothing binds', '<p:a/>'],
    ['an attribute whose prefix nothing binds', '<a p:b="1"/>'],
    ['a prefix that is bound only beside it', '<r><b xmlns:p="urn:p"/><p:a/></r>'],
    ['a prefix for nothing', '<a xmlns:p=""/>'],
    ['another meaning of xml', '<a xmlns:xml="urn:x"/>'],
    ['another name for xml', '<a xmlns:p="http://www.w3.org/XML/1998/namespace"/>'],
    ['a prefix named xmlns', '<a xmlns:xmlns="urn:x"/>'],
  ])('is refused for %s', (_, xml) => {
    expect(readXml(xml, LIMITS)).toBe('malformed')
  })
})
