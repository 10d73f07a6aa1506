import { describe, expect, it } from 'vitest'
import { readRegion } from '../../core/mapping/read-region.ts'
import { sampleFiles, sampleMapping } from './sample-region.ts'

/* Owners and what each puts in, as the document of 湖北 has them (8.4): one record for each owner and way, told by its number which owner it is of. */

const WAYS =
  '{ to: ways, from: ways, op: list, must: true, item: [{ to: WAY, from: code, op: lookup, table: WAY }, { to: SUM, from: amount, op: text, decimals: 2, by: 10000 }] }'
const OWNERS = `- { to: l, from: owners, op: list, spread: { list: ways, key: XH }, most: 4, item: [{ to: XH, from: index, op: text, decimals: 0, only: out }, { to: NAME, from: name, max: 4 }, ${WAYS}, { to: ways, from: subscribed, op: sum, of: SUM, by: 10000, only: in }, { to: DUE, from: due, op: date, format: yyyyMMdd }] }`
const tables = "tables: { WAY: { version: '1', rows: [['1', '1', 货币], ['4', '5', 土地]] } }"
const mapping = sampleMapping(OWNERS, tables)
const form = {
  owners: [
    {
      name: '欧阳明',
      ways: [
        { code: '1', amount: 0.1 },
        { code: '4', amount: 0.2 },
      ],
      due: '2029-03-01',
    },
    { name: '次仁', ways: [{ code: '1', amount: 30 }], due: '2029-03-02' },
  ],
}
const records = [
  { XH: '1', NAME: '欧阳明', WAY: '1', SUM: '1000.00', DUE: '20290301' },
  { XH: '1', NAME: '欧阳明', WAY: '5', SUM: '2000.00', DUE: '20290301' },
  { XH: '2', NAME: '次仁', WAY: '1', SUM: '300000.00', DUE: '20290302' },
]

describe('lists in a list that the region has as one list of records', () => {
  it('go out as a record for each inner element, the columns in the order of the rules', () => {
    const { tree, faults, loss } = mapping.mapForm('apply', form, [], { report: true })
    expect(faults).toEqual([])
    expect(JSON.stringify(tree['l'])).toBe(JSON.stringify(records))
    expect(loss.filter(({ class: lost }) => lost !== 'L0')).toEqual([])
  })
  it('come back by the number that tells which record is of which element, with the sum of the parts', () => {
    const read = mapping.readForm({ l: [records[0], records[2], records[1]] as never })
    expect(read.faults).toEqual([])
    expect(read.form['owners']).toEqual(form.owners.map((owner, index) => ({ ...owner, subscribed: [0.3, 30][index] })))
  })
  it('send only what is listed, the members of the inner list by their own paths', () => {
    expect(mapping.fields()).toEqual([
      'owners[].due',
      'owners[].index',
      'owners[].name',
      'owners[].ways[].amount',
      'owners[].ways[].code',
    ])
    expect(mapping.mapForm('apply', { owners: [{ ...form.owners[1], secret: '1' }] }, []).tree['l']).toEqual([
      { ...records[2], XH: '1' },
    ])
  })
  it('are refused where records of one number contradict each other, or one has no number', () => {
    const other = mapping.readForm({ l: [records[0], { ...records[1], NAME: '别人' }] as never })
    expect(other.faults).toMatchObject([
      { path: 'l[1].NAME', code: 'conflict', message: '“l[1].NAME”与同一序号的第 1 条不一致' },
    ])
    const { XH: _, ...bare } = records[2] as { XH: string }
    expect(mapping.readForm({ l: [records[0], bare] as never }).faults).toMatchObject([
      { path: 'l[1].XH', code: 'required' },
    ])
  })
  it('say of the very record what is wrong with it, and know no other column', () => {
    const l = [
      records[2],
      { ...records[0], NAME: '名字太长了' },
      { ...records[1], NAME: '名字太长了', WAY: '7', MORE: '1' },
    ]
    const { faults } = mapping.readForm({ l } as never)
    expect(faults.map(({ path, code }) => `${path} ${code}`).sort()).toEqual([
      'l[1].NAME too-long',
      'l[2].MORE conflict',
      'l[2].MORE unexpected',
      'l[2].WAY code',
    ])
    expect(mapping.readForm({ l: [{ XH: '1', ways: [] }] }).faults).toMatchObject([{ path: 'l[0].ways' }])
    expect(mapping.readForm({ l: 'x' }).faults).toMatchObject([{ path: 'l', code: 'format' }])
  })
  it('are counted as the region counts them', () => {
    const [owner = {}] = form.owners
    expect(mapping.mapForm('apply', { owners: [owner, owner] }, []).faults).toEqual([])
    expect(mapping.mapForm('apply', { owners: [owner, owner, owner] }, []).faults).toMatchObject([
      { path: 'owners', code: 'too-many' },
    ])
  })
  it('need an inner list: an element without one is at fault in its place', () => {
    const { faults } = mapping.mapForm(
      'apply',
      { owners: [{ name: '次仁', ways: [{ code: '1', amount: 1 }] }, { name: '甲' }] },
      [],
    )
    expect(faults).toMatchObject([{ path: 'owners[1].ways', code: 'required' }])
  })
  it('are named in what is said of them by the very element, where the message at hand tells which', () => {
    const l = [records[2], records[0], records[1]] as never
    const named = ['l[2].SUM', 'l[1].NAME', 'l[0].WAY', 'l[0]', 'l[9].NAME']
    expect(named.map((path) => mapping.canonicalPath(path, { l }))).toEqual([
      'owners[1].ways[1].amount',
      'owners[1].name',
      'owners[0].ways[0].code',
      'owners[0]',
      'owners',
    ])
    const ours = ['owners[1].ways[1].code', 'owners[1].due', 'owners[0]', 'owners']
    expect(ours.map((path) => mapping.treePath(path, { l }))).toEqual(['l[2].WAY', 'l[1].DUE', 'l[0]', 'l'])
  })
  it('are named in a progress message by the form of the case', () => {
    const progress =
      '- { to: seq, from: message.seq, op: text, decimals: 0 }\n- { to: items, from: correction.items, op: list, item: [{ to: path, from: path, op: fieldPath, notation: dotted }] }'
    const told = sampleMapping(OWNERS, `${tables}\nprogress:\n  ${progress.split('\n')[1]}`)
    const items = [{ path: 'owners[1].ways[0].amount' }, { path: 'owners[1].name' }]
    const { tree } = told.mapProgress({ ...form, correction: { items } })
    expect(tree['items']).toEqual([{ path: 'l[2].SUM' }, { path: 'l[2].NAME' }])
    const read = told.readProgress(tree, form).progress.correction?.items
    expect(read?.map(({ path }) => path)).toEqual(items.map(({ path }) => path))
    expect(told.readProgress(tree).progress.correction?.items?.map(({ path }) => path)).toEqual(['owners', 'owners'])
  })
  it('are refused in a rule that names no inner list or no column', () => {
    const wrong = OWNERS.replace('list: ways', 'list: other').replace('key: XH', 'key: NO')
    const read = readRegion('regions/990000-shili', sampleFiles(wrong, tables))
    expect(read.ok ? [] : read.faults.map(({ message }) => message)).toEqual([
      '“form[0].spread”写法不对:item 里没有 to: other 的 list',
      '“form[0].spread”写法不对:item 里没有写出 NO 的规则',
    ])
  })
})
