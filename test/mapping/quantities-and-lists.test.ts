import { describe, expect, it } from 'vitest'
import type { Json } from '../../core/json.ts'
import { sampleMapping } from './sample-region.ts'

const rest = `
materials:
  - { to: M-1, name: 身份证, slot: MT001, formats: [pdf], maxBytes: 1000, exempt: [E] }
tables:
  GENDER: { version: '1', rows: [['1', M, 男], ['2', F, 女]] }
`

/** [what, rule without `to`, canonical value, the region's value] */
const both: [string, string, Json, Json][] = [
  ['a quantity with its unit', 'op: quantity, units: { G: 个工作日, H: 小时 }', { value: 4, unit: 'H' }, '4小时'],
  ['each element by an operation', 'op: each, do: { op: lookup, table: GENDER }', ['2', '1'], ['F', 'M']],
  ['each element, joined', "op: each, by: '/', do: { op: lookup, table: GENDER }", ['2', '1'], 'F/M'],
  ['a date that is there', 'op: date, format: yyyy-MM-dd, open: 长期, openWhenBlank: true', '2026-03-02', '2026-03-02'],
  ['a text that the region can keep', 'charset: gbk', '䶮', '䶮'],
]

/** [what, rule, what cannot go] */
const unsent: [string, string, Json][] = [
  ['a character that the region cannot keep', 'charset: gbk', '𠅤'],
  ['a unit that the region does not have', 'op: quantity, units: { G: 个工作日 }', { value: 1, unit: 'Z' }],
  ['an element of no row', 'op: each, do: { op: lookup, table: GENDER }', ['1', '7']],
]

/** [what, rule, what cannot be read] */
const unread: [string, string, Json][] = [
  ['a quantity without its unit', 'op: quantity, units: { G: 个工作日 }', '4'],
  ['an element of no row', "op: each, by: '/', do: { op: lookup, table: GENDER }", 'M/Q'],
]

describe('quantities, plain lists and words for nothing', () => {
  it.each(both)('carry %s both ways', (_what, rule, canonical, theirs) => {
    const mapping = sampleMapping(`- { to: t, from: a, ${rule} }`, rest)
    const mapped = mapping.mapForm('apply', { a: canonical }, [])
    expect([mapped.faults, mapped.tree['t']]).toEqual([[], theirs])
    expect(mapping.readForm({ t: theirs })).toMatchObject({ form: { a: canonical }, faults: [] })
  })
  it.each(unsent)('refuse to send %s', (_what, rule, value) => {
    const { faults, tree } = sampleMapping(`- { to: t, from: a, ${rule} }`, rest).mapForm('apply', { a: value }, [])
    expect([faults.map(({ path }) => path), tree]).toEqual([['a'], {}])
  })
  it.each(unread)('refuse to read %s', (_what, rule, value) => {
    const { faults, form } = sampleMapping(`- { to: t, from: a, ${rule} }`, rest).readForm({ t: value })
    expect([faults.map(({ path }) => path), form]).toEqual([['t'], {}])
  })
  it('have a word for a date that is not there', () => {
    const open = sampleMapping(
      '- { to: t, from: until, op: date, format: yyyy-MM-dd, open: 长期, openWhenBlank: true }',
    )
    expect(open.mapForm('apply', {}, []).tree).toEqual({ t: '长期' })
    expect(open.readForm({ t: '长期' }).form).toEqual({})
  })
  it('name a material that came by its code', () => {
    const named = sampleMapping(
      '- { to: code, from: slot, op: materialCode }\n- { to: code, from: label, op: materialCode, as: label, only: in }',
      rest,
    )
    expect(named.readForm({ code: 'M-1' }).form).toEqual({ slot: 'MT001', label: '身份证' })
    expect(named.readForm({ code: 'M-9' }).form).toEqual({ slot: 'M-9', label: 'M-9' })
  })
})
