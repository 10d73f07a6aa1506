import type { JsonObject } from '../../../core/json.ts'
import type { CaseMaterial } from '../../../core/matter.ts'
import { AGENT, agentMaterials, awkwardText, bothPersons, commonBlock } from './blocks.ts'
import { type Changes, changed, lookedUp, onFile, type SampleCase } from './sample.ts'

/** M06 out of 130102 into 510107, employed there; the letter is not yet written. */
export function m06Form(changes: Changes = {}): JsonObject {
  return changed(
    {
      ...commonBlock('3', '130102000000'),
      person: {
        name: '次仁',
        ssNo: '510107190001010017',
        gender: '1',
        birthDate: '1900-01-01',
        idType: '111',
        idNo: '510107190001010017',
        hukou: { division: '510107', detail: '示例路1号' },
      },
      transferOut: {
        division: '130102',
        agency: {
          name: '石家庄市长安区社会保险事业中心（示例）',
          no: '130102001',
          phone: '0311-80000001',
          address: '河北省石家庄市长安区示例大街1号',
          postcode: '050011',
        },
        personNo: '1301020000001',
      },
      transferIn: {
        division: '510107',
        agency: {
          name: '成都市武侯区社会保险事业管理局（示例）',
          no: '510107001',
          phone: '028-85000002',
          address: '四川省成都市武侯区示例路2号',
          postcode: '610041',
        },
        employer: { name: '成都示例企业管理有限公司', no: '51010700001', type: '10' },
        bank: {
          name: '示例银行成都武侯支行',
          accountName: '成都市武侯区社会保险基金（示例）',
          accountNo: '6222000000000001',
        },
      },
      insurance: { kind: '110' },
      contribution: { from: '201503', to: '202512', months: 130 },
      reason: '1',
    },
    changes,
  )
}

/** M06 with the letter that the new place wrote, as the old place gets it. */
export function m06FormWithLetter(changes: Changes = {}): JsonObject {
  return m06Form({ letter: { no: 'LX51010720260302001', date: '2026-03-02' }, ...changes })
}

/** Application form, certificate and identity card checked against data, consent. */
export function m06Materials(): CaseMaterial[] {
  return [
    onFile('MT009', '转移申请表.pdf', 'MT009-M06'),
    lookedUp('MT011', '全国社会保险关系转移系统查询'),
    lookedUp('MT001', '公安人口库核验'),
    onFile('MT025', '同意书.pdf', 'MT025-M06'),
  ]
}

export function m06Samples(): SampleCase[] {
  return [
    { name: 'normal', matter: 'M06', mode: '3', form: m06FormWithLetter(), materials: m06Materials() },
    {
      name: 'largest',
      matter: 'M06',
      mode: '3',
      form: m06FormWithLetter({
        ...bothPersons({ name: `阿依古丽·${'买'.repeat(45)}` }),
        agent: AGENT,
        'person.hukou.detail': awkwardText(200),
        'transferOut.agency.address': awkwardText(200),
        'transferIn.agency.address': awkwardText(200),
        'transferIn.employer.name': awkwardText(120),
        'transferIn.bank.accountNo': '6'.repeat(40),
        'contribution.months': 130,
        'contribution.deemed': 9_999,
        account: { principal: 999_999_999_999.99, interest: 0.01 },
        'certificate.no': '2'.repeat(30),
        'letter.no': '3'.repeat(30),
        'infoForm.no': '4'.repeat(30),
        remark: awkwardText(500),
      }),
      materials: [...m06Materials(), ...agentMaterials('M06')],
    },
    {
      name: 'weird',
      matter: 'M06',
      mode: '3',
      form: m06FormWithLetter({
        ...bothPersons({ name: '𠅤', idNo: '510107190402290013', birthDate: '1904-02-29' }),
        'person.ssNo': '510107190402290013',
        'transferIn.employer': undefined,
        contribution: { from: '190001', to: '190002', months: 0 },
        account: { principal: 0, interest: 0.07 },
        reason: '9',
        remark: awkwardText(40),
      }),
      materials: m06Materials(),
    },
  ]
}
