import { describe, expect, it } from 'vitest'
import type { Rating, RatingInvitation } from '../../core/ratings/rating.ts'
import { KeyTaken, type SqlDriver } from '../../core/store/driver.ts'
import { insertRating, upsertInvitation } from '../../core/store/ratings.ts'
import { openStore } from '../../core/store/store.ts'

const RATING: Rating = {
  id: 'rating-1',
  caseId: 'case-r',
  stage: 'result',
  caseNo: 'WH510107r',
  matter: 'M07',
  region: '130000',
  level: 'dissatisfied',
  reasons: ['209', '210'],
  text: '等了很久\n𠮷 ? \'"',
  channel: 'self',
  actor: 'applicant',
  ticketNo: 'ZG-1',
  at: 5,
}
const INVITATION: RatingInvitation = { caseId: 'case-r', codeHash: 'ab', invitedAt: 5, endsAt: 9 }

/** What every engine must do with ratings and invitations to rate. */
export function testRatings(open: () => SqlDriver): void {
  describe('ratings', () => {
    it('are given back as they were given, newest first, and found by case, level and whether they are bad', async () => {
      const store = openStore(open())
      const good: Rating = { ...RATING, id: 'rating-2', stage: 'intake', level: 'verySatisfied', reasons: [], at: 7 }
      await store.commit([insertRating(RATING), insertRating(good)])
      expect(await store.ratings.ofCase('case-r')).toEqual([good, RATING])
      expect(await store.ratings.ofCase('none')).toEqual([])
      expect(await store.ratings.list({ bad: true }, undefined, 5)).toEqual([RATING])
      expect(await store.ratings.list({ level: 'verySatisfied' }, undefined, 5)).toEqual([good])
      expect(await store.ratings.list({ stage: 'result' }, undefined, 5)).toEqual([RATING])
      expect(await store.ratings.list({}, { at: 7, id: 'rating-2' }, 5)).toEqual([RATING])
      const counts = (await store.ratings.counts()).sort((one, other) => (one.level < other.level ? -1 : 1))
      expect(counts).toEqual([
        { level: 'dissatisfied', count: 1 },
        { level: 'verySatisfied', count: 1 },
      ])
    })

    it('are given once a stage: a second one is refused', async () => {
      const store = openStore(open())
      const again = store.commit([insertRating({ ...RATING, id: 'rating-3', level: 'satisfied' })])
      await expect(again).rejects.toBeInstanceOf(KeyTaken)
      expect((await store.ratings.list({ stage: 'result' }, undefined, 5)).map(({ id }) => id)).toEqual(['rating-1'])
    })

    it('are invited to by the newest code alone', async () => {
      const store = openStore(open())
      await store.commit([upsertInvitation(INVITATION)])
      await store.commit([upsertInvitation({ ...INVITATION, codeHash: 'cd', invitedAt: 6, endsAt: 10 })])
      expect(await store.ratings.invitationOf('case-r')).toEqual({
        ...{ caseId: 'case-r', codeHash: 'cd', invitedAt: 6, endsAt: 10 },
      })
      expect(await store.ratings.invitationOf('none')).toBeNull()
    })
  })
}
