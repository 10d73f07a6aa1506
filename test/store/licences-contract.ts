import { describe, expect, it } from 'vitest'
import type { Composite, CompositeEntry } from '../../core/licences/composite.ts'
import type { Licence } from '../../core/licences/licence.ts'
import {
  deleteCompositePermit,
  insertComposite,
  insertCompositeEntry,
  insertCompositePermit,
  updateComposite,
} from '../../core/store/composites.ts'
import { KeyTaken, type SqlDriver } from '../../core/store/driver.ts'
import { deleteLicence, updateRevocation, upsertLicence } from '../../core/store/licences.ts'
import { openStore } from '../../core/store/store.ts'

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

/** What every engine must do with licences and the composites they lie in. */
export function testLicences(open: () => SqlDriver): void {
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
  testComposites(open)
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
