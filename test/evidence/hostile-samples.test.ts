import { gzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { readSample } from '../../core/evidence/sample.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`
const BOMB = `<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><r><x>&b;</x></r>`

describe('a sample that is none, or a trap', () => {
  it.each<[string, Uint8Array, string]>([
    ['nothing', utf8(''), '空的'],
    ['more than a megabyte', utf8(`{"a":"${'x'.repeat(1_100_000)}"}`), '超过 1 MB'],
    ['JSON nested a hundred thousand deep', utf8(deep(100_000)), '嵌套超过'],
    ['XML nested deep', utf8(`${'<a>'.repeat(2_000)}${'</a>'.repeat(2_000)}`), '嵌套超过'],
    ['six thousand values', utf8(`{"a":[${Array(6_000).fill(1).join()}]}`), '超过 5,000'],
    ['an entity bomb', utf8(BOMB), 'DOCTYPE'],
    ['a file fetched by an entity', utf8('<!DOCTYPE r SYSTEM "file:///etc/passwd"><r/>'), 'DOCTYPE'],
    ['a zip', Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0]), '压缩包'],
    ['a gzip', gzipSync('{"a":1}'), 'gzip'],
    ['a PDF', utf8('%PDF-1.4\n'), 'PDF'],
    ['UTF-16', Uint8Array.from([0xff, 0xfe, 0x7b, 0]), 'UTF-16'],
    ['bytes that are no text', Uint8Array.from([0x7b, 0xc3, 0x28, 0xff, 0xff]), '既不是 UTF-8'],
    [
      'XML that calls UTF-8 what is GBK',
      new Uint8Array(iconv.encode('<?xml version="1.0" encoding="UTF-8"?><a>姓名</a>', 'gbk')),
      '自称',
    ],
    ['a key that reaches a prototype', utf8('{"__proto__":{"a":1}}'), '__proto__'],
    ['a key twice', utf8('{"a":1,"a":2}'), '两个相同的键'],
    ['XML that is not closed', utf8('<a><b></a>'), '没有对上'],
    ['a letter', utf8('您好,请查收附件'), '看不出'],
  ])('%s is refused in words', (_, bytes, words) => {
    const read = readSample({ name: '样例 1', bytes })
    expect(read).toMatchObject({ ok: false, faults: [{ path: '样例 1' }] })
    if (read.ok) return
    expect(read.faults[0]?.message).toContain(words)
    expect(read.faults[0]?.fix).not.toBe('')
  })

  it('of GBK is read as what it is, entities of XML as their signs, and text within text as a message', () => {
    const gbk = new Uint8Array(iconv.encode('<?xml version="1.0" encoding="GBK"?><R><XM>次仁&amp;A</XM></R>', 'gbk'))
    expect(readSample({ name: 'a', bytes: gbk })).toMatchObject({
      value: { format: 'xml', charset: 'gb18030', tree: { R: { XM: '次仁&A' } } },
    })
    expect(readSample({ name: 'b', bytes: utf8('a=1&f=%7B%22x%22%3A%22%E7%94%B7%22%7D') })).toMatchObject({
      value: { format: 'form', tree: { a: '1', f: { x: '男' } } },
    })
  })

  it('that describes messages gives their fields: OpenAPI by its schemas, WSDL by its elements', () => {
    const openapi = {
      openapi: '3.1.0',
      paths: {
        '/a': {
          post: { requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/A' } } } } },
        },
      },
      components: {
        schemas: { A: { properties: { xm: { type: 'string' }, self: { $ref: '#/components/schemas/A' } } } },
      },
    }
    expect(readSample({ name: 'o', bytes: utf8(JSON.stringify(openapi)) })).toMatchObject({
      value: { format: 'openapi', tree: { xm: '' } },
    })
    const wsdl =
      '<wsdl:definitions><wsdl:types><xs:schema><xs:element name="Apply"><xs:complexType><xs:sequence><xs:element name="SQRXM"/></xs:sequence></xs:complexType></xs:element></xs:schema></wsdl:types></wsdl:definitions>'
    expect(readSample({ name: 'w', bytes: utf8(wsdl) })).toMatchObject({ value: { format: 'wsdl' } })
  })
})
