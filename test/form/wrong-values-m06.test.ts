import { bothPersons } from './samples/blocks.ts'
import { m06Samples } from './samples/m06.ts'
import type { SampleCase } from './samples/sample.ts'
import { describeWrongValues, type Row } from './wrong-rows.ts'

const rows: readonly Row[] = [
  // insured person
  ['person of another name', { 'person.name': '欧阳明' }, 'person.name', 'conflict'],
  ['person with another paper', { 'person.idType': '112' }, 'person.idType', 'conflict'],
  ['person under another number', { 'person.idNo': '510107190001010025' }, 'person.idNo', 'conflict'],
  ['person of another gender', { 'person.gender': '9' }, 'person.gender', 'conflict'],
  ['person of another day', { 'person.birthDate': '1900-01-02' }, 'person.birthDate', 'conflict'],
  ['social security number of another', { 'person.ssNo': '510107190001010025' }, 'person.ssNo', 'conflict'],
  ['social security number in small letters', { 'person.ssNo': '51010719000101001x' }, 'person.ssNo', 'format'],
  ['name with two dots', bothPersons({ name: '阿依古丽··买买提' }), 'person.name', 'format'],
  ['paper of a company', bothPersons({ idType: '001' }), 'person.idType', 'conflict'],
  ['number of 29 February 1900', bothPersons({ idNo: '310101190002290019' }), 'person.idNo', 'date'],
  ['gender that the number contradicts', bothPersons({ gender: '2' }), 'person.gender', 'conflict'],
  ['day that the number contradicts', bothPersons({ birthDate: '1900-01-02' }), 'person.birthDate', 'conflict'],
  [
    'passport holder born tomorrow',
    bothPersons({ idType: '414', idNo: 'E12345678', birthDate: '2026-03-03' }),
    'person.birthDate',
    'future',
  ],
  ['household without a county', { 'person.hukou.division': '510100' }, 'person.hukou.division', 'format'],
  ['household as one text', { 'person.hukou': '四川省成都市武侯区示例路1号' }, 'person.hukou', 'format'],
  ['no household', { 'person.hukou': undefined }, 'person.hukou', 'required'],
  // out and in
  ['both places in one province', { 'transferIn.division': '130104' }, 'transferOut.division', 'conflict'],
  ['place of nowhere', { 'transferOut.division': '139999' }, 'transferOut.division', 'code'],
  ['old agency “无”', { 'transferOut.agency.name': '无' }, 'transferOut.agency.name', 'filler'],
  ['new agency “-”', { 'transferIn.agency.name': '-' }, 'transferIn.agency.name', 'filler'],
  ['no old agency', { 'transferOut.agency': undefined }, 'transferOut.agency.name', 'required'],
  ['old agency’s number with a space', { 'transferOut.agency.no': '1301 001' }, 'transferOut.agency.no', 'format'],
  ['new agency’s number with a space', { 'transferIn.agency.no': '5101 001' }, 'transferIn.agency.no', 'format'],
  ['old agency’s phone without area', { 'transferOut.agency.phone': '80000001' }, 'transferOut.agency.phone', 'format'],
  ['new agency’s phone without area', { 'transferIn.agency.phone': '85000002' }, 'transferIn.agency.phone', 'format'],
  ['old agency’s post code', { 'transferOut.agency.postcode': '05001' }, 'transferOut.agency.postcode', 'format'],
  ['new agency’s post code', { 'transferIn.agency.postcode': '61004' }, 'transferIn.agency.postcode', 'format'],
  ['old number with Chinese', { 'transferOut.personNo': '甲001' }, 'transferOut.personNo', 'format'],
  ['employer without a number', { 'transferIn.employer.no': '' }, 'transferIn.employer.no', 'required'],
  ['employer “无”', { 'transferIn.employer.name': '无' }, 'transferIn.employer.name', 'filler'],
  ['employer’s number with a space', { 'transferIn.employer.no': '5101 01' }, 'transferIn.employer.no', 'format'],
  ['employer of no kind', { 'transferIn.employer.type': '11' }, 'transferIn.employer.type', 'code'],
  ['account without a holder', { 'transferIn.bank.accountName': '' }, 'transferIn.bank.accountName', 'required'],
  ['bank “x”', { 'transferIn.bank.name': 'x' }, 'transferIn.bank.name', 'filler'],
  ['holder “无”', { 'transferIn.bank.accountName': '无' }, 'transferIn.bank.accountName', 'filler'],
  ['account with spaces', { 'transferIn.bank.accountNo': '6222 0000' }, 'transferIn.bank.accountNo', 'format'],
  ['account of 41 digits', { 'transferIn.bank.accountNo': '6'.repeat(41) }, 'transferIn.bank.accountNo', 'format'],
  // contributions
  ['insurance of farmers', { 'insurance.kind': '170' }, 'insurance.kind', 'code'],
  ['first month alone', { 'contribution.to': '' }, 'contribution.to', 'required'],
  ['month 13', { 'contribution.from': '201513' }, 'contribution.from', 'format'],
  ['month with a hyphen', { 'contribution.from': '2015-03' }, 'contribution.from', 'format'],
  ['last month before the first', { 'contribution.to': '201502' }, 'contribution.to', 'order'],
  ['last month in the future', { 'contribution.to': '202604' }, 'contribution.to', 'future'],
  ['131 months in 130', { 'contribution.months': 131 }, 'contribution.months', 'conflict'],
  ['half a month', { 'contribution.months': 0.5 }, 'contribution.months', 'format'],
  ['minus one deemed month', { 'contribution.deemed': -1 }, 'contribution.deemed', 'range'],
  ['a tenth of a fen of principal', { 'account.principal': 1.001 }, 'account.principal', 'decimals'],
  ['a tenth of a fen of interest', { 'account.interest': 0.001 }, 'account.interest', 'decimals'],
  ['principal in quotes', { 'account.principal': '1.00' }, 'account.principal', 'format'],
  ['certificate with a space', { 'certificate.no': 'A 1' }, 'certificate.no', 'format'],
  ['reason in words', { reason: '跨省就业' }, 'reason', 'code'],
  // letters
  ['letter without a day', { 'letter.date': '' }, 'letter.date', 'required'],
  ['letter of tomorrow', { 'letter.date': '2026-03-03' }, 'letter.date', 'future'],
  ['letter in markup', { 'letter.no': '<1>' }, 'letter.no', 'format'],
  ['form of no number', { 'infoForm.no': '无' }, 'infoForm.no', 'format'],
]

describeWrongValues(m06Samples()[0] as SampleCase, rows)
