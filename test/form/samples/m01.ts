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

const CIREN = { name: '次仁', idType: '111', idNo: '510107190001010017' }
const OUYANG = { name: '欧阳明', idType: '111', idNo: '130100190012310036' }

/** M01 for 河北 after the document's example 9.2: three shareholders, one of them a company; result by post. */
export function m01Form(changes: Changes = {}): JsonObject {
  return changed(
    {
      case: { mode: '1', handlingDivision: '130102000000' },
      applicant: {
        kind: '1',
        ...CIREN,
        idExpiry: '长期',
        gender: '1',
        ethnicity: '04',
        nationality: 'CHN',
        birthDate: '1900-01-01',
        mobile: '13800000001',
      },
      delivery: {
        method: '1',
        to: { name: '欧阳明', phone: '13800000003', address: { division: '130102', detail: '示例大街8号501室' } },
      },
      verify: { method: '2', result: 'pass', at: '2026-03-02T10:02:11+08:00' },
      consent: { signedAt: '2026-03-02T10:05:00+08:00', version: '2026-01' },
      pledge: { signedAt: '2026-03-02T10:28:00+08:00' },
      company: {
        name: {
          full: '石家庄示例云图科技有限公司',
          division: '石家庄',
          shopName: '示例云图',
          industryWord: '科技',
          orgForm: '有限公司',
        },
        type: '1130',
        address: { division: '130102', detail: '示例大街8号501室' },
        premises: { rightType: '2' },
        phone: '0311-12345678',
        postcode: '050000',
        capital: { amount: 100, currency: 'CNY' },
        term: { type: '0' },
        scope: {
          text: '软件开发;信息技术咨询服务',
          items: [
            { code: 'I65130001', name: '软件开发', isLicensed: false },
            { code: 'I65600001', name: '信息技术咨询服务', isLicensed: false },
          ],
        },
        industry: 'I6513',
        staff: 6,
        copies: 2,
      },
      legalRep: { ...CIREN, mobile: '13800000001', position: '经理' },
      shareholders: [
        {
          kind: '1',
          ...CIREN,
          country: 'CHN',
          subscribed: 60,
          ways: [{ code: '1', amount: 60 }],
          dueDate: '2031-03-01',
        },
        {
          kind: '1',
          name: '阿依古丽·买买提',
          idType: '111',
          idNo: '510107190001010025',
          country: 'CHN',
          subscribed: 25,
          ways: [
            { code: '1', amount: 15 },
            { code: '5', amount: 10 },
          ],
          dueDate: '2031-03-01',
        },
        {
          kind: '2',
          name: '成都示例企业管理有限公司',
          idType: '001',
          idNo: '91510107MA0000007C',
          country: 'CHN',
          subscribed: 15,
          ways: [{ code: '1', amount: 15 }],
          dueDate: '2030-12-31',
        },
      ],
      officers: [
        { ...CIREN, position: '董事', appointBy: '选举', mobile: '13800000001' },
        { ...CIREN, position: '经理', appointBy: '聘任', mobile: '13800000001' },
        { ...OUYANG, position: '监事', appointBy: '选举', mobile: '13800000003' },
      ],
      liaison: { ...OUYANG, mobile: '13800000003', email: 'demo@he.example' },
      finance: { name: '甄样例', idType: '111', idNo: '130102190003050028', mobile: '13800000004' },
      wantPaper: true,
      bundle: { seal: true, socialSecurity: true, tax: true },
    },
    changes,
  )
}

/** Application, articles, one proof for each shareholder, appointments, lease, consent. */
export function m01Materials(): CaseMaterial[] {
  return [
    onFile('MT009', '申请书.pdf', 'MT009-M01'),
    onFile('MT005', '章程.pdf'),
    lookedUp('MT022/1', '公安人口库核验'),
    lookedUp('MT022/2', '公安人口库核验'),
    asLicence('MT022/3', BUSINESS_LICENCE_ID),
    onFile('MT021', '任职文件.pdf'),
    onFile('MT007', '租赁合同.pdf', 'MT007-M01'),
    onFile('MT025', '同意书.pdf', 'MT025-M01'),
  ]
}

/** The most that the form holds: 50 shareholders with seven ways each, 50 officers, 100 entries of scope, the longest texts, six decimal places. */
export function m01FormLargest(): JsonObject {
  const holders = Array.from({ length: 50 }, (_, index) => ({
    kind: '1',
    name: `示例${'甲乙丙丁戊己庚辛壬癸'[index % 10]}${'一二三四五'[Math.floor(index / 10)]}`,
    idType: '111',
    idNo: sampleIdNumber(100 + index),
    country: 'CHN',
    subscribed: 0.7,
    ways: ['1', '2', '3', '4', '5', '6', '9'].map((code) => ({ code, amount: 0.1 })),
    dueDate: '2031-03-02',
  }))
  // 35.000001 in all: the last shareholder's first way bears the smallest unit there is
  const last = holders[49]
  if (last?.ways[0]) {
    last.subscribed = 0.700001
    last.ways[0].amount = 0.100001
  }
  const [first] = holders
  const officers = holders.map(({ name, idType, idNo }, index) => ({
    name,
    idType,
    idNo,
    position: index === 0 ? '董事长' : '董事',
    appointBy: '选举',
  }))
  const items = Array.from({ length: 100 }, (_, index) => ({
    code: `I6513${String(index).padStart(4, '0')}`,
    name: '示'.repeat(200),
    isLicensed: index === 99,
  }))
  const shopName = '云'.repeat(40)
  return m01Form({
    'applicant.name': first?.name,
    'applicant.idNo': first?.idNo,
    'applicant.gender': '2',
    'company.name': {
      full: `石家庄${shopName}${'科'.repeat(40)}有限责任公司`,
      division: '石家庄',
      shopName,
      industryWord: '科'.repeat(40),
      orgForm: '有限责任公司',
    },
    'company.capital.amount': 35.000001,
    'company.scope': { text: '软'.repeat(2000), items },
    'company.copies': 10,
    legalRep: {
      name: first?.name ?? '',
      idType: '111',
      idNo: first?.idNo ?? '',
      mobile: '13800000001',
      position: '董事长',
    },
    shareholders: holders,
    officers,
  })
}

/** One piece for each of the fifty shareholders and officers, the licence for the licensed entry, an agent's papers. */
export function m01MaterialsLargest(): CaseMaterial[] {
  const each = (slot: string) =>
    Array.from({ length: 50 }, (_, index) => lookedUp(`${slot}/${index + 1}`, '公安人口库核验'))
  return [
    ...m01Materials().filter(({ slot }) => slot !== 'MT022'),
    ...each('MT022'),
    ...each('MT001'),
    onFile('MT023', '批准文件.pdf'),
  ]
}

/** Odd but right: dots and four-byte characters in names, a born-on-leap-day-free 1900, 29 February, XML's and JSON's own marks in the text. */
export function m01FormWeird(): JsonObject {
  const rare = { name: '𠅤', idType: '111', idNo: sampleIdNumber(7) }
  return m01Form({
    'applicant.idExpiry': '2028-02-29',
    'company.name': {
      full: '龘𠅤示例有限公司',
      division: '',
      shopName: '龘𠅤',
      industryWord: '示例',
      orgForm: '有限公司',
    },
    'company.term': { type: '1', from: '2026-03-02', to: '2028-02-29' },
    'company.scope.text': '软件开发]]>;<A&B>类"技术"服务\'C\'\\D/E{F}',
    'company.scope.items': undefined,
    'company.capital.amount': 0.3,
    shareholders: [
      {
        kind: '1',
        ...CIREN,
        country: 'CHN',
        subscribed: 0.1,
        ways: [{ code: '1', amount: 0.1 }],
        dueDate: '2028-02-29',
      },
      {
        kind: '1',
        name: '买买提·阿卜杜拉·𠅤',
        idType: '414',
        idNo: 'E12345678',
        country: 'OTH',
        subscribed: 0.1,
        ways: [{ code: '9', amount: 0.1 }],
        dueDate: '2031-03-02',
      },
      {
        kind: '3',
        name: '示例𠅤合作社（特别）',
        idType: '990',
        idNo: '示例字第00001号',
        country: 'CHN',
        subscribed: 0.1,
        ways: [{ code: '2', amount: 0.1 }],
        dueDate: '2026-03-02',
      },
    ],
    'officers[2]': { ...rare, position: '监事', appointBy: '委派' },
    liaison: { name: '䶮明', idType: '516', idNo: 'H12345678', mobile: '19900000000' },
    finance: undefined,
    bundle: undefined,
  })
}

/** One sole shareholder, a company; wholly online, licence fetched electronically. */
export function m01FormSole(): JsonObject {
  return m01Form({
    'delivery.method': '3',
    'delivery.to': undefined,
    'company.type': '1153',
    'company.capital.amount': 15,
    shareholders: [
      {
        kind: '2',
        name: '成都示例企业管理有限公司',
        idType: '001',
        idNo: '91510107MA0000007C',
        country: 'CHN',
        subscribed: 15,
        ways: [{ code: '1', amount: 15 }],
        dueDate: '2030-12-31',
      },
    ],
  })
}

export function m01Samples(): SampleCase[] {
  const sole = m01Materials().filter(({ slot, part }) => slot !== 'MT022' || part === '1')
  return [
    { name: 'normal', matter: 'M01', mode: '1', form: m01Form(), materials: m01Materials() },
    { name: 'largest', matter: 'M01', mode: '1', form: m01FormLargest(), materials: m01MaterialsLargest() },
    { name: 'weird', matter: 'M01', mode: '1', form: m01FormWeird(), materials: m01Materials() },
    { name: 'sole shareholder', matter: 'M01', mode: '1', form: m01FormSole(), materials: sole },
  ]
}
