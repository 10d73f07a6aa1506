import { describe, expect, it } from 'vitest'
import type { DueDate } from '../../core/reminders/due-dates.ts'
import type { RelocationWarning } from '../../core/reminders/relocation.ts'
import { insertCase } from '../../core/store/case-rows.ts'
import type { SqlDriver } from '../../core/store/driver.ts'
import { deleteDueDate, upsertDueDate } from '../../core/store/due-dates.ts'
import { insertRelocationWarning } from '../../core/store/relocation-warnings.ts'
import { openStore } from '../../core/store/store.ts'
import { caseOf } from './sample-rows.ts'

const LICENCE: DueDate = { id: 'due-1', kind: 'licence', caseId: 'due-case', endsOn: '2026-09-01', nextAt: 50 }
const WARNING: RelocationWarning = {
  caseId: 'moving',
  caseNo: 'WH-moving',
  company: "成都示例'企业?",
  uscc: '91510107MA0000007C',
  region: '130000',
  says: '可能迁移住所',
  basis: '依据',
  at: 7,
}

/** What every engine must do with ends that people are reminded of, and with companies that may move away. */
export function testReminders(open: () => SqlDriver): void {
  describe('due dates', () => {
    it('are one a licence: what is said later takes the place of what was said before', async () => {
      const store = openStore(open())
      await store.commit([upsertDueDate(LICENCE)])
      const renewed = { ...LICENCE, caseId: 'other', endsOn: '2027-09-01', nextAt: 90 }
      await store.commit([upsertDueDate(renewed)])
      expect(await store.dueDates.byId('due-1')).toEqual(renewed)
      await store.commit([upsertDueDate(LICENCE), upsertDueDate({ ...LICENCE, id: 'due-2', nextAt: 40 })])
      expect((await store.dueDates.due(50, 10)).map(({ id }) => id)).toEqual(['due-2', 'due-1'])
      expect(await store.dueDates.due(39, 10)).toEqual([])
      await store.commit([deleteDueDate('due-2')])
      expect(await store.dueDates.byId('due-2')).toBeNull()
    })

    it('are listed with their case between two days, the first end first, page after page', async () => {
      const store = openStore(open())
      await store.commit([
        ...insertCase(caseOf('due-case')),
        upsertDueDate({ ...LICENCE, id: 'due-3', kind: 'correction', endsOn: '2026-08-31' }),
        upsertDueDate({ ...LICENCE, id: 'due-4', endsOn: '2026-10-01' }),
      ])
      const between = { from: '2026-08-31', until: '2026-09-30', limit: 10 }
      const found = await store.dueDates.list(between)
      expect(found.map(({ id, no }) => `${id} ${no}`)).toEqual(['due-3 WH510107due-case', 'due-1 WH510107due-case'])
      const after = { endsOn: '2026-08-31', id: 'due-3' }
      expect((await store.dueDates.list({ ...between, after })).map(({ id }) => id)).toEqual(['due-1'])
      expect((await store.dueDates.list({ ...between, kind: 'correction' })).map(({ id }) => id)).toEqual(['due-3'])
    })
  })

  describe('relocation warnings', () => {
    it('are one a case, given back as written, newest first', async () => {
      const store = openStore(open())
      await store.commit([insertRelocationWarning(WARNING), insertRelocationWarning({ ...WARNING, at: 9 })])
      await store.commit([insertRelocationWarning({ ...WARNING, caseId: 'later', at: 8 })])
      expect((await store.relocationWarnings.list(undefined, 10)).map(({ caseId }) => caseId)).toEqual([
        'later',
        'moving',
      ])
      expect(await store.relocationWarnings.list({ at: 8, id: 'later' }, 10)).toEqual([WARNING])
    })
  })
}
