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
  [
    'each element in a group of its own',
    'op: each, do: { op: lookup, table: GENDER }, member: m',
    ['2', '1'],
    [{ m: 'F' }, { m: 'M' }],
  ],
  ['a date that is there', 'op: date, format: yyyy-MM-dd, open: 长期, openWhenBlank: true', '2026-03-02', '2026-03-02'],
  ['a text that the region can keep', 'charset: gbk', '囧', '囧'],
]

/** [what, rule, what cannot go] */
const unsent: [string, string, Json][] = [
  ['a character that the region cannot keep', 'charset: gbk', '𠅤'],
  ['a character that CP936 has not and later standards have', 'charset: gbk', '䶮'],
  ['a unit that the region does not have', 'op: quantity, units: { G: 个工作日 }', { value: 1, unit: 'Z' }],
  ['an element of no row', 'op: each, do: { op: lookup, table: GENDER }', ['1', '7']],
]

/** [what, rule, what cannot be read] */
const unread: [string, string, Json][] = [
  ['a quantity without its unit', 'op: quantity, units: { G: 个工作日 }', '4'],
  ['groups without the value', 'op: each, do: { op: copy }, member: m', [{ n: 'M' }]],
  ['plain values where groups should be', 'op: each, do: { op: copy }, member: m', ['M']],
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

const people = [
  { role: 'a', name: '甲' },
  { role: 'b', name: '乙' },
  { role: 'a', name: '丙' },
]

describe('one list in another shape', () => {
  const column = (to: string, role: string, nth: number) =>
    `- { to: ${to}, from: people, op: list, where: { role: ${role} }, nth: ${nth}, item: [{ to: n, from: role, op: const, back: ${role}, only: in }, { to: n, from: name, must: true }] }`
  const columns = sampleMapping([column('a1', 'a', 1), column('a2', 'a', 2), column('b1', 'b', 1)].join('\n'))
  it('is parted into a group for each role and place, and put together again', () => {
    const { tree, faults } = columns.mapForm('apply', { people }, [])
    expect([tree, faults]).toEqual([{ a1: { n: '甲' }, a2: { n: '丙' }, b1: { n: '乙' } }, []])
    expect(columns.readForm(tree)).toMatchObject({
      form: { people: [people[0], people[2], people[1]] },
      faults: [],
    })
  })
  it('leaves out a place that nobody has, and names the element that is at fault', () => {
    const { tree, faults } = columns.mapForm('apply', { people: [{ role: 'b', name: '' }] }, [])
    expect([tree, faults.map(({ path }) => path)]).toEqual([{ b1: {} }, ['people[0].name']])
  })
  it('is no list where a group is wanted', () => {
    expect(columns.readForm({ a1: [{ n: '甲' }] }).faults).toMatchObject([{ path: 'a1', code: 'format' }])
    expect(columns.readForm({ a1: { n: '甲', x: 1 } }).faults).toMatchObject([{ path: 'a1.x', code: 'unexpected' }])
  })
  const worded = sampleMapping(
    "- { to: t, from: ways, op: list, text: '{way}:{sum}', by: '/', item: [{ to: way, from: code, op: lookup, table: GENDER }, { to: sum, from: sum, op: text, decimals: 2, by: 10000 }] }",
    rest,
  )
  it('is one text, every element by a pattern', () => {
    const ways = [
      { code: '1', sum: 15 },
      { code: '2', sum: 0.000001 },
    ]
    expect(worded.mapForm('apply', { ways }, []).tree).toEqual({ t: 'M:150000.00/F:0.01' })
    expect(worded.readForm({ t: 'M:150000.00/F:0.01' })).toMatchObject({ form: { ways }, faults: [] })
  })
  it.each(['M', 'M:', ':1.00', 'M:1.00/', 'M:1', 'X:1.00', 5, ['M:1.00']])('is not read from %o', (text) => {
    expect(worded.readForm({ t: text as never }).faults.map(({ path }) => path.slice(0, 1))).toEqual(['t'])
  })
})

describe('marks, months and codes that a standard builds up', () => {
  const tables = `
tables:
  FOOD: { version: '1', rows: [['11', 热食, 热食], ['02', 散装(含冷藏), 散装]] }
`
  const mapping = sampleMapping(
    `- { to: flags, from: [bundle.seal, bundle.tax], op: flags, words: { bundle.seal: 刻章, bundle.tax: 税务 } }
- { to: food, from: food.code, op: suffixed, table: FOOD, marks: food.marks, suffixes: { bulk: (含熟食), cream: (含裱花) } }
- { to: month, from: month, op: month, format: yyyy年MM月 }
- { to: classes, from: classes, op: drivingClasses, by: ',' }
- { to: sorted, from: sorted, op: each, by: '/', sorted: true, do: { op: copy } }`,
    tables,
  )
  const form = {
    bundle: { tax: true, seal: true },
    food: { code: '02', marks: ['bulk', 'cream'] },
    month: '202603',
    classes: 'A2D',
    sorted: ['1', '2'],
  }
  const tree = {
    flags: ['刻章', '税务'],
    food: '散装(含冷藏)(含熟食)(含裱花)',
    month: '2026年03月',
    classes: 'A2,D',
    sorted: '1/2',
  }
  it('go and come back', () => {
    expect(mapping.mapForm('apply', form, [])).toMatchObject({ tree, faults: [] })
    expect(mapping.readForm(tree)).toMatchObject({ form, faults: [] })
  })
  it('go in the order of our codes where that is wanted', () => {
    expect(mapping.mapForm('apply', { sorted: ['2', '1'] }, []).tree['sorted']).toBe('1/2')
  })
  it.each([
    ['month', '202613'],
    ['food.code', '99'],
    ['sorted', ['a/b']],
  ])('refuse %s %o', (path, value) => {
    const given = path === 'food.code' ? { food: { code: value } } : { [path]: value }
    expect(mapping.mapForm('apply', given as never, []).faults).toMatchObject([{ path }])
  })
  it.each([
    ['flags', ['别的']],
    ['food', '散装(含熟食)'],
    ['month', '2026年13月'],
    ['classes', 'A2;D'],
  ])('refuse to read %s %o', (path, value) => {
    expect(mapping.readForm({ [path]: value } as never).faults).toMatchObject([{ path }])
  })
})

describe('what a region takes of a value that it need not carry', () => {
  const check = (accepts: string, form: object) =>
    sampleMapping('- { to: t, from: a }', `accepts: [${accepts}]`)
      .mapForm('apply', form as never, [])
      .faults.map(({ path, code }) => `${path} ${code}`)
  it.each([
    ['{ path: b, needed: true }', { b: '' }, ['b required']],
    ['{ path: b, needed: true }', { b: 'x' }, []],
    ['{ path: l, most: 1, where: { k: x } }', { l: [{ k: 'x' }, { k: 'y' }] }, []],
    ['{ path: l, most: 1, where: { k: x } }', { l: [{ k: 'x' }, { k: 'x' }] }, ['l too-many']],
    ['{ path: l, most: 1, when: { c: absent } }', { l: [1, 2], c: 'y' }, []],
    ["{ path: l, only: ['1', '2'] }", { l: ['1', '2'] }, []],
    ["{ path: l, only: ['1', '2'] }", { l: ['1', '3'] }, ['l code']],
    ["{ path: d, needed: true, when: { o: { starts: '310' } } }", { o: '310101' }, ['d required']],
    ["{ path: d, needed: true, when: { o: { starts: '310' } } }", { o: '510107' }, []],
    ['{ path: d, needed: true, when: { o: { longer: 2 } } }', { o: '𠅤𠅤' }, []],
    ['{ path: d, needed: true, when: { o: { longer: 2 } } }', { o: '一二三' }, ['d required']],
  ])('%s of %o', (accepts, form, faults) => {
    expect(check(accepts, form)).toEqual(faults)
  })
})

describe('named values in one text, and driving classes in a list', () => {
  const rules = `- { to: classes, from: classes, op: drivingClasses }
- { to: change, from: change, op: entries, words: { name: 姓名, employer: 服务单位 } }`
  const mapping = sampleMapping(rules)
  const form = { classes: 'A2D', change: '姓名=甲=乙;服务单位=𠅤公司' }
  const tree = { classes: ['A2', 'D'], change: { name: '甲=乙', employer: '𠅤公司' } }
  it('go as a group and as a list, and come back', () => {
    expect(mapping.mapForm('apply', form, [])).toMatchObject({ tree, faults: [] })
    expect(mapping.readForm(tree)).toMatchObject({ form, faults: [] })
  })
  it.each(['住址=某处', '姓名', '姓名=', '姓名=甲;', '姓名=甲;姓名=乙'])('are not sent from “%s”', (change) => {
    const { faults } = mapping.mapForm('apply', { classes: 'A2d', change }, [])
    expect(faults.map(({ path }) => path)).toEqual(['classes', 'change'])
  })
  const unread: Json[] = [
    { address: '某处' },
    { name: '甲;乙' },
    { name: 7 },
    { constructor: '甲' },
    '姓名=甲',
    ['姓名'],
  ]
  it.each(unread.map((change) => ({ change })))('are not read from $change', ({ change }) => {
    const { faults } = mapping.readForm({ classes: ['A2', 'x', {}], change })
    expect(faults.map(({ path }) => path)).toEqual(['classes', 'change'])
  })
})
