import { describe, expect, it } from 'vitest'
import { readMatter } from '../../core/form/read-matter.ts'
import { codes, definitionFile, matterNamed } from './definitions.ts'

type Raw = Record<string, unknown> & { fields: Record<string, unknown>[]; materials: Record<string, unknown>[] }

/** M07 as it stands in its file, to be spoilt. */
const raw = (): Raw => structuredClone(definitionFile('matters/M07.yaml')) as Raw

const faultsOf = (spoil: (matter: Raw) => void) => {
  const matter = raw()
  spoil(matter)
  const read = readMatter(matter, codes)
  return read.ok ? [] : read.faults
}

describe('the matters of the catalogue', () => {
  it.each([
    ['M02', '000131127009', '11510107000000000U4000131127009', ['1', '2']],
    ['M07', '002036004001', '11510107000000000U4002036004001', ['1']],
  ] as const)('%s is complete, with its codes and modes', (id, basicCode, implementationCode, modes) => {
    expect(matterNamed(id)).toMatchObject({ id, basicCode, implementationCode, modes })
  })

  it('have the fields, materials and limits of M07', () => {
    const matter = matterNamed('M07')
    expect(matter.limits.statutory).toEqual({ value: 2, unit: 'G' })
    expect(matter.fields.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['insurance.division', 'filing.linkMode', 'bank.holder', 'remark']),
    )
    expect(matter.same).toContainEqual({ paths: ['person.idNo', 'applicant.idNo'] })
  })
})

describe('a matter file that lacks an element of the standard', () => {
  const elements =
    'name basicCode implementationCode itemCode type level body basis conditions process specialSteps modes area applicants limits fee result contact fields materials same checks'
  it.each(elements.split(' '))('%s is refused, naming it', (element) => {
    const faults = faultsOf((matter) => delete matter[element])
    expect(faults.map(({ path }) => path)).toEqual([element])
    expect(faults[0]?.message).toContain(element)
  })
})

describe('a matter file with a slip', () => {
  it.each([
    ['an unknown key', (m: Raw) => Object.assign(m, { colour: 'red' }), 'colour', 'unexpected'],
    [
      'an unknown key of a field',
      (m: Raw) => Object.assign(m.fields[0] as object, { maxx: 3 }),
      'fields[0].maxx',
      'unexpected',
    ],
    ['an unknown type', (m: Raw) => Object.assign(m.fields[0] as object, { type: 'number' }), 'fields[0].type', 'code'],
    [
      'an unknown table',
      (m: Raw) => Object.assign(m.fields[0] as object, { table: 'CT_X' }),
      'fields[0].table',
      'unknown',
    ],
    [
      'an unknown rule',
      (m: Raw) => Object.assign(m.fields[1] as object, { rules: [{ rule: 'magic' }] }),
      'fields[1].rules',
      'unknown',
    ],
    [
      'a rule that looks at no field',
      (m: Raw) => Object.assign(m.fields[1] as object, { rules: [{ rule: 'idNo', idType: 'no.body' }] }),
      'fields[1].rules',
      'unknown',
    ],
    ['a text without a limit', (m: Raw) => delete (m.fields[1] as { max?: number }).max, 'fields[1].max', 'required'],
    [
      'a field twice',
      (m: Raw) => m.fields.push(structuredClone(m.fields[0]) as Record<string, unknown>),
      'fields[58]',
      'duplicate',
    ],
    [
      'a condition on no field',
      (m: Raw) => Object.assign(m.fields[1] as object, { required: { 'no.body': 'present' } }),
      'fields[1].required',
      'unknown',
    ],
    [
      'a condition on no code',
      (m: Raw) => Object.assign(m.fields[1] as object, { required: { 'filing.category': '5' } }),
      'fields[1].required',
      'unknown',
    ],
    [
      'a pair with no field',
      (m: Raw) => Object.assign(m, { same: [['person.name', 'no.body']] }),
      'same[0]',
      'unknown',
    ],
    [
      'a check of no name',
      (m: Raw) => Object.assign(m, { checks: [{ rule: 'magic', path: 'person.name' }] }),
      'checks[0].rule',
      'unknown',
    ],
    [
      'a material outside the list',
      (m: Raw) => Object.assign(m.materials[0] as object, { slot: 'MT099' }),
      'materials[0].slot',
      'unknown',
    ],
    [
      'a replacement of no slot',
      (m: Raw) => Object.assign(m.materials[0] as object, { insteadOf: ['MT030'] }),
      'materials[0].insteadOf',
      'unknown',
    ],
    ['a mode of no table', (m: Raw) => Object.assign(m, { modes: ['7'] }), 'modes', 'unknown'],
    [
      'another basic code',
      (m: Raw) => Object.assign(m, { basicCode: '002036004002' }),
      'implementationCode',
      'conflict',
    ],
    [
      'a fee without its standard',
      (m: Raw) => Object.assign(m, { fee: { charged: true, note: '收费' } }),
      'fee',
      'required',
    ],
  ] as [string, (matter: Raw) => void, string, string][])('%s is refused at its path', (_, spoil, path, code) => {
    const faults = faultsOf(spoil)
    expect(faults).toContainEqual(expect.objectContaining({ path, code }))
    expect(faults.every(({ message }) => /[\u4e00-\u9fff]/.test(message))).toBe(true)
  })

  it('is refused with all its faults', () => {
    const faults = faultsOf((matter) => {
      delete matter['level']
      Object.assign(matter.fields[0] as object, { type: 'number' })
      Object.assign(matter.materials[0] as object, { maxBytes: -1 })
    })
    expect(faults.map(({ path }) => path).sort()).toEqual(['fields[0].type', 'level', 'materials[0].maxBytes'])
  })

  it.each([null, [], 'M07', 7])('%j is no matter', (value) => {
    expect(readMatter(value, codes).ok).toBe(false)
  })
})
