import type { JsonObject } from '../../../core/json.ts'
import type { CaseMaterial } from '../../../core/matter.ts'
import { AGENT, agentMaterials, awkwardText, bothPersons, commonBlock } from './blocks.ts'
import { type Changes, changed, lookedUp, onFile, type SampleCase } from './sample.ts'

/** M08 out of 石家庄 into 成都. */
export function m08Form(changes: Changes = {}): JsonObject {
  return changed(
    {
      ...commonBlock('3', '130102000000'),
      letter: { no: '5101002603020001', date: '2026-03-02' },
      txKind: '0',
      person: { name: '次仁', idType: '111', idNo: '510107190001010017' },
      transferOut: {
        center: { code: '130100000000000', name: '石家庄住房公积金管理中心（示例）' },
        employer: '石家庄示例纺织有限公司',
        accountNo: '130100000001',
      },
      transferIn: {
        fundAccount: {
          no: '6222000000000002',
          name: '成都住房公积金管理中心（示例）',
          bank: '示例银行成都武侯支行',
        },
        entrustedBank: '105',
        contact: '甄样例 028-85000003',
        employer: '成都示例企业管理有限公司',
        accountNo: '510100000001',
      },
    },
    changes,
  )
}

/** Application form, identity card and proof of contributions checked against data, consent. */
export function m08Materials(): CaseMaterial[] {
  return [
    onFile('MT009', '转移申请表.pdf', 'MT009-M08'),
    lookedUp('MT001', '公安人口库核验'),
    lookedUp('MT030', '全国住房公积金平台查询'),
    onFile('MT025', '同意书.pdf', 'MT025-M08'),
  ]
}

export function m08Samples(): SampleCase[] {
  return [
    { name: 'normal', matter: 'M08', mode: '3', form: m08Form(), materials: m08Materials() },
    {
      name: 'largest',
      matter: 'M08',
      mode: '3',
      form: m08Form({
        ...bothPersons({ name: `阿依古丽·${'买'.repeat(45)}` }),
        agent: AGENT,
        'transferOut.employer': awkwardText(120),
        'transferOut.accountNo': '1'.repeat(20),
        'transferIn.fundAccount.no': '6'.repeat(40),
        'transferIn.contact': awkwardText(100),
        'transferIn.employer': awkwardText(120),
        'transferIn.accountNo': '2'.repeat(20),
        result: { code: '0', message: awkwardText(200) },
        amount: { principal: 999_999_999_999.99, interest: 0.01, asOf: '202602' },
        ext: { bak1: awkwardText(100), bak2: awkwardText(100) },
        remark: awkwardText(500),
      }),
      materials: [...m08Materials(), ...agentMaterials('M08')],
    },
    {
      name: 'weird',
      matter: 'M08',
      mode: '3',
      form: m08Form({
        ...bothPersons({ name: 'Anne-Marie O’Neil', idType: '414', idNo: 'E12345678' }),
        'applicant.nationality': 'USA',
        'transferIn.entrustedBank': undefined,
        letter: { no: '5101002402290001', date: '2024-02-29' },
        remark: awkwardText(40),
      }),
      materials: m08Materials(),
    },
  ]
}
