import type { MatterCode } from '../contract.ts'
import { M01, M03, M04 } from './companies.ts'
import { type JsonObject, valueAt } from './json.ts'
import { COMMON_MATERIALS, conflict, formValue, JPEG, type Matter, material, OFD, PDF } from './matter-parts.ts'
import { M10 } from './permits.ts'
import { M05, M09 } from './residents.ts'
import type { Shape } from './shape.ts'
import type { Side } from './side.ts'
import { M06, M08 } from './transfers.ts'
import { code, date, division, type Fault, flag, integer, personName, telephone, text, uscc } from './value-checks.ts'

const isLost = (root: JsonObject): boolean => formValue(root, 'reissue/kind') === 'lost'
const isDamaged = (root: JsonObject): boolean => formValue(root, 'reissue/kind') === 'damaged'

const M02_FORM: Shape = {
  entity: {
    need: 'M',
    shape: {
      name: { need: 'M', check: text(120) },
      uscc: { need: 'M', check: uscc },
      kind: { need: 'M', check: code('CQ_ENT_KIND') },
      repName: { need: 'M', check: personName },
    },
  },
  reissue: {
    need: 'M',
    shape: {
      kind: { need: 'M', check: code('CQ_REISSUE') },
      originals: { need: 'M', check: integer(0, 1) },
      duplicates: { need: 'M', check: integer(0, 10) },
      lossNotice: {
        need: isLost,
        shape: {
          way: { need: 'M', check: code('CQ_LOSS_WAY') },
          no: { need: 'M', check: text(60) },
          date: { need: 'M', check: date },
        },
      },
      lostOn: { need: isLost, check: date },
    },
  },
}

function crossM02(root: JsonObject): Fault[] {
  const faults: Fault[] = []
  const copies = Number(valueAt(root, '/form/reissue/originals')) + Number(valueAt(root, '/form/reissue/duplicates'))
  if (copies < 1) faults.push(conflict('/form/reissue/duplicates', '正副本之和须不少于 1'))
  if (isLost(root) && formValue(root, 'reissue/lostOn') > formValue(root, 'reissue/lossNotice/date')) {
    faults.push(conflict('/form/reissue/lostOn', '遗失日期晚于声明日期'))
  }
  if (isDamaged(root) && root['mode'] !== 'collect') faults.push(conflict('/mode', 'kind=damaged 只能 collect'))
  return faults
}

const category = (root: JsonObject): string => formValue(root, 'category')
const isAway = (root: JsonObject): boolean =>
  ['retired_relocation', 'long_stay', 'assigned_work'].includes(category(root))
const needsReason = (root: JsonObject): boolean => ['assigned_work', 'referral'].includes(category(root))
const isLongStay = (root: JsonObject): boolean => category(root) === 'long_stay'
const isLimited = (root: JsonObject): boolean => valueAt(root, '/form/openEnded') === false

function m07Form(side: Side): Shape {
  return {
    insuranceNo: { need: 'O', check: text(30) },
    insuranceKind: { need: 'M', check: code('CQ_INSURE') },
    insuredDivision: { need: 'M', check: division(side.pseudoAllowed) },
    visitDivision: { need: 'M', check: division(side.pseudoAllowed) },
    employer: {
      need: 'O',
      shape: { no: { need: 'O', check: text(20) }, name: { need: 'O', check: text(120) } },
    },
    category: { need: 'M', check: code('CQ_FILING') },
    reason: { need: needsReason, check: code('CQ_FILING_WHY') },
    agency: {
      need: 'O',
      shape: {
        name: { need: 'O', check: text(100) },
        contact: { need: 'O', check: text(50) },
        phone: { need: 'O', check: telephone },
      },
    },
    linkMode: { need: 'O', check: code('CQ_LINK') },
    awayAddr: { need: isAway, check: text(200) },
    startDate: { need: 'M', check: date },
    endDate: { need: isLimited, check: date },
    openEnded: { need: 'M', check: flag },
    bank: {
      need: 'O',
      shape: {
        account: { need: 'M', check: text(40) },
        code: { need: 'M', check: text(12) },
        holder: { need: 'M', check: personName },
      },
    },
    remark: { need: 'O', check: text(500) },
    residenceProof: { need: isLongStay, check: code('CQ_PROOF') },
  }
}

/** The day so many months later, the last of the month where it has no such day. */
function monthsLater(day: string, months: number): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10)
}

function crossM07(root: JsonObject, side: Side): Fault[] {
  const faults: Fault[] = []
  const insured = formValue(root, 'insuredDivision')
  const visit = formValue(root, 'visitDivision')
  if (insured && !insured.startsWith(side.prefix)) {
    faults.push(conflict('/form/insuredDivision', `参保地须 ${side.prefix} 开头`))
  }
  if (visit.startsWith(side.prefix)) faults.push(conflict('/form/visitDivision', `就医地不得 ${side.prefix} 开头`))
  const isShort = ['referral', 'other_trip'].includes(category(root))
  if (isShort && valueAt(root, '/form/openEnded') === true) {
    faults.push(conflict('/form/openEnded', `category=${category(root)} 时须填 endDate`))
  }
  const start = formValue(root, 'startDate')
  const end = formValue(root, 'endDate')
  if (!date(start) && !date(end)) {
    if (end < start) faults.push(conflict('/form/endDate', '止期早于起期'))
    if (category(root) === 'other_trip' && end > monthsLater(start, 6)) {
      faults.push(conflict('/form/endDate', 'other_trip 单次不超过 6 个月'))
    }
  }
  return faults
}

const proof = (expected: string) => (root: JsonObject) => formValue(root, 'residenceProof') === expected
const filedAs = (expected: string) => (root: JsonObject) => category(root) === expected

export const MATTERS: Readonly<Record<MatterCode, Matter>> = {
  M01,
  M02: {
    matter: 'M02',
    name: '营业执照遗失补领、换发',
    basicCode: '000131127009',
    matterCode: '11500107MB000011534000131127009',
    formVersion: '2026.1',
    modes: ['online', 'collect'],
    slaHours: 4,
    isInstant: false,
    licence: {
      typeCode: '11100000000013338W001',
      name: '营业执照',
      no: '/form/entity/uscc',
      holderName: '/form/entity/name',
      holderCode: '/form/entity/uscc',
    },
    correctable: { '/form/entity/repName': '法定代表人姓名' },
    officeCode: '11500107MB00001153',
    officeName: '重庆市九龙坡区市场监督管理局(示例)',
    form: () => M02_FORM,
    cross: crossM02,
    materials: [
      material('CQ-02-01', '补换申请书', [PDF, OFD], 10),
      material('CQ-02-02', '遗失公示证明', [PDF, JPEG], 5, ['data_check'], isLost),
      material('CQ-02-03', '法定代表人身份证（人像面）', [JPEG], 2, ['data_check']),
      material('CQ-02-04', '法定代表人身份证（国徽面）', [JPEG], 2, ['data_check']),
      material('CQ-02-05', '损毁原执照', [JPEG], 5, [], isDamaged),
      ...COMMON_MATERIALS,
    ],
  },
  M03,
  M04,
  M05,
  M06,
  M07: {
    matter: 'M07',
    name: '跨省异地就医直接结算备案',
    basicCode: '002036004001',
    matterCode: '11500107MB0000131Q4002036004001',
    formVersion: '2026.2',
    modes: ['online'],
    slaHours: 2,
    isInstant: true,
    back: { linked: true },
    correctable: { '/form/awayAddr': '异地居住地址', '/form/startDate': '备案开始日期' },
    officeCode: '11500107MB0000131Q',
    officeName: '重庆市九龙坡区医疗保障局(示例)',
    form: m07Form,
    cross: crossM07,
    materials: [
      material('CQ-07-01', '异地就医备案表', [PDF], 5),
      material('CQ-07-02', '居住证', [PDF, JPEG], 5, ['elicence'], proof('permit')),
      material('CQ-07-03', '个人承诺书', [PDF], 5, [], proof('pledge')),
      material('CQ-07-04', '户口簿', [PDF, JPEG], 10, ['data_check'], filedAs('retired_relocation')),
      material('CQ-07-05', '派驻证明', [PDF], 5, [], filedAs('assigned_work')),
      material('CQ-07-06', '转诊单', [PDF, JPEG], 5, ['data_check'], filedAs('referral')),
      material('CQ-07-07', '居民身份证（人像面）', [JPEG], 2, ['data_check']),
      material('CQ-07-08', '居民身份证（国徽面）', [JPEG], 2, ['data_check']),
      ...COMMON_MATERIALS,
    ],
  },
  M08,
  M09,
  M10,
}

/** 31 digits of the gateway's own matters (§4.1). */
export function gatewayMatterCode(basicCode: string): string {
  return `11510107000000000U4${basicCode}`
}

/** The matters of which this region sends cases of its own. */
export const PUSHED = ['M01', 'M02', 'M03', 'M05', 'M06', 'M07', 'M08', 'M09', 'M10'] as const

export type PushedMatter = (typeof PUSHED)[number]

/** Whether this region sends cases of the matter. */
export function isPushed(matter: unknown): matter is PushedMatter {
  return PUSHED.some((one) => one === matter)
}
