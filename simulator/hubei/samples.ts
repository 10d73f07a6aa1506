import { dayText } from './china-time.ts'

const DAY_MS = 86_400_000
const DIVISION = '510107'

export type Form = Readonly<Record<string, string>>

/** A case to push: what stands in its records, whatever day it is; fields in any order. */
export interface Sample {
  readonly mode: string
  readonly applicant: Form
  readonly own: (now: number) => Form
  /** list records by sid */
  readonly lists?: Readonly<Record<string, (now: number) => readonly Form[]>>
  /** code, name, form, and what stands in place of a PDF: an exemption, or `jpg` */
  readonly materials: readonly (readonly [code: string, name: string, form: string, instead?: string])[]
}

const PERSON: Form = {
  SQR_GMSFHM: '420106190002030011',
  SQR_XM: '李示例',
  SQR_LXDH: '13800000021',
  SQR_XBDM: '1',
  SQR_CSRQ: '19000203',
  JGLQFSDM: '4',
}

const COMPANY_M02: Form = {
  SQR_TYSHXYDM: '91510107MA0000007C',
  SQR_XM: '成都示例企业管理有限公司',
  SQR_LXDH: '13800000022',
  DLR_XM: '李示例',
  DLR_GMSFHM: '420106190002030011',
  DLR_LXDH: '13800000021',
  DLR_WTSX: '代为办理营业执照遗失补领',
  DLR_WTQX: '20991231',
  JGLQFSDM: '2',
  SJR_XM: '李示例',
  SJR_LXDH: '13800000021',
  SJR_DZ_SSXQDM: '420106',
  SJR_DZ_QHNXXDZ: '示例路88号1201室',
}

const M07_OWN = (now: number): Form => ({
  PSN_CERT_TYPE: '01',
  CERTNO: '420106190002030011',
  PSN_NAME: '李示例',
  GEND: '1',
  BRDY: '19000203',
  TEL: '13800000021',
  INSUTYPE: '390',
  INSU_ADMDVS: DIVISION,
  EMP_NAME: '城乡居民',
  RLOC_ADMDVS: '420106',
  RLOC_COTY_TYPE: '9',
  RLOC_HSORG_TEL: '027-88000001',
  OUT_ONLN_WAY: '1',
  BEGNDATE: dayText(now + DAY_MS),
  ENDDATE: dayText(now + 184 * DAY_MS),
  ATT_CNT: '3',
})

const M02_OWN = (now: number): Form => ({
  ZTMC: '成都示例企业管理有限公司',
  TYSHXYDM: '91510107MA0000007C',
  ZTLXDM: '1130',
  FDDBR_XM: '欧阳明',
  FDDBR_GMSFHM: '510107190001010033',
  SQLXDM: '1',
  ZBSL: '1',
  FBSL: '2',
  YSSM_FSDM: '1',
  YSSM_BH: 'SC20260228000451',
  YSSM_RQ: dayText(now - 2 * DAY_MS),
  YHZRQ: '20240520',
})

const RESIDENT: Form = { ...PERSON, SQR_MZDM: '01', SQR_ZZ_SSXQDM: '420106', SQR_ZZ_QHNXXDZ: '示例路88号1201室' }
const AT_HOME: Form = { ...PERSON, SQR_ZZ_SSXQDM: '420106', SQR_ZZ_QHNXXDZ: '示例路88号1201室' }
const CONSENT = ['0001', '服务同意书', '4'] as const
const IDENTITY = ['0102', '居民身份证', '2', 'D'] as const

const LI = { CYZJDM: '111', ZJHM: '420106190002030011', LXDH: '13800000021' }
const LI_HOLDS = { GD_MC: '李示例', GD_CYZJDM: '111', GD_ZJHM: LI.ZJHM, GD_GBDM: 'CHN', GD_LXDM: '1' }
const OUYANG_HOLDS = { GD_MC: '欧阳明', GD_CYZJDM: '111', GD_ZJHM: '510107190001010033', GD_GBDM: 'CHN', GD_LXDM: '1' }
const officer = (name: string, number: string, position: string, by: string): Form => ({
  RY_XM: name,
  RY_CYZJDM: '111',
  RY_ZJHM: number,
  RY_ZWDM: position,
  RY_CSFS: by,
})

const M01_OWN = (now: number): Form => ({
  QYMC: '成都示例云图科技有限公司',
  QYMC_XZQH: '成都',
  QYMC_ZH: '示例云图',
  QYMC_HYTS: '科技',
  QYMC_ZZXS: '有限公司',
  MCSBWH: 'SC2026000001',
  QYLXDM: '1130',
  ZS_SSXQDM: DIVISION,
  ZS_QHNXXDZ: '示例街2号501室',
  ZSCQDM: '2',
  LXDH: '028-85000001',
  YZBM: '610041',
  ZCZB: '1000000.00',
  BZDM: 'CNY',
  YYQX: `${dayText(now)}至长期`,
  JYFW: '软件开发',
  HYDM: 'I6513',
  FBSL: '1',
  SLZZZZ: 'Y',
  DJJG_DM: '510107000101',
  FDDBR_XM: '李示例',
  FDDBR_CYZJDM: LI.CYZJDM,
  FDDBR_ZJHM: LI.ZJHM,
  FDDBR_LXDH: LI.LXDH,
  FDDBR_ZWDM: '432K',
  LLY_XM: '李示例',
  LLY_CYZJDM: LI.CYZJDM,
  LLY_ZJHM: LI.ZJHM,
  LLY_LXDH: LI.LXDH,
})

const M01_HOLDERS = (now: number): readonly Form[] => {
  const due = { GD_CZSJ: dayText(now + 1000 * DAY_MS) }
  return [
    { GD_XH: '1', ...LI_HOLDS, GD_CZFSDM: '1', GD_RJCZE: '500000.00', ...due },
    { GD_XH: '1', ...LI_HOLDS, GD_CZFSDM: '5', GD_RJCZE: '100000.00', ...due },
    { GD_XH: '2', ...OUYANG_HOLDS, GD_CZFSDM: '1', GD_RJCZE: '400000.00', ...due },
  ]
}

const M06_OWN = (now: number): Form => ({
  AAC003: '李示例',
  AAC002: LI.ZJHM,
  AAC004: '1',
  AAC006: '19000203',
  AAC058: '01',
  AAC147: LI.ZJHM,
  AAC010: '湖北省武汉市武昌区示例路88号1201室',
  ZC_AAB301: DIVISION,
  ZC_JBJGMC: '成都市武侯区社会保险事业管理局',
  ZC_JBJGBH: '510107001',
  ZR_AAB301: '420106',
  ZR_JBJGMC: '武汉市武昌区社会保险管理处',
  ZR_JBJGBH: '420106001',
  SKYH_MC: '示例银行武汉武昌支行',
  SKYH_HM: '武汉市武昌区社会保险基金',
  SKYH_ZH: '6222000000000009',
  AAE140: '110',
  AAE041: '201503',
  AAE042: '202512',
  AAE201: '130',
  ZYYYDM: '01',
  LXHBH: 'LX42010620260302001',
  LXHRQ: dayText(now),
})

const M08_OWN = (now: number): Form => ({
  ConNum: `420100${dayText(now).slice(2)}0001`,
  TxFunc: '0',
  TranOutUnitNo: '510100000000000',
  TranCenName: '成都住房公积金管理中心',
  EmpName: '李示例',
  DocType: '01',
  IdNum: LI.ZJHM,
  SocUnitName: '成都示例企业管理有限公司',
  SocRefAcctNo: '510100000001',
  TranRefAcctNo: '6222000000000008',
  TranRefAcctName: '武汉住房公积金管理中心',
  TranBank: '示例银行武汉武昌支行',
  TrenCenInfo: '胡示例 027-88000003',
  GenDate: dayText(now),
  NewUnitName: '武汉示例科技有限公司',
  NewAcctNo: '420100000001',
})

/** A permit runs six years, to the day before. */
function sixYearsBefore(time: number): number {
  const day = new Date(time)
  return day.setUTCFullYear(day.getUTCFullYear() - 6)
}

const M10_OWN = (now: number): Form => ({
  XM: '李示例',
  XBDM: '1',
  CSRQ: '19000203',
  MZDM: '01',
  GMSFHM: LI.ZJHM,
  ZZ_SSXQDM: '420106',
  ZZ_QHNXXDZ: '示例路88号1201室',
  LXDH: LI.LXDH,
  XLDM: '60',
  CYZGZH: LI.ZJHM,
  CYZGLBDM: 'H',
  CLRQ: '20080305',
  FZRQ: dayText(sixYearsBefore(now + 30 * DAY_MS)),
  YXQQ: dayText(sixYearsBefore(now + 30 * DAY_MS)),
  YXQZ: dayText(now + 29 * DAY_MS),
  FZJG_MC: '成都市武侯区交通运输局',
  CXKHDJ: 'AA',
  CXKHRQ: dayText(now - 100 * DAY_MS),
  JXJYWC: 'N',
  JSZH: LI.ZJHM,
  ZJCX: 'A2/D',
  JSCLRQ: '20010601',
  JSYXQZ: '99991231',
  SQLXDM: '2',
  WSGCN: 'Y',
  HZYY: '资格证遗失',
})

/** One case of each matter that 湖北 may push (§4.1: not M03, M04). */
export const SAMPLES: Readonly<Record<string, Sample>> = {
  M01: {
    mode: '1',
    applicant: PERSON,
    own: M01_OWN,
    lists: {
      '021011': M01_HOLDERS,
      '021012': () => [
        officer('李示例', LI.ZJHM, '432K', '选举'),
        officer('欧阳明', '510107190001010033', '408A', '选举'),
      ],
      '021013': () => [{ TMDM: 'I65130001', TMMC: '软件开发', SFXK: 'N' }],
    },
    materials: [
      ['2101', '公司登记（备案）申请书', '4'],
      ['2102', '公司章程', '4'],
      ['2103', '股东主体资格文件或身份证明', '2', 'D'],
      ['2104', '任职文件及身份证明', '3'],
      ['2105', '住所证明', '2'],
      CONSENT,
      IDENTITY,
    ],
  },
  M02: {
    mode: '2',
    applicant: COMPANY_M02,
    own: M02_OWN,
    materials: [
      ['2201', '补领换发申请书', '4'],
      ['2202', '遗失公示材料', '2', 'D'],
      CONSENT,
      ['0002', '授权委托书', '1'],
    ],
  },
  M06: {
    mode: '3',
    applicant: AT_HOME,
    own: M06_OWN,
    materials: [['3301', '转移接续申请表', '4'], ['3302', '参保缴费凭证', '4', 'D'], CONSENT, IDENTITY],
  },
  M07: {
    mode: '1',
    applicant: PERSON,
    own: M07_OWN,
    materials: [['4101', '异地就医备案登记表', '4'], CONSENT, IDENTITY],
  },
  M08: {
    mode: '3',
    applicant: PERSON,
    own: M08_OWN,
    materials: [['5101', '转移接续申请表', '4'], ['5102', '缴存证明', '4', 'D'], CONSENT, IDENTITY],
  },
  M10: {
    mode: '1',
    applicant: RESIDENT,
    own: M10_OWN,
    materials: [
      ['6101', '换发补发变更登记表', '4'],
      ['6102', '机动车驾驶证', '2', 'D'],
      ['6103', '二寸白底照片', '4', 'jpg'],
      ['6105', '事故与满分证明', '4', 'D'],
      CONSENT,
      IDENTITY,
    ],
  },
}
