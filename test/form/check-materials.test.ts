import { describe, expect, it } from 'vitest'
import { checkForm } from '../../core/form/check-form.ts'
import type { CaseMaterial } from '../../core/matter.ts'
import { codes, matterNamed } from './definitions.ts'
import { m02FormDamaged, m02MaterialsDamaged } from './samples/m02.ts'
import { m07Form, m07Materials } from './samples/m07.ts'
import { type Changes, SAMPLE_TODAY, sampleFile } from './samples/sample.ts'

const m07 = matterNamed('M07')
const m02 = matterNamed('M02')

const check = (materials: readonly CaseMaterial[], changes: Changes = {}, from: 'window' | 'region' = 'window') =>
  checkForm({ matter: m07, codes, form: m07Form(changes), materials, mode: '1', today: SAMPLE_TODAY, from })

const without = (slot: string) => m07Materials().filter((material) => material.slot !== slot)

const paper = (slot: string, more: Partial<CaseMaterial> = {}): CaseMaterial => ({
  slot,
  form: '4',
  copies: 1,
  originalSeen: true,
  file: sampleFile('材料.pdf', slot),
  ...more,
})

const exempt = (slot: string, exemption: NonNullable<CaseMaterial['exempt']>): CaseMaterial => ({
  slot,
  form: '4',
  copies: 1,
  originalSeen: false,
  exempt: exemption,
})

const replaced = (slot: string, material: CaseMaterial) => [...without(slot), material]
const AT = '2026-03-02T09:08:21+08:00'

describe('the materials a case must have', () => {
  it.each(['MT009', 'MT001', 'MT025'])('%s is missed', (slot) => {
    expect(check(without(slot))).toMatchObject([{ path: `materials.${slot}`, code: 'required' }])
  })

  it.each([
    ['1', 'MT002'],
    ['2', 'MT008'],
    ['3', 'MT012'],
    ['4', 'MT028'],
  ])('filing category %s needs %s', (category, slot) => {
    const faults = check(without('MT008'), { 'filing.category': category, 'filing.to': '2026-09-01' })
    expect(faults).toMatchObject([{ path: `materials.${slot}`, code: 'required' }])
    expect(
      check([...without('MT008'), paper(slot)], { 'filing.category': category, 'filing.to': '2026-09-01' }),
    ).toEqual([])
  })

  it('take a pledge in place of the residence permit, but not both', () => {
    expect(check(replaced('MT008', paper('MT013')))).toEqual([])
    expect(check([...m07Materials(), paper('MT013')])).toMatchObject([{ path: 'materials.MT008', code: 'conflict' }])
  })

  it('include a letter of attorney where there is an agent', () => {
    const agent = { name: '甄样例', idType: '111', idNo: '130102190003050028', mobile: '13800000004' }
    expect(check(m07Materials(), { agent })).toMatchObject([{ path: 'materials.MT006', code: 'required' }])
    expect(check([...m07Materials(), paper('MT006')], { agent })).toEqual([])
    expect(check([...m07Materials(), paper('MT006')])).toMatchObject([{ path: 'materials.MT006', code: 'unexpected' }])
  })

  it('leave out what the category does not ask for and what the matter does not know', () => {
    expect(check([...m07Materials(), paper('MT028')])).toMatchObject([{ path: 'materials.MT028', code: 'unexpected' }])
    expect(check([...m07Materials(), paper('MT003')])).toMatchObject([{ path: 'materials.MT003', code: 'unexpected' }])
  })
})

describe('an exemption', () => {
  const licenceId = '1.2.156.3005.2.11100000000013338W011.11510107000000000U.20260000000000000011.001.K'

  it.each([
    ['of a kind the material does not allow', exempt('MT009', { kind: 'D', source: '甲', at: AT }), 'exempt'],
    ['by an e-licence that does not check', exempt('MT008', { kind: 'E', licenceId }), 'checksum'],
    ['by an e-licence without its identifier', exempt('MT008', { kind: 'E' }), 'required'],
    ['by a data check without a source', exempt('MT001', { kind: 'D', at: AT }), 'required'],
    ['by a data check without a time', exempt('MT001', { kind: 'D', source: '公安人口库' }), 'required'],
    ['by a data check at no time', exempt('MT001', { kind: 'D', source: '公安人口库', at: '昨天' }), 'format'],
    ['beside a file', { ...paper('MT001'), exempt: { kind: 'D', source: '公安人口库', at: AT } }, 'conflict'],
  ] as [string, CaseMaterial, string][])('%s is a fault of its material', (_, material, code) => {
    expect(check(replaced(material.slot, material))).toMatchObject([{ path: `materials.${material.slot}`, code }])
  })

  it('that a region vouches for needs no proof here', () => {
    const bare = [
      ...without('MT001').filter(({ slot }) => slot !== 'MT008'),
      exempt('MT001', { kind: 'D' }),
      exempt('MT008', { kind: 'E' }),
    ]
    expect(check(bare, {}, 'region')).toEqual([])
    expect(check(bare)).toHaveLength(3)
  })
})

describe('a material in pieces', () => {
  it('is complete with all its parts', () => {
    expect(check([...without('MT001'), paper('MT001', { part: 'front' }), paper('MT001', { part: 'back' })])).toEqual(
      [],
    )
  })

  it.each([
    ['one part alone', [paper('MT001', { part: 'front' })], 'materials.MT001.back', 'required'],
    ['a part of no name', [paper('MT001', { part: 'left' })], 'materials.MT001.left', 'unexpected'],
    ['the same twice', [paper('MT001'), paper('MT001')], 'materials.MT001', 'duplicate'],
    ['a whole beside a part', [paper('MT001'), paper('MT001', { part: 'front' })], 'materials.MT001', 'duplicate'],
  ])('%s is a fault', (_, pieces, path, code) => {
    expect(check([...without('MT001'), ...pieces])).toContainEqual(expect.objectContaining({ path, code }))
  })
})

describe('a stored file', () => {
  const file = sampleFile('材料.pdf', 'MT009')

  it.each([
    ['of no bytes', { ...file, sizeBytes: 0 }, 'file-empty'],
    ['that is too large', { ...file, sizeBytes: 10_485_761 }, 'file-size'],
    ['of a format not taken', { ...file, name: '材料.zip', mediaType: 'application/zip' }, 'file-format'],
    ['whose name says otherwise', { ...file, name: '材料.jpg' }, 'file-mismatch'],
    ['with a path in its name', { ...file, name: '../材料.pdf' }, 'file-name'],
    ['with a turned name', { ...file, name: '材料\u202efdp.pdf' }, 'file-name'],
  ])('%s is a fault', (_, wrong, code) => {
    expect(check(replaced('MT009', paper('MT009', { file: wrong })))).toMatchObject([{ path: 'materials.MT009', code }])
  })

  it('that a region has only numbered is no fault of the region’s, but one of ours', () => {
    const file = { ...sampleFile('申请书', 'MT009'), sha256: '', mediaType: 'application/octet-stream', sizeBytes: 0 }
    const materials = replaced('MT009', paper('MT009', { file }))
    expect(check(materials, {}, 'region')).toEqual([])
    expect(check(materials)).toMatchObject([{ code: 'file-format' }, { code: 'file-empty' }])
  })

  it('of which nothing is there is a fault', () => {
    const { file: _, ...bare } = paper('MT009')
    expect(check(replaced('MT009', bare))).toMatchObject([{ path: 'materials.MT009', code: 'required' }])
  })

  it('cannot be replaced by post where the matter wants no original', () => {
    const { file: _, ...bare } = paper('MT009', { posted: true })
    expect(check(replaced('MT009', bare))).toMatchObject([{ path: 'materials.MT009', code: 'unexpected' }])
  })
})

describe('a damaged licence', () => {
  const checkDamaged = (materials: readonly CaseMaterial[]) =>
    checkForm({ matter: m02, codes, form: m02FormDamaged(), materials, mode: '2', today: SAMPLE_TODAY })

  it('must travel by post, with or without a scan', () => {
    const [posted] = m02MaterialsDamaged().slice(-1) as [CaseMaterial]
    const others = m02MaterialsDamaged().slice(0, -1)
    const { file: _, ...unscanned } = posted
    const { posted: __, ...kept } = posted
    expect(checkDamaged([...others, posted])).toEqual([])
    expect(checkDamaged([...others, unscanned])).toEqual([])
    expect(checkDamaged([...others, kept])).toMatchObject([{ path: 'materials.MT027', code: 'original' }])
    expect(checkDamaged(others)).toMatchObject([{ path: 'materials.MT027', code: 'required' }])
  })
})
