import { licenceId } from '../check-digits.ts'
import type { JsonObject } from './json.ts'
import type { PushedMatter } from './matters.ts'
import { TRANSFER_FORMS } from './sample-transfers.ts'

/** A case beside its envelope: who asks, how, the form, and the materials handed in or looked up. */
export interface SampleForm {
  readonly mode: string
  readonly subject: 'person' | 'organisation'
  readonly form: JsonObject
  /** the same where it has to be of these days */
  readonly formAt?: (now: number) => JsonObject
  /** materialCode, name of the file */
  readonly uploads: readonly (readonly [string, string])[]
  /** materialCode, kind, source, the e-licence's number */
  readonly exempt: readonly (readonly [string, string, string, string?])[]
  /** the upload that a field of the form points at */
  readonly photo?: string
}

const HERE: JsonObject = { codes: ['500000000000', '500107000000'], detail: '示例街道示例大道18号' }
const THERE: JsonObject = { codes: ['510000000000', '510100000000', '510107000000'], detail: '示例路1号' }
const JIA = { name: '贾示例', certType: '01', certNo: '500107190003050010' }
const OUYANG = { name: '欧阳明', certType: '01', certNo: '130100190012310036' }
const POLICE = { agencyCode: '500107000000', agencyName: '重庆市公安局九龙坡区分局(示例)' }
const THEIR_POLICE = { agencyCode: '510107000000', agencyName: '成都市公安局武侯区分局(示例)' }
const LICENCE = licenceId('11100000000013338W001', '11500107MB00001153', '20260000000000000021')
const HOUSING = licenceId('11100000000013338W012', '11500107MB00001078', '20260000000000000031')

const newCompany: SampleForm = {
  mode: 'online',
  subject: 'person',
  form: {
    company: {
      fullName: '成都示例云图科技有限公司',
      nameParts: { division: '成都', tradeName: '示例云图', industry: '科技', orgForm: 'ltd' },
      kind: 'llc_sole_person',
      addr: THERE,
      premisesRight: 'leased',
      phone: '028-85000000',
      capitalFen: 100_000_000,
      currency: 'CNY',
      term: { openEnded: true },
      scopeText: '软件开发',
      scopeItems: [{ code: 'I65130001', name: '软件开发', licensed: false }],
      industry: 'I6513',
      staff: 6,
      licenceCopies: 1,
      charterMode: 'custom',
    },
    legalRep: { ...JIA, phone: '13800000006', position: 'director' },
    shareholders: [
      {
        kind: 'person',
        ...JIA,
        nationality: 'CN',
        subscribedFen: 100_000_000,
        ratioPct: '100.00',
        contributions: [
          { way: 'cash', amountFen: 60_000_000 },
          { way: 'ip', amountFen: 40_000_000 },
        ],
        dueDate: '2030-12-31',
      },
    ],
    officers: [
      { ...JIA, position: 'director', appointedBy: 'assigned', phone: '13800000006' },
      { ...OUYANG, position: 'supervisor', appointedBy: 'assigned' },
    ],
    liaison: { ...OUYANG, phone: '13800000003' },
    wantPaper: false,
  },
  uploads: [
    ['CQ-01-01', '申请书.pdf'],
    ['CQ-01-02', '章程.pdf'],
    ['CQ-01-04', '任职文件.pdf'],
    ['CQ-01-06', '租赁合同.pdf'],
  ],
  exempt: [
    ['CQ-01-03', 'data_check', '公安人口库'],
    ['CQ-01-05', 'data_check', '公安人口库'],
    ['CQ-01-05', 'data_check', '公安人口库'],
  ],
}

const foodShop: SampleForm = {
  mode: 'collect',
  subject: 'organisation',
  form: {
    operator: {
      name: '成都示例企业管理有限公司',
      uscc: '91510107MA0000007C',
      rep: { ...JIA, contact: '023-80000001' },
      addr: HERE,
    },
    site: { addr: THERE, areaM2: '86.50' },
    warehouses: [{ addr: THERE, areaM2: '20.00' }],
    business: {
      form: 'sale',
      online: true,
      url: 'https://shop.example/1',
      physicalStore: true,
      saleMode: 'retail',
      items: [{ code: 'Y1' }, { code: 'S2', flags: ['cooked_bulk'] }],
      prepackagedOnly: false,
    },
    safetyStaff: [{ name: OUYANG.name, certNo: OUYANG.certNo, trainingCertNo: 'PX2026-0001', kind: 'full' }],
  },
  uploads: [
    ['CQ-03-01', '申请书.pdf'],
    ['CQ-03-03', '布局图.pdf'],
    ['CQ-03-04', '流程.jpg'],
    ['CQ-03-05', '制度.pdf'],
  ],
  exempt: [['CQ-03-02', 'elicence', '电子证照库', LICENCE]],
}

const card: SampleForm = {
  mode: 'online',
  subject: 'person',
  form: {
    ssNo: JIA.certNo,
    insuredDivision: '510107000000',
    card: { bank: 'CCB', applyKind: 'first' },
    idIssuer: '重庆市公安局九龙坡区分局',
    occupation: 'employee',
  },
  uploads: [
    ['CQ-05-01', '登记表.pdf'],
    ['CQ-05-03', '照片.jpg'],
  ],
  exempt: [['CQ-05-02', 'data_check', '公安人口库']],
  photo: 'CQ-05-03',
}

const move: SampleForm = {
  mode: 'joint',
  subject: 'person',
  form: {
    coopNo: 'XT5001072026030200001',
    localNo: 'LS5001072026030200001',
    role: 'move_out',
    migrants: [
      {
        certNo: '510107190001010025',
        name: '阿依古丽·买买提',
        gender: 'F',
        ethnicity: 'UG',
        birthDate: '1900-01-01',
        relation: 'spouse',
      },
    ],
    reason: 'spouse',
    moveOut: { addr: THERE, ...THEIR_POLICE },
    moveIn: { addr: HERE, ...POLICE },
    permit: {
      no: '渝准字00000001',
      issuerCode: POLICE.agencyCode,
      issuerName: POLICE.agencyName,
      issuedOn: '2026-02-27',
      validTo: '2026-12-31',
    },
    officerName: '承办示例甲',
    scope: 'interprovincial',
    receiving: { code: POLICE.agencyCode, name: POLICE.agencyName, phone: '023-80000004' },
    clerk: { certNo: OUYANG.certNo, name: '窗口示例丁', phone: '023-80000005', at: '2026-03-02T09:15:00+08:00' },
    routing: {
      ownerCode: POLICE.agencyCode,
      ownerName: POLICE.agencyName,
      senderCode: POLICE.agencyCode,
      senderName: POLICE.agencyName,
      receiverCode: THEIR_POLICE.agencyCode,
      receiverName: THEIR_POLICE.agencyName,
    },
    marriage: {
      certNo: 'J500107-2025-000001',
      registeredOn: '2025-05-20',
      registrar: '重庆市九龙坡区民政局(示例)',
    },
  },
  uploads: [
    ['CQ-09-01', '申请书.pdf'],
    ['CQ-09-06', '声明.pdf'],
  ],
  exempt: [
    ['CQ-09-02', 'data_check', '公安人口库'],
    ['CQ-09-03', 'data_check', '公安人口库'],
    ['CQ-09-04', 'data_check', '公安人口库'],
    ['CQ-09-05', 'elicence', '电子证照库', HOUSING],
  ],
}

/** The cases that this region sends beside M02 and M07. */
export const SAMPLE_FORMS: Readonly<Record<Exclude<PushedMatter, 'M02' | 'M07'>, SampleForm>> = {
  M01: newCompany,
  M03: foodShop,
  M05: card,
  M09: move,
  ...TRANSFER_FORMS,
}

export const ADDRESS_OF_APPLICANT = HERE
