import { describe, expect, it } from 'vitest'
import { sampleMapping } from './sample-region.ts'

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
  it('that is derived has the date of a time where it says so', () => {
    const mapping = sampleMapping("- { to: t, op: template, text: '{a|day} 至 无固定期限' }")
    const { tree } = mapping.mapForm('apply', { a: '2026-03-02T10:20:00+08:00' }, [])
    expect(tree['t']).toBe('2026-03-02 至 无固定期限')
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
