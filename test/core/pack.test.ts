import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packJson, unpackJson } from '../../core/definitions/pack.ts'
import { readShipped } from '../../core/definitions/parts.ts'
import type { Json } from '../../core/json.ts'
import { readDefinitionFiles } from '../../runtime/node/definition-files.ts'

describe('packed JSON', () => {
  it('gives any value back', () => {
    const twice = fc.jsonValue().map((value) => ({ a: value, b: [value, { c: value }] }) as Json)
    fc.assert(
      fc.property(twice, (value) => {
        fc.pre(!JSON.stringify(value).includes('"$"'))
        expect(unpackJson(JSON.parse(JSON.stringify(packJson(value))))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })
  it('keeps a name that means something to the language', () => {
    const text =
      '{"a":{"__proto__":{"long enough":"to stand in the pool"}},"b":{"__proto__":{"long enough":"to stand in the pool"}}}'
    expect(JSON.stringify(unpackJson(packJson(JSON.parse(text))))).toBe(text)
  })
  it('says once what is there several times, and makes one object of it', () => {
    const rule = { to: 'name', from: 'applicant.name', must: true }
    const packed = packJson({ a: [rule], b: [rule, { ...rule }] })
    expect(packed.pool).toEqual([rule])
    const back = unpackJson(packed) as { a: Json[]; b: Json[] }
    expect(back.b[1]).toBe(back.a[0])
  })
  it('refuses a value that has the name of references', () => {
    expect(() => packJson({ $: 'x' })).toThrow('references')
  })
  it('gives the definitions of the program back, in less than half', () => {
    const shipped = readShipped(readDefinitionFiles())
    if (!shipped.ok) throw new Error(JSON.stringify(shipped.faults))
    const plain = JSON.parse(JSON.stringify(shipped.value)) as Json
    const packed = JSON.stringify(packJson(plain))
    expect(unpackJson(JSON.parse(packed))).toEqual(plain)
    expect(packed.length).toBeLessThan(JSON.stringify(plain).length / 2)
  })
})
