import { describe, expect, it } from 'vitest'
import { anonymised } from '../../core/evidence/anonymise.ts'
import { proposeLines } from '../../core/evidence/propose.ts'
import { checkIdNumber } from '../../core/form/id-number.ts'
import { projectDefinitions } from '../support/definitions.ts'
import { applicationsOf } from './truth.ts'

const definitions = projectDefinitions()
const matter = definitions.matters.find(({ id }) => id === 'M07')!
const PERSONAL = /510107190001010017|510107190001010025|13800000001|次仁|阿依古丽|示例街道示例路1号/

describe('what is kept of samples', () => {
  it.each(['500000', '520000', '540000'])('of %s has nobody in it, and is read as before', (code) => {
    const samples = applicationsOf(code, 'M07').slice(0, 3)
    const { lines } = proposeLines(matter, samples, definitions.codes)
    const kept = anonymised(samples, lines)
    expect(kept.length).toBe(samples.length)
    const left = kept.map(({ text }) => PERSONAL.exec(decodeURIComponent(text.replaceAll('+', ' ')))?.[0])
    expect(left).toEqual(kept.map(() => undefined))
    const numbers = JSON.stringify(kept.map(({ tree }) => tree)).match(/\b\d{17}[\dX]\b/g) ?? []
    expect(numbers.length).toBeGreaterThan(0)
    for (const number of numbers) expect(checkIdNumber(number, '2026-03-02')).toBeNull()
    const again = proposeLines(matter, kept, definitions.codes).lines
    expect(again.map(({ field }) => field)).toEqual(lines.map(({ field }) => field))
  })
})
