import { describe, expect, it } from 'vitest'
import { checkForm } from '../../core/form/check-form.ts'
import type { Field, Matter } from '../../core/matter.ts'
import { codes, matterNamed } from './definitions.ts'
import { type Changes, changed, SAMPLE_TODAY, type SampleCase } from './samples/sample.ts'

/** What is wrong · the changes to the sample · where the fault belongs · its code */
export type Row = readonly [string, Changes, string, string]

/**
 * Every row is blocked at its place with a sentence that says what to do; and every check, field rule and condition of the matter is broken by
 * one row at least, shown by taking it out of the matter: what it alone finds must then be missed.
 */
export function describeWrongValues({ matter: id, mode, form, materials }: SampleCase, rows: readonly Row[]): void {
  const matter = matterNamed(id)
  const check = (changes: Changes, given = matter) =>
    checkForm({ matter: given, codes, form: changed(form, changes), materials, mode, today: SAMPLE_TODAY })

  describe(`a wrong value of ${id}`, () => {
    it.each(rows)('%s is blocked where it stands, and the sentence says what to do', (_, changes, path, code) => {
      const faults = check(changes)
      const found = faults.map((one) => `${one.path} ${one.code}`)
      const fault = faults.find((one) => one.path === path && one.code === code)
      expect(fault, `faults: ${found.join(', ') || 'none'}`).toBeDefined()
      expect(fault?.message).toMatch(/“.+”/)
      expect(fault?.fix).toMatch(/[\u4e00-\u9fff]{2}/)
    })
  })

  describe(`what ${id} asks`, () => {
    const answers = rows.map(([, changes]) => JSON.stringify(check(changes)))
    it.each(partsOf(matter))('%s is broken by a row above', (_, without) => {
      const missed = rows.some(([, changes], index) => JSON.stringify(check(changes, without)) !== answers[index])
      expect(missed).toBe(true)
    })
  })
}

/** The matter with one of its requirements taken out, each in turn; those of the common part are proven by M02 and M07. */
function partsOf(matter: Matter): [string, Matter][] {
  const checks = matter.checks.flatMap((check, index): [string, Matter][] => {
    if (check.warn || isCommon(check.path)) return []
    const name = `${check.rule} of ${check.path} ${JSON.stringify(check.when ?? check.where ?? '')}`
    return [[name, { ...matter, checks: matter.checks.toSpliced(index, 1) }]]
  })
  const same = matter.same.map(({ paths }, index): [string, Matter] => [
    `${paths.join(' same as ')}`,
    { ...matter, same: matter.same.toSpliced(index, 1) },
  ])
  const fields = matter.fields.flatMap((field, index): [string, Matter][] => {
    if (isCommon(field.path)) return []
    const without = (member: keyof Field): [string, Matter] => {
      const { [member]: _, ...rest } = field
      const fewer = matter.fields.with(index, rest as Field)
      return [`${member} of ${field.path}`, { ...matter, fields: fewer }]
    }
    return (['rules', 'required', 'when', 'constant', 'decimals'] as const)
      .filter((member) => field[member] !== undefined && (member !== 'required' || typeof field.required === 'object'))
      .map(without)
  })
  return [...checks, ...same, ...fields]
}

function isCommon(path: string): boolean {
  return /^(applicant|agent|case|delivery|verify|consent|pledge\.signedAt)/.test(path)
}
