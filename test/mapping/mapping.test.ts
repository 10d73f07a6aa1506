import { describe, expect, it } from 'vitest'
import type { CaseMaterial } from '../../core/matter.ts'
import { sampleFiles, sampleMapping } from './sample-region.ts'

const form = `
- { to: name, from: applicant.name, must: true, max: 4 }
- { to: cert, from: applicant.idType, op: lookup, table: ID }
- { to: phone, from: applicant.phone, must: true }
- { to: addr.area, from: applicant.address, op: address, as: division }
- { to: addr.rest, from: applicant.address, op: address, as: detail }
- { to: why, from: extra.why, must: { applicant.idType: '1' }, why: 统计用, ask: { label: 缘由, type: code }, op: lookup, table: WHY }
- { to: src, op: const, value: 无, filler: true }
- { to: kids, from: kids, op: list, item: [{ to: kidName, from: name, must: true }] }
- { to: title, op: template, text: '{applicant.name}的{matter.name}' }
`
const rest = `
tables:
  ID: { version: '1', rows: [['1', A, 身份证], { ours: ['2', '3'], theirs: B, label: 其他, back: '2' }] }
  WHY: { version: '1', rows: [[x, '1', 探亲], [y, '2', 工作]] }
dropped: { applicant.hobby: 本地区不收, materials.MT030: 本地区不收 }
losses: { applicant.name: L1 少数民族姓名的间隔号不同 }
accepts:
  - { path: applicant.nation, only: [CHN], when: { applicant.idType: '1' }, why: 本地区只收中国公民 }
materials:
  - { to: M-1, name: 身份证人像面, slot: MT001, part: front, formats: [jpg], maxBytes: 2048, exempt: [E], must: true }
  - { to: M-1, name: 身份证国徽面, slot: MT001, part: back, formats: [jpg], maxBytes: 2048, exempt: [E], must: true }
  - { to: M-2, name: 户口簿, slot: MT002, formats: [pdf, jpg], maxBytes: 2048, exempt: [], must: { applicant.idType: '2' } }
`
const mapping = sampleMapping(form, rest)
const person = { name: '次仁', idType: '1', phone: '028-1', address: { division: '510107', detail: '路1号' } }
const input = { applicant: person, extra: { why: 'x' } }

function scan(slot: string, part?: string, more: Partial<CaseMaterial['file'] & object> = {}): CaseMaterial {
  const id = `${slot}${part ?? ''}`
  const file = { id, sha256: 'a'.repeat(64), name: `${id}.jpg`, mediaType: 'image/jpeg', sizeBytes: 1000, ...more }
  return { slot, ...(part ? { part } : {}), form: '2', copies: 1, originalSeen: true, file }
}
const both = [scan('MT001', 'front'), scan('MT001', 'back')]
const exempt: CaseMaterial = {
  slot: 'MT001',
  form: '4',
  copies: 1,
  originalSeen: false,
  exempt: { kind: 'E', licenceId: 'L1' },
}

describe('a form on its way to a region', () => {
  it('goes as the rules say, keys in their order', () => {
    const { tree, faults, files } = mapping.mapForm('apply', { ...input, kids: [{ name: '甲' }] }, both)
    expect(faults).toEqual([])
    expect(Object.keys(tree)).toEqual(['name', 'cert', 'phone', 'addr', 'why', 'src', 'kids', 'title', 'files'])
    expect(tree).toMatchObject({ addr: { area: '510107', rest: '路1号' }, why: '1', kids: [{ kidName: '甲' }] })
    expect(files.map(({ id }) => id)).toEqual(['MT001front', 'MT001back'])
  })
  it('has every fault at once, at our own paths, saying which region wants what', () => {
    const wrong = {
      applicant: { idType: '1', name: '一二三四五', nation: 'USA' },
      kids: [{ name: '甲' }, { name: '' }],
    }
    const { faults } = mapping.mapForm('apply', wrong, [])
    expect(faults.map(({ path, code }) => [path, code])).toEqual([
      ['applicant.name', 'too-long'],
      ['applicant.phone', 'required'],
      ['extra.why', 'required'],
      ['kids[1].name', 'required'],
      ['materials.MT001', 'required'],
      ['materials.MT001', 'required'],
      ['applicant.nation', 'code'],
    ])
    for (const { message } of faults) expect(message).toContain('示例省')
    expect(faults.find(({ path }) => path === 'extra.why')?.message).toBe('“缘由”没有填写,该项由示例省要求(统计用)')
    expect(faults.find(({ path }) => path === 'applicant.phone')?.fix).toBe('请填写申请人电话')
  })
  it('counts code points, not UTF-16 units', () => {
    const rare = { ...input, applicant: { ...person, name: '𠅤𠅤𠅤𠅤' } }
    expect(mapping.mapForm('apply', rare, both).faults).toEqual([])
  })
  it('never takes what is not its own: groups of the prototype are no values', () => {
    const odd = sampleMapping('- { to: x, from: toString }\n- { to: y, from: a.valueOf }')
    expect(odd.mapForm('apply', { a: {} }, []).tree).toEqual({})
  })
})

describe('the material list', () => {
  const pathsOf = (materials: CaseMaterial[], applicant = person) =>
    mapping
      .mapForm('apply', { ...input, applicant }, materials)
      .faults.map(({ path, code, message }) => [path, code, message])
  it('wants parts where the region does', () => {
    expect(pathsOf([scan('MT001')])).toEqual([
      ['materials.MT001', 'format', '示例省要求“身份证人像面”分面提交'],
      ['materials.MT001', 'format', '示例省要求“身份证国徽面”分面提交'],
    ])
    expect(pathsOf([scan('MT001', 'front')])).toEqual([
      ['materials.MT001', 'required', '缺少材料“身份证国徽面”,该项由示例省要求'],
    ])
    expect(
      pathsOf([...both, scan('MT002', 'front'), scan('MT002', 'back')]).map(([path, code]) => [path, code]),
    ).toEqual([
      ['materials.MT002.front', 'format'],
      ['materials.MT002.back', 'format'],
    ])
  })
  it('refuses formats, sizes, exemptions and lines without a file', () => {
    expect(
      pathsOf([scan('MT001', 'front', { mediaType: 'application/pdf' }), scan('MT001', 'back', { sizeBytes: 2049 })]),
    ).toEqual([
      ['materials.MT001.front', 'format', '“身份证人像面”示例省只收 JPG'],
      ['materials.MT001.back', 'file-size', '“身份证国徽面”示例省最大收 2 KB'],
    ])
    expect(pathsOf([{ ...exempt, exempt: { kind: 'P' } }])).toEqual([
      ['materials.MT001', 'exempt', '“身份证人像面”示例省不接受以前件复用免交'],
    ])
    expect(pathsOf([...both, { slot: 'MT002', form: '1', copies: 1, originalSeen: true, posted: true }])).toEqual([
      ['materials.MT002', 'required', '“户口簿”示例省要收电子文件'],
    ])
  })
  it('tells an exemption once for all parts of a code, and reads it back as one', () => {
    const { tree, faults } = mapping.mapForm('apply', input, [exempt])
    expect(faults).toEqual([])
    expect(tree['files']).toEqual([{ code: 'M-1', no: 1, exempt: '1', licence: 'L1' }])
    expect(mapping.readForm(tree).materials).toMatchObject([{ slot: 'MT001', exempt: { kind: 'E', licenceId: 'L1' } }])
  })
  it('reads the second line of a code as its second part', () => {
    const files = [
      { code: 'M-1', exempt: '0', file: 'r1' },
      { code: 'M-1', exempt: '0', file: 'r2' },
    ]
    expect(mapping.readForm({ files }).materials.map(({ slot, part, file }) => [slot, part, file?.ref])).toEqual([
      ['MT001', 'front', 'r1'],
      ['MT001', 'back', 'r2'],
    ])
  })
  it('refuses a code that is not in the list', () => {
    expect(mapping.readForm({ files: [{ code: 'M-9' }] }).faults).toMatchObject([{ path: 'files[0]', code: 'code' }])
  })
})

describe('the loss report', () => {
  const full = { ...input, applicant: { ...person, idType: '3', hobby: '围棋', shoe: 42 }, case: { no: '1' } }
  const { loss } = mapping.mapForm('apply', full, [exempt, scan('MT030'), scan('MT009')], { report: true })
  const of = (path: string) => loss.filter((entry) => entry.path === path)
  it('says what was carried, translated, asked and filled in', () => {
    expect(of('applicant.phone')).toEqual([{ path: 'applicant.phone', to: 'phone', kind: 'carried', class: 'L0' }])
    expect(of('applicant.address.division')).toMatchObject([{ to: 'addr.area', class: 'L0' }])
    expect(of('extra.why')).toEqual([{ path: 'extra.why', to: 'why', kind: 'asked', class: 'L3' }])
    expect(of('')).toEqual([{ path: '', to: 'src', kind: 'defaulted', class: 'L2', filler: true }])
  })
  it('knows that this very code does not come back as it went', () => {
    expect(of('applicant.idType')).toMatchObject([{ kind: 'translated', class: 'L2' }])
    const { loss: exact } = mapping.mapForm('apply', input, both, { report: true })
    expect(exact.find(({ path }) => path === 'applicant.idType')?.class).toBe('L0')
  })
  it('names the declared reason, and what is left behind without one', () => {
    expect(of('applicant.name')).toMatchObject([{ class: 'L1', note: '少数民族姓名的间隔号不同' }])
    expect(of('applicant.hobby')).toEqual([
      { path: 'applicant.hobby', to: '', kind: 'dropped', class: 'L2', note: '本地区不收' },
    ])
    expect(of('applicant.shoe')).toEqual([{ path: 'applicant.shoe', to: '', kind: 'dropped', class: 'L2' }])
    expect(of('case.no')).toEqual([])
    expect(of('materials.MT030')).toMatchObject([{ kind: 'dropped', note: '本地区不收' }])
    expect(of('materials.MT009')).toMatchObject([{ kind: 'dropped', note: '示例省不收这份材料' }])
    expect(of('materials.MT001')).toMatchObject([{ kind: 'translated', to: 'files' }])
  })
  it('costs nothing where nobody asks', () => {
    expect(mapping.mapForm('apply', full, []).loss).toEqual([])
  })
})

describe('a form from a region', () => {
  it('may hold nothing that the document does not have', () => {
    const tree = {
      name: '次仁',
      surprise: { deep: 1 },
      addr: { area: '510107', zip: '1' },
      kids: [{ kidName: '甲', age: '1' }],
      files: [{ code: 'M-2', size: 1 }],
    }
    expect(mapping.readForm(tree).faults.map(({ path, code }) => [path, code])).toEqual([
      ['surprise', 'unexpected'],
      ['addr.zip', 'unexpected'],
      ['kids[0].age', 'unexpected'],
      ['files[0].size', 'unexpected'],
    ])
  })
  it('must have lists and groups where the document has them', () => {
    expect(
      mapping.readForm({ addr: 'x', files: {}, kids: ['a'] }).faults.map(({ path, code }) => [path, code]),
    ).toEqual([
      ['addr', 'format'],
      ['files', 'format'],
      ['kids[0]', 'format'],
    ])
  })
  it('notes a fixed value that differs', () => {
    const fixed = sampleMapping("- { to: v, op: const, value: '3.1' }")
    expect(fixed.readForm({ v: '3.0' })).toMatchObject({
      faults: [],
      loss: [{ path: '', to: 'v', kind: 'defaulted', note: '按约定应为“3.1”' }],
    })
  })
})

describe('paths', () => {
  it('go both ways, lists with their positions, addresses by their parts', () => {
    for (const [ours, theirs] of [
      ['applicant.idType', 'cert'],
      ['applicant.address.detail', 'addr.rest'],
      ['kids[2].name', 'kids[2].kidName'],
    ] as const) {
      expect(mapping.treePath(ours)).toBe(theirs)
      expect(mapping.canonicalPath(theirs)).toBe(ours)
    }
  })
  it('point at the field itself, not at a title made of it', () => {
    expect(mapping.treePath('applicant.name')).toBe('name')
    expect(mapping.canonicalPath('title')).toBeNull()
  })
  it('are null where no rule knows them', () => {
    expect(mapping.treePath('applicant.hobby')).toBeNull()
    expect(mapping.canonicalPath('nowhere')).toBeNull()
  })
  it('are the whole list of what may be sent', () => {
    expect(mapping.fields()).toEqual([
      'applicant.address',
      'applicant.idType',
      'applicant.name',
      'applicant.phone',
      'extra.why',
      'kids[].name',
      'matter.name',
    ])
  })
})

describe('what a region asks at intake', () => {
  it('is its own fields and optional ones that it makes mandatory, each with a reason', () => {
    expect(mapping.overlay()).toEqual([
      { path: 'applicant.phone', label: '申请人电话', type: 'text', required: true, why: '该项由示例省要求' },
      {
        path: 'extra.why',
        label: '缘由',
        type: 'code',
        options: { x: '探亲', y: '工作' },
        required: true,
        when: { 'applicant.idType': '1' },
        why: '统计用',
      },
    ])
  })
})

/** What a message that names nobody is read with: the step counts all the same. */
const NOBODY = { orgCode: '', orgName: '', name: '' }

describe('a progress message', () => {
  const items = `
progress:
  - { to: at, from: occurredAt, op: date, format: yyyyMMddHHmmss }
  - { to: way, from: shipment.waybillNo }
  - to: items
    from: correction.items
    op: list
    item:
      - { to: kind, from: target, op: boolean, 'yes': F, 'no': M, is: field, isNot: material }
      - { to: at, from: path, op: fieldPath, notation: NOTATION, when: { target: field }, readWhen: { kind: F } }
      - { to: at, from: slot, op: materialCode, when: { target: material }, readWhen: { kind: M } }
      - { to: reason, from: reason }
`
  const withItems = (notation: string) => sampleMapping(form, `${rest}${items.replace('NOTATION', notation)}`)
  const progress = {
    status: 'ACCEPTED',
    occurredAt: '2026-03-02T09:08:21+08:00',
    shipment: { waybillNo: 'SF1' },
    correction: {
      items: [
        { target: 'field', path: 'applicant.address.detail', label: '申请人地址', reason: '不清' },
        { target: 'material', slot: 'MT002', label: '户口簿', reason: '缺页' },
      ],
    },
  }
  for (const [notation, written] of [
    ['dotted', 'addr.rest'],
    ['pointer', '/addr/rest'],
    ['name', 'rest'],
  ] as const) {
    it(`names fields and materials in the region’s way (${notation}) and comes back`, () => {
      const it = withItems(notation)
      const { tree, faults } = it.mapProgress({ ...progress, message: { seq: 3 } })
      expect(faults).toEqual([])
      expect(tree).toMatchObject({
        seq: '3',
        state: 'acc',
        items: [
          { kind: 'F', at: written },
          { kind: 'M', at: 'M-2' },
        ],
      })
      const read = it.readProgress(tree)
      expect(read).toMatchObject({ seq: 3, faults: [] })
      expect(read.progress).toEqual({ ...progress, officer: NOBODY })
    })
  }
  it('with a word that nobody knows is UNKNOWN with the word noted, no fault', () => {
    const read = mapping.readProgress({ state: '7A', seq: '2' })
    const note = '对方的办理状态“7A”不在码表内,请人工识别'
    expect(read.progress).toEqual({ status: 'UNKNOWN', note, officer: NOBODY })
    expect(read.faults).toEqual([])
    expect(read.loss).toMatchObject([{ path: 'status', to: 'state', class: 'L2' }])
  })
  it('keeps the region’s own note beside an unknown word', () => {
    const read = mapping.readProgress({ state: '7A', note: '请看附件' })
    expect(read.progress.note).toBe('请看附件')
    expect(read.loss[0]?.note).toContain('7A')
  })
})

describe('a region that writes null where nothing is', () => {
  const rules = `
- { to: name, from: applicant.name }
- { to: addr.area, from: applicant.address, op: address, as: division }
- { to: addr.rest, from: applicant.address, op: address, as: detail }
- { to: kids, from: kids, op: list, item: [{ to: n, from: name }, { to: more.x, from: x }] }
- { to: words, from: words, op: each, do: { op: copy } }`
  const nulls = sampleMapping(rules, '', {
    'region.yaml': sampleFiles(rules)['region.yaml'].replace(
      'absent: omit',
      "absent: 'null'\nemptyGroups: [addr, 'kids[].more']",
    ),
  })
  it('has every key, null for values and groups, an empty list for lists', () => {
    const { tree } = nulls.mapForm('apply', { kids: [{ name: '甲' }, { name: '乙', x: 1 }] }, [])
    expect(JSON.stringify(tree)).toBe(
      '{"name":null,"addr":null,"kids":[{"n":"甲","more":null},{"n":"乙","more":{"x":1}}],"words":[],"files":[]}',
    )
    expect(nulls.readForm(tree).form).toEqual({ kids: [{ name: '甲' }, { name: '乙', x: 1 }] })
  })
})

const materialRules = `
materials:
  - { to: M-1, name: 身份证, slot: MT001, formats: [jpg], maxBytes: 2048, exempt: [], must: true }
  - { to: M-2, name: 户口簿, slot: MT002, formats: [jpg], maxBytes: 2048, exempt: [] }
`

describe('a supplement that lists what changed', () => {
  const lists = (supplement: string) =>
    sampleMapping('- { to: name, from: applicant.name }', materialRules, {
      'envelope.yaml': sampleFiles('')
        ['envelope.yaml'].replace('sort: listed', `sort: listed\n  supplement: ${supplement}`)
        .concat(
          'supplement:\n  - { include: materials }\n  - { to: gone, from: supplement.replaced, op: each, do: { op: file, as: ownId } }\n',
        ),
    })
  const changed = { supplement: { changed: ['materials.MT002'], replaced: [scan('MT009').file as never] } }
  it('has only those, while all of them are checked', () => {
    const { tree, faults } = lists('changed').mapForm('supplement', changed, [scan('MT001'), scan('MT002')])
    expect(faults).toEqual([])
    expect(tree).toMatchObject({ files: [{ code: 'M-2', no: 1 }], gone: ['MT009'] })
    expect(lists('changed').mapForm('supplement', changed, [scan('MT002')]).faults).toMatchObject([
      { path: 'materials.MT001', code: 'required' },
    ])
  })
  it('has all of them where the region wants that', () => {
    const { tree } = lists('all').mapForm('supplement', changed, [scan('MT001'), scan('MT002')])
    expect(tree['files']).toHaveLength(2)
  })
})
