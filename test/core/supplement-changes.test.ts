import { describe, expect, it } from 'vitest'
import { supplementChanges } from '../../core/case/supplement-changes.ts'
import type { CaseMaterial } from '../../core/matter.ts'

const scan = (slot: string, id: string, part?: string): CaseMaterial => ({
  slot,
  ...(part ? { part } : {}),
  form: '4',
  copies: 1,
  originalSeen: true,
  file: { id, sha256: id.repeat(64).slice(0, 64), name: `${id}.pdf`, mediaType: 'application/pdf', sizeBytes: 1 },
})
const exempt: CaseMaterial = {
  slot: 'MT001',
  form: '4',
  copies: 1,
  originalSeen: false,
  exempt: { kind: 'D', source: '公安人口库' },
}
const form = {
  applicant: { mobile: '1', address: { division: '510107', detail: '甲路' } },
  kids: [{ name: 'a' }],
  remark: 'x',
}

describe('what a supplement brings that the case had not', () => {
  it('is nothing where nothing changed', () => {
    const materials = [scan('MT009', 'a'), exempt]
    expect(supplementChanges({ form, materials }, structuredClone(form), structuredClone(materials))).toEqual({
      values: {},
      changed: [],
      replaced: [],
    })
  })
  it('is each value of the form that differs, an address and a list whole', () => {
    const after = {
      applicant: { mobile: '2', address: { division: '510107', detail: '乙路' } },
      kids: [{ name: 'b' }],
      remark: 'x',
      added: { y: 1 },
    }
    expect(supplementChanges({ form, materials: [] }, after, []).values).toEqual({
      applicant: { mobile: '2', address: { division: '510107', detail: '乙路' } },
      kids: [{ name: 'b' }],
      added: { y: 1 },
    })
  })
  it('is each material that is new or other, and the files that went', () => {
    const before = { form, materials: [scan('MT009', 'a'), scan('MT001', 'b', 'front'), scan('MT012', 'c')] }
    const { changed, replaced } = supplementChanges(before, form, [
      scan('MT009', 'a'),
      exempt,
      scan('MT012', 'd'),
      scan('MT028', 'e'),
    ])
    expect(changed).toEqual(['materials.MT001', 'materials.MT012', 'materials.MT028'])
    expect(replaced).toMatchObject([{ id: 'b' }, { id: 'c' }])
  })
})
