import { describe, expect, it } from 'vitest'
import { type Json, type JsonObject, putAt, valueAt } from '../../core/json.ts'
import { sampleMapping } from './sample-region.ts'

const tables = `
tables:
  GENDER: { version: '1', rows: [['1', M, 男], ['2', F, 女], { ours: ['9', '0'], theirs: X, label: 其他, back: '9' }] }
  COARSE: { version: '1', rows: [['1150', solo, 一人公司], { ours: ['1130', '1190'], theirs: llc, label: 有限公司 }] }
  PASSPORT:
    version: '1'
    rows:
      - { ours: '414', theirs: '16', label: 中国护照, also: { path: nation, is: CHN } }
      - { ours: '414', theirs: '08', label: 外国护照, also: { path: nation, isNot: CHN } }
      - { ours: '516', theirs: '04', label: 香港, also: { path: no, startsWith: H } }
  ONEWAY: { version: '1', rows: [['1', a, 甲], { ours: '1', theirs: b, label: 乙, only: in }, { ours: '2', theirs: a, label: 丙, only: out }] }
  ZONES: { version: '1', rows: [{ ours: '500107000000', theirs: '500191000000', label: 高新区, only: in }] }
`

const address = { division: '510107', detail: '示例路1号' }

/** [what, rule without `to`, canonical value, the region's value, what comes back (as it went where left out)] */
const both: [string, string, Json, Json, Json?][] = [
  ['copy carries text', 'from: a', '次仁', '次仁'],
  ['copy carries a number', 'from: a', 3, 3],
  ['copy carries false', 'from: a', false, false],
  ['text writes a whole number', 'from: a, op: text', 12, '12'],
  ['text writes exactly so many decimals', 'from: a, op: text, decimals: 2', 88.5, '88.50'],
  ['scale writes 万元 in 分', 'from: a, op: scale, by: 1000000', 0.07, 70000],
  ['scale writes days in hours', 'from: a, op: scale, by: 8', 3, 24],
  ['lookup translates', 'from: a, op: lookup, table: GENDER', '1', 'M'],
  ['lookup reads back what the row names', 'from: a, op: lookup, table: GENDER', '0', 'X', '9'],
  ['lookup sends the first row that may go out', 'from: a, op: lookup, table: ONEWAY', '1', 'a'],
  ['boolean has the region’s words', "from: a, op: boolean, 'yes': '1', 'no': '0'", true, '1'],
  ['boolean says no', "from: a, op: boolean, 'yes': '1', 'no': '0'", false, '0'],
  ['boolean stands for a code', "from: a, op: boolean, 'yes': true, 'no': false, is: pass, isNot: fail", 'fail', false],
  ['boolean tells one word from all others', "from: a, op: boolean, 'yes': true, 'no': false, is: 长期", '长期', true],
  ['date in digits', 'from: day, op: date, format: yyyyMMdd', '2026-03-02', '20260302'],
  ['date with dashes', 'from: day, op: date, format: yyyy-MM-dd', '2024-02-29', '2024-02-29'],
  ['time in digits', 'from: signedAt, op: date, format: yyyyMMddHHmmss', '2026-03-02T09:08:21+08:00', '20260302090821'],
  [
    'time as local text',
    'from: signedAt, op: date, format: "yyyy-MM-dd HH:mm:ss"',
    '2026-03-02T09:08:21+08:00',
    '2026-03-02 09:08:21',
  ],
  [
    'time as RFC 3339',
    'from: signedAt, op: date, format: rfc3339',
    '2026-03-02T09:08:21+08:00',
    '2026-03-02T09:08:21+08:00',
  ],
  [
    'time loses its hours in a date',
    'from: signedAt, op: date, format: yyyyMMdd',
    '2026-03-02T09:08:21+08:00',
    '20260302',
    '2026-03-02T00:00:00+08:00',
  ],
  [
    'date gets its time of day',
    "from: dueOn, op: date, format: rfc3339, at: '18:00:00'",
    '2026-03-16',
    '2026-03-16T18:00:00+08:00',
  ],
  ['长期 has the region’s word', "from: until, op: date, format: yyyyMMdd, open: '99991231'", '长期', '99991231'],
  ['division with six digits', 'from: place, op: division, digits: 6', '510107', '510107'],
  ['division with twelve', 'from: place, op: division, digits: 12', '510107', '510107000000'],
  [
    'handling division goes with six digits',
    'from: x.handlingDivision, op: division, digits: 6',
    '130100000000',
    '130100',
  ],
  ['address in full', 'from: a, op: address, as: full', address, '四川省成都市武侯区示例路1号'],
  [
    'address of a municipality has no city',
    'from: a, op: address, as: full',
    { division: '500107', detail: '示例路1号' },
    '重庆市九龙坡区示例路1号',
  ],
  [
    'address of a city without counties',
    'from: a, op: address, as: full',
    { division: '441900', detail: '示例路1号' },
    '广东省东莞市示例路1号',
  ],
  [
    'address as codes',
    'from: a, op: address, as: codes',
    address,
    ['510000000000', '510100000000', '510107000000'],
    { division: '510107' },
  ],
  [
    'address as codes of a municipality',
    'from: a, op: address, as: codes',
    { division: '500107', detail: 'x' },
    ['500000000000', '500107000000'],
    { division: '500107' },
  ],
  ['address as its division', 'from: a, op: address, as: division', address, '510107', { division: '510107' }],
  ['address as its detail', 'from: a, op: address, as: detail', address, '示例路1号', { detail: '示例路1号' }],
  ['digest in hex', 'from: a, op: digest, as: hex', '00ff'.repeat(16), '00ff'.repeat(16)],
  [
    'digest as RFC 9530',
    'from: a, op: digest, as: rfc9530',
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:',
  ],
  ['media type as extension', 'from: a, op: mediaType, as: extension', 'image/jpeg', 'jpg'],
  [
    'media type as upper-case extension',
    'from: a, op: mediaType, as: extension, upper: true',
    'application/pdf',
    'PDF',
  ],
  ['media type as itself', 'from: a, op: mediaType, as: mime', 'application/pdf', 'application/pdf'],
  ['materialCode names the region’s code', 'from: slot, op: materialCode', 'MT001', 'M-1'],
  [
    'address as a filled-up division',
    'from: a, op: address, as: division, digits: 12',
    address,
    '510107000000',
    { division: '510107' },
  ],
  [
    'list of a single group',
    'from: l, op: list, one: true, item: [{ to: n, from: name }]',
    { name: 'x' },
    [{ n: 'x' }],
  ],
  [
    'list maps its elements',
    'from: l, op: list, item: [{ to: n, from: name }, { to: s, from: sum, op: text, decimals: 2 }]',
    [
      { name: 'x', sum: 1 },
      { name: 'y', sum: 2.5 },
    ],
    [
      { n: 'x', s: '1.00' },
      { n: 'y', s: '2.50' },
    ],
  ],
]

const materials = `
materials:
  - { to: M-1, name: 身份证, slot: MT001, formats: [pdf], maxBytes: 1000, exempt: [E] }
`

function sourceOf(rule: string): string {
  return /from: ([\w.]+)/.exec(rule)?.[1] ?? ''
}

describe('an operation, both ways', () => {
  for (const [what, rule, canonical, theirs, back = canonical] of both) {
    it(what, () => {
      const from = sourceOf(rule)
      const mapping = sampleMapping(`- { to: t.x, ${rule} }`, materials + tables)
      const input: JsonObject = {}
      putAt(input, from, canonical)
      const mapped = mapping.mapForm('apply', input, [])
      expect(mapped.faults).toEqual([])
      expect(valueAt(mapped.tree, 't.x')).toEqual(theirs)
      const read = mapping.readForm(mapped.tree)
      expect(read.faults).toEqual([])
      expect(valueAt(read.form, from)).toEqual(back)
    })
  }
})

describe('an operation that depends on what is beside', () => {
  const mapping = sampleMapping('- { to: t, from: type, op: lookup, table: PASSPORT }', tables)
  it('chooses the row by another value', () => {
    expect(mapping.mapForm('apply', { type: '414', nation: 'CHN' }, []).tree).toEqual({ t: '16' })
    expect(mapping.mapForm('apply', { type: '414', nation: 'USA' }, []).tree).toEqual({ t: '08' })
    expect(mapping.mapForm('apply', { type: '516', no: 'H123' }, []).tree).toEqual({ t: '04' })
  })
  it('says which value the region does not take where no row fits', () => {
    const { faults, tree } = mapping.mapForm('apply', { type: '516', no: 'X123' }, [])
    expect(faults).toEqual([
      { path: 'type', code: 'code', message: '“type”的值“516”示例省不接收', fix: '请换一个示例省接收的选项' },
    ])
    expect(tree).toEqual({})
  })
  it('leaves to a person which of several was meant', () => {
    const coarse = sampleMapping('- { to: t, from: kind, op: lookup, table: COARSE }', tables)
    const read = coarse.readForm({ t: 'llc' })
    expect(read).toMatchObject({ form: {}, faults: [], loss: [{ path: 'kind', to: 't', class: 'L3', kind: 'asked' }] })
    expect(coarse.readForm({ t: 'solo' }).form).toEqual({ kind: '1150' })
  })
  it('takes the first source that is filled, and reads back to the first', () => {
    const either = sampleMapping('- { to: phone, from: [mobile, landline], op: coalesce }')
    expect(either.mapForm('apply', { mobile: '', landline: '028-1' }, []).tree).toEqual({ phone: '028-1' })
    expect(either.readForm({ phone: '028-1' }).form).toEqual({ mobile: '028-1' })
  })
  it('fills a template from sources and from what is already written', () => {
    const titled = sampleMapping(
      "- { to: name, from: applicant.name }\n- { to: title, op: template, text: '{to:name}——{matter.name}{nothing}' }",
    )
    expect(titled.mapForm('apply', { applicant: { name: '次仁' }, matter: { name: '备案' } }, []).tree['title']).toBe(
      '次仁——备案',
    )
  })
  it('says whether a group is there, and how much the message carries', () => {
    const told = sampleMapping(
      "- { to: has, from: agent, op: present, 'yes': '1', 'no': '0' }\n- { to: n, op: count, of: files }\n- { to: k, op: count, of: kinds, as: number }",
      materials,
    )
    expect(told.mapForm('apply', { agent: { name: '' } }, []).tree).toEqual({ has: '0', n: '0', k: 0 })
  })
  it('tells from a key that is there what was never written', () => {
    const derived = sampleMapping(
      "- { to: idNo, from: applicant.idNo }\n- { to: idNo, from: applicant.idType, op: const, back: '111', only: in }",
    )
    expect(derived.mapForm('apply', { applicant: { idNo: '5101' } }, []).tree).toEqual({ idNo: '5101' })
    expect(derived.readForm({ idNo: '5101' }).form).toEqual({ applicant: { idNo: '5101', idType: '111' } })
  })
  it('reads a region’s own zone to the county it lies in', () => {
    const zoned = sampleMapping('- { to: codes, from: home, op: address, as: codes, table: ZONES }', tables)
    expect(zoned.readForm({ codes: ['500000000000', '500191000000'] }).form).toMatchObject({})
    expect(zoned.readForm({ codes: ['500000000000', '500191000000'] }).context).toEqual({
      home: { division: '500107' },
    })
  })
  it('keeps an address whose places it does not know as detail, for a person', () => {
    const full = sampleMapping('- { to: addr, from: a, op: address, as: full }')
    const read = full.readForm({ addr: '火星环形山1号' })
    expect(read.form).toEqual({ a: { detail: '火星环形山1号' } })
    expect(read.loss).toMatchObject([{ path: 'a', to: 'addr', class: 'L3' }])
  })
})

describe('several values in one text', () => {
  const period = sampleMapping(
    "- { to: p, from: [filing.from, filing.to], op: parts, text: '{filing.from} 至 {filing.to}', blank: 无固定期限 }\n- { to: v, from: [licence.from, licence.validTo], op: parts, text: '{licence.from}+{licence.validTo}', open: 长期有效 }",
  )
  it('go out with a word for what is blank or 长期, and come back', () => {
    const input = { filing: { from: '2026-03-02' }, licence: { from: '2026-03-04', validTo: '长期' } }
    const { tree, loss } = period.mapForm('apply', input, [], { report: true })
    expect(tree).toEqual({ p: '2026-03-02 至 无固定期限', v: '2026-03-04+长期有效' })
    expect(loss.map(({ path, kind }) => `${path} ${kind}`).sort()).toEqual([
      'filing.from translated',
      'licence.from translated',
      'licence.validTo translated',
    ])
    expect(period.readForm(tree).form).toEqual(input)
    expect(period.mapForm('apply', { filing: { from: '', to: '' } }, []).tree).toEqual({})
  })
  it('are refused where the text is written otherwise', () => {
    expect(period.readForm({ p: '2026-03-02 到 2026-03-03' }).faults).toMatchObject([{ path: 'p', code: 'format' }])
  })
  it('are written out of a list, each element translated by a table', () => {
    const listed = sampleMapping(
      "- { to: t, from: l, op: joined, text: '[{sex|GENDER}]{name}', by: ';', end: true }\n- { to: m, from: $lines, op: joined, text: '{material.seq}:{material.name}:{material.way}', by: ';' }",
      materials + tables,
    )
    const file = { id: 'f', sha256: 'a', name: 'x.pdf', mediaType: 'application/pdf', sizeBytes: 1 }
    const given = [{ slot: 'MT001', form: '4', copies: 1, originalSeen: false, file }] as const
    expect(listed.mapForm('apply', { l: [{ sex: '1', name: '甲' }, { name: '乙' }] }, given).tree).toMatchObject({
      t: '[M]甲;[]乙;',
      m: '1:身份证:file',
    })
    expect(listed.mapForm('apply', { l: [] }, []).tree).toEqual({})
  })
  it('say how many days there are between two dates', () => {
    const told = sampleMapping('- { to: n, from: due, op: days, since: at }')
    const between = (at: string, due: string) => told.mapForm('apply', { at, due }, []).tree['n']
    expect(between('2026-02-27T18:00:00+08:00', '2026-03-04')).toBe('5')
    expect(between('2026-03-04', '2026-03-04')).toBe('0')
    expect(between('2026-03-05', '2026-03-04')).toBeUndefined()
  })
})

describe('a word for nothing', () => {
  const mapping = sampleMapping(
    '- { to: a, from: x, none: 无 }\n- { to: b, from: y, none: 无, when: { x: present } }\n- { to: c, from: z, must: true, none: 无 }',
  )
  it('stands where the source is blank and the rule applies, and is told as filler', () => {
    const { tree, loss } = mapping.mapForm('apply', { z: '1' }, [], { report: true })
    expect(tree).toEqual({ a: '无', c: '1' })
    expect(loss.filter(({ filler }) => filler).map(({ to }) => to)).toEqual(['a'])
    expect(mapping.mapForm('apply', { x: '1', z: '1' }, []).tree).toEqual({ a: '1', b: '无', c: '1' })
  })
  it('never hides what the region must have', () => {
    expect(mapping.mapForm('apply', {}, []).faults).toMatchObject([{ path: 'z', code: 'required' }])
  })
  it('is no data on the way back', () => {
    expect(mapping.readForm({ a: '无', b: '无', c: '2' }).form).toEqual({ z: '2' })
  })
})

describe('an address that we keep as one text', () => {
  const mapping = sampleMapping(
    '- { to: code, from: a, op: address, as: division, of: text, digits: 12 }\n- { to: rest, from: a, op: address, as: detail, of: text }\n- { to: name, from: a2, op: place, as: county }',
  )
  it('goes out in parts and comes back whole', () => {
    const { tree } = mapping.mapForm('apply', { a: '四川省成都市武侯区示例路1号', a2: address }, [])
    expect(tree).toEqual({ code: '510107000000', rest: '示例路1号', name: '武侯区' })
    expect(mapping.readForm(tree).form).toEqual({ a: '四川省成都市武侯区示例路1号' })
  })
  it('is refused where its places are not named', () => {
    expect(mapping.mapForm('apply', { a: '示例路1号' }, []).faults).toMatchObject([{ path: 'a' }])
    expect(mapping.readForm({ code: '51' }).faults).toMatchObject([{ path: 'code' }])
  })
})

describe('lists that are kept otherwise at the region', () => {
  it('part by a value of their elements and come together again, class by class', () => {
    const split = sampleMapping(
      "- { to: boss, from: l, op: list, where: { rank: ['1'] }, item: [{ to: n, from: name }, { to: r, from: rank }] }\n- { to: rest, from: l, op: list, where: { rank: ['2', '3'] }, item: [{ to: n, from: name }, { to: r, from: rank }, { to: i, from: index, only: out }] }",
    )
    const input = {
      l: [
        { name: 'a', rank: '2' },
        { name: 'b', rank: '1' },
        { name: 'c', rank: '3' },
      ],
    }
    const { tree } = split.mapForm('apply', input, [])
    expect(tree).toEqual({
      boss: [{ n: 'b', r: '1' }],
      rest: [
        { n: 'a', r: '2', i: 1 },
        { n: 'c', r: '3', i: 2 },
      ],
    })
    expect((split.readForm(tree).form['l'] as JsonObject[]).map(({ name }) => name)).toEqual(['b', 'a', 'c'])
    const faulty = split.mapForm('apply', { l: [{ rank: '1' }, { rank: '2' }] }, [])
    expect(faulty.faults).toEqual([])
  })
  it('are made of a group and a list, and read back to each by what the elements say', () => {
    const joined = sampleMapping(
      "- { to: d, from: home, op: list, one: true, readWhere: { k: '1' }, item: [{ to: k, op: const, value: '1' }, { to: x, from: detail, must: true }] }\n- { to: d, from: stores, op: list, readWhere: { k: '2' }, item: [{ to: k, op: const, value: '2' }, { to: x, from: detail }] }",
    )
    const input = { home: { detail: 'h' }, stores: [{ detail: 's' }, { detail: 't' }] }
    const { tree } = joined.mapForm('apply', input, [])
    expect(tree).toEqual({
      d: [
        { k: '1', x: 'h' },
        { k: '2', x: 's' },
        { k: '2', x: 't' },
      ],
    })
    const read = joined.readForm(tree)
    expect({ ...read.form, ...read.context }).toEqual(input)
    expect(joined.mapForm('apply', { home: { other: 1 } }, []).faults).toMatchObject([{ path: 'home.detail' }])
  })
})

describe('an operation that cannot', () => {
  const refused: [string, string, Json][] = [
    ['more decimals than the region takes', 'from: a, op: text, decimals: 2', 1.234],
    ['a fraction of the smallest unit', 'from: a, op: scale, by: 100', 0.001],
    ['a code of no row', 'from: a, op: lookup, table: GENDER', '7'],
    ['长期 where a date is wanted', 'from: a, op: date, format: yyyyMMdd', '长期'],
    ['a day that is not in the calendar', 'from: a, op: date, format: yyyyMMdd', '2026-02-30'],
    ['a month that is not in the calendar', 'from: a, op: date, format: yyyyMMdd', '2026-13-02'],
    ['a place that nobody knows', 'from: a, op: address, as: full', { division: '999999', detail: 'x' }],
  ]
  for (const [what, rule, value] of refused) {
    it(`refuses to send ${what}`, () => {
      const { faults, tree } = sampleMapping(`- { to: t, ${rule} }`, tables).mapForm('apply', { a: value }, [])
      expect(faults).toMatchObject([{ path: 'a' }])
      expect(tree).toEqual({})
    })
  }
  const unread: [string, string, Json][] = [
    ['a number with leading zeros', 'from: a, op: text', '007'],
    ['a number with too few decimals', 'from: a, op: text, decimals: 2', '1.5'],
    ['a code of no row', 'from: a, op: lookup, table: GENDER', 'Q'],
    ['a code that only goes out', 'from: a, op: lookup, table: ONEWAY', 'z'],
    ['a word for neither yes nor no', "from: a, op: boolean, 'yes': '1', 'no': '0'", '2'],
    ['a date in another format', 'from: a, op: date, format: yyyy-MM-dd', '20260302'],
    ['a day that is not in the calendar', 'from: a, op: date, format: yyyyMMdd', '20250229'],
    ['an hour that no clock has', 'from: a, op: date, format: yyyyMMddHHmmss', '20250228250000'],
    ['a time of another zone', 'from: signedAt, op: date, format: rfc3339', '2026-03-02T01:08:21Z'],
    ['a division with seven digits', 'from: a, op: division, digits: 6', '5101070'],
    ['codes that stop at the province', 'from: a, op: address, as: codes', ['510000000000']],
    ['a digest without its colons', 'from: a, op: digest, as: rfc9530', 'sha-256=abc'],
    ['a file that is no material', 'from: a, op: mediaType, as: extension', 'exe'],
    ['a text where a list is wanted', 'from: l, op: list, item: [{ to: n, from: n }]', 'x'],
  ]
  for (const [what, rule, value] of unread) {
    it(`refuses to read ${what}, at the region’s path`, () => {
      const { faults, form } = sampleMapping(`- { to: t, ${rule} }`, tables).readForm({ t: value })
      expect(faults[0]).toMatchObject({ path: 't' })
      expect(form['a']).toBeUndefined()
    })
  }
})
