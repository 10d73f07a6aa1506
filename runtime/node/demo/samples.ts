import { type JsonObject, putAt } from '../../../core/json.ts'
import { toDate, toTime } from '../../../core/time.ts'
import type { Client } from './client.ts'

/* Synthetic people and companies, born in 1900; no one exists. */

/** What differs from region to region in the demo's cases. */
export interface RegionSample {
  readonly code: string
  readonly name: string
  /** six-digit county that handles the case */
  readonly county: string
  /** what the region asks beyond the canonical form */
  readonly extra: { readonly M02: JsonObject; readonly M07: JsonObject }
  /** what it wants of M07 that others may leave out, by path */
  readonly m07?: Readonly<Record<string, string>>
  /** slots that it takes a file for and nothing in its place */
  readonly filesFor?: readonly string[]
  /** the step that tells it of a licence, where that is not the last */
  readonly licenceStep?: 'approve'
  /** takes a licence as PDF alone */
  readonly licenceAs?: 'pdf'
}

/** Regions that the demo plays, in this order. */
export const REGIONS: readonly RegionSample[] = [
  { code: '130000', name: '河北', county: '130102', extra: { M02: {}, M07: { commitFlag: false } } },
  {
    code: '310000',
    name: '上海',
    county: '310101',
    extra: {
      M02: { copySerials: '1-1/1-2' },
      M07: { emergencyName: '欧阳明', emergencyMobile: '13800000003' },
    },
  },
  {
    code: '320000',
    name: '江苏',
    county: '320102',
    extra: { M02: { repIdNo: '510107190001010033' }, M07: { noLocalOutpatient: true } },
    m07: {
      'employer.no': '320102DEMO01',
      'visit.agency.name': '成都市武侯区医疗保障局(示例)',
      'filing.reason': '1',
    },
    filesFor: ['MT008', 'MT014'],
    licenceAs: 'pdf',
  },
  {
    code: '330000',
    name: '浙江',
    county: '330106',
    extra: { M02: { eLicenceHeld: true, reissueReason: '正副本遗失' }, M07: { hospitalLevel: '3' } },
    m07: { 'employer.no': '330106DEMO01', 'filing.reason': '1' },
    filesFor: ['MT008', 'MT014'],
    licenceStep: 'approve',
  },
  {
    code: '370000',
    name: '山东',
    county: '370102',
    extra: { M02: { reissueReason: '原执照遗失' }, M07: { chronic: false } },
    filesFor: ['MT008', 'MT014'],
  },
  { code: '420000', name: '湖北', county: '420106', extra: { M02: { repIdNo: '130102190003050028' }, M07: {} } },
  {
    code: '440000',
    name: '广东',
    county: '440106',
    extra: {
      M02: { reissueReason: '原执照遗失' },
      M07: { emergencyName: '欧阳明', emergencyPhone: '13800000003' },
    },
  },
  {
    code: '500000',
    name: '重庆',
    county: '500107',
    extra: { M02: { lostOn: '2026-02-20' }, M07: { residenceProof: 'permit' } },
  },
  {
    code: '520000',
    name: '贵州',
    county: '520103',
    extra: { M02: { repIdType: '111', repIdNo: '510107190001010033' }, M07: { personKind: 'ZZ' } },
    m07: { 'person.insuranceNo': '52010000000000000001', 'filing.reason': '1' },
  },
  {
    code: '540000',
    name: '西藏',
    county: '540102',
    extra: { M02: { waybillNo: 'EX000000001CN' }, M07: { waybillNo: 'EX000000002CN' } },
    m07: {
      'person.insuranceNo': '54010000000000000001',
      'visit.agency.name': '成都市武侯区医疗保障局(示例)',
      'visit.agency.phone': '13800000009',
      'filing.reason': '1',
    },
    licenceAs: 'pdf',
  },
  {
    code: '610000',
    name: '陕西',
    county: '610113',
    extra: { M02: { situation: '原执照遗失，已公示' }, M07: { filingNote: '随子女在蓉长期居住' } },
    licenceAs: 'pdf',
  },
]

const pdf = (title: string) => `%PDF-1.4\n%${title}\n%%EOF\n`

function common(region: RegionSample, mode: string): JsonObject {
  const now = Date.now()
  return {
    case: { mode, handlingDivision: `${region.county}000000` },
    verify: { method: '1', result: 'pass', at: toTime(now - 600_000) },
    consent: { signedAt: toTime(now - 500_000), version: '2026-01' },
    pledge: { signedAt: toTime(now - 60_000) },
  }
}

/** The materials with a file of its own for each that the region does not take otherwise. */
async function withFiles(
  client: Client,
  { filesFor = [] }: RegionSample,
  materials: JsonObject[],
): Promise<JsonObject[]> {
  return Promise.all(
    materials.map(async ({ exempt, ...material }) => {
      const slot = String(material['slot'])
      if (!exempt || !filesFor.includes(slot)) return exempt ? { ...material, exempt } : material
      const fileId = await client.upload(`${slot}.pdf`, pdf(slot))
      return { ...material, form: '4', originalSeen: true, fileId }
    }),
  )
}

/** A new M07 case for a region, its files uploaded. */
export async function m07Case(client: Client, region: RegionSample): Promise<JsonObject> {
  const person = {
    name: '次仁',
    idType: '111',
    idNo: '510107190001010017',
    gender: '1',
    ethnicity: '04',
    birthDate: '1900-01-01',
    mobile: '13800000001',
  }
  const value: JsonObject = {
    region: region.code,
    matter: 'M07',
    mode: '1',
    submit: true,
    form: {
      ...common(region, '1'),
      applicant: {
        kind: '1',
        ...person,
        idExpiry: '长期',
        nationality: 'CHN',
        address: { division: '510107', detail: '示例路1号' },
      },
      person: { ...person, addressAway: '四川省成都市武侯区示例路1号' },
      insurance: { kind: '310', division: region.county },
      employer: { name: '示例纺织有限公司' },
      visit: { division: '510107', agency: { phone: '028-85000001' } },
      filing: { category: '2', linkMode: '1', from: toDate(Date.now()) },
      delivery: { method: '3' },
      extra: region.extra.M07,
    },
    materials: await withFiles(client, region, [
      { slot: 'MT009', form: '4', originalSeen: true, fileId: await client.upload('备案表.pdf', pdf('备案表')) },
      {
        slot: 'MT008',
        form: '2',
        exempt: {
          kind: 'E',
          licenceId: '1.2.156.3005.2.11100000000013338W011.11510107000000000U.20260000000000000011.001.J',
          source: '电子证照库',
          at: toTime(Date.now() - 400_000),
        },
      },
      { slot: 'MT001', form: '2', exempt: { kind: 'D', source: '公安人口库核验', at: toTime(Date.now() - 400_000) } },
      { slot: 'MT025', form: '4', originalSeen: true, fileId: await client.upload('同意书.pdf', pdf('同意书')) },
    ]),
  }
  for (const [path, text] of Object.entries(region.m07 ?? {})) putAt(value['form'] as JsonObject, path, text)
  return value
}

/** A new M02 case for a region, its files uploaded. */
export async function m02Case(client: Client, region: RegionSample): Promise<JsonObject> {
  return {
    region: region.code,
    matter: 'M02',
    mode: '2',
    submit: true,
    form: {
      ...common(region, '2'),
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
        relation: '99',
        scope: '代为申请补领营业执照',
        until: '2099-12-31',
      },
      entity: {
        name: '成都示例企业管理有限公司',
        uscc: '91510107MA0000007C',
        type: '1130',
        rep: { name: '欧阳明' },
        lastApproved: '2024-05-20',
      },
      reissue: {
        kind: '1',
        originals: 1,
        duplicates: 2,
        lossNotice: { way: '1', no: 'SC20260228000451', date: '2026-02-28' },
      },
      delivery: {
        method: '1',
        to: { name: '甄样例', phone: '13800000004', address: { division: '510107', detail: '示例路9号501室' } },
      },
      extra: region.extra.M02,
    },
    materials: await withFiles(client, region, [
      { slot: 'MT009', form: '1', originalSeen: true, fileId: await client.upload('申请书.pdf', pdf('申请书')) },
      {
        slot: 'MT014',
        form: '2',
        exempt: { kind: 'D', source: '国家企业信用信息公示系统', at: toTime(Date.now() - 400_000) },
      },
      { slot: 'MT001', form: '2', exempt: { kind: 'D', source: '公安人口库核验', at: toTime(Date.now() - 400_000) } },
      {
        slot: 'MT001.agent',
        form: '2',
        exempt: { kind: 'D', source: '公安人口库核验', at: toTime(Date.now() - 400_000) },
      },
      { slot: 'MT025', form: '4', originalSeen: true, fileId: await client.upload('同意书.pdf', pdf('同意书')) },
      { slot: 'MT006', form: '1', originalSeen: true, fileId: await client.upload('委托书.pdf', pdf('委托书')) },
    ]),
  }
}

/** The head of a zip whose first entry is OFD.xml: enough of an OFD to be taken for one. */
export const SAMPLE_OFD = `PK\u0003\u0004\u0014\u0000${'\u0000'.repeat(20)}\u0007\u0000\u0000\u0000OFD.xml<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"/>`

/** A document with its file uploaded by the handler. */
export async function documentOf(client: Client, type: string, title: string): Promise<JsonObject> {
  return {
    type,
    no: '成武示〔2026〕1号',
    title,
    date: toDate(Date.now()),
    fileId: await client.upload(`${title}.pdf`, pdf(title)),
  }
}
