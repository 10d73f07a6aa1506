import type { Json } from '../../core/json.ts'
import { m10Samples } from './samples/m10.ts'
import type { Changes, SampleCase } from './samples/sample.ts'
import { describeWrongValues, type Row } from './wrong-rows.ts'

const rows: readonly Row[] = [
  // person
  ['company as applicant', { 'applicant.kind': '2' }, 'applicant.kind', 'applicant'],
  ['number with its last digit changed', both('idNo', '500107190003050011'), 'person.idNo', 'checksum'],
  ['person under another number', { 'person.idNo': '510107190001010017' }, 'person.idNo', 'conflict'],
  ['person of another name', { 'person.name': '次仁' }, 'person.name', 'conflict'],
  ['person with another paper', { 'person.idType': '112' }, 'person.idType', 'conflict'],
  ['person of another gender', { 'person.gender': '9' }, 'person.gender', 'conflict'],
  ['gender that the number contradicts', both('gender', '2'), 'person.gender', 'conflict'],
  ['birth date that the number contradicts', both('birthDate', '1900-03-06'), 'person.birthDate', 'conflict'],
  ['birth date of the applicant only', { 'person.birthDate': '1900-03-06' }, 'person.birthDate', 'conflict'],
  ['driver of seventeen', seventeen(), 'person.birthDate', 'age'],
  ['person of another people', { 'person.ethnicity': '04' }, 'person.ethnicity', 'conflict'],
  ['person with another mobile', { 'person.mobile': '13800000007' }, 'person.mobile', 'conflict'],
  ['person at another address', { 'person.address.detail': '示例大道20号' }, 'person.address', 'conflict'],
  ['no address', { 'person.address': undefined, 'applicant.address': undefined }, 'person.address', 'required'],
  ['name in Latin letters', both('name', 'Jia'), 'person.name', 'characters'],
  ['paper of a company', both('idType', '001'), 'person.idType', 'conflict'],
  ['mobile in full-width digits', both('mobile', '１３８０００００００６'), 'person.mobile', 'format'],
  ['education in words', { 'person.education': '本科' }, 'person.education', 'code'],
  // qualification
  ['permit number with spaces', { 'qualification.no': '500107 190003050010' }, 'qualification.no', 'format'],
  ['no category', { 'qualification.categories': [] }, 'qualification.categories', 'required'],
  ['category twice', { 'qualification.categories': ['02', '02'] }, 'qualification.categories[1]', 'duplicate'],
  ['category of one digit', { 'qualification.categories': ['2'] }, 'qualification.categories[0]', 'code'],
  ['categories joined', { 'qualification.categories': '01,02' }, 'qualification.categories', 'format'],
  ['first issued tomorrow', { 'qualification.first': '2026-03-03' }, 'qualification.first', 'future'],
  ['issued tomorrow', { 'qualification.issued': '2026-03-03' }, 'qualification.issued', 'future'],
  ['issued before the first', { 'qualification.issued': '2008-03-04' }, 'qualification.issued', 'order'],
  [
    'valid before the first',
    { 'qualification.first': '2020-03-10', 'qualification.from': '2020-03-09' },
    'qualification.from',
    'order',
  ],
  ['valid for seven years', { 'qualification.to': '2027-03-09' }, 'qualification.to', 'conflict'],
  ['valid to 29 February 2026', { 'qualification.to': '2026-02-29' }, 'qualification.to', 'date'],
  [
    'renewal 181 days late',
    { 'qualification.from': '2019-09-02', 'qualification.to': '2025-09-02' },
    'qualification.to',
    'range',
  ],
  ['no issuer', { 'qualification.issuer': undefined }, 'qualification.issuer.name', 'required'],
  ['issuer’s code of ten digits', { 'qualification.issuer.code': '5101070000' }, 'qualification.issuer.code', 'format'],
  [
    'issuer’s code of the wrong sum',
    { 'qualification.issuer.code': '11510107000000000W' },
    'qualification.issuer.code',
    'checksum',
  ],
  ['renewal without a credit grade', { 'qualification.creditGrade': '' }, 'qualification.creditGrade', 'required'],
  ['credit grade of a bank', { 'qualification.creditGrade': 'BB' }, 'qualification.creditGrade', 'code'],
  [
    'renewal without the day of the grade',
    { 'qualification.creditDate': undefined },
    'qualification.creditDate',
    'required',
  ],
  ['graded tomorrow', { 'qualification.creditDate': '2026-03-03' }, 'qualification.creditDate', 'future'],
  [
    'renewal without word of training',
    { 'qualification.training': undefined },
    'qualification.training.done',
    'required',
  ],
  [
    'day of a training that was not',
    { 'qualification.training': { done: false, date: '2025-12-01' } },
    'qualification.training.date',
    'unexpected',
  ],
  ['trained tomorrow', { 'qualification.training.date': '2026-03-03' }, 'qualification.training.date', 'future'],
  ['trained “yes”', { 'qualification.training': true }, 'qualification.training', 'format'],
  // driving licence
  ['driving licence with a hyphen', { 'driving.no': '5001071900-0305001' }, 'driving.no', 'format'],
  ['classes with a comma', { 'driving.classes': 'A2,D' }, 'driving.classes', 'format'],
  ['class twice', { 'driving.classes': 'A2DA2' }, 'driving.classes', 'duplicate'],
  ['class A4', { 'driving.classes': 'A4' }, 'driving.classes', 'format'],
  ['driving since tomorrow', { 'driving.first': '2026-03-03' }, 'driving.first', 'future'],
  ['driving licence that ran out', { 'driving.to': '2026-03-01' }, 'driving.to', 'expired'],
  ['driving licence to the year 9999 in figures', { 'driving.to': '99991231' }, 'driving.to', 'format'],
  [
    'driving licence that ends before it begins',
    { 'driving.first': '2026-03-04', 'driving.to': '2026-03-03' },
    'driving.first',
    'future',
  ],
  // application
  ['application of no kind', { 'apply.kind': '6' }, 'apply.kind', 'code'],
  ['change without its before', { 'apply.kind': '3', 'change.after': '姓名=甲' }, 'change.before', 'required'],
  ['change without its after', { 'apply.kind': '3', 'change.before': '姓名=甲' }, 'change.after', 'required'],
  ['move with half a change', { 'apply.kind': '4', 'change.before': '姓名=甲' }, 'change.after', 'required'],
  ['change within a renewal', { change: { before: '姓名=甲', after: '姓名=乙' } }, 'change.before', 'unexpected'],
  ['result within a renewal', { change: { before: '姓名=甲', after: '姓名=乙' } }, 'change.after', 'unexpected'],
  ['employer “不详”', { 'employer.name': '不详' }, 'employer.name', 'filler'],
  ['no word of accidents', { 'pledge.noAccident': undefined }, 'pledge.noAccident', 'required'],
]

function both(name: string, value: Json): Changes {
  return { [`applicant.${name}`]: value, [`person.${name}`]: value }
}

/** Born on 3 March 2008, the day after which the sample's day is one short of eighteen years. */
function seventeen(): Changes {
  return { ...both('idNo', '510107200803030011'), ...both('birthDate', '2008-03-03') }
}

describeWrongValues(m10Samples()[0] as SampleCase, rows)
