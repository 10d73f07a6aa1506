import { describe, expect, it } from 'vitest'
import { holds } from '../../core/condition.ts'
import { completeForm } from '../../core/form/complete-form.ts'
import { toJsonSchema } from '../../core/form/json-schema.ts'
import { readMatter } from '../../core/form/read-matter.ts'
import { type JsonObject, valueAt } from '../../core/json.ts'
import { codes, definitionFile, matterNamed } from './definitions.ts'

describe('a condition on an age', () => {
  const under16 = (born: string, today: string) =>
    holds({ 'person.birthDate': { under: 16 } }, { person: { birthDate: born }, case: { today } })

  it.each([
    ['the day before the birthday', '2010-03-03', '2026-03-02', true],
    ['the birthday', '2010-03-02', '2026-03-02', false],
    ['the eve of a leap day’s birthday', '2012-02-29', '2028-02-28', true],
    ['the day after the birthday', '2011-02-28', '2027-03-01', false],
    ['a birth to come', '2026-03-03', '2026-03-02', false],
    ['a day that never was', '2012-02-30', '2026-03-02', false],
    ['no day known', '2012-02-29', '', false],
  ])('holds as it should on %s (born %s, today %s: %s)', (_, born, today, younger) => {
    expect(under16(born, today)).toBe(younger)
  })

  it('is not said in the JSON Schema, which knows no day', () => {
    const schema = JSON.stringify(toJsonSchema(matterNamed('M05'), codes)['allOf'])
    expect(schema).not.toContain('guardian')
    expect(schema).toContain('outlet')
  })

  it('of no years is refused in a matter file', () => {
    const raw = structuredClone(definitionFile('matters/M05.yaml')) as { fields: { path: string; when?: unknown }[] }
    const index = raw.fields.findIndex(({ path }) => path === 'guardian.name')
    Object.assign(raw.fields[index] as object, { when: { 'person.birthDate': { under: 0 } } })
    const read = readMatter(raw, codes)
    expect(read.ok ? [] : read.faults.map(({ path }) => path)).toEqual([
      expect.stringContaining(`fields[${index}].when`),
    ])
  })
})

describe('fields that the window does not fill in', () => {
  it('are marked read-only in the JSON Schema', () => {
    const schema = toJsonSchema(matterNamed('M09'), codes)
    expect(valueAt(schema, 'properties.permit.properties.no.readOnly')).toBe(true)
    expect(valueAt(schema, 'properties.receiving.properties.code.readOnly')).toBeUndefined()
  })
})

describe('a number that is always an identity number', () => {
  it('gives gender and birth date without a kind of paper beside it', () => {
    const form: JsonObject = { migrants: [{ idNo: '130102190003050028' }] }
    expect(completeForm(matterNamed('M09'), form)['migrants']).toEqual([
      { idNo: '130102190003050028', gender: '2', birthDate: '1900-03-05' },
    ])
  })
})
