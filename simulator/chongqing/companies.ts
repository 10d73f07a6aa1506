import { crossDispatch, crossFood, crossSetUp, holdersOf, isFilingOnly, officersOf } from './company-rules.ts'
import { type JsonObject, valueAt } from './json.ts'
import { COMMON_MATERIALS, formValue, JPEG, type Matter, material, OFD, PDF } from './matter-parts.ts'
import type { Shape } from './shape.ts'
import type { Side } from './side.ts'
import {
  address,
  type Check,
  code,
  constant,
  country,
  date,
  flag,
  integer,
  mobile,
  pattern,
  personName,
  telephone,
  text,
  uscc,
} from './value-checks.ts'

const must = (check: Check) => ({ need: 'M' as const, check })
const may = (check: Check) => ({ need: 'O' as const, check })
const fen = integer(0)
const area = pattern(11, /^\d{1,8}\.\d{2}$/, '应为两位小数的字符串')

const holder = (phone: Shape = {}): Shape => ({
  name: must(personName),
  certType: must(code('CQ_CERT')),
  certNo: must(text(50)),
  ...phone,
})

const hasOpenTerm = (root: JsonObject): boolean => valueAt(root, '/form/company/term/openEnded') === true
const isTerm = (root: JsonObject): boolean => !hasOpenTerm(root)

function setUpForm(side: Side): Shape {
  const place = address(side.pseudoAllowed)
  return {
    company: {
      need: 'M',
      shape: {
        fullName: must(text(120)),
        nameParts: {
          need: 'M',
          shape: {
            division: may(text(40)),
            tradeName: must(text(40)),
            industry: must(text(40)),
            orgForm: must(code('CQ_ORG_FORM')),
          },
        },
        nameReservationNo: may(text(40)),
        kind: must(code('CQ_ENT_KIND')),
        addr: must(place),
        premisesRight: must(code('CQ_PREMISES')),
        phone: must(telephone),
        postcode: may(pattern(6, /^\d{6}$/, '邮编应为 6 位')),
        capitalFen: must(fen),
        currency: must(constant('CNY')),
        term: {
          need: 'M',
          shape: {
            openEnded: must(flag),
            from: { need: isTerm, check: date },
            to: { need: isTerm, check: date },
          },
        },
        scopeText: must(text(2000)),
        scopeItems: {
          need: 'M',
          each: { code: must(text(10)), name: must(text(200)), licensed: must(flag) },
        },
        industry: must(text(5)),
        staff: may(integer(0)),
        licenceCopies: must(integer(1, 10)),
        charterMode: must(code('CQ_CHARTER')),
      },
    },
    legalRep: {
      need: 'M',
      shape: holder({
        phone: must(mobile),
        position: must(pattern(20, /^(chair|director|manager)$/, '职务只收 chair、director、manager')),
      }),
    },
    shareholders: {
      need: 'M',
      each: {
        kind: must(code('CQ_HOLDER')),
        name: must(text(200)),
        certType: must(code('CQ_CERT')),
        certNo: must(text(50)),
        nationality: must(country),
        subscribedFen: must(fen),
        ratioPct: must(pattern(6, /^\d{1,3}\.\d{2}$/, '应为两位小数的字符串')),
        contributions: { need: 'M', each: { way: must(code('CQ_WAY')), amountFen: must(fen) } },
        dueDate: must(date),
      },
    },
    officers: {
      need: 'M',
      each: holder({
        position: must(code('CQ_POSITION')),
        appointedBy: must(code('CQ_APPOINT')),
        phone: may(mobile),
      }),
    },
    liaison: { need: 'M', shape: holder({ phone: must(mobile), email: may(text(100)) }) },
    finance: {
      need: (root) => valueAt(root, '/form/bundle/tax') === true,
      shape: holder({ phone: must(mobile) }),
    },
    wantPaper: must(flag),
    bundle: {
      need: 'O',
      shape: { seal: may(flag), social: may(flag), fund: may(flag), bank: may(flag), tax: may(flag) },
    },
  }
}

const MARKET = {
  officeCode: '11500107MB00001153',
  officeName: '重庆市九龙坡区市场监督管理局(示例)',
  isInstant: false,
}

/** 内资有限责任公司设立登记 (§4.2). */
export const M01: Matter = {
  ...MARKET,
  matter: 'M01',
  name: '内资有限责任公司设立登记',
  basicCode: '000131127004',
  matterCode: '11500107MB000011534000131127004',
  formVersion: '2026.1',
  modes: ['online', 'remote'],
  slaHours: 8,
  licence: {
    typeCode: '11100000000013338W001',
    name: '营业执照',
    no: '91500107MA0000001M',
    holderName: '/form/company/fullName',
    holderCode: '91500107MA0000001M',
  },
  correctable: { '/form/company/scopeText': '经营范围' },
  form: setUpForm,
  cross: crossSetUp,
  materials: [
    material('CQ-01-01', '公司登记（备案）申请书', [PDF, OFD], 10),
    material('CQ-01-02', '公司章程', [PDF], 10),
    { ...material('CQ-01-03', '股东主体资格证明', [PDF, JPEG], 10, ['elicence', 'data_check']), count: holdersOf },
    material('CQ-01-04', '任职文件', [PDF], 10),
    { ...material('CQ-01-05', '任职人员身份证明', [JPEG], 5, ['data_check']), count: officersOf },
    material('CQ-01-06', '住所使用证明', [PDF, JPEG], 10, ['elicence']),
    ...COMMON_MATERIALS,
  ],
}

const businessForm = (root: JsonObject): string => formValue(root, 'business/form')
const isCatering = (root: JsonObject): boolean => businessForm(root) === 'catering'
const isSale = (root: JsonObject): boolean => businessForm(root) === 'sale'
const isOnline = (root: JsonObject): boolean => valueAt(root, '/form/business/online') === true
const hasKitchen = (root: JsonObject): boolean => valueAt(root, '/form/business/centralKitchen') === true
const hasStaff = (root: JsonObject): boolean => valueAt(root, '/form/staff') !== undefined

function foodForm(side: Side): Shape {
  const place = must(address(side.pseudoAllowed))
  return {
    operator: {
      need: 'M',
      shape: {
        name: must(text(120)),
        uscc: must(text(18)),
        rep: { need: 'M', shape: holder({ contact: must(telephone) }) },
        addr: place,
      },
    },
    site: {
      need: 'M',
      shape: {
        addr: place,
        areaM2: must(area),
        waterSupply: { need: (root) => !isSale(root), check: code('CQ_WATER') },
      },
    },
    warehouses: { need: 'O', each: { addr: place, areaM2: must(area) } },
    business: {
      need: 'M',
      shape: {
        form: must(code('CQ_BUS_FORM')),
        online: must(flag),
        url: { need: isOnline, check: text(200) },
        physicalStore: { need: isOnline, check: flag },
        centralKitchen: { need: isCatering, check: flag },
        groupMeal: { need: isCatering, check: flag },
        saleMode: { need: isSale, check: code('CQ_SALE') },
        scale: { need: isCatering, check: code('CQ_SCALE') },
        items: {
          need: 'M',
          each: { code: must(code('CQ_FOOD_ITEM')), flags: { need: 'O', each: code('CQ_FOOD_FLAG') } },
        },
        prepackagedOnly: may(flag),
      },
    },
    staff: { need: 'O', shape: { total: must(integer(0)), healthCertified: must(integer(0)) } },
    safetyStaff: {
      need: 'M',
      each: {
        name: must(personName),
        certNo: must(text(18)),
        trainingCertNo: may(text(40)),
        kind: must(code('CQ_STAFF')),
      },
    },
    licence: { need: 'O', shape: { no: must(text(16)), validTo: must(date) } },
  }
}

/** 食品经营许可（新办） (§4.4). */
export const M03: Matter = {
  ...MARKET,
  matter: 'M03',
  name: '食品经营许可(新办)',
  basicCode: '000131125003',
  matterCode: '11500107MB000011534000131125003',
  formVersion: '2026.1',
  modes: ['collect'],
  slaHours: 40,
  licence: {
    typeCode: '11100000000013338W050',
    name: '食品经营许可证',
    no: 'JY15001070000017',
    holderName: '/form/operator/name',
    holderCode: '/form/operator/uscc',
    years: 5,
  },
  correctable: { '/form/operator/name': '经营者名称' },
  form: foodForm,
  cross: crossFood,
  refuses: isFilingOnly,
  materials: [
    material('CQ-03-01', '食品经营许可申请书', [PDF, OFD], 10),
    material('CQ-03-02', '营业执照', [PDF, JPEG], 5, ['elicence']),
    material('CQ-03-03', '设备设施布局图', [PDF, JPEG], 10),
    material('CQ-03-04', '操作流程', [PDF, JPEG], 10),
    material('CQ-03-05', '食品安全管理制度', [PDF], 20),
    material('CQ-03-06', '健康证明', [PDF, JPEG], 5, ['data_check', 'elicence'], hasStaff),
    material('CQ-03-07', '中央厨房检验报告', [PDF], 10, [], hasKitchen),
    ...COMMON_MATERIALS,
  ],
}

const CAPITAL_AT_LEAST = 200_000_000

function dispatchForm(side: Side): Shape {
  const place = must(address(side.pseudoAllowed))
  const isLeased = (root: JsonObject): boolean => formValue(root, 'site/right') === 'leased'
  return {
    org: {
      need: 'M',
      shape: {
        name: must(text(120)),
        uscc: must(uscc),
        addr: place,
        capitalFen: must(integer(CAPITAL_AT_LEAST)),
        rep: { need: 'M', shape: holder({ phone: must(mobile) }) },
        kind: must(code('CQ_ENT_KIND')),
        established: must(date),
        socialInsuranceNo: must(text(20)),
      },
    },
    permit: { need: 'M', shape: { scope: must(constant('劳务派遣')) } },
    site: {
      need: 'M',
      shape: {
        addr: place,
        areaM2: may(area),
        right: must(code('CQ_PREMISES')),
        leaseTo: { need: isLeased, check: date },
      },
    },
    facilities: {
      need: 'M',
      each: { name: must(text(50)), qty: must(integer(1)), remark: may(text(100)) },
    },
    policies: { need: 'M', each: text(100) },
    staff: { need: 'O', shape: { fulltime: must(integer(0)) } },
    capitalReport: { need: 'M', shape: { no: must(text(60)) } },
    licence: { need: 'O', shape: { no: must(text(30)), from: must(date), to: must(date) } },
  }
}

/** 劳务派遣经营许可 (§4.5); this region takes it and sends none. */
export const M04: Matter = {
  matter: 'M04',
  name: '劳务派遣经营许可',
  basicCode: '000114009000',
  matterCode: '11500107MB0000123X4000114009000',
  formVersion: '2025.2',
  modes: ['collect'],
  slaHours: 64,
  officeCode: '11500107MB0000123X',
  officeName: '重庆市九龙坡区人力资源和社会保障局(示例)',
  isInstant: false,
  licence: {
    typeCode: '11100000000013338W014',
    name: '劳务派遣经营许可证',
    no: '50010720260001',
    holderName: '/form/org/name',
    holderCode: '/form/org/uscc',
    years: 3,
  },
  correctable: { '/form/org/name': '单位名称' },
  form: dispatchForm,
  cross: crossDispatch,
  materials: [
    material('CQ-04-01', '劳务派遣许可申请书', [PDF], 10),
    material('CQ-04-02', '营业执照', [PDF, JPEG], 5, ['elicence']),
    material('CQ-04-03', '公司章程', [PDF], 10, ['prior_case']),
    material('CQ-04-04', '验资或审计报告', [PDF], 20),
    material('CQ-04-05', '经营场所证明', [PDF], 10, ['elicence']),
    material('CQ-04-06', '设施与信息系统清单', [PDF], 5),
    material('CQ-04-07', '管理制度', [PDF], 20),
    material('CQ-04-08', '派遣协议样本', [PDF], 10),
    ...COMMON_MATERIALS,
  ],
}
