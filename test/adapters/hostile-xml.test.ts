import { describe, expect, it } from 'vitest'
import { readEnvelope } from '../../adapters/layers/codec/soap.ts'
import { readXml } from '../../adapters/layers/codec/xml.ts'

const LIMITS = { maxBytes: 8 * 1024 * 1024, maxDepth: 20, maxElements: 20_000 }
const LAUGHS = `<!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from(
  { length: 9 },
  (_, index) => `<!ENTITY lol${index + 1} "${`&lol${index === 0 ? '' : index};`.repeat(10)}">`,
).join('')}]><lolz>&lol9;</lolz>`

const ROWS: [what: string, text: string, fault: string][] = [
  ['a document type', '<!DOCTYPE a><a/>', 'doctype'],
  ['a document type from outside', '<!DOCTYPE a SYSTEM "http://127.0.0.1/x.dtd"><a/>', 'doctype'],
  ['a file as an entity', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', 'doctype'],
  ['a billion laughs', LAUGHS, 'doctype'],
  ['an entity that nobody declared', '<a>&lol;</a>', 'entity'],
  ['an entity in an attribute', '<a b="&lol;"/>', 'entity'],
  ['a control character by its number', '<a>&#1;</a>', 'entity'],
  ['half a character by its number', '<a b="&#xD800;"/>', 'entity'],
  ['a number beyond every character', '<a>&#x110000;</a>', 'entity'],
  ['a processing instruction', '<?xml-stylesheet href="x"?><a/>', 'instruction'],
  ['two elements of one Id', '<a><b Id="x"/><c Id="x"/></a>', 'duplicate-id'],
  ['two elements of one ID in other letters', '<a><b ID="x"/><c id="x"/></a>', 'duplicate-id'],
  ['one Id under two prefixes', '<a xmlns:u="urn:u"><b u:Id="x"/><c Id="x"/></a>', 'duplicate-id'],
  ['an attribute twice', '<a b="1" b="2"/>', 'duplicate-attribute'],
  ['one attribute by two prefixes', '<a xmlns:p="urn:x" xmlns:q="urn:x" p:b="1" q:b="2"/>', 'duplicate-attribute'],
  ['tags that do not nest', '<a><b></a></b>', 'malformed'],
  ['two roots', '<a/><b/>', 'malformed'],
  ['text after the root', '<a/>x', 'malformed'],
  ['an open end', '<a><b>', 'malformed'],
  ['a null character', '<a>\u0000</a>', 'malformed'],
  ['another encoding', '<?xml version="1.0" encoding="UTF-16"?><a/>', 'not-utf8'],
  ['depth', `${'<a>'.repeat(10_000)}${'</a>'.repeat(10_000)}`, 'too-deep'],
  ['many elements', `<a>${'<b/>'.repeat(30_000)}</a>`, 'too-many'],
  ['many attributes', `<a ${Array.from({ length: 5_000 }, (_, index) => `b${index}="1"`).join(' ')}/>`, 'too-many'],
  ['many references', `<a>${'&amp;'.repeat(300_000)}</a>`, 'too-many'],
  ['many comments', `<a>${'<!---->'.repeat(30_000)}</a>`, 'too-many'],
  ['10 MB', `<a>${'x'.repeat(10 * 1024 * 1024)}</a>`, 'too-large'],
]

/** Processor time of this thread: what others do at the same time does not count. */
function cpuMsOf(work: () => unknown): number {
  const before = process.threadCpuUsage()
  work()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1_000
}

describe('XML from a hostile sender', () => {
  it.each(ROWS)('%s is refused for what it is, in less than a second', (_, text, fault) => {
    const read = () => expect(readXml(new TextEncoder().encode(text), LIMITS)).toBe(fault)
    expect(cpuMsOf(read)).toBeLessThan(1_000)
  })

  it('bytes that are no UTF-8 are refused', () => {
    expect(readXml(Buffer.from('<a>\xd5\xe7</a>', 'latin1'), LIMITS)).toBe('not-utf8')
  })

  it('7 MB of text, of open brackets or of ampersands take no more than a second each', () => {
    const large = 7 * 1024 * 1024
    for (const text of [
      `<a>${'x'.repeat(large)}</a>`,
      `<a>${'<'.repeat(large)}</a>`,
      `<a>${'&amp;'.repeat(large / 5)}</a>`,
      `<a b="${'&#65;'.repeat(large / 5)}"/>`,
      `<a${' '.repeat(large)}`,
    ]) {
      expect(cpuMsOf(() => readXml(text, LIMITS))).toBeLessThan(1_000)
    }
  })

  it('an envelope with two bodies, or two calls in one body, is refused', () => {
    const soap = 'xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"'
    const body = '<s:Body><x xmlns="urn:a"/></s:Body>'
    const read = (text: string) => readEnvelope(new TextEncoder().encode(text), LIMITS)
    expect(read(`<s:Envelope ${soap}>${body}${body}</s:Envelope>`)).toBe('malformed')
    expect(read(`<s:Envelope ${soap}><s:Body><x xmlns="urn:a"/><y xmlns="urn:a"/></s:Body></s:Envelope>`)).toBe(
      'malformed',
    )
    expect(read(`<s:Envelope ${soap}>${body}</s:Envelope>`)).toMatchObject({ kind: 'call', name: 'x' })
  })
})
