import type { JsonObject } from '../../../core/json.ts'
import type { CaseMaterial } from '../../../core/matter.ts'
import { asLicence, BUSINESS_LICENCE_ID, type Changes, changed, lookedUp, onFile, type SampleCase } from './sample.ts'

/** M04 for 河北: a new permit, rented office; result by post. */
export function m04Form(changes: Changes = {}): JsonObject {
  return changed(
    {
      case: { mode: '2', handlingDivision: '130102000000' },
      applicant: {
        kind: '2',
        name: '成都示例企业管理有限公司',
        idType: '001',
        idNo: '91510107MA0000007C',
        mobile: '13800000005',
        address: { division: '510107', detail: '示例路9号' },
      },
      agent: {
        name: '甄样例',
        idType: '111',
        idNo: '130102190003050028',
        mobile: '13800000004',
        scope: '代为申请劳务派遣经营许可',
        until: '2026-06-30',
      },
      delivery: {
        method: '1',
        to: { name: '甄样例', phone: '13800000004', address: { division: '130102', detail: '示例大街8号501室' } },
      },
      verify: { method: '1', result: 'pass', at: '2026-03-02T09:05:00+08:00' },
      consent: { signedAt: '2026-03-02T09:06:00+08:00', version: '2026-01' },
      pledge: { signedAt: '2026-03-02T09:12:00+08:00' },
      org: {
        name: '成都示例企业管理有限公司',
        uscc: '91510107MA0000007C',
        address: { division: '510107', detail: '示例路9号' },
        capital: 200,
        rep: { name: '欧阳明', idType: '111', idNo: '130100190012310036', mobile: '13800000003' },
        type: '1130',
        established: '2020-02-29',
      },
      permit: { scope: '劳务派遣' },
      site: { address: { division: '130102', detail: '示例大街8号6层' }, area: 120, right: '2', leaseTo: '2027-03-02' },
      facilities: [
        { name: '办公桌椅', qty: 12 },
        { name: '服务器', qty: 1, remark: '信息管理系统用' },
      ],
      policies: ['劳动合同管理制度', '劳动报酬支付制度'],
      staff: { fulltime: 8 },
      capitalReport: { no: '示例验字〔2026〕第001号' },
    },
    changes,
  )
}

/** Renewal of a permit that runs out in 60 days; premises of its own. */
export function m04FormRenewal(changes: Changes = {}): JsonObject {
  return m04Form({
    'site.right': '1',
    'site.leaseTo': undefined,
    licence: { no: '示例劳派许字〔2023〕第0001号', from: '2023-05-02', to: '2026-05-01' },
    ...changes,
  })
}

/** Application, business licence as an e-licence, articles, report, lease, lists, rules and sample contract, consent, the agent's papers. */
export function m04Materials(): CaseMaterial[] {
  return [
    onFile('MT009', '申请书.pdf', 'MT009-M04'),
    asLicence('MT004', BUSINESS_LICENCE_ID),
    onFile('MT005', '章程.pdf', 'MT005-M04'),
    onFile('MT015', '验资报告.pdf'),
    onFile('MT007', '租赁合同.pdf', 'MT007-M04'),
    onFile('MT030.facilities', '设施清单.pdf'),
    lookedUp('MT001', '公安人口库核验'),
    onFile('MT030.policies/rules', '管理制度.pdf'),
    onFile('MT030.policies/agreement', '协议样本.pdf'),
    onFile('MT025', '同意书.pdf', 'MT025-M04'),
    onFile('MT006', '委托书.pdf', 'MT006-M04'),
    lookedUp('MT001.agent', '公安人口库核验'),
  ]
}

/** Fifty facilities, thirty policies, the longest texts, all decimal places. */
export function m04FormLargest(): JsonObject {
  return m04Form({
    'org.capital': 999999999.999999,
    'site.area': 99999999.99,
    facilities: Array.from({ length: 50 }, (_, index) => ({
      name: `设施${index}${'示'.repeat(50)}`,
      qty: 999999,
      remark: '注'.repeat(100),
    })),
    policies: Array.from({ length: 30 }, (_, index) => `制度${index}${'示'.repeat(95)}`),
    'capitalReport.no': '号'.repeat(60),
  })
}

/** Odd but right: names with separators that regions join by, four-byte characters, a lease to the leap day, XML's own marks. */
export function m04FormWeird(): JsonObject {
  return m04Form({
    'org.rep.name': '阿依古丽·买买提·𠅤',
    'org.rep.idNo': '510107190001010025',
    'site.leaseTo': '2028-02-29',
    facilities: [{ name: '𠅤牌"打印机"', qty: 1, remark: '<A&B>]]>' }],
    policies: ['工资、社保；公积金/个税;管理制度', '𠅤]]>制度'],
    'capitalReport.no': undefined,
    staff: undefined,
  })
}

export function m04Samples(): SampleCase[] {
  const sample = (name: string, form: JsonObject): SampleCase => ({
    name,
    matter: 'M04',
    mode: '2',
    form,
    materials: m04Materials(),
  })
  return [
    sample('normal', m04Form()),
    sample('renewal', m04FormRenewal()),
    sample('largest', m04FormLargest()),
    sample('weird', m04FormWeird()),
  ]
}
