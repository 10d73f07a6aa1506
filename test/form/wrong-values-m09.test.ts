import type { Json } from '../../core/json.ts'
import { MIGRANT, MORE, m09Samples, PERMIT } from './samples/m09.ts'
import type { Changes, SampleCase } from './samples/sample.ts'
import { describeWrongValues, type Row } from './wrong-rows.ts'

const one = (name: string, value: Json): Changes => ({ [`migrants[0].${name}`]: value })
const more = (changes: Record<string, Json>): Changes => ({ 'migrants[0].more': { ...MORE, ...changes } })
const permit = (changes: Record<string, Json>): Changes => ({ permit: { ...PERMIT, ...changes } })
const CHILD = { ...MIGRANT, idNo: '130102201202290009', name: '甄样一', birthDate: '2012-02-29', relation: '30' }

const rows: readonly Row[] = [
  // applicant
  [
    'applicant with a passport',
    { 'applicant.idType': '414', 'applicant.idNo': 'E12345678' },
    'applicant.idType',
    'value',
  ],
  ['applicant without an address', { 'applicant.address': undefined }, 'applicant.address', 'required'],
  [
    'applicant of nineteen',
    { 'applicant.idNo': '510107200703020005', 'applicant.gender': '2', 'applicant.birthDate': '2007-03-02' },
    'applicant.birthDate',
    'age',
  ],
  ['applicant who is the one who moves', { 'applicant.idNo': '130102190003050028' }, 'applicant.idNo', 'conflict'],
  ['scope within the province', { 'case.scope': '2' }, 'case.scope', 'value'],
  ['number of the cooperation with a space', { 'case.coopNo': '5101 1' }, 'case.coopNo', 'format'],
  ['way of handling wholly online', { 'case.mode': '1' }, 'case.mode', 'conflict'],
  // who moves
  ['nobody who moves', { migrants: [] }, 'migrants', 'required'],
  ['eleven who move', { migrants: Array.from({ length: 11 }, () => MIGRANT) }, 'migrants', 'too-many'],
  ['the same person twice', { migrants: [MIGRANT, { ...MIGRANT, relation: '30' }] }, 'migrants[1].idNo', 'duplicate'],
  ['no husband or wife', { migrants: [CHILD] }, 'migrants', 'too-few'],
  ['two wives', { migrants: [MIGRANT, { ...CHILD, relation: '10' }] }, 'migrants', 'too-many'],
  ['mother who comes along', { migrants: [MIGRANT, { ...CHILD, relation: '52' }] }, 'migrants[1].relation', 'value'],
  ['relation in words', one('relation', '妻'), 'migrants[0].relation', 'code'],
  ['number with its last digit changed', one('idNo', '130102190003050029'), 'migrants[0].idNo', 'checksum'],
  ['name in Latin letters', one('name', 'Zhen'), 'migrants[0].name', 'characters'],
  ['gender that the number contradicts', one('gender', '1'), 'migrants[0].gender', 'conflict'],
  ['day that the number contradicts', one('birthDate', '1900-03-06'), 'migrants[0].birthDate', 'conflict'],
  ['ethnicity of one digit', one('ethnicity', '1'), 'migrants[0].ethnicity', 'code'],
  ['person as one text', { 'migrants[0]': '甄样例' }, 'migrants[0]', 'format'],
  ['reason of another matter', { 'migrate.reason': '12' }, 'migrate.reason', 'value'],
  // what the place left fills in
  ['former name with a digit', more({ formerName: '甄2' }), 'migrants[0].more.formerName', 'characters'],
  ['education in words', more({ education: '本科' }), 'migrants[0].more.education', 'code'],
  ['marital status of one digit', more({ marital: '2' }), 'migrants[0].more.marital', 'code'],
  ['migration paper in markup', more({ migrationNo: '<1>' }), 'migrants[0].more.migrationNo', 'format'],
  ['holder with a digit', more({ holder: { name: '甄3' } }), 'migrants[0].more.holder.name', 'characters'],
  ['holder’s number', more({ holder: { idNo: '130102190003050029' } }), 'migrants[0].more.holder.idNo', 'checksum'],
  [
    'birth place of nowhere',
    more({ birthPlace: { division: '139999' } }),
    'migrants[0].more.birthPlace.division',
    'code',
  ],
  [
    'former address of another spelling',
    more({ originalAddress: '示例大街8号' }),
    'migrants[0].more.originalAddress',
    'unexpected',
  ],
  // places
  ['both places in one province', { 'moveOut.address.division': '510104' }, 'moveOut.address.division', 'conflict'],
  ['office left of another province', { 'moveOut.agency.code': '440100000001' }, 'moveOut.agency.code', 'conflict'],
  ['office moved to of another province', { 'moveIn.agency.code': '440100000001' }, 'moveIn.agency.code', 'conflict'],
  ['office left of six digits', { 'moveOut.agency.code': '130102' }, 'moveOut.agency.code', 'format'],
  ['office moved to of six digits', { 'moveIn.agency.code': '510107' }, 'moveIn.agency.code', 'format'],
  ['office left “无”', { 'moveOut.agency.name': '无' }, 'moveOut.agency.name', 'filler'],
  ['office moved to “无”', { 'moveIn.agency.name': '无' }, 'moveIn.agency.name', 'filler'],
  ['place left without details', { 'moveOut.address.detail': '' }, 'moveOut.address.detail', 'required'],
  // permit
  ['permit without its end', permit({ validTo: '' }), 'permit.validTo', 'required'],
  ['permit in markup', permit({ no: '<1>' }), 'permit.no', 'format'],
  [
    'permit of an office of six digits',
    permit({ issuer: { code: '510107', name: '甲局' } }),
    'permit.issuer.code',
    'format',
  ],
  ['permit of “无”', permit({ issuer: { code: '510107000001', name: '无' } }), 'permit.issuer.name', 'filler'],
  ['permit of tomorrow', permit({ issueDate: '2026-03-03' }), 'permit.issueDate', 'future'],
  ['permit that ends before it begins', permit({ validTo: '2026-03-01' }), 'permit.validTo', 'order'],
  [
    'permit that ended yesterday',
    permit({ issueDate: '2026-01-20', validTo: '2026-03-01' }),
    'permit.validTo',
    'expired',
  ],
  ['permit of nobody', { officer: undefined }, 'officer.name', 'required'],
  ['officer with a number', { 'officer.name': '警号123' }, 'officer.name', 'characters'],
  // offices and clerks
  ['window of six digits', { 'receiving.code': '510107' }, 'receiving.code', 'format'],
  ['window “无”', { 'receiving.name': '无' }, 'receiving.name', 'filler'],
  ['window’s phone without area', { 'receiving.phone': '85000004' }, 'receiving.phone', 'format'],
  ['clerk without a number', { 'clerk.idNo': '' }, 'clerk.idNo', 'required'],
  ['clerk’s number that does not check', { 'clerk.idNo': '510107190001010026' }, 'clerk.idNo', 'checksum'],
  ['clerk with a number in the name', { 'clerk.name': '窗口1' }, 'clerk.name', 'characters'],
  ['clerk’s phone', { 'clerk.phone': '110' }, 'clerk.phone', 'format'],
  ['clerk of tomorrow', { 'clerk.at': '2026-03-03T09:00:00+08:00' }, 'clerk.at', 'future'],
  ...['owner', 'sender', 'receiver'].flatMap((role): Row[] => [
    [`${role} of six digits`, { [`routing.${role}.code`]: '510107' }, `routing.${role}.code`, 'format'],
    [`${role} “无”`, { [`routing.${role}.name`]: '无' }, `routing.${role}.name`, 'filler'],
  ]),
]

describeWrongValues(m09Samples()[0] as SampleCase, rows)
