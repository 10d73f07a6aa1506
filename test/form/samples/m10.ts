import type { JsonObject } from '../../../core/json.ts'
import type { CaseMaterial } from '../../../core/matter.ts'
import { asLicence, type Changes, changed, lookedUp, onFile, type SampleCase } from './sample.ts'

const PERSON = {
  name: '贾示例',
  idType: '111',
  idNo: '500107190003050010',
  gender: '1',
  ethnicity: '01',
  birthDate: '1900-03-05',
  mobile: '13800000006',
}
const ADDRESS = { division: '500107', detail: '示例街道示例大道18号' }

/** M10 after example 9.6 of the 重庆 document: a goods driver's renewal at 成都武侯, a week before the permit ends. */
export function m10Form(changes: Changes = {}): JsonObject {
  return changed(
    {
      case: { mode: '1', handlingDivision: '510107000000' },
      applicant: { kind: '1', ...PERSON, idExpiry: '2035-06-30', nationality: 'CHN', address: ADDRESS },
      delivery: { method: '3' },
      verify: { method: '3', result: 'pass', at: '2026-03-02T09:03:00+08:00' },
      consent: { signedAt: '2026-03-02T09:05:00+08:00', version: '2026-01' },
      pledge: { signedAt: '2026-03-02T09:11:00+08:00', noAccident: true },
      person: { ...PERSON, address: ADDRESS },
      qualification: {
        no: '500107190003050010',
        categories: ['02'],
        first: '2008-03-05',
        issued: '2020-03-10',
        from: '2020-03-10',
        to: '2026-03-09',
        issuer: { name: '成都市武侯区交通运输局(示例)', code: '11510107000000000U' },
        creditGrade: 'AA',
        creditDate: '2025-12-15',
        training: { done: true },
      },
      driving: { no: '500107190003050010', classes: 'A2D', first: '2001-06-01', to: '2031-06-01' },
      apply: { kind: '1' },
    },
    changes,
  )
}

/** A change of employer. */
export function m10FormChange(changes: Changes = {}): JsonObject {
  return m10Form({
    'apply.kind': '3',
    change: { before: '服务单位=成都示例运输有限公司', after: '服务单位=重庆示例物流有限公司' },
    employer: { name: '重庆示例物流有限公司', permitNo: '500107000001' },
    'qualification.creditGrade': undefined,
    'qualification.creditDate': undefined,
    'qualification.training': undefined,
    ...changes,
  })
}

/** Application, id card, driving licence, old permit, photograph, police record, proof of training, consent. */
export function m10Materials(): CaseMaterial[] {
  return [
    onFile('MT009', '登记表.pdf', 'MT009-M10'),
    lookedUp('MT001', '公安人口库'),
    asLicence('MT019', '1.2.156.3005.2.11100000000013338W045.11500000MB00001586.20260000000000000045.001.X'),
    asLicence('MT020', '1.2.156.3005.2.11100000000013338W009.11510107000000000U.20200000000000000077.001.Q'),
    onFile('MT010', '照片.jpg', 'MT010-M10'),
    lookedUp('MT030.record', '公安交管库'),
    {
      ...lookedUp('MT030.training', 'CQ50010720251215A00012'),
      exempt: { kind: 'P', source: 'CQ50010720251215A00012', at: '2026-03-02T09:04:30+08:00' },
    },
    onFile('MT025', '同意书.pdf', 'MT025-M10'),
  ]
}

/** All six categories, every vehicle class that fits, the longest texts. */
export function m10FormLargest(): JsonObject {
  return m10FormChange({
    'qualification.categories': ['01', '02', '03', '04', '05', '09'],
    'qualification.issuer.name': '示'.repeat(100),
    'driving.classes': 'A1A2A3B1B2C1C2C5DEMN',
    change: { before: '前'.repeat(300), after: '后'.repeat(300) },
    employer: { name: '示'.repeat(120), permitNo: '9'.repeat(40) },
  })
}

/** Odd but right: a dotted name with a four-byte character, a licence without end, leap days, marks of XML and CSV in the text. */
export function m10FormWeird(): JsonObject {
  const idNo = '510107190001010025'
  const woman = { name: '阿依古丽·买买提·𠅤', idNo, gender: '2', birthDate: '1900-01-01' }
  const names = Object.entries(woman).flatMap(([key, value]) => [
    [`applicant.${key}`, value],
    [`person.${key}`, value],
  ])
  return m10FormChange({
    ...Object.fromEntries(names),
    'applicant.idExpiry': '长期',
    'qualification.first': '2012-02-29',
    'qualification.from': '2020-02-29',
    'qualification.issued': '2020-02-29',
    'qualification.to': '2026-02-28',
    'driving.to': '长期',
    change: { before: '姓名=甲,乙;"服务单位"=<A&B>]]>', after: '姓名=𠅤,乙;"服务单位"=<C|D>]]>' },
  })
}

export function m10Samples(): SampleCase[] {
  const trained = m10Materials()
  const untrained = trained.filter(({ slot }) => slot !== 'MT030.training')
  return [
    { name: 'normal', matter: 'M10', mode: '1', form: m10Form(), materials: trained },
    { name: 'change', matter: 'M10', mode: '2', form: m10FormChange({ 'case.mode': '2' }), materials: untrained },
    { name: 'largest', matter: 'M10', mode: '1', form: m10FormLargest(), materials: untrained },
    { name: 'weird', matter: 'M10', mode: '1', form: m10FormWeird(), materials: untrained },
  ]
}
