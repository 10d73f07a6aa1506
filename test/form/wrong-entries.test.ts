import { describe, expect, it } from 'vitest'
import type { Fault } from '../../core/fault.ts'
import type { Changes } from './samples/sample.ts'
import { WRONG_BY_MATTER } from './wrong-entries/by-matter.ts'
import { WRONG_BY_REGION } from './wrong-entries/by-region.ts'
import { GOOD, openIntake } from './wrong-entries/intake.ts'
import { MISSED } from './wrong-entries/missed.ts'

interface Row {
  readonly matter: string
  readonly region: string
  readonly what: string
  readonly change: Changes
  readonly path: string
}

const byMatter = Object.entries(WRONG_BY_MATTER).flatMap(([matter, entries]) =>
  entries.map(([region, what, change, path]): Row => ({ matter, region, what, change, path })),
)
const byRegion = Object.entries(WRONG_BY_REGION).flatMap(([region, entries]) =>
  entries.map(([matter, what, change, path]): Row => ({ matter, region, what, change, path })),
)
const intake = await openIntake()

const at = (path: string) => (fault: Fault) => fault.path === path
function found({ matter, region, change }: Row) {
  return intake.check(matter, region, change)
}
function expectStopped(row: Row): void {
  const faults = found(row).intake
  const fault = faults.find(at(row.path))
  expect(fault, faults.map(({ path, code }) => `${path} ${code}`).join(', ') || 'not stopped').toBeDefined()
  expect(fault?.message).toContain(`“${intake.labelOf(row.matter, row.region, row.path)}`)
  expect(fault?.fix).toMatch(/[\u4e00-\u9fff]{2}/)
}

describe('a wrong entry at intake', () => {
  it.each(byMatter)('$matter for $region: $what is stopped, its field named and what to do', expectStopped)

  it.each(byRegion)('$matter for $region: $what is stopped by what this region alone asks', (row) => {
    expectStopped(row)
    expect(found(row).matter.filter(at(row.path))).toEqual([])
  })

  it.each(MISSED)('$matter for $region: $what is not seen: $why', (row) => {
    expect(found(row).intake).toEqual([])
  })

  it('is stopped in at least 98 of 100, over ten matters and eleven regions', () => {
    const all = [...byMatter, ...byRegion, ...MISSED]
    const stopped = all.filter((row) => found(row).intake.some(at(row.path)))
    expect(all.length).toBeGreaterThanOrEqual(120)
    expect(new Set(all.map(({ matter }) => matter)).size).toBe(10)
    expect(new Set(all.map(({ region }) => region)).size).toBe(11)
    expect(stopped.length / all.length).toBeGreaterThanOrEqual(0.98)
  })
})

describe('what only a region asks', () => {
  it.each(GOOD)('is found right in its own golden pair: %s %s %s', (region, matter, name) => {
    const judged = intake.judgeGood(matter, region, name)
    const asked = judged.intake.filter(({ path }) => path.startsWith('extra.'))
    expect(asked.filter(({ path }) => !judged.matter.some(at(path)))).toEqual([])
  })
})

describe('a character that a region’s charset has not', () => {
  const named = (name: string) => ({ 'applicant.name': name, 'person.name': name })
  const charsetFaults = (matter: string, region: string, change: Changes) =>
    intake.check(matter, region, change).intake.filter(({ code }) => code === 'charset')

  // GBK (code page 936) has neither; GB 18030 and UTF-8 have both
  it.each([
    ['𠅤', 'U+20164'],
    ['䶮', 'U+4DAE'],
  ])('%s (%s) stops 浙江’s M08, which goes in GBK, at the name and by its number', (character, number) => {
    const faults = charsetFaults('M08', '330000', named(`李${character}`))
    expect(faults.map(({ path }) => path)).toContain('person.name')
    for (const { message, fix } of faults) {
      expect(message).toContain(`“${character}”(${number})`)
      expect(message).not.toContain('李')
      expect(fix).toMatch(/替代写法/)
    }
  })

  it.each([
    ['M08', '540000'],
    ['M08', '130000'],
    ['M07', '330000'],
  ])('goes where it is carried: %s for %s', (matter, region) => {
    for (const name of ['李𠅤', '李䶮']) expect(charsetFaults(matter, region, named(name))).toEqual([])
  })

  it('is none where GBK has it, the dot between names among them', () => {
    expect(charsetFaults('M08', '330000', named('阿依古丽·买买提'))).toEqual([])
  })
})
