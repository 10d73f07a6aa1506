import { describe, expect, it } from 'vitest'
import { sampleMapping } from './sample-region.ts'

const tables = `
tables:
  WAY: { version: '1', rows: [['1', '01', 货币], ['3', '03', 知识产权]] }
`
const ways = [
  { code: '1', amount: 50 },
  { code: '3', amount: 10.5 },
]

describe('one member of every element in one text', () => {
  const mapping = sampleMapping(
    "- { to: codes, from: ways, op: column, member: code, by: ',', do: { op: lookup, table: WAY } }\n- { to: amounts, from: ways, op: column, member: amount, by: ',', do: { op: text, decimals: 6 } }",
    tables,
  )
  it('goes out in the order of the elements and comes back to each of them', () => {
    const { tree, faults } = mapping.mapForm('apply', { ways }, [])
    expect([faults, tree]).toEqual([[], { codes: '01,03', amounts: '50.000000,10.500000' }])
    expect(mapping.readForm(tree)).toMatchObject({ form: { ways }, faults: [] })
  })
  it('is refused where one of them cannot be said, and where the region says what it may not', () => {
    expect(mapping.mapForm('apply', { ways: [...ways, { code: '7', amount: 1 }] }, []).faults).toMatchObject([
      { code: 'code' },
    ])
    expect(mapping.readForm({ codes: '01,99' }).faults).toMatchObject([{ path: 'codes', code: 'code' }])
    expect(mapping.readForm({ amounts: '50,1' }).faults).toMatchObject([{ path: 'amounts', code: 'format' }])
  })
  it('says at which path of the region a fault of an element lies', () => {
    expect(mapping.canonicalPath('codes', {})).toBe('ways[0].code')
  })
})

describe('numbers without zeros at their end', () => {
  const mapping = sampleMapping('- { to: t, from: a, op: text, decimals: 2, trim: true }')
  it.each([
    [1_000_000, '1000000'],
    [100.5, '100.5'],
    [0.05, '0.05'],
    [0, '0'],
    [10.1, '10.1'],
  ])('%d is %s, both ways', (number, text) => {
    expect(mapping.mapForm('apply', { a: number }, []).tree['t']).toBe(text)
    expect(mapping.readForm({ t: text }).form).toEqual({ a: number })
  })
  it.each(['1.', '1.50', '01', '1.234', '.5', '-1'])('%s is not written so', (text) => {
    expect(mapping.readForm({ t: text }).faults).toMatchObject([{ path: 't', code: 'format' }])
  })
})

describe('limits on a text', () => {
  it('in bytes stop what is short enough in characters, both ways', () => {
    const mapping = sampleMapping('- { to: t, from: a, max: 200, maxBytes: 6 }')
    expect(mapping.mapForm('apply', { a: '次仁' }, []).faults).toEqual([])
    expect(mapping.mapForm('apply', { a: '次仁a' }, []).faults).toMatchObject([{ path: 'a', code: 'too-long' }])
    expect(mapping.mapForm('apply', { a: '𠅤𠅤' }, []).faults).toMatchObject([{ path: 'a', code: 'too-long' }])
    expect(mapping.readForm({ t: '次仁a' }).faults).toMatchObject([{ path: 't', code: 'too-long' }])
  })
  it('of a derived text cut it at its end, in characters', () => {
    const mapping = sampleMapping("- { to: t, op: template, text: '{a}的申请', cut: 3 }")
    expect(mapping.mapForm('apply', { a: '𠅤' }, []).tree['t']).toBe('𠅤的申')
  })
})

describe('a value that is read only where it differs from another', () => {
  const mapping = sampleMapping(
    '- { to: idNo, from: applicant.idNo }\n- { to: contact, from: [agent.idNo, applicant.idNo], op: coalesce, readWhen: { contact: { differsFrom: idNo } } }',
  )
  it('is somebody else’s then', () => {
    expect(mapping.readForm({ idNo: '1', contact: '2' }).form).toEqual({
      applicant: { idNo: '1' },
      agent: { idNo: '2' },
    })
    expect(mapping.readForm({ idNo: '1', contact: '1' }).form).toEqual({ applicant: { idNo: '1' } })
  })
})
