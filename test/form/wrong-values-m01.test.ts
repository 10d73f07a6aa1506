import type { Json } from '../../core/json.ts'
import { m01Form, m01Samples } from './samples/m01.ts'
import type { SampleCase } from './samples/sample.ts'
import { describeWrongValues, type Row } from './wrong-rows.ts'

const first = (m01Form()['shareholders'] as Json[])[0] as Json
const supervisor = { name: '次仁', idType: '111', idNo: '510107190001010017', position: '监事', appointBy: '选举' }

const rows: readonly Row[] = [
  // name
  [
    'full name that is not its four parts',
    { 'company.name.full': '石家庄示例云图信息有限公司' },
    'company.name.full',
    'conflict',
  ],
  ['full name without Chinese', { 'company.name.full': 'Example Ltd' }, 'company.name.full', 'characters'],
  ['name of another city', name('武汉'), 'company.name.division', 'conflict'],
  ['trade name of one character', { 'company.name.shopName': '云' }, 'company.name.shopName', 'format'],
  ['trade name in Latin letters', { 'company.name.shopName': 'Yuntu' }, 'company.name.shopName', 'format'],
  ['form of organisation of a partnership', { 'company.name.orgForm': '合伙企业' }, 'company.name.orgForm', 'code'],
  ['no form of organisation', { 'company.name.orgForm': undefined }, 'company.name.orgForm', 'required'],
  [
    'name with a four-byte control look-alike',
    { 'company.name.industryWord': '科\u{e0001}技\u200b' },
    'company.name.industryWord',
    'characters',
  ],
  // kind, seat, phone
  ['joint-stock company', { 'company.type': '1200' }, 'company.type', 'value'],
  ['enterprise type of no table', { 'company.type': '9999' }, 'company.type', 'code'],
  ['seat in another province', { 'company.address.division': '420106' }, 'company.address.division', 'conflict'],
  ['seat at a city', { 'company.address.division': '130100' }, 'company.address.division', 'format'],
  ['seat in one text', { 'company.address': '河北省石家庄市' }, 'company.address', 'format'],
  ['right to the seat of no table', { 'company.premises.rightType': '5' }, 'company.premises.rightType', 'code'],
  ['phone of the enterprise without area code', { 'company.phone': '12345678' }, 'company.phone', 'format'],
  ['postcode of five digits', { 'company.postcode': '05000' }, 'company.postcode', 'format'],
  // capital and term
  ['capital that is not the sum', { 'company.capital.amount': 100.000001 }, 'company.capital.amount', 'conflict'],
  ['capital of nothing', { 'company.capital.amount': 0 }, 'company.capital.amount', 'range'],
  ['capital below nothing', { 'company.capital.amount': -100 }, 'company.capital.amount', 'range'],
  ['capital as a text', { 'company.capital.amount': '100.000000' }, 'company.capital.amount', 'format'],
  ['capital to the hundredth of a fen', { 'company.capital.amount': 0.0000001 }, 'company.capital.amount', 'range'],
  ['capital of seven decimal places', { 'company.capital.amount': 100.0000001 }, 'company.capital.amount', 'decimals'],
  ['capital in another currency', { 'company.capital.currency': '156' }, 'company.capital.currency', 'code'],
  ['limited term without its dates', { 'company.term.type': '1' }, 'company.term.to', 'required'],
  [
    'limited term without its beginning',
    { 'company.term': { type: '1', to: '2036-03-01' } },
    'company.term.from',
    'required',
  ],
  [
    'term that ends as it begins',
    { 'company.term': { type: '1', from: '2026-03-02', to: '2026-03-02' } },
    'company.term.to',
    'order',
  ],
  ['end of an unlimited term', { 'company.term.to': '9999-12-31' }, 'company.term.to', 'unexpected'],
  [
    'end on 29 February 1900',
    { 'company.term': { type: '1', from: '1899-01-01', to: '1900-02-29' } },
    'company.term.to',
    'date',
  ],
  // scope
  ['scope over two lines', { 'company.scope.text': '软件开发\n咨询' }, 'company.scope.text', 'characters'],
  ['scope of 2001 characters', { 'company.scope.text': '软'.repeat(2001) }, 'company.scope.text', 'too-long'],
  ['scope entry twice', { 'company.scope.items[1].code': 'I65130001' }, 'company.scope.items[1].code', 'duplicate'],
  ['scope entry without a name', { 'company.scope.items[1].name': '' }, 'company.scope.items[1].name', 'required'],
  [
    'scope entry with a code in words',
    { 'company.scope.items[0].code': '软件开发' },
    'company.scope.items[0].code',
    'format',
  ],
  [
    'scope entry licensed in words',
    { 'company.scope.items[0].isLicensed': '否' },
    'company.scope.items[0].isLicensed',
    'format',
  ],
  ['industry without its letter', { 'company.industry': '6513' }, 'company.industry', 'format'],
  ['industry under another letter', { 'company.industry': 'A6513' }, 'company.industry', 'code'],
  ['eleven copies', { 'company.copies': 11 }, 'company.copies', 'range'],
  ['half an employee', { 'company.staff': 0.5 }, 'company.staff', 'format'],
  // legal representative
  ['supervisor as legal representative', { 'legalRep.position': '监事' }, 'legalRep.position', 'value'],
  [
    'legal representative whose number has a wrong last digit',
    { 'legalRep.idNo': '510107190001010018' },
    'legalRep.idNo',
    'checksum',
  ],
  ['legal representative who is a company', { 'legalRep.idType': '001' }, 'legalRep.idType', 'conflict'],
  ['legal representative in Latin letters', { 'legalRep.name': 'Ci Ren' }, 'legalRep.name', 'characters'],
  ['legal representative who holds no such office', { 'legalRep.position': '董事长' }, 'legalRep.idNo', 'conflict'],
  ['legal representative’s mobile of the old kind', { 'legalRep.mobile': '12800000000' }, 'legalRep.mobile', 'format'],
  // shareholders
  ['no shareholders', { shareholders: [] }, 'shareholders', 'required'],
  ['fifty-one shareholders', { shareholders: Array.from({ length: 51 }, () => first) }, 'shareholders', 'too-many'],
  ['one shareholder where many are said', { shareholders: [first] }, 'shareholders', 'too-few'],
  ['three shareholders of a one-person company', { 'company.type': '1151' }, 'shareholders', 'too-many'],
  ['company as the sole natural shareholder', { 'company.type': '1151' }, 'shareholders[2].kind', 'value'],
  ['person as the sole corporate shareholder', { 'company.type': '1153' }, 'shareholders[0].kind', 'value'],
  ['shareholder twice', { 'shareholders[1]': first }, 'shareholders[1].idNo', 'duplicate'],
  ['shareholder of an unknown kind', { 'shareholders[0].kind': '4' }, 'shareholders[0].kind', 'code'],
  ['person with a credit code', { 'shareholders[0].idType': '001' }, 'shareholders[0].idType', 'conflict'],
  ['company with an identity card', { 'shareholders[2].idType': '111' }, 'shareholders[2].idType', 'conflict'],
  [
    'credit code with a wrong last character',
    { 'shareholders[2].idNo': '91510107MA0000007D' },
    'shareholders[2].idNo',
    'checksum',
  ],
  ['credit code with the letter O', { 'shareholders[2].idNo': '915101O7MA0000007C' }, 'shareholders[2].idNo', 'format'],
  ['company’s name of three characters', { 'shareholders[2].name': '示例店' }, 'shareholders[2].name', 'too-short'],
  [
    'name with a full stop for the dot',
    { 'shareholders[1].name': '阿依古丽.买买提' },
    'shareholders[1].name',
    'characters',
  ],
  ['foreigner with an identity card', { 'shareholders[1].country': 'USA' }, 'shareholders[1].country', 'value'],
  ['country in two letters', { 'shareholders[1].country': 'CN' }, 'shareholders[1].country', 'code'],
  [
    'contribution that is not the sum of its ways',
    { 'shareholders[1].ways[1].amount': 11 },
    'shareholders[1].subscribed',
    'conflict',
  ],
  ['contribution without a way', { 'shareholders[1].ways': [] }, 'shareholders[1].ways', 'required'],
  ['way twice', { 'shareholders[1].ways[1].code': '1' }, 'shareholders[1].ways[1].code', 'duplicate'],
  ['way of no table', { 'shareholders[1].ways[1].code': '7' }, 'shareholders[1].ways[1].code', 'code'],
  ['way without an amount', { 'shareholders[1].ways[1].amount': null }, 'shareholders[1].ways[1].amount', 'required'],
  ['way of 0.0000004', { 'shareholders[1].ways[1].amount': 9.9999996 }, 'shareholders[1].ways[1].amount', 'decimals'],
  [
    'subscription of seven decimal places',
    { 'shareholders[0].subscribed': 60.0000001 },
    'shareholders[0].subscribed',
    'decimals',
  ],
  [
    'contribution due after five years and a day',
    { 'shareholders[0].dueDate': '2031-03-03' },
    'shareholders[0].dueDate',
    'range',
  ],
  ['contribution due on 31 April', { 'shareholders[0].dueDate': '2030-04-31' }, 'shareholders[0].dueDate', 'date'],
  ['shareholder with a key too many', { 'shareholders[0].ratio': '60%' }, 'shareholders[0].ratio', 'unexpected'],
  // officers
  ['no director', { officers: [{ ...supervisor, position: '经理' }] }, 'officers', 'too-few'],
  ['two chairmen', { 'officers[0].position': '董事长', 'officers[2].position': '董事长' }, 'officers', 'too-many'],
  ['director who is supervisor too', { 'officers[2]': supervisor }, 'officers[2].position', 'conflict'],
  ['same office twice', { 'officers[1].position': '董事' }, 'officers[1].idNo', 'duplicate'],
  ['office of no table', { 'officers[0].position': '432A' }, 'officers[0].position', 'code'],
  ['officer who is a company', { 'officers[2].idType': '001' }, 'officers[2].idType', 'conflict'],
  ['officer with a trailing space', { 'officers[2].name': '欧阳明 ' }, 'officers[2].name', 'spaces'],
  ['officer named in Latin letters', { 'officers[2].name': 'Ouyang Ming' }, 'officers[2].name', 'characters'],
  ['officer born on 29 February 1900', { 'officers[2].idNo': '310101190002290019' }, 'officers[2].idNo', 'date'],
  ['officer’s mobile of ten digits', { 'officers[2].mobile': '1380000000' }, 'officers[2].mobile', 'format'],
  ['officer appointed by nobody', { 'officers[2].appointBy': '' }, 'officers[2].appointBy', 'required'],
  // liaison, finance, bundle
  ['liaison without a mobile', { 'liaison.mobile': undefined }, 'liaison.mobile', 'required'],
  ['liaison with a mobile in words', { 'liaison.mobile': '一三八' }, 'liaison.mobile', 'format'],
  ['liaison’s mail without a domain', { 'liaison.email': 'demo@he' }, 'liaison.email', 'format'],
  ['liaison with a number of 15 digits', { 'liaison.idNo': '130100001231003' }, 'liaison.idNo', 'format'],
  ['liaison with a company’s code', { 'liaison.idType': '001' }, 'liaison.idType', 'conflict'],
  ['liaison with two dots', { 'liaison.name': '欧··明' }, 'liaison.name', 'format'],
  ['tax without an accountant', { finance: undefined }, 'finance.name', 'required'],
  ['half an accountant', { 'bundle.tax': false, 'finance.idNo': undefined }, 'finance.idNo', 'required'],
  ['accountant without papers', { 'finance.idType': undefined }, 'finance.idType', 'required'],
  ['accountant without a mobile', { 'finance.mobile': undefined }, 'finance.mobile', 'required'],
  ['accountant without a number', { 'finance.idNo': undefined }, 'finance.idNo', 'required'],
  [
    'accountant who is supervisor',
    { finance: { name: '欧阳明', idType: '111', idNo: '130100190012310036', mobile: '13800000003' } },
    'finance.idNo',
    'conflict',
  ],
  ['accountant who is a company', { 'finance.idType': '001' }, 'finance.idType', 'conflict'],
  [
    'accountant whose number has two digits swapped',
    { 'finance.idNo': '130102190003050082' },
    'finance.idNo',
    'checksum',
  ],
  ['accountant with a digit in the name', { 'finance.name': '甄样1' }, 'finance.name', 'characters'],
  ['accountant’s mobile with a hyphen', { 'finance.mobile': '138-0000000' }, 'finance.mobile', 'format'],
  ['accountant’s mail with a space', { 'finance.email': 'a b@he.example' }, 'finance.email', 'format'],
  ['licence on paper “maybe”', { wantPaper: '是' }, 'wantPaper', 'format'],
  ['bundle that nobody offers', { 'bundle.visa': true }, 'bundle.visa', 'unexpected'],
]

function name(division: string) {
  return { 'company.name.division': division, 'company.name.full': `${division}示例云图科技有限公司` }
}

describeWrongValues(m01Samples()[0] as SampleCase, rows)
