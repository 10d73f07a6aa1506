import { expect, it } from 'vitest'
import { type ClockRow, deleteClock, markClock, updateClock } from '../../core/store/case-clocks.ts'
import { insertCase } from '../../core/store/case-rows.ts'
import type { SqlDriver } from '../../core/store/driver.ts'
import { openStore } from '../../core/store/store.ts'
import { caseOf } from './sample-rows.ts'

/** What every engine must do with the rows of clocks. */
export function testClockRows(driverOf: () => SqlDriver): void {
  const region = '880000'
  const value = (id: string, updatedAt = 1_000) => caseOf(id, { direction: 'in', region, updatedAt })

  it('keeps what clocks said, unless the case was marked anew meanwhile', async () => {
    const { clocks, commit } = openStore(driverOf())
    await commit(['k1', 'k2', 'k3'].flatMap((id) => [...insertCase(value(id)), markClock(value(id))]))
    await commit([markClock(value('k1', 2_000))])
    expect((await clocks.due(6_999, 10)).map(({ caseId }) => caseId).sort()).toEqual(['k2', 'k3'])
    const row = (await clocks.byCase('k2')) as ClockRow
    const ends = { 'review@1': 50, 'sign@1': null }
    const said: ClockRow = { ...row, checkAt: 9_000, dueAt: 50, colour: 'red', seq: 4, ends }
    await commit([updateClock(said, { checkAt: 1 })])
    expect(await clocks.byCase('k2')).toEqual(row)
    await commit([updateClock(said, row)])
    expect(await clocks.byCase('k2')).toEqual(said)
  })

  it('lists the cases that wait for their answer by when they are due, page by page', async () => {
    const { clocks } = openStore(driverOf())
    const first = await clocks.list({ region, direction: 'in', limit: 2 })
    const end = first[1]
    const rest = await clocks.list({ region, limit: 2, after: { at: end?.dueAt ?? 0, id: end?.caseId ?? '' } })
    expect([...first, ...rest].map(({ caseId }) => caseId)).toEqual(['k2', 'k1', 'k3'])
    expect(await clocks.list({ region, colour: 'red', limit: 9 })).toMatchObject([{ no: 'WH510107k2', dueAt: 50 }])
  })

  it('looks at all again when told to, and forgets a case that was not marked anew', async () => {
    const { clocks, commit } = openStore(driverOf())
    await clocks.checkAll(6_500)
    expect((await clocks.byCase('k2'))?.checkAt).toBe(6_500)
    await commit([deleteClock({ caseId: 'k2', checkAt: 1 }), deleteClock({ caseId: 'k3', checkAt: 6_000 })])
    expect([(await clocks.byCase('k2'))?.caseId, await clocks.byCase('k3')]).toEqual(['k2', null])
  })

  it('gives rows, once, to the cases that were there before there were clocks', async () => {
    const { clocks, commit } = openStore(driverOf())
    await commit(insertCase(caseOf('k4', { status: 'ARCHIVED' })))
    await clocks.fill(['ARCHIVED'])
    expect(await clocks.byCase('k4')).toMatchObject({ checkAt: 0, colour: 'none', ends: null })
    await commit(insertCase(caseOf('k5', { status: 'ARCHIVED' })))
    await clocks.fill(['ARCHIVED'])
    expect(await clocks.byCase('k5')).toBeNull()
  })
}
