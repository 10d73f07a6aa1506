import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { completeForm } from '../../core/form/complete-form.ts'
import { warnForm } from '../../core/form/warn-form.ts'
import type { JsonObject } from '../../core/json.ts'
import { codes, matterNamed } from './definitions.ts'
import { m02Form } from './samples/m02.ts'
import { m07Form } from './samples/m07.ts'
import { SAMPLE_TODAY } from './samples/sample.ts'

const m07 = matterNamed('M07')
const m02 = matterNamed('M02')

describe('a form that is completed', () => {
  it('gets the person from the applicant, and gender, birth date and nationality from the number', () => {
    const form = { applicant: { name: '次仁', idType: '111', idNo: '510107190001010017' } }
    expect(completeForm(m07, form)).toEqual({
      applicant: {
        kind: '1',
        name: '次仁',
        idType: '111',
        idNo: '510107190001010017',
        gender: '1',
        birthDate: '1900-01-01',
        nationality: 'CHN',
      },
      person: { name: '次仁', idType: '111', idNo: '510107190001010017', gender: '1', birthDate: '1900-01-01' },
    })
  })

  it('gets the nationality alone from a resident identity card whose number is wrong', () => {
    const applicant = { kind: '1', name: '次仁', idType: '111', idNo: '510107190001010018' }
    expect(completeForm(m07, { applicant })['applicant']).toEqual({ ...applicant, nationality: 'CHN' })
    expect(completeForm(m07, { applicant: { ...applicant, idNo: '' } })['applicant']).not.toHaveProperty('nationality')
  })

  it('gets the applicant from the person as well', () => {
    const filled = completeForm(m07, { person: { name: '次仁', mobile: '13800000001' } })
    expect(filled['applicant']).toEqual({ kind: '1', name: '次仁', mobile: '13800000001' })
  })

  it('gets the company’s name and code from the applicant', () => {
    const filled = completeForm(m02, { applicant: { name: '成都示例企业管理有限公司', idNo: '91510107MA0000007C' } })
    expect(filled['entity']).toEqual({ name: '成都示例企业管理有限公司', uscc: '91510107MA0000007C' })
  })

  it('keeps what was filled, right or wrong', () => {
    const form = m07Form({ 'person.gender': '2', 'person.name': '欧阳明' })
    expect(completeForm(m07, form)).toEqual(form)
    const passport = m07Form({ 'person.idType': '414', 'applicant.idType': '414', 'applicant.nationality': 'USA' })
    expect(completeForm(m07, passport)).toEqual(passport)
  })

  it('takes nothing from a number that does not check', () => {
    const filled = completeForm(m07, { person: { idType: '111', idNo: '510107190001010018' } })
    expect(filled['person']).toEqual({ idType: '111', idNo: '510107190001010018' })
  })

  it('leaves the form it was given as it was, and is done after once', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('person', 'applicant', 'case', 'x'), fc.jsonValue()), (value) => {
        const form = value as JsonObject
        const before = JSON.stringify(form)
        const once = completeForm(m07, form)
        expect(JSON.stringify(form)).toBe(before)
        expect(completeForm(m07, once)).toEqual(once)
      }),
    )
  })
})

describe('a warning', () => {
  it('is given for a credit code whose inner code does not check', () => {
    const odd = '91510107MA00000069'
    const warnings = (form: JsonObject) => warnForm({ matter: m02, codes, form, mode: '2', today: SAMPLE_TODAY })
    expect(warnings(m02Form())).toEqual([])
    expect(warnings(m02Form({ 'entity.uscc': odd, 'applicant.idNo': odd })).map(({ path }) => path)).toEqual([
      'applicant.idNo',
      'entity.uscc',
    ])
  })
})
