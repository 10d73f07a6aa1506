import type { Json } from '../../core/json.ts'
import { bothPersons } from './samples/blocks.ts'
import { m05Samples } from './samples/m05.ts'
import type { Changes, SampleCase } from './samples/sample.ts'
import { describeWrongValues, type Row } from './wrong-rows.ts'

const GROWN_UP: Changes = {
  ...bothPersons({ idNo: '510107190001010025', birthDate: '1900-01-01' }),
  'person.ssNo': '510107190001010025',
}
const guardian = (name: string, value: Json): Changes => ({ [`guardian.${name}`]: value })

const rows: readonly Row[] = [
  // card holder
  ['company as applicant', { 'applicant.kind': '2' }, 'applicant.kind', 'applicant'],
  ['person of another name', { 'person.name': '甄大样' }, 'person.name', 'conflict'],
  ['person with another paper', { 'person.idType': '112' }, 'person.idType', 'conflict'],
  ['person under another number', { 'person.idNo': '510107190001010025' }, 'person.idNo', 'conflict'],
  ['person’s paper of another end', { 'person.idExpiry': '2030-01-01' }, 'person.idExpiry', 'conflict'],
  ['person of another gender', { 'person.gender': '9' }, 'person.gender', 'conflict'],
  ['person of another people', { 'person.ethnicity': '04' }, 'person.ethnicity', 'conflict'],
  ['person of another day', { 'person.birthDate': '2012-02-28' }, 'person.birthDate', 'conflict'],
  ['person of another country', { 'applicant.nationality': 'USA' }, 'person.nationality', 'conflict'],
  ['person with another mobile', { 'person.mobile': '13800000007' }, 'person.mobile', 'conflict'],
  ['social security number of another', { 'person.ssNo': '510107190001010025' }, 'person.ssNo', 'conflict'],
  ['social security number of 17 digits', { 'person.ssNo': '51010720120229000' }, 'person.ssNo', 'format'],
  ['name in Latin letters', bothPersons({ name: 'Zhen' }), 'person.name', 'characters'],
  ['paper of a company', bothPersons({ idType: '001' }), 'person.idType', 'conflict'],
  ['number with its last digit changed', bothPersons({ idNo: '510107201202290002' }), 'person.idNo', 'checksum'],
  ['gender that the number contradicts', bothPersons({ gender: '1' }), 'person.gender', 'conflict'],
  ['day that the number contradicts', bothPersons({ birthDate: '2012-02-28' }), 'person.birthDate', 'conflict'],
  [
    'passport holder born tomorrow',
    { ...bothPersons({ idType: '414', idNo: 'E12345678', birthDate: '2026-03-03' }), guardian: undefined },
    'person.birthDate',
    'future',
  ],
  ['foreigner with an identity card', bothPersons({ nationality: 'USA' }), 'person.nationality', 'value'],
  ['full name that begins otherwise', { 'person.nameExt': '甄大样' }, 'person.nameExt', 'conflict'],
  ['full name with a digit', { 'person.nameExt': '甄小样2' }, 'person.nameExt', 'characters'],
  ['full name of 101 characters', { 'person.nameExt': `甄小样${'·买'.repeat(49)}` }, 'person.nameExt', 'too-long'],
  ['mobile with +86', bothPersons({ mobile: '+8613800000001' }), 'person.mobile', 'format'],
  ['expired paper', bothPersons({ idExpiry: '2026-03-01' }), 'person.idExpiry', 'expired'],
  ['kind of household of the old code', { 'person.hukouType': '11' }, 'person.hukouType', 'code'],
  ['household address of four characters', { 'person.hukouAddress': '成都武侯' }, 'person.hukouAddress', 'too-short'],
  ['no address', { 'person.address': '' }, 'person.address', 'required'],
  ['address of 201 four-byte characters', { 'person.address': '𠅤'.repeat(201) }, 'person.address', 'too-long'],
  ['post code of five digits', { 'person.postcode': '61004' }, 'person.postcode', 'format'],
  // card
  ['insured in the province of the window', { insuredDivision: '510107' }, 'insuredDivision', 'conflict'],
  ['division of twelve digits', { insuredDivision: '130102000000' }, 'insuredDivision', 'format'],
  ['bank in words', { 'card.bank': '工商银行' }, 'card.bank', 'code'],
  ['no bank', { 'card.bank': undefined }, 'card.bank', 'required'],
  ['kind of application 5', { 'card.applyKind': '5' }, 'card.applyKind', 'code'],
  ['fetched at the window of nowhere', { 'delivery.method': '0' }, 'delivery.outlet', 'required'],
  ['print at a kiosk', { 'delivery.method': '2' }, 'delivery.method', 'delivery'],
  ['outlet without fetching', { 'delivery.outlet': 'WD001' }, 'delivery.outlet', 'unexpected'],
  // guardian
  ['child without a guardian', { guardian: undefined }, 'guardian.name', 'required'],
  ['guardian without a paper', guardian('idType', ''), 'guardian.idType', 'required'],
  ['guardian without a number', guardian('idNo', ''), 'guardian.idNo', 'required'],
  ['guardian without a mobile', guardian('mobile', ''), 'guardian.mobile', 'required'],
  ['guardian of no relation', guardian('relation', ''), 'guardian.relation', 'required'],
  ['guardian in Latin letters', guardian('name', 'Zhen'), 'guardian.name', 'characters'],
  ['guardian with the paper of a company', guardian('idType', '001'), 'guardian.idType', 'conflict'],
  ['guardian’s number that does not check', guardian('idNo', '130102190003050029'), 'guardian.idNo', 'checksum'],
  ['guardian’s mobile of 10 digits', guardian('mobile', '1380000000'), 'guardian.mobile', 'format'],
  ['guardian who is the child’s daughter', guardian('relation', '30'), 'guardian.relation', 'value'],
  ['guardian who is the child', guardian('idNo', '510107201202290001'), 'guardian.idNo', 'conflict'],
  ['guardian’s name for a grown-up', { ...GROWN_UP, guardian: { name: '甄样例' } }, 'guardian.name', 'unexpected'],
  ['guardian’s paper for a grown-up', { ...GROWN_UP, guardian: { idType: '111' } }, 'guardian.idType', 'unexpected'],
  [
    'guardian’s number for a grown-up',
    { ...GROWN_UP, guardian: { idNo: '130102190003050028' } },
    'guardian.idNo',
    'unexpected',
  ],
  [
    'guardian’s mobile for a grown-up',
    { ...GROWN_UP, guardian: { mobile: '13800000001' } },
    'guardian.mobile',
    'unexpected',
  ],
  [
    'guardian’s relation for a grown-up',
    { ...GROWN_UP, guardian: { relation: '52' } },
    'guardian.relation',
    'unexpected',
  ],
]

describeWrongValues(m05Samples().find(({ name }) => name === 'child') as SampleCase, rows)
