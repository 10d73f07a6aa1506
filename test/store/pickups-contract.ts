import { describe, expect, it } from 'vitest'
import type { PickupCode } from '../../core/pickup/pickup.ts'
import { KeyTaken, type SqlDriver } from '../../core/store/driver.ts'
import { closePickupCodes, insertPickupCode, upsertFirstPickup, usePickupCode } from '../../core/store/pickups.ts'
import { openStore } from '../../core/store/store.ts'

const CODE: PickupCode = {
  id: 'pick-1',
  caseId: 'case-p',
  seq: 1,
  print: 1,
  reason: '',
  codeHash: 'hash-1',
  madeAt: 5,
  endsAt: 100,
  madeBy: 'gateway',
  usedAt: 0,
  usedBy: '',
  place: '',
}

/** What every engine must do with the codes that results are fetched with. */
export function testPickups(open: () => SqlDriver): void {
  describe('pick-up codes', () => {
    it('are given back as they were made, and found by case and by what is kept of the code', async () => {
      const store = openStore(open())
      await store.commit([insertPickupCode(CODE)])
      expect(await store.pickups.byId('pick-1')).toEqual(CODE)
      expect(await store.pickups.byHash('hash-1')).toEqual(CODE)
      expect(await store.pickups.byHash('none')).toBeNull()
      expect(await store.pickups.ofCase('case-p')).toEqual([CODE])
    })

    it('are unlike while they may be used: one like another is refused, and may be made once that one is done', async () => {
      const store = openStore(open())
      const like: PickupCode = { ...CODE, id: 'pick-2', caseId: 'other' }
      await expect(store.commit([insertPickupCode(like)])).rejects.toBeInstanceOf(KeyTaken)
      await store.commit([usePickupCode({ ...CODE, codeHash: null, usedAt: 9, usedBy: 'staff:w1', place: 'window' })])
      await store.commit([insertPickupCode(like)])
      expect(await store.pickups.byHash('hash-1')).toEqual(like)
    })

    it('that were used stay so, whoever uses them once more or finishes the case again', async () => {
      const store = openStore(open())
      const used: PickupCode = { ...CODE, codeHash: null, usedAt: 9, usedBy: 'staff:w1', place: 'window' }
      await store.commit([usePickupCode({ ...used, usedAt: 10, usedBy: 'staff:w2', place: 'kiosk' })])
      await store.commit([upsertFirstPickup({ ...CODE, id: 'pick-3', codeHash: 'hash-3', madeAt: 11, endsAt: 200 })])
      expect(await store.pickups.ofCase('case-p')).toEqual([used])
    })

    it('end by a newer one and by their time', async () => {
      const store = openStore(open())
      const first: PickupCode = { ...CODE, id: 'pick-4', caseId: 'again', codeHash: 'hash-4' }
      await store.commit([upsertFirstPickup(first)])
      await store.commit([
        closePickupCodes('again'),
        upsertFirstPickup({ ...first, id: 'pick-5', codeHash: 'hash-5', endsAt: 150 }),
      ])
      expect(await store.pickups.ofCase('again')).toEqual([{ ...first, codeHash: 'hash-5', endsAt: 150 }])
      await store.commit([
        closePickupCodes('again'),
        insertPickupCode({ ...first, id: 'pick-6', seq: 2, codeHash: 'hash-6' }),
      ])
      expect((await store.pickups.ofCase('again')).map(({ codeHash }) => codeHash)).toEqual([null, 'hash-6'])
      await store.pickups.sweep(99)
      expect((await store.pickups.byHash('hash-6'))?.id).toBe('pick-6')
      await store.pickups.sweep(100)
      expect(await store.pickups.byHash('hash-6')).toBeNull()
    })
  })
}
