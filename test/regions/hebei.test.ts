import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { fillFileSlots } from '../../core/file-slots.ts'
import type { JsonObject } from '../../core/json.ts'
import { projectDefinitions } from '../support/definitions.ts'
import { m07Input, m07Materials, uploaded } from './hebei-pair.ts'

const definitions = projectDefinitions()
const mappingOf = (matter: string) => {
  const mapping = definitions.regions.find(({ code }) => code === '130000')?.mappings.get(matter)
  if (!mapping) throw new Error('no mapping')
  return mapping
}
const vector = (name: string) => readFileSync(new URL(`vectors/${name}`, import.meta.url), 'utf8')
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

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
