import { m04Form, m04Samples } from './samples/m04.ts'
import type { Changes, SampleCase } from './samples/sample.ts'
import { describeWrongValues, type Row } from './wrong-rows.ts'

const rows: readonly Row[] = [
  // organisation
  ['person as applicant', { 'applicant.kind': '1' }, 'applicant.kind', 'applicant'],
  ['organisation that is not the applicant', { 'org.name': '成都另一家管理有限公司' }, 'org.name', 'conflict'],
  ['organisation under another code', { 'org.uscc': '92510107MA00000154' }, 'org.uscc', 'conflict'],
  ['organisation’s name without Chinese', { 'org.name': 'Example Co' }, 'org.name', 'characters'],
  ['credit code in small letters', { 'org.uscc': '91510107ma0000007c' }, 'org.uscc', 'format'],
  ['credit code of an office', { 'org.uscc': '11510107000000000U' }, 'org.uscc', 'format'],
  ['credit code with a wrong last character', { 'org.uscc': '91510107MA0000007A' }, 'org.uscc', 'checksum'],
  ['capital under two million', { 'org.capital': 199.999999 }, 'org.capital', 'range'],
  ['capital in yuan written as text', { 'org.capital': '2000000' }, 'org.capital', 'format'],
  ['capital of seven decimal places', { 'org.capital': 200.0000001 }, 'org.capital', 'decimals'],
  ['organisation of no type', { 'org.type': '99' }, 'org.type', 'code'],
  ['founded tomorrow', { 'org.established': '2026-03-03' }, 'org.established', 'future'],
  ['founded on 29 February 2021', { 'org.established': '2021-02-29' }, 'org.established', 'date'],
  ['representative with a title', { 'org.rep.name': '欧阳明(总)' }, 'org.rep.name', 'characters'],
  ['representative who is a company', { 'org.rep.idType': '001' }, 'org.rep.idType', 'conflict'],
  ['representative born tomorrow', { 'org.rep.idNo': '510107202603030014' }, 'org.rep.idNo', 'date'],
  ['representative’s mobile with +86', { 'org.rep.mobile': '+8613800000003' }, 'org.rep.mobile', 'format'],
  ['business other than dispatch', { 'permit.scope': '人力资源服务' }, 'permit.scope', 'value'],
  ['no business', { 'permit.scope': undefined }, 'permit.scope', 'required'],
  // site
  ['site in another province', { 'site.address.division': '500107' }, 'site.address.division', 'conflict'],
  ['site without details', { 'site.address.detail': '' }, 'site.address.detail', 'required'],
  ['site below nothing', { 'site.area': -120 }, 'site.area', 'range'],
  ['site of three decimal places', { 'site.area': 120.001 }, 'site.area', 'decimals'],
  ['rent without its end', { 'site.leaseTo': undefined }, 'site.leaseTo', 'required'],
  ['rent for a day less than a year', { 'site.leaseTo': '2027-03-01' }, 'site.leaseTo', 'range'],
  ['rent to 31 June', { 'site.leaseTo': '2027-06-31' }, 'site.leaseTo', 'date'],
  ['rent of what is owned', { 'site.right': '1' }, 'site.leaseTo', 'unexpected'],
  ['right to the site of no table', { 'site.right': '5' }, 'site.right', 'code'],
  // facilities, rules, staff
  ['no facilities', { facilities: [] }, 'facilities', 'required'],
  ['facility of no number', { 'facilities[0].qty': 0 }, 'facilities[0].qty', 'range'],
  ['facility “无”', { 'facilities[0].name': '无' }, 'facilities[0].name', 'filler'],
  [
    'facility twice',
    {
      facilities: [
        { name: '打印机', qty: 1, remark: '甲' },
        { name: '打印机', qty: 2, remark: '甲' },
      ],
    },
    'facilities[1].name',
    'duplicate',
  ],
  ['facility with a line break', { 'facilities[1].remark': '一\n二' }, 'facilities[1].remark', 'characters'],
  ['no rules', { policies: [] }, 'policies', 'required'],
  ['rules in one text', { policies: '劳动合同管理制度' }, 'policies', 'format'],
  ['rule “-”', { 'policies[1]': '--' }, 'policies[1]', 'filler'],
  ['rule twice', { 'policies[1]': '劳动合同管理制度' }, 'policies[1]', 'duplicate'],
  ['rule that is a number', { 'policies[0]': 1 }, 'policies[0]', 'format'],
  ['thirty-one rules', { policies: Array.from({ length: 31 }, (_, index) => `制度${index}`) }, 'policies', 'too-many'],
  ['staff in words', { 'staff.fulltime': '八' }, 'staff.fulltime', 'format'],
  // renewal
  ['renewal without its end', renewal({ to: null }), 'licence.to', 'required'],
  ['renewal of a permit for four years', renewal({ from: '2022-05-02' }), 'licence.to', 'conflict'],
  ['renewal fifty-nine days before the end', renewal({ from: '2023-05-01', to: '2026-04-30' }), 'licence.to', 'range'],
]

function renewal(change: { from?: string; to?: string | null }): Changes {
  return { licence: { no: '示例劳派许字〔2023〕第0001号', from: '2023-05-02', to: '2026-05-01', ...change } }
}

describeWrongValues({ ...(m04Samples()[0] as SampleCase), form: m04Form() }, rows)
