import { describe, expect, it } from 'vitest'
import { sampleFiles, sampleMapping } from './sample-region.ts'

/** The sample region, which writes every key. */
function whole(more: string) {
  const region = sampleFiles('')['region.yaml'].replace('absent: omit', `absent: empty\n${more}`)
  return { 'region.yaml': region }
}

const WAYS =
  "- { to: l, from: l, op: list, item: [{ to: forms, from: ways, op: list, text: '{c}', by: ',', item: [{ to: c, from: code, op: lookup, table: WAY }] }, { to: sums, from: ways, op: list, beside: true, text: '{s}', by: ',', item: [{ to: s, from: sum, op: text, decimals: 2 }] }] }"
const tables = "tables: { WAY: { version: '1', rows: [['4', '6', 土地], ['6', '4', 债权]] } }"

describe('parallel lists of one list of groups', () => {
  const mapping = sampleMapping(WAYS, tables)
  const ways = [
    { code: '4', sum: 1 },
    { code: '6', sum: 0.5 },
  ]
  it('go out as one text each and come back into the same groups', () => {
    const { tree, faults, loss } = mapping.mapForm('apply', { l: [{ ways }] }, [], { report: true })
    expect([tree['l'], faults]).toEqual([[{ forms: '6,4', sums: '1.00,0.50' }], []])
    expect(loss.filter(({ class: lost }) => lost !== 'L0')).toEqual([])
    expect(mapping.readForm(tree).form).toEqual({ l: [{ ways }] })
  })
  it('are refused where they do not go together', () => {
    const { faults } = mapping.readForm({ l: [{ forms: '6,4', sums: '1.00' }] })
    expect(faults).toMatchObject([{ path: 'l[0].sums', message: '“l[0].sums”有 1 项,与它并列的有 2 项' }])
  })
})

describe('what we have once and the region repeats in every element', () => {
  const mapping = sampleMapping(
    "- { to: l, from: l, op: list, item: [{ to: n, from: n }, { to: r, from: $.remark }, { to: d, from: $.born.on, op: date, format: yyyyMMdd }] }\n- { to: 'l[0].r', from: remark, max: 4 }\n- { to: 'l[0].d', from: born.on, op: date, format: yyyyMMdd }",
  )
  const form = {
    l: [{ n: '1', remark: '别人的', born: { on: '1990-01-01' } }, { n: '2' }],
    remark: '备注',
    born: { on: '1900-01-01' },
  }
  it('is that of the whole message, whatever the element has', () => {
    const { tree } = mapping.mapForm('apply', form, [])
    expect(tree['l']).toEqual([
      { n: '1', r: '备注', d: '19000101' },
      { n: '2', r: '备注', d: '19000101' },
    ])
  })
  it('is read once, and told of once', () => {
    const l = [
      { n: '1', r: '备注', d: '19000101' },
      { n: '2', r: '备注', d: '19000101' },
    ]
    expect(mapping.readForm({ l }).form).toEqual({
      l: [{ n: '1' }, { n: '2' }],
      remark: '备注',
      born: { on: '1900-01-01' },
    })
    const { faults } = mapping.mapForm('apply', { ...form, remark: '太长的备注' }, [])
    expect(faults.map(({ path }) => path)).toEqual(['remark'])
    const { loss } = mapping.mapForm('apply', form, [], { report: true })
    expect(
      loss.filter(({ path }) => path.endsWith('remark') && path !== 'l[0].remark').map(({ path }) => path),
    ).toEqual(['remark'])
  })
})

describe('a list', () => {
  it('of plain values refuses a group where one of them should be', () => {
    const plain = sampleMapping('- { to: t, from: a, op: each, do: { op: copy }, by: "," }')
    for (const t of [{ toString: false }, [{ toString: false }]])
      expect(plain.readForm({ t }).faults).toMatchObject([{ path: 't', code: 'format' }])
  })
  it('of plain values is an empty text, not an empty list, where the region has one text', () => {
    const empty = sampleMapping('- { to: t, from: a, op: each, do: { op: copy }, by: "," }', '', whole(''))
    expect(empty.mapForm('apply', { a: [] }, []).tree).toEqual({ t: '', files: [] })
  })
})

describe('an address beside its code', () => {
  const mapping = sampleMapping(
    '- { to: code, from: a, op: address, as: division }\n- { to: text, from: a, op: address, as: full }',
  )
  it('is parted by that code, though a longer name would fit', () => {
    const read = mapping.readForm({ code: '510100', text: '四川省成都市武侯区示例路1号' })
    expect(read.form).toEqual({ a: { division: '510100', detail: '武侯区示例路1号' } })
  })
  it('is parted by the names it starts with where they are not those of the code', () => {
    const read = mapping.readForm({ code: '500107', text: '四川省成都市武侯区示例路1号' })
    expect(read.form).toEqual({ a: { division: '510107', detail: '示例路1号' } })
  })
})

describe('a list that the region has as one text in the order of its codes', () => {
  const mapping = sampleMapping(
    "- { to: t, from: l, op: list, text: '{c}', by: ';', sorted: true, item: [{ to: c, from: code }] }",
  )
  it('is sorted, and says so where that changed it', () => {
    const given = (...codes: string[]) =>
      mapping.mapForm('apply', { l: codes.map((code) => ({ code })) }, [], { report: true })
    const lossOf = ({ loss }: { loss: readonly { path: string; class: string }[] }) =>
      loss.filter(({ path }) => path === 'l[0].code').map(({ class: lost }) => lost)
    expect([given('14', '0202S').tree['t'], lossOf(given('14', '0202S'))]).toEqual(['0202S;14', ['L2']])
    expect([given('0202S', '14').tree['t'], lossOf(given('0202S', '14'))]).toEqual(['0202S;14', ['L0']])
  })
})

describe('plain values joined in one text', () => {
  it('have something else for the separator where the region says what', () => {
    const rule = "- { to: t, from: a, op: each, do: { op: copy }, by: ';', instead: '；' }"
    const { tree, faults, loss } = sampleMapping(rule).mapForm('apply', { a: ['甲;乙', '丙'] }, [], { report: true })
    expect([tree['t'], faults]).toEqual(['甲；乙;丙', []])
    expect(loss).toMatchObject([{ path: 'a', class: 'L2' }])
  })
})

describe('how a value must begin', () => {
  const mapping = sampleMapping('- { to: t, from: a }', "accepts: [{ path: a, starts: '37', why: 只作转入地 }]")
  it('is said where it does not', () => {
    expect(mapping.mapForm('apply', { a: '370102' }, []).faults).toEqual([])
    expect(mapping.mapForm('apply', { a: '510107' }, []).faults).toMatchObject([{ path: 'a', code: 'code' }])
  })
})

describe('what a region takes of the elements of a list', () => {
  const mapping = sampleMapping(
    '- { to: l, from: l, op: list, item: [{ to: c, from: country }, { to: k, from: kind }] }',
    "accepts: [{ path: 'l[].country', not: [OTH], when: { kind: '1' }, why: 自然人须写明国籍 }]",
  )
  it('is asked of each by what stands in it', () => {
    const l = [
      { country: 'OTH', kind: '2' },
      { country: 'CHN', kind: '1' },
      { country: 'OTH', kind: '1' },
    ]
    expect(mapping.mapForm('apply', { l }, []).faults).toMatchObject([{ path: 'l[2].country', code: 'code' }])
  })
})

describe('a group that no rule of the matter fills', () => {
  it('is an empty group where the region wants the key', () => {
    const mapping = sampleMapping(
      "- { to: g, op: const, value: '' }\n- { to: h.a, from: a }",
      '',
      whole('emptyGroups: [g, h, i]'),
    )
    expect(mapping.mapForm('apply', {}, []).tree).toEqual({ g: {}, h: {}, files: [] })
    expect(mapping.mapForm('apply', { a: '1' }, []).tree).toEqual({ g: {}, h: { a: '1' }, files: [] })
  })
})

describe('members of a list that carry nothing for us', () => {
  const rule = '- { to: l, from: l, op: list, item: [{ to: c, from: code }] }'
  it('are taken in every element, and only they', () => {
    const mapping = sampleMapping(rule, '', whole("ignored: ['l[].no']"))
    expect(mapping.readForm({ l: [{ c: '1', no: '7' }] })).toMatchObject({ form: { l: [{ code: '1' }] }, faults: [] })
    expect(mapping.readForm({ l: [{ c: '1', other: '7' }] }).faults).toMatchObject([
      { path: 'l[0].other', code: 'unexpected' },
    ])
  })
})

describe('a list that goes into several of the region’s', () => {
  it('says of its elements that they may come back in other places', () => {
    const lists = ['a', 'b'].map(
      (k) => `- { to: ${k}, from: l, op: list, where: { k: ${k} }, item: [{ to: k, from: k }] }`,
    )
    const mapping = sampleMapping(lists.join('\n'))
    const { tree, loss } = mapping.mapForm('apply', { l: [{ k: 'b' }, { k: 'a' }] }, [], { report: true })
    expect(mapping.readForm(tree).form).toEqual({ l: [{ k: 'a' }, { k: 'b' }] })
    expect(loss.filter(({ path }) => path.startsWith('l[')).map(({ class: lost }) => lost)).toEqual(['L2', 'L2'])
  })
})
