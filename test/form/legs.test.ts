import { describe, expect, it } from 'vitest'
import { readMatter } from '../../core/form/read-matter.ts'
import { codes, definitionFile, matterNamed } from './definitions.ts'

type RawLeg = Record<string, unknown>
type Raw = Record<string, unknown> & { legs: RawLeg[] }

const faultsOf = (spoil: (legs: RawLeg[], matter: Raw) => void) => {
  const raw = structuredClone(definitionFile('matters/M09.yaml')) as Raw
  spoil(raw.legs, raw)
  const read = readMatter(raw, codes)
  return read.ok ? [] : read.faults.map(({ path }) => path)
}
const change = (index: number, more: RawLeg) => (legs: RawLeg[]) => void Object.assign(legs[index] as RawLeg, more)

describe('the legs of a matter', () => {
  it('are, for 户口迁移, the place moved to, the place left, and the place moved to again', () => {
    expect(matterNamed('M09').legs?.map(({ key, at }) => [key, at])).toEqual([
      ['permit', 'moveIn.address'],
      ['leave', 'moveOut.address'],
      ['settle', 'moveIn.address'],
    ])
  })

  it('are three of fifteen working days each for 养老保险转移', () => {
    const legs = matterNamed('M06').legs ?? []
    expect(legs.map(({ limits }) => limits?.statutory)).toEqual(Array(3).fill({ value: 15, unit: 'G' }))
  })

  it.each([
    ['at a place of no field', change(0, { at: 'moveIn.place' }), 'legs[0].at'],
    ['at what is no place', change(0, { at: 'remark' }), 'legs[0].at'],
    ['until a word that is no status', change(1, { until: ['DONE'] }), 'legs[1].until[0]'],
    ['under a condition on no field', change(2, { when: { 'no.body': 'present' } }), 'legs[2].when'],
    ['that give what is no field', change(0, { gives: ['permit.colour'] }), 'legs[0].gives'],
    ['that set what is no field', change(0, { sets: { 'no.body': 'receiving.code' } }), 'legs[0].sets'],
    ['of one name', change(1, { key: 'permit' }), 'legs[1]'],
    ['with a key that is unknown', change(1, { color: 'red' }), 'legs[1].color'],
    ['without the mode they come in', (_, matter) => Object.assign(matter, { modes: ['1'] }), 'legs'],
    ['that are but one', (legs) => void legs.splice(1), 'legs'],
  ] as [string, (legs: RawLeg[], matter: Raw) => void, string][])('%s are refused at their path', (_, spoil, path) => {
    expect(faultsOf(spoil)).toContain(path)
  })
})
