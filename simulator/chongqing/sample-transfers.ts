import type { SampleForm } from './sample-forms.ts'

const DAY_MS = 86_400_000

const HERE = { codes: ['500000000000', '500107000000'], detail: '示例街道示例大道18号' }
const THEIR_AGENCY = { name: '成都市武侯区社会保险局(示例)', code: '510107001', phone: '028-85000001' }

/** 企业职工基本养老保险关系转移接续: the leg in which they transfer out. */
const pension: SampleForm = {
  mode: 'joint',
  subject: 'person',
  form: {
    ssNo: '500107190003050010',
    hukou: HERE,
    transferOut: {
      division: '510107000000',
      personNo: '5101070000000001',
      agency: { ...THEIR_AGENCY, addr: '成都市武侯区示例路1号', postcode: '610041' },
    },
    transferIn: {
      division: '500107000000',
      agency: { name: '重庆市九龙坡区社会保险局(示例)', code: '500107001', phone: '023-80000001' },
      employer: { name: '重庆示例物流有限公司', no: '500107000001', kind: 'enterprise' },
      bank: {
        name: '示例银行九龙坡支行',
        accountName: '重庆市九龙坡区社会保险局(示例)',
        accountNo: '3100000000000000001',
      },
    },
    insuranceKind: 'enterprise_pension',
    contribution: { from: '2010-03', to: '2025-12', months: 130 },
    certificateNo: 'PZ51010720260001',
    reason: 'job',
    letter: { no: 'LX50010720260001', date: '2026-02-27' },
    lastPaidMonth: '2026-01',
  },
  uploads: [['CQ-06-01', '申请表.pdf']],
  exempt: [
    ['CQ-06-02', 'data_check', '社保库'],
    ['CQ-06-03', 'data_check', '公安人口库'],
    ['CQ-06-04', 'data_check', '公安人口库'],
  ],
}

/** 住房公积金异地转移接续: from their centre to ours. */
const fund: SampleForm = {
  mode: 'joint',
  subject: 'person',
  form: {
    letterNo: '5001072603020001',
    letterDate: '2026-03-02',
    txKind: 'new',
    out: {
      centerCode: '510100000000001',
      centerName: '成都住房公积金管理中心(示例)',
      employer: '成都示例运输有限公司',
      accountNo: '510100000001',
    },
    in: {
      fund: { no: '3100000000000000002', name: '重庆市住房公积金管理中心(示例)', bank: '示例银行九龙坡支行' },
      entrustedBank: 'CCB',
      contact: '胡示例 023-80000006',
      employer: '重庆示例物流有限公司',
      accountNo: '500107000001',
    },
    marital: 'married',
  },
  uploads: [['CQ-08-01', '申请表.pdf']],
  exempt: [
    ['CQ-08-02', 'data_check', '公安人口库'],
    ['CQ-08-03', 'data_check', '公积金库'],
  ],
}

/** 道路运输从业资格证换发: a renewal a month before the permit ends, whatever day it is. */
const permit: SampleForm = {
  mode: 'online',
  subject: 'person',
  form: {},
  formAt(now) {
    const day = (days: number, years = 0) => {
      const date = new Date(now + days * DAY_MS)
      date.setUTCFullYear(date.getUTCFullYear() + years)
      return date.toISOString().slice(0, 10)
    }
    return {
      education: 'high',
      qualification: {
        no: '500107190003050010',
        categories: ['passenger', 'freight'],
        first: '2008-03-05',
        issued: day(30, -6),
        from: day(30, -6),
        to: day(29),
        issuerName: '成都市武侯区交通运输局(示例)',
        issuerCode: '11510107000000000U',
        creditGrade: 'AA',
        creditDate: day(-60),
        training: true,
      },
      driving: { no: '500107190003050010', classes: ['A2', 'D'], first: '2001-06-01', to: day(1_000) },
      kind: 'renew',
      noAccident: true,
      medicalOn: day(-10),
    }
  },
  uploads: [
    ['CQ-10-01', '登记表.pdf'],
    ['CQ-10-03', '驾驶证.jpg'],
    ['CQ-10-04', '原从业资格证.pdf'],
    ['CQ-10-05', '照片.jpg'],
  ],
  exempt: [
    ['CQ-10-02', 'data_check', '公安人口库'],
    ['CQ-10-06', 'data_check', '公安交管库'],
    ['CQ-10-07', 'data_check', '运政库'],
  ],
  photo: 'CQ-10-05',
}

/** What they send of transfers and permits. */
export const TRANSFER_FORMS = { M06: pension, M08: fund, M10: permit }
