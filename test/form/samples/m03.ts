import type { JsonObject } from '../../../core/json.ts'
import type { CaseMaterial } from '../../../core/matter.ts'
import {
  asLicence,
  BUSINESS_LICENCE_ID,
  type Changes,
  changed,
  lookedUp,
  onFile,
  type SampleCase,
  sampleIdNumber,
} from './sample.ts'

const AGENT = { name: '甄样例', idType: '111', idNo: '130102190003050028', mobile: '13800000004' }

/** M03 for 河北: a restaurant that delivers meals, brought in by an agent; result by post. */
export function m03Form(changes: Changes = {}): JsonObject {
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
      agent: { ...AGENT, scope: '代为办理食品经营许可', until: '2026-06-30' },
      delivery: {
        method: '1',
        to: { name: '甄样例', phone: '13800000004', address: { division: '130102', detail: '示例大街8号501室' } },
      },
      verify: { method: '1', result: 'pass', at: '2026-03-02T09:05:00+08:00' },
      consent: { signedAt: '2026-03-02T09:06:00+08:00', version: '2026-01' },
      pledge: { signedAt: '2026-03-02T09:12:00+08:00' },
      operator: {
        name: '成都示例企业管理有限公司',
        uscc: '91510107MA0000007C',
        rep: {
          name: '欧阳明',
          idType: '111',
          idNo: '130100190012310036',
          mobile: '13800000003',
          phone: '028-85000001',
        },
        address: { division: '510107', detail: '示例路9号' },
      },
      site: { address: { division: '130102', detail: '示例大街10号底层' }, area: 180.5 },
      warehouses: [{ address: { division: '130104', detail: '示例南街2号' }, area: 60 }],
      business: {
        form: '2',
        online: true,
        url: 'https://shop.he.example/8',
        physicalStore: true,
        centralKitchen: false,
        groupMealDelivery: true,
        cateringScale: '中',
        items: [{ code: '11' }, { code: '14', flags: ['cream'] }, { code: '15', flags: ['homeBrew'] }],
      },
      staff: { total: 12, healthCertified: 2 },
      safetyStaff: [
        { name: '次仁', idNo: '510107190001010017', certNo: 'HE-SP-0001', kind: '1' },
        { name: '阿依古丽·买买提', idNo: '510107190001010025', kind: '2' },
      ],
    },
    changes,
  )
}

/** A shop that sells over the counter only, by a trader in person who has no credit code. */
export function m03FormSale(changes: Changes = {}): JsonObject {
  return m03Form({
    agent: undefined,
    applicant: {
      kind: '1',
      name: '欧阳明',
      idType: '111',
      idNo: '130100190012310036',
      gender: '1',
      nationality: 'CHN',
      birthDate: '1900-12-31',
      mobile: '13800000003',
    },
    'operator.name': '武侯区示例副食店',
    'operator.uscc': '130100190012310036',
    'operator.rep.mobile': undefined,
    warehouses: undefined,
    business: {
      form: '1',
      online: false,
      saleMode: '2',
      prepackagedOnly: false,
      items: [{ code: '0101' }, { code: '0202', flags: ['cookedBulk'] }],
    },
    staff: undefined,
    ...changes,
  })
}

/** Application, business licence as an e-licence, layout and flow, rules, health certificates one by one, consent, the agent's papers. */
export function m03Materials(): CaseMaterial[] {
  return [
    onFile('MT009', '申请书.pdf', 'MT009-M03'),
    asLicence('MT004', BUSINESS_LICENCE_ID),
    onFile('MT016/layout', '布局图.pdf'),
    onFile('MT016/flow', '操作流程.pdf'),
    onFile('MT017', '制度清单.pdf'),
    lookedUp('MT001', '公安人口库核验'),
    onFile('MT018/1', '健康证明一.pdf'),
    lookedUp('MT018/2', '卫生健康部门数据'),
    onFile('MT025', '同意书.pdf', 'MT025-M03'),
    onFile('MT006', '委托书.pdf', 'MT006-M03'),
    lookedUp('MT001.agent', '公安人口库核验'),
  ]
}

/** What the trader in person brings. */
export function m03MaterialsSale(): CaseMaterial[] {
  return m03Materials().filter(({ slot }) => !['MT018', 'MT006', 'MT001.agent'].includes(slot))
}

/** All fourteen kinds of food, twenty warehouses, twenty people, a central kitchen. */
export function m03FormLargest(): JsonObject {
  const codes = '0101 0102 0201 0202 0301 0302 0303 0304 11 12 13 14 15 19'.split(' ')
  const flags: Readonly<Record<string, string[]>> = { '0201': ['cookedBulk'], '14': ['cream'], '15': ['homeBrew'] }
  return m03Form({
    warehouses: Array.from({ length: 20 }, (_, index) => ({
      address: { division: '130104', detail: `示例南街${index + 1}号${'库'.repeat(150)}` },
      area: 99999999.99,
    })),
    'business.centralKitchen': true,
    'business.cateringScale': '特大',
    'business.url': `https://shop.he.example/${'a'.repeat(176)}`,
    'business.items': codes.map((code) => ({ code, ...(flags[code] ? { flags: flags[code] } : {}) })),
    staff: { total: 999999, healthCertified: 999999 },
    safetyStaff: Array.from({ length: 20 }, (_, index) => ({
      name: '示例'.repeat(25),
      idNo: sampleIdNumber(200 + index),
      certNo: '9'.repeat(50),
      kind: '1',
    })),
  })
}

/** Odd but right: dots and four-byte characters, the smallest area, XML's own marks. */
export function m03FormWeird(): JsonObject {
  return m03FormSale({
    'operator.name': '𠅤记]]>示例&副食店',
    'operator.rep': { name: '买买提·𠅤', idType: '414', idNo: 'E12345678', phone: '0311-12345678' },
    'site.address': { division: '130102', detail: '<示例>"大街"\'8\'号' },
    'site.area': 0.01,
    safetyStaff: [{ name: '𠅤', idNo: '510107190001010033', kind: '2' }],
  })
}

export function m03Samples(): SampleCase[] {
  const whole = m03Materials().filter(({ slot }) => slot !== 'MT018' && slot !== 'MT016')
  const largest = [
    ...whole,
    onFile('MT018', '健康证明.pdf'),
    onFile('MT016', '布局与流程.pdf'),
    onFile('MT030.kitchen', '检验报告.pdf'),
  ]
  return [
    { name: 'normal', matter: 'M03', mode: '2', form: m03Form(), materials: m03Materials() },
    { name: 'shop', matter: 'M03', mode: '2', form: m03FormSale(), materials: m03MaterialsSale() },
    { name: 'largest', matter: 'M03', mode: '2', form: m03FormLargest(), materials: largest },
    { name: 'weird', matter: 'M03', mode: '2', form: m03FormWeird(), materials: m03MaterialsSale() },
  ]
}
