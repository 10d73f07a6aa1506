import { describe, expect, it } from 'vitest'
import type { Composite, CompositeEntry } from '../../core/licences/composite.ts'
import type { Licence } from '../../core/licences/licence.ts'
import type { PickupCode } from '../../core/pickup/pickup.ts'
import type { Rating, RatingInvitation } from '../../core/ratings/rating.ts'
import {
  deleteCompositePermit,
  insertComposite,
  insertCompositeEntry,
  insertCompositePermit,
  updateComposite,
} from '../../core/store/composites.ts'
import { KeyTaken, type SqlDriver } from '../../core/store/driver.ts'
import { deleteLicence, updateRevocation, upsertLicence } from '../../core/store/licences.ts'
import { closePickupCodes, insertPickupCode, upsertFirstPickup, usePickupCode } from '../../core/store/pickups.ts'
import { insertRating, upsertInvitation } from '../../core/store/ratings.ts'
import { openStore } from '../../core/store/store.ts'

/** What every engine must do with what cases come to: licences, composites of them, codes that results are fetched with, ratings. */
export function testOutcomes(open: () => SqlDriver): void {
  testLicences(open)
  testComposites(open)
  testPickups(open)
  testRatings(open)
}

const LICENCE: Licence = {
  id: 'lic-1',
  caseId: 'case-l',
  caseNo: 'WH510107l',
  matter: 'M03',
  region: '130000',
  name: '食品经营许可证',
  typeCode: '11510107000000000X001',
  no: 'JY15101070000001',
  certIdentifier: '',
  holderShown: '成都示例食品有限公司 𠮷 ? \'"',
  holderKey: 'holder',
  applicantKey: 'applicant',
  uscc: '91510107MA00000001',
  issuerName: '示例市场监督管理局',
  issuerCode: '11510107000000000X',
  issuedOn: '2026-03-02',
  validFrom: '2026-03-02',
  validTo: '2031-03-01',
  revocation: '',
  revokedOn: '',
  revokedWhy: '',
  recordedAt: 5,
}

function testLicences(open: () => SqlDriver): void {
  describe('licences', () => {
    it('are given back as they were said, newest first, and found by holder, applicant, code and case', async () => {
      const store = openStore(open())
      const later: Licence = { ...LICENCE, id: 'lic-2', caseId: 'other', holderKey: null, uscc: '', recordedAt: 9 }
      await store.commit([upsertLicence(LICENCE), upsertLicence(later)])
      expect(await store.licences.byId('lic-1')).toEqual(LICENCE)
      expect(await store.licences.byId('none')).toBeNull()
      expect(await store.licences.ofPerson('applicant')).toEqual([later, LICENCE])
      expect(await store.licences.ofPerson('holder')).toEqual([LICENCE])
      expect(await store.licences.ofUscc(LICENCE.uscc)).toEqual([LICENCE])
      expect(await store.licences.ofCase('other')).toEqual([later])
    })

    it('stay revoked whatever their case says again, until another case grants them anew', async () => {
      const store = openStore(open())
      const revoked = { revocation: 'cancelled', revokedOn: '2026-04-01', revokedWhy: '注销〔2026〕1 号' } as const
      await store.commit([updateRevocation({ ...LICENCE, ...revoked })])
      await store.commit([upsertLicence({ ...LICENCE, validTo: '2032-03-01', recordedAt: 6 })])
      expect(await store.licences.byId('lic-1')).toEqual({
        ...LICENCE,
        ...revoked,
        validTo: '2032-03-01',
        recordedAt: 6,
      })
      await store.commit([upsertLicence({ ...LICENCE, caseId: 'renewal' })])
      expect(await store.licences.byId('lic-1')).toEqual({ ...LICENCE, caseId: 'renewal' })
    })

    it('are forgotten under a number that their case took back, and not where another case says them', async () => {
      const store = openStore(open())
      await store.commit([deleteLicence('lic-1', 'case-l'), deleteLicence('lic-2', 'other')])
      expect(await store.licences.byId('lic-1')).toMatchObject({ caseId: 'renewal' })
      expect(await store.licences.byId('lic-2')).toBeNull()
    })
  })
}

const COMPOSITE: Composite = {
  id: 'comp-1',
  no: 'WH510107ZH20260302000001',
  uscc: '91510107MA00000002',
  company: '成都示例食品有限公司 𠮷 ? \'"',
  code: 'A'.repeat(26),
  state: 'active',
  seq: 1,
  createdAt: 5,
  updatedAt: 5,
}
const ENTRY: CompositeEntry = {
  compositeId: 'comp-1',
  seq: 1,
  step: 'issued',
  at: 5,
  actor: 'staff:w1',
  actorName: '窗口示例一',
  text: '食品经营许可证 JY1',
}

function permit(id: string): Licence {
  const names = { name: '食品经营许可证', typeCode: '', no: id, certIdentifier: '', issuerName: '', issuerCode: '' }
  const about = { caseId: `case-${id}`, caseNo: id, matter: 'M03', region: '130000', uscc: COMPOSITE.uscc }
  const days = {
    issuedOn: '',
    validFrom: '',
    validTo: '2031-03-01',
    revocation: '',
    revokedOn: '',
    revokedWhy: '',
  } as const
  return { id, ...names, ...about, ...days, holderShown: '', holderKey: null, applicantKey: null, recordedAt: 5 }
}

function testComposites(open: () => SqlDriver): void {
  describe('composite licences', () => {
    it('are given back as they were issued, with their permits as these are now, and found by number, code and enterprise', async () => {
      const store = openStore(open())
      await store.commit([
        ...['p1', 'p2'].map((id) => upsertLicence(permit(id))),
        insertComposite(COMPOSITE),
        insertCompositeEntry(ENTRY),
        insertCompositePermit('comp-1', 'p2', 5),
        insertCompositePermit('comp-1', 'p1', 6),
      ])
      expect(await store.composites.byNo(COMPOSITE.no)).toEqual(COMPOSITE)
      expect(await store.composites.byCode(COMPOSITE.code)).toEqual(COMPOSITE)
      expect(await store.composites.byUscc(COMPOSITE.uscc)).toEqual(COMPOSITE)
      expect(await store.composites.byNo('none')).toBeNull()
      expect(await store.composites.list(undefined, 5)).toEqual([COMPOSITE])
      expect(await store.composites.list({ at: 5, id: 'comp-1' }, 5)).toEqual([])
      expect(await store.composites.permits('comp-1')).toEqual([permit('p2'), permit('p1')])
      expect(await store.composites.entries('comp-1')).toEqual([ENTRY])
      await store.commit([deleteCompositePermit('comp-1', 'p2'), upsertLicence({ ...permit('p1'), validTo: '长期' })])
      expect(await store.composites.permits('comp-1')).toEqual([{ ...permit('p1'), validTo: '长期' }])
    })

    it('are one an enterprise, and each entry once: of two that come next, one is refused and changes nothing', async () => {
      const store = openStore(open())
      const twice = store.commit([insertComposite({ ...COMPOSITE, id: 'comp-2', no: 'other', code: 'B'.repeat(26) })])
      await expect(twice).rejects.toBeInstanceOf(KeyTaken)
      const next = (code: string) => {
        const composite: Composite = { ...COMPOSITE, code: code.repeat(26), seq: 2, updatedAt: 6 }
        return store.commit([
          insertCompositeEntry({ ...ENTRY, seq: 2, step: 'recoded', text: code }),
          updateComposite(composite),
        ])
      }
      const done = await Promise.allSettled([next('C'), next('D')])
      expect(done.filter(({ status }) => status === 'rejected')).toHaveLength(1)
      const [, second] = await store.composites.entries('comp-1')
      expect((await store.composites.byNo(COMPOSITE.no))?.code[0]).toBe(second?.text)
    })
  })
}

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

function testPickups(open: () => SqlDriver): void {
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

function testRatings(open: () => SqlDriver): void {
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
