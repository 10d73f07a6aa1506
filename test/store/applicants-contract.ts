import { describe, expect, it } from 'vitest'
import {
  type AskedCode,
  endOtherCodes,
  insertApplicantSession,
  insertAskedCode,
  settleCode,
} from '../../core/store/applicants.ts'
import { KeyTaken, type SqlDriver } from '../../core/store/driver.ts'
import { openStore } from '../../core/store/store.ts'

const ASKED: AskedCode = {
  id: 'ask-1',
  no: 'WH510107𠮷?',
  tail: '0001',
  address: 'there',
  state: 'asked',
  caseId: '',
  codeHash: '',
  createdAt: 10,
  expiresAt: 0,
  usedAt: 0,
}
const SENT = { state: 'sent', caseId: 'case-a', codeHash: 'hash-1', expiresAt: 100 } as const

/** What every engine must do with applicants' codes and sessions. */
export function testApplicants(open: () => SqlDriver): void {
  describe('applicants', () => {
    it('ask for a code once under one id, are counted by number and address, and wait in their order', async () => {
      const store = openStore(open())
      await store.commit([insertAskedCode(ASKED)])
      await store.commit([insertAskedCode({ ...ASKED, id: 'ask-0', createdAt: 5, address: 'elsewhere' })])
      await expect(store.commit([insertAskedCode({ ...ASKED, tail: '9999' })])).rejects.toThrow(KeyTaken)
      expect((await store.applicants.unanswered(9)).map(({ id }) => id)).toEqual(['ask-0', 'ask-1'])
      expect((await store.applicants.unanswered(1)).map(({ id }) => id)).toEqual(['ask-0'])
      expect(await store.applicants.askedFor(ASKED.no, 0)).toEqual({ asked: 2, latestAt: 10 })
      expect(await store.applicants.askedFor(ASKED.no, 6)).toEqual({ asked: 1, latestAt: 10 })
      expect(await store.applicants.askedFor('other', 0)).toEqual({ asked: 0, latestAt: 0 })
      expect(await store.applicants.askedFrom('elsewhere', 0)).toEqual({ asked: 1, latestAt: 5 })
      await store.commit([settleCode('ask-0', { state: 'void', caseId: '', codeHash: '', expiresAt: 0 })])
      await store.commit([settleCode('ask-0', { ...SENT, codeHash: 'late' })])
      expect((await store.applicants.unanswered(9)).map(({ id, tail }) => [id, tail])).toEqual([['ask-1', '0001']])
      expect(await store.applicants.use(ASKED.no, 'late', 20)).toBeNull()
    })

    it('use a code once, in its time, and only the newest', async () => {
      const store = openStore(open())
      const at = { ...ASKED, no: 'WH2' }
      await store.commit([insertAskedCode({ ...at, id: 'one' }), settleCode('one', SENT)])
      expect(await store.applicants.use('WH2', 'hash-1', 100)).toBeNull()
      expect(await store.applicants.use('WH3', 'hash-1', 20)).toBeNull()
      expect(await store.applicants.use('WH2', 'hash-2', 20)).toBeNull()
      const both = await Promise.all([1, 2].map(() => store.applicants.use('WH2', 'hash-1', 20)))
      expect(both.toSorted()).toEqual(['case-a', null])
      await store.commit([insertAskedCode({ ...at, id: 'two' }), settleCode('two', SENT)])
      await store.commit([
        insertAskedCode({ ...at, id: 'three' }),
        settleCode('three', { ...SENT, codeHash: 'hash-3' }),
        endOtherCodes({ id: 'three', no: 'WH2' }, 30),
      ])
      expect(await store.applicants.use('WH2', 'hash-1', 31)).toBeNull()
      expect(await store.applicants.use('WH2', 'hash-3', 31)).toBe('case-a')
    })

    it('have sessions until they end, and are forgotten with what they asked', async () => {
      const store = openStore(open())
      const session = { id: 'session-1', caseId: 'case-a', endsAt: 50, latestAt: 90, createdAt: 1 }
      await store.commit([insertApplicantSession(session)])
      await store.applicants.renewSession('session-1', 60)
      expect(await store.applicants.session('session-1')).toEqual({ ...session, endsAt: 60 })
      await store.applicants.sweep(60, 0)
      expect(await store.applicants.session('session-1')).not.toBeNull()
      await store.applicants.sweep(61, 1_000)
      expect(await store.applicants.session('session-1')).toBeNull()
      expect((await store.applicants.askedFor(ASKED.no, 0)).asked).toBe(0)
      await store.commit([insertApplicantSession(session)])
      await store.applicants.endSession('session-1')
      expect(await store.applicants.session('session-1')).toBeNull()
    })
  })
}
