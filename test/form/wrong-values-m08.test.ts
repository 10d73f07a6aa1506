import { bothPersons } from './samples/blocks.ts'
import { m08Samples } from './samples/m08.ts'
import type { SampleCase } from './samples/sample.ts'
import { describeWrongValues, type Row } from './wrong-rows.ts'

const rows: readonly Row[] = [
  // letter
  ['letter of 15 characters', { 'letter.no': '510100260302001' }, 'letter.no', 'format'],
  ['letter of 17 characters', { 'letter.no': '51010026030200001' }, 'letter.no', 'format'],
  ['letter of month 13', { 'letter.no': '5101002613020001' }, 'letter.no', 'format'],
  ['letter of another day than its own', { 'letter.no': '5101002603010001' }, 'letter.no', 'conflict'],
  ['letter of tomorrow', { letter: { no: '5101002603030001', date: '2026-03-03' } }, 'letter.date', 'future'],
  ['letter without a day', { 'letter.date': undefined }, 'letter.date', 'required'],
  ['no letter', { letter: undefined }, 'letter.no', 'required'],
  ['transaction of the answer', { txKind: '1' }, 'txKind', 'value'],
  ['transaction of no table', { txKind: '2' }, 'txKind', 'code'],
  // employee
  ['person of another name', { 'person.name': '欧阳明' }, 'person.name', 'conflict'],
  ['person with another paper', { 'person.idType': '112' }, 'person.idType', 'conflict'],
  ['person under another number', { 'person.idNo': '510107190001010025' }, 'person.idNo', 'conflict'],
  ['name with a title', bothPersons({ name: '次仁(先生)' }), 'person.name', 'characters'],
  ['paper of a company', bothPersons({ idType: '001' }), 'person.idType', 'conflict'],
  ['number with two digits swapped', bothPersons({ idNo: '510170190001010017' }), 'person.idNo', 'checksum'],
  ['number in the fund’s code of papers', bothPersons({ idType: '01' }), 'person.idType', 'code'],
  // out
  ['centre with a space', { 'transferOut.center.code': '1301 00' }, 'transferOut.center.code', 'format'],
  ['centre of 16 characters', { 'transferOut.center.code': '1'.repeat(16) }, 'transferOut.center.code', 'too-long'],
  ['centre “无”', { 'transferOut.center.name': '无' }, 'transferOut.center.name', 'filler'],
  ['old employer “-”', { 'transferOut.employer': '-' }, 'transferOut.employer', 'filler'],
  ['old employer as a group', { 'transferOut.employer': { name: '甲' } }, 'transferOut.employer', 'format'],
  ['old account in full width', { 'transferOut.accountNo': '１２３' }, 'transferOut.accountNo', 'format'],
  // in
  ['fund account with a hyphen', { 'transferIn.fundAccount.no': '6222-0002' }, 'transferIn.fundAccount.no', 'format'],
  ['holder “无”', { 'transferIn.fundAccount.name': '无' }, 'transferIn.fundAccount.name', 'filler'],
  ['bank “x”', { 'transferIn.fundAccount.bank': 'x' }, 'transferIn.fundAccount.bank', 'filler'],
  ['bank of no table', { 'transferIn.entrustedBank': '999' }, 'transferIn.entrustedBank', 'code'],
  ['no contact', { 'transferIn.contact': undefined }, 'transferIn.contact', 'required'],
  ['contact in two lines', { 'transferIn.contact': '甄样例\n028-85000003' }, 'transferIn.contact', 'characters'],
  ['new employer “暂无”', { 'transferIn.employer': '暂无' }, 'transferIn.employer', 'filler'],
  ['new account with a space', { 'transferIn.accountNo': '5101 1' }, 'transferIn.accountNo', 'format'],
  ['one account for both', { 'transferIn.accountNo': '130100000001' }, 'transferIn.accountNo', 'conflict'],
  // answer
  ['answer of no table', { 'result.code': '5' }, 'result.code', 'code'],
  ['principal below nothing', { 'amount.principal': -0.01 }, 'amount.principal', 'range'],
  ['a tenth of a fen of principal', { 'amount.principal': 1.001 }, 'amount.principal', 'decimals'],
  ['a tenth of a fen of interest', { 'amount.interest': 0.001 }, 'amount.interest', 'decimals'],
  ['month with a point', { 'amount.asOf': '2026.02' }, 'amount.asOf', 'format'],
  ['month 00', { 'amount.asOf': '202600' }, 'amount.asOf', 'format'],
]

describeWrongValues(m08Samples()[0] as SampleCase, rows)
