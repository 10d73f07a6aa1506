import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sampleMapping } from './sample-region.ts'

describe('money in words', () => {
  const yuan = sampleMapping('- { to: t, from: a, op: amountInWords }')
  const tenThousands = sampleMapping('- { to: t, from: a, op: amountInWords, by: 10000 }')
  const write = (amount: number) => yuan.mapForm('apply', { a: amount }, []).tree['t']
  // the examples of 《正确填写票据和结算凭证的基本规定》
  it.each([
    [1_409.5, '壹仟肆佰零玖元伍角'],
    [6_007.14, '陆仟零柒元壹角肆分'],
    [1_680.32, '壹仟陆佰捌拾元叁角贰分'],
    [107_000.53, '壹拾万柒仟元伍角叁分'],
    [16_409.02, '壹万陆仟肆佰零玖元零贰分'],
    [325.04, '叁佰贰拾伍元零肆分'],
    [0.5, '伍角'],
    [0.07, '柒分'],
    [0, '零元整'],
    [100_010_000, '壹亿零壹万元整'],
    [100_000_001, '壹亿零壹元整'],
    [30_600_000.08, '叁仟零陆拾万元零捌分'],
  ])('%d is %s, and comes back', (amount, words) => {
    expect(write(amount)).toBe(words)
    expect(yuan.readForm({ t: words })).toMatchObject({ form: { a: amount }, faults: [] })
  })
  it('counts in the unit that the form has', () => {
    expect(tenThousands.mapForm('apply', { a: 5_180 }, []).tree).toEqual({ t: '伍仟壹佰捌拾万元整' })
    expect(tenThousands.readForm({ t: '伍仟壹佰捌拾万元整' }).form).toEqual({ a: 5_180 })
  })
  it.each(['壹仟陆佰捌拾元零叁角贰分', '伍仟壹佰捌拾万圆整', '壹佰元正'])('reads %s, with a note', (words) => {
    const read = yuan.readForm({ t: words })
    expect(read.faults).toEqual([])
    expect(read.loss).toMatchObject([{ path: 'a', class: 'L1' }])
  })
  it.each(['', '整', '一百元整', '壹佰', '拾佰元整', '壹贰元整', '壹万亿元整', '壹元整壹角', 100])(
    'does not take %s for an amount',
    (words) => {
      expect(yuan.readForm({ t: words }).form['a']).toBeUndefined()
    },
  )
  it.each([-1, 0.001, 1e12])('refuses to write %d', (amount) => {
    expect(yuan.mapForm('apply', { a: amount }, []).faults).toMatchObject([{ path: 'a', code: 'format' }])
  })
  it('gives back every amount to the 分', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999_999 }), (fen) => {
        expect(yuan.readForm({ t: write(fen / 100) as string }).form['a']).toBe(fen / 100)
      }),
    )
  })
})

describe('a date in parts', () => {
  const parted = sampleMapping(
    '- { to: y, from: d, op: datePart, part: year }\n- { to: m, from: d, op: datePart, part: month }\n- { to: d, from: d, op: datePart, part: day }',
  )
  it('goes out part by part and comes back as one', () => {
    expect(parted.mapForm('apply', { d: '2024-02-29' }, []).tree).toEqual({ y: '2024', m: '2', d: '29' })
    expect(parted.readForm({ y: '2024', m: '02', d: '29' })).toMatchObject({ form: { d: '2024-02-29' }, faults: [] })
  })
  it.each([
    { y: '2025', m: '02', d: '29' },
    { y: '24', m: '02', d: '28' },
    { y: '2024', m: '13', d: '28' },
    { y: '2024', d: '28' },
  ])('is refused where the parts are no day: %o', (tree) => {
    expect(parted.readForm(tree).faults).not.toEqual([])
  })
})
