import type { JsonObject } from './json.ts'
import { COMMON_MATERIALS, conflict, formValue, JPEG, type Matter, material, PDF } from './matter-parts.ts'
import type { Shape } from './shape.ts'
import type { Side } from './side.ts'
import {
  address,
  type Check,
  code,
  constant,
  date,
  division,
  type Fault,
  integer,
  pattern,
  telephone,
  text,
} from './value-checks.ts'

/** YM (§3.1). */
const month = pattern(7, /^\d{4}-(0[1-9]|1[0-2])$/, '年月应为 YYYY-MM')
const postcode = pattern(6, /^\d{6}$/, '邮编应为 6 位')

const must = (check: Check) => ({ need: 'M' as const, check })
const may = (check: Check) => ({ need: 'O' as const, check })

const AGENCY: Shape = {
  name: must(text(100)),
  code: may(text(20)),
  phone: must(telephone),
  addr: may(text(200)),
  postcode: may(postcode),
}

function pensionForm(side: Side): Shape {
  const leavesHere = (root: JsonObject): boolean => formValue(root, 'transferOut/division').startsWith(side.prefix)
  return {
    ssNo: must(text(18)),
    hukou: must(address(side.pseudoAllowed)),
    transferOut: {
      need: 'M',
      shape: {
        division: must(division(side.pseudoAllowed)),
        personNo: may(text(20)),
        agency: { need: 'M', shape: AGENCY },
      },
    },
    transferIn: {
      need: 'M',
      shape: {
        division: must(division(side.pseudoAllowed)),
        agency: { need: 'M', shape: AGENCY },
        employer: {
          need: 'O',
          shape: { name: must(text(120)), no: must(text(20)), kind: must(code('CQ_EMPLOYER')) },
        },
        bank: {
          need: leavesHere,
          shape: { name: must(text(100)), accountName: must(text(100)), accountNo: must(text(40)) },
        },
      },
    },
    insuranceKind: must(code('CQ_PENSION')),
    contribution: { need: 'O', shape: { from: may(month), to: may(month), months: may(integer(0)) } },
    certificateNo: may(text(30)),
    reason: must(code('CQ_MOVE')),
    letter: { need: leavesHere, shape: { no: must(text(30)), date: must(date) } },
    lastPaidMonth: must(month),
  }
}

function crossPension(root: JsonObject, side: Side): Fault[] {
  const ends = ['transferOut', 'transferIn'].map((end) => formValue(root, `${end}/division`).startsWith(side.prefix))
  return ends[0] !== ends[1] ? [] : [conflict('/form/transferIn/division', `两端须恰一端 ${side.prefix} 开头`)]
}

/** 企业职工基本养老保险关系转移接续 (§4.7). */
export const M06: Matter = {
  matter: 'M06',
  name: '企业职工基本养老保险关系转移接续',
  basicCode: '002014012002',
  matterCode: '12500000MB0000174Q2002014012002',
  formVersion: '2025.2',
  modes: ['joint'],
  slaHours: 80,
  officeCode: '12500000MB0000174Q',
  officeName: '重庆市社会保险局(示例)',
  isInstant: false,
  back: {
    contribution: { deemed: 12 },
    account: { principalFen: 1_234_567, interestFen: 89 },
    infoFormNo: 'XX500107202603020001',
  },
  correctable: { '/form/lastPaidMonth': '最后缴费年月' },
  form: pensionForm,
  cross: crossPension,
  materials: [
    material('CQ-06-01', '转移接续申请表', [PDF], 5),
    material('CQ-06-02', '参保缴费凭证', [PDF], 5, ['data_check']),
    material('CQ-06-03', '居民身份证（人像面）', [JPEG], 2, ['data_check']),
    material('CQ-06-04', '居民身份证（国徽面）', [JPEG], 2, ['data_check']),
    ...COMMON_MATERIALS,
  ],
}

const FUND_FORM: Shape = {
  letterNo: must(pattern(16, /^\d{16}$/, '编号应为机构前 6 位+YYMMDD+4 位')),
  letterDate: must(date),
  txKind: must(constant('new')),
  out: {
    need: 'M',
    shape: {
      centerCode: must(text(15)),
      centerName: must(text(100)),
      employer: must(text(120)),
      accountNo: must(text(20)),
    },
  },
  in: {
    need: 'M',
    shape: {
      fund: { need: 'M', shape: { no: must(text(40)), name: must(text(100)), bank: must(text(100)) } },
      entrustedBank: may(code('CQ_BANK')),
      contact: must(text(100)),
      employer: must(text(120)),
      accountNo: must(text(20)),
    },
  },
  marital: must(code('CQ_MARITAL')),
}

/** 住房公积金异地转移接续 (§4.9). */
export const M08: Matter = {
  matter: 'M08',
  name: '住房公积金异地转移接续',
  basicCode: '002017002003',
  matterCode: '12500000MB000014X32002017002003',
  formVersion: '2025.1',
  modes: ['joint'],
  slaHours: 40,
  officeCode: '12500000MB000014X3',
  officeName: '重庆市住房公积金管理中心(示例)',
  isInstant: false,
  back: {
    result: { code: 'done', message: '已转出' },
    amount: { principalFen: 1_234_567, interestFen: 89, asOf: '2026-02' },
  },
  correctable: { '/form/in/accountNo': '转入个人账号' },
  form: () => FUND_FORM,
  cross: () => [],
  materials: [
    material('CQ-08-01', '异地转移接续申请表', [PDF], 5),
    material('CQ-08-02', '居民身份证（合并）', [JPEG], 2, ['data_check']),
    material('CQ-08-03', '缴存证明', [PDF], 5, ['data_check']),
    ...COMMON_MATERIALS,
  ],
}
