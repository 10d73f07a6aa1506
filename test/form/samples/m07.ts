import type { JsonObject } from '../../../core/json.ts'
import type { CaseMaterial } from '../../../core/matter.ts'
import { type Changes, changed, sampleFile } from './sample.ts'

/** M07 for 河北 (insured in 130102, hospital in 510107), applied for in person. For 湖北 and 重庆 see the two below. */
export function m07Form(changes: Changes = {}): JsonObject {
  return changed(
    {
      case: { mode: '1', handlingDivision: '130100000000' },
      applicant: {
        kind: '1',
        name: '次仁',
        idType: '111',
        idNo: '510107190001010017',
        idExpiry: '长期',
        gender: '1',
        ethnicity: '04',
        nationality: 'CHN',
        birthDate: '1900-01-01',
        mobile: '13800000001',
        address: { division: '510107', detail: '示例路1号' },
      },
      delivery: { method: '3' },
      verify: { method: '1', result: 'pass', at: '2026-03-02T09:08:21+08:00' },
      consent: { signedAt: '2026-03-02T09:10:05+08:00', version: '2026-01' },
      pledge: { signedAt: '2026-03-02T09:14:40+08:00' },
      person: {
        name: '次仁',
        idType: '111',
        idNo: '510107190001010017',
        gender: '1',
        ethnicity: '04',
        birthDate: '1900-01-01',
        mobile: '13800000001',
        addressAway: '四川省成都市武侯区示例路1号',
      },
      insurance: { kind: '310', division: '130102' },
      employer: { name: '石家庄示例纺织有限公司' },
      visit: { division: '510107' },
      filing: { category: '2', linkMode: '1', from: '2026-03-02' },
    },
    changes,
  )
}

/** M07 for 湖北 (insured in 420106); the hospital's agency phone is what 湖北 adds. */
export function m07FormForHubei(changes: Changes = {}): JsonObject {
  return m07Form({
    'case.handlingDivision': '420106000000',
    'insurance.division': '420106',
    'employer.name': '武汉示例科技有限公司',
    'visit.agency.phone': '028-85000001',
    ...changes,
  })
}

/** M07 for 重庆 (insured in 500107). */
export function m07FormForChongqing(changes: Changes = {}): JsonObject {
  return m07Form({
    'case.handlingDivision': '500107000000',
    'insurance.division': '500107',
    employer: undefined,
    ...changes,
  })
}

/** Application form, residence permit as an e-licence, id card checked against data, consent. */
export function m07Materials(): CaseMaterial[] {
  return [
    { slot: 'MT009', form: '4', copies: 1, originalSeen: true, file: sampleFile('备案表.pdf', 'MT009') },
    {
      slot: 'MT008',
      form: '4',
      copies: 1,
      originalSeen: false,
      exempt: {
        kind: 'E',
        licenceId: '1.2.156.3005.2.11100000000013338W011.11510107000000000U.20260000000000000011.001.J',
        source: '电子证照库',
        at: '2026-03-02T09:09:30+08:00',
      },
    },
    {
      slot: 'MT001',
      form: '4',
      copies: 1,
      originalSeen: false,
      exempt: { kind: 'D', source: '公安人口库核验', at: '2026-03-02T09:08:21+08:00' },
    },
    { slot: 'MT025', form: '4', copies: 1, originalSeen: true, file: sampleFile('同意书.pdf', 'MT025') },
  ]
}
