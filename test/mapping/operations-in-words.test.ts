import { describe, expect, it } from 'vitest'
import { uncarriedCharacters } from '../../core/charset.ts'
import { type Json, type JsonObject, putAt, valueAt } from '../../core/json.ts'
import type { CaseMaterial } from '../../core/matter.ts'
import { sampleMapping } from './sample-region.ts'

const tables = `
tables:
  CAKES: { version: '1', rows: [['14', 糕点(不含裱花), 糕点], ['14+cream', 糕点(含裱花), 糕点]] }
  WAYS: { version: '1', rows: [['1', 货币, 货币], ['3', 知识产权, 知识产权]] }
`

/** [what, rule without `to`, canonical value, the region's value, what comes back (as it went where left out)] */
const worded: [string, string, Json, Json, Json?][] = [
  ['date in words', 'from: day, op: date, format: yyyy年MM月dd日', '1900-01-01', '1900年01月01日'],
  [
    'time in words',
    'from: signedAt, op: date, format: yyyy年MM月dd日HH时mm分ss秒',
    '2026-03-02T09:05:00+08:00',
    '2026年03月02日09时05分00秒',
  ],
  ['date with slashes has no zeros', 'from: day, op: date, format: yyyy/M/d', '2026-03-02', '2026/3/2'],
  [
    'time with slashes loses its seconds',
    'from: signedAt, op: date, format: "yyyy/M/d H:mm"',
    '2026-03-02T09:05:21+08:00',
    '2026/3/2 9:05',
    '2026-03-02T09:05:00+08:00',
  ],
  ['date in words without zeros', 'from: day, op: date, format: yyyy年M月d日', '2026-03-02', '2026年3月2日'],
  ['month in words without zeros', 'from: a, op: month, format: yyyy年M月', '202603', '2026年3月'],
  ['month with a slash', 'from: a, op: month, format: yyyy/M', '202612', '2026/12'],
  ['division by its names', 'from: place, op: divisionPath', '510107', '四川省/成都市/武侯区'],
  ['division of a municipality has a blank city', 'from: place, op: divisionPath', '500107', '重庆市//九龙坡区'],
  [
    'division of a municipality repeats its name where the region does',
    'from: place, op: divisionPath, city: repeat',
    '500107',
    '重庆市/重庆市/九龙坡区',
  ],
  [
    'division of a municipality goes without a city where the region does',
    'from: place, op: divisionPath, city: none',
    '500107',
    '重庆市/九龙坡区',
  ],
  [
    'handling city in two steps',
    'from: x.handlingDivision, op: divisionPath, short: true',
    '510100000000',
    '四川省/成都市',
  ],
  [
    'address in five steps',
    'from: a, op: address, as: path',
    { division: '510107', detail: '示例街道示例路1/2号' },
    '四川省/成都市/武侯区/示例街道/示例路1／2号',
  ],
  [
    'address in five steps without a town',
    'from: a, op: address, as: path',
    { division: '510107', detail: '示例路1号' },
    '四川省/成都市/武侯区//示例路1号',
  ],
  [
    'address as text in five steps',
    'from: a, op: address, as: path, of: text',
    '重庆市九龙坡区示例镇示例村3号',
    '重庆市//九龙坡区/示例镇/示例村3号',
  ],
]

/** What the rules make of the form, and what is read back of it. */
function both(rules: string, form: JsonObject): { tree: JsonObject; back: JsonObject } {
  const mapping = sampleMapping(rules, tables)
  const { tree, faults } = mapping.mapForm('apply', form, [])
  expect(faults).toEqual([])
  const read = mapping.readForm(tree)
  expect(read.faults).toEqual([])
  return { tree, back: read.form }
}

describe('a date, a division or an address in words', () => {
  for (const [what, rule, canonical, theirs, back = canonical] of worded) {
    it(what, () => {
      const from = /from: ([\w.]+)/.exec(rule)?.[1] ?? ''
      const form: JsonObject = {}
      putAt(form, from, canonical)
      const read = both(`- { to: t, ${rule} }`, form)
      expect(read.tree).toEqual({ t: theirs })
      expect(valueAt(read.back, from)).toEqual(back)
    })
  }
})

describe('a period in words', () => {
  const rules = `- { to: t, from: [term.from, term.to], op: parts, text: '{term.from} 至 {term.to}', blank: 长期, format: yyyy年MM月dd日, instead: { term.from: day } }
- { to: t, from: term.type, op: ending, text: 长期, is: '0', isNot: '1', only: in }`
  it('has its dates in words and comes back with what kind of period it is', () => {
    const term = { from: '2026-03-02', to: '2046-03-01' }
    expect(both(rules, { term, day: '2026-03-05' })).toEqual({
      tree: { t: '2026年03月02日 至 2046年03月01日' },
      back: { term: { ...term, type: '1' } },
    })
  })
  it('takes another date where its own is blank', () => {
    expect(both(rules, { term: { type: '0' }, day: '2026-03-05' })).toEqual({
      tree: { t: '2026年03月05日 至 长期' },
      back: { term: { from: '2026-03-05', type: '0' } },
    })
  })
  it('is refused where the date is none', () => {
    expect(sampleMapping(rules, tables).readForm({ t: '2026年02月30日 至 长期' }).faults).toMatchObject([{ path: 't' }])
  })
})

describe('a code with marks', () => {
  const rules = '- { to: t, from: a, op: marked, table: CAKES, marks: flags }'
  it('goes out under the one name that stands for both, and comes back with them', () => {
    expect(both(rules, { a: '14' })).toEqual({ tree: { t: '糕点(不含裱花)' }, back: { a: '14' } })
    expect(both(rules, { a: '14', flags: ['cream'] })).toEqual({
      tree: { t: '糕点(含裱花)' },
      back: { a: '14', flags: ['cream'] },
    })
  })
  it('is refused where no name stands for them', () => {
    const mapped = sampleMapping(rules, tables).mapForm('apply', { a: '14', flags: ['homeBrew'] }, [])
    expect(mapped.faults).toMatchObject([{ path: 'a', code: 'code' }])
  })
})

describe('an amount in words', () => {
  // the examples of the documents of 陕西 and 西藏
  const examples: [number, string][] = [
    [200, '贰佰万元整'],
    [200.5, '贰佰万伍仟元整'],
    [5180, '伍仟壹佰捌拾万元整'],
    [1234.5678, '壹仟贰佰叁拾肆万伍仟陆佰柒拾捌元整'],
    [1.000005, '壹万元零伍分'],
    [200_001, '贰拾亿零壹万元整'],
    [0.000125, '壹元贰角伍分'],
  ]
  for (const [amount, words] of examples)
    it(`says ${amount} 万元 as ${words}`, () => {
      const rule = '- { to: t, from: a, op: amountInWords, by: 10000 }'
      expect(both(rule, { a: amount })).toEqual({ tree: { t: words }, back: { a: amount } })
    })
  it('has behind 角 what the region puts there', () => {
    const rule = '- { to: t, from: a, op: amountInWords, jiaoEnd: 整 }'
    expect(both(rule, { a: 1.5 })).toEqual({ tree: { t: '壹元伍角整' }, back: { a: 1.5 } })
  })
})

describe('numbers', () => {
  it('keep their shortest writing where they are long', () => {
    const rule = '- { to: t, from: a, op: text, decimals: 6, trim: true }'
    expect(both(rule, { a: 999_999_999_999.99 }).tree).toEqual({ t: '999999999999.99' })
  })
  it('stand in the order of their values in one text', () => {
    const rule =
      "- { to: t, from: l, op: list, text: '{n}', by: ',', sorted: true, item: [{ to: n, from: n }], only: out }"
    const mapped = sampleMapping(rule, tables).mapForm('apply', { l: [{ n: '12' }, { n: '9' }, { n: '10' }] }, [])
    expect(mapped.tree).toEqual({ t: '9,10,12' })
  })
  it('of elements are counted, and those behind so many go elsewhere', () => {
    const rules = `- { to: count, from: l, op: size, only: out }
- { to: first, from: l, op: list, nth: 1, item: [{ to: n, from: n }] }
- { to: rest, from: l, op: list, after: 1, item: [{ to: n, from: n }] }`
    const l = [{ n: 'a' }, { n: 'b' }, { n: 'c' }]
    const { tree, back } = both(rules, { l })
    expect(tree).toEqual({ count: '3', first: { n: 'a' }, rest: [{ n: 'b' }, { n: 'c' }] })
    expect(back).toEqual({ l })
  })
  it('that are shares are rounded each alone where the region wants that', () => {
    const rule =
      "- { to: l, from: l, op: list, item: [{ to: s, from: n, op: share, of: 'l[].n', suffix: '%', alone: true, only: out }] }"
    const mapped = sampleMapping(rule, tables).mapForm('apply', { l: [{ n: 1 }, { n: 1 }, { n: 1 }] }, [])
    expect(mapped.tree).toEqual({ l: [{ s: '33.33%' }, { s: '33.33%' }, { s: '33.33%' }] })
  })
})

describe('lists in one text', () => {
  it('have a word and a number side by side', () => {
    const rules =
      "- { to: t, from: ways, op: list, text: '{way}{amount}', by: ',', item: [{ to: way, from: code, op: lookup, table: WAYS }, { to: amount, from: amount, op: text, decimals: 6, trim: true }] }"
    const ways = [
      { code: '1', amount: 60 },
      { code: '3', amount: 30.5 },
    ]
    expect(both(rules, { ways })).toEqual({ tree: { t: '货币60,知识产权30.5' }, back: { ways } })
  })
  it('put another sign where an element has the one between them', () => {
    const rules = "- { to: t, from: l, op: each, do: { op: copy }, by: 、, instead: ',' }"
    expect(both(rules, { l: ['合同、考勤', '报酬'] })).toEqual({
      tree: { t: '合同,考勤、报酬' },
      back: { l: ['合同,考勤', '报酬'] },
    })
  })
})

describe('lengths and characters of GBK', () => {
  it('count two bytes for every character beyond ASCII', () => {
    const mapping = sampleMapping('- { to: t, from: a, maxGbkBytes: 5 }', tables)
    expect(mapping.mapForm('apply', { a: '中文1' }, []).faults).toEqual([])
    expect(mapping.mapForm('apply', { a: '中文12' }, []).faults).toMatchObject([{ path: 'a', code: 'too-long' }])
    expect(mapping.readForm({ t: '𠅤𠅤𠅤' }).faults).toMatchObject([{ path: 't', code: 'too-long' }])
  })
  it('are those of CP936, not of the libraries that put more into it', () => {
    // the first two are named by the 江苏 document, the others lie in A8BF, A989 and the user's own area
    expect(uncarriedCharacters('张·欧䶮𠅤ǹ〾\ue000€', 'gbk')).toEqual(['䶮', '𠅤', 'ǹ', '〾', '\ue000'])
  })
  it('are the same however often they are asked, whichever charset was asked before', () => {
    // as Python's codecs have them: '䶮'.encode('gb18030') and '𠅤'.encode('gb18030') work, '\ud840'.encode() of any charset does not
    const text = '张䶮𠅤\ud840䶮张'
    for (const _time of ['first', 'again']) {
      expect(uncarriedCharacters(text, 'gb18030')).toEqual(['\ud840'])
      expect(uncarriedCharacters(text, 'utf-8')).toEqual(['\ud840'])
      expect(uncarriedCharacters(text, 'gbk')).toEqual(['䶮', '𠅤', '\ud840'])
    }
  })
})

describe('an organisation', () => {
  it('has its organisation code inside its credit code', () => {
    const mapping = sampleMapping('- { to: t, from: a, op: organisationCode, only: out }', tables)
    expect(mapping.mapForm('apply', { a: '91510107MA0000007C' }, []).tree).toEqual({ t: 'MA000000-7' })
  })
})

describe('a material for each element of a kind', () => {
  const file = (part: string): CaseMaterial => ({
    slot: 'MT022',
    part,
    form: '4',
    copies: 1,
    originalSeen: false,
    file: { id: part, sha256: 'a'.repeat(64), name: `${part}.pdf`, mediaType: 'application/pdf', sizeBytes: 10 },
  })
  const mapping = sampleMapping(
    '- { to: kids, from: kids, op: list, item: [{ to: n, from: name }, { to: k, from: kind }] }',
    `${tables}
materials:
  - { to: M-22, name: 证明, slot: MT022, each: true, where: { kind: ['2'] }, formats: [pdf], maxBytes: 1000, exempt: [], must: true }`,
  )
  const kids = [
    { name: '甲', kind: '1' },
    { name: '乙', kind: '2' },
    { name: '丙', kind: '2' },
  ]
  it('goes for those alone, and comes back as theirs', () => {
    const { tree, faults } = mapping.mapForm('apply', { kids }, [file('1'), file('2'), file('3')])
    expect(faults).toEqual([])
    expect(tree['files']).toMatchObject([{ name: '2.pdf' }, { name: '3.pdf' }])
    expect(mapping.readForm(tree).materials.map(({ part }) => part)).toEqual(['2', '3'])
  })
  it('is missed only where there is one of that kind', () => {
    expect(mapping.mapForm('apply', { kids }, []).faults).toMatchObject([{ path: 'materials.MT022' }])
  })
})
