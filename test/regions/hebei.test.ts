import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { fillFileSlots } from '../../adapters/layers/file-slots.ts'
import type { JsonObject } from '../../core/json.ts'
import type { CaseMaterial } from '../../core/matter.ts'
import { projectDefinitions } from '../support/definitions.ts'

const definitions = projectDefinitions()
const mappingOf = (matter: string) => {
  const mapping = definitions.regions.find(({ code }) => code === '130000')?.mappings.get(matter)
  if (!mapping) throw new Error('no mapping')
  return mapping
}
const vector = (name: string) => readFileSync(new URL(`vectors/${name}`, import.meta.url), 'utf8')
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

const person = {
  idType: '111',
  idNo: '510107190001010017',
  name: '次仁',
  gender: '1',
  ethnicity: '04',
  birthDate: '1900-01-01',
  mobile: '13800000001',
  addressAway: '四川省成都市武侯区示例路1号',
}
const m07Input: JsonObject = {
  applicant: {
    kind: '1',
    name: '次仁',
    idType: '111',
    idNo: '510107190001010017',
    idExpiry: '长期',
    nationality: 'CHN',
    mobile: '13800000001',
    gender: '1',
    ethnicity: '04',
    birthDate: '1900-01-01',
    address: { division: '510107', detail: '示例路1号' },
  },
  person,
  insurance: { kind: '310', division: '130102' },
  employer: { name: '石家庄示例纺织有限公司' },
  visit: { division: '510107' },
  filing: { category: '2', linkMode: '1', from: '2026-03-02' },
  delivery: { method: '3' },
  verify: { method: '1', result: 'pass', at: '2026-03-02T09:08:21+08:00' },
  consent: { signedAt: '2026-03-02T09:10:05+08:00', version: '2026-01' },
  pledge: { signedAt: '2026-03-02T09:14:40+08:00' },
  extra: { commitFlag: false },
  case: { no: 'WH20260302000123', mode: '1', handlingDivision: '130100000000', appliedAt: '2026-03-02T09:15:00+08:00' },
  clerk: { name: '窗口示例一' },
  home: { orgCode: '11510107000000000U', orgName: '成都市武侯区政务服务中心(示例)' },
  message: { id: '3f6c1b0a-8d52-4c1e-9b7f-2a1d0e4c5b61', seq: 1 },
  matter: { basicCode: '002036004001' },
}
const fileOf = (id: string, name: string) => ({
  id,
  sha256: 'a'.repeat(64),
  name,
  mediaType: 'application/pdf',
  sizeBytes: 28,
})
const m07Materials: CaseMaterial[] = [
  { slot: 'MT009', form: '4', copies: 1, originalSeen: true, file: fileOf('f1', '备案表.pdf') },
  {
    slot: 'MT008',
    form: '2',
    copies: 1,
    originalSeen: true,
    exempt: {
      kind: 'E',
      licenceId: '1.2.156.3005.2.11100000000013338W011.11510107000000000U.20260000000000000011.001.J',
    },
  },
  {
    slot: 'MT001',
    form: '2',
    copies: 1,
    originalSeen: true,
    exempt: { kind: 'D', source: '公安人口库核验', at: '2026-03-02T09:08:21+08:00' },
  },
  { slot: 'MT025', form: '4', copies: 1, originalSeen: true, file: fileOf('f2', '同意书.pdf') },
]
const uploaded: Record<string, string> = {
  f1: '1e8d8a00633389c7461c42c1c126944b',
  f2: '10e1e567b0d08ad64185af5d2ab13ef0',
}
const filled = (tree: JsonObject) =>
  fillFileSlots(tree, ({ $file, as }) =>
    as === 'url' ? `https://gxjh.he.example:8443/file/${uploaded[$file.id]}` : (uploaded[$file.id] ?? ''),
  )

describe('the mapping for 河北', () => {
  it('gives the document’s 9.1 application of M07 byte for byte', () => {
    const mapped = mappingOf('M07').mapForm('apply', m07Input, m07Materials)
    expect(mapped.faults).toEqual([])
    const body = JSON.stringify(filled(mapped.tree))
    expect(body).toBe(vector('hebei-9.1-m07.json'))
    expect(sha256(body)).toBe('ce226b3b1ceb7c624237bd81a28044b4088ff4bf3b99f2085518654715771ab9')
  })

  it('reads 9.1 back to the same form and materials, but for what the region does not take', () => {
    const read = mappingOf('M07').readForm(JSON.parse(vector('hebei-9.1-m07.json')) as JsonObject)
    expect(read.faults).toEqual([])
    const { applicant, ...rest } = m07Input as Record<string, JsonObject>
    const { gender: _g, ethnicity: _e, birthDate: _b, ...sent } = applicant as JsonObject
    for (const group of [
      'person',
      'insurance',
      'employer',
      'visit',
      'filing',
      'delivery',
      'verify',
      'consent',
      'pledge',
      'extra',
    ])
      expect([group, read.form[group]]).toEqual([group, rest[group]])
    expect(read.form['applicant']).toEqual(sent)
    expect(read.materials.map(({ slot, exempt }) => [slot, exempt?.kind])).toEqual([
      ['MT009', undefined],
      ['MT008', 'E'],
      ['MT001', 'D'],
      ['MT025', undefined],
    ])
  })

  it('reads the document’s 9.6 application of M02 that the region pushes to us', () => {
    const read = mappingOf('M02').readForm(JSON.parse(vector('hebei-9.6-m02.json')) as JsonObject)
    expect(read.faults).toEqual([])
    expect(read.form).toMatchObject({
      applicant: {
        kind: '2',
        idType: '001',
        idNo: '91510107MA0000007C',
        mobile: '13800000005',
        address: { division: '510107', detail: '示例路9号' },
      },
      agent: { name: '甄样例', idType: '111', mobile: '13800000004' },
      entity: { name: '成都示例企业管理有限公司', type: '1130', rep: { name: '欧阳明' }, lastApproved: '2024-05-20' },
      reissue: {
        kind: '1',
        originals: 1,
        duplicates: 2,
        lossNotice: { way: '1', no: 'SC20260228000451', date: '2026-02-28' },
      },
      delivery: { method: '1', to: { name: '甄样例', address: { division: '130102', detail: '示例大街8号501室' } } },
    })
    expect(read.context).toMatchObject({
      case: { partnerNo: 'HE13010220260302000451', mode: '2', handlingDivision: '510107000000' },
    })
  })

  it('says at intake what the region makes mandatory, all at once, with the canonical path', () => {
    const { employer: _, ...without } = m07Input
    const { faults } = mappingOf('M07').mapForm('apply', { ...without, extra: {} }, m07Materials.slice(1))
    expect(faults.map(({ path }) => path)).toEqual(['employer.name', 'extra.commitFlag', 'materials.MT009'])
    for (const { message, fix } of faults) expect(`${message}${fix}`).toMatch(/河北/)
  })

  it('refuses what the document does not have', () => {
    const tree = {
      ...(JSON.parse(vector('hebei-9.1-m07.json')) as JsonObject),
      surprise: 'x',
      applyerPageType: '7A',
      applyDate: '2026-02-30 10:00:00',
    }
    expect(
      mappingOf('M07')
        .readForm(tree)
        .faults.map(({ path, code }) => [path, code]),
    ).toEqual([
      ['surprise', 'unexpected'],
      ['applyDate', 'format'],
      ['applyerPageType', 'code'],
    ])
  })

  it('keeps a status it does not know for a person, without a throw', () => {
    expect(mappingOf('M07').readProgress({ projectStatus: '99', seq: '3' }).progress.status).toBe('UNKNOWN')
    expect(mappingOf('M07').readProgress({ projectStatus: '40', nodeCode: '4' }).progress.status).toBe('CERTIFYING')
    expect(mappingOf('M07').readProgress({ projectStatus: '42' }).progress.status).toBe('REVIEWING')
  })
})
