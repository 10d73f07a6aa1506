import { describe, expect, it } from 'vitest'
import type { Licence } from '../../core/licences/licence.ts'
import type { SqlDriver } from '../../core/store/driver.ts'
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

/** What every engine must do with licences. */
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
}
