import type { FORMS } from './fields.ts'

/** §4.1 and §4.12: what the region knows of a matter. */
export interface Matter {
  readonly id: keyof typeof FORMS
  readonly catalogCode: string
  readonly taskName: string
  readonly taskVersion: string
  readonly projectType: string
  readonly modes: readonly string[]
  readonly promiseDays: number
  /** the name of the office whose task it is */
  readonly office: string
  /** the statuses from 已受理 on, `status/node` */
  readonly steps: string
  /** a field that a correction asks for, and its label */
  readonly asked: readonly [path: string, label: string]
  readonly licence: Licence | null
  readonly materials: readonly MaterialRule[]
}

/** What is issued at the end: its type and name, and the field of the form whose value is its number, where it is not a new one. */
export interface Licence {
  readonly typeCode: string
  readonly name: string
  readonly numberField?: string
}

export interface MaterialRule {
  readonly code: string
  readonly name: string
  /** as `field-needs.ts` reads it */
  readonly need: string
  readonly formats: readonly string[]
  readonly maxKB: number
  /** the kinds of exemption that it may have */
  readonly exempt: string
}

const LINE = /^(HE\d{4}) (\S+) (\S+) (\S+)≤(\d+)(KB|MB)(?: (\S+))?$/

/** Reads `code name need formats≤limit exemptions` lines. */
function readMaterials(text: string): MaterialRule[] {
  return text
    .trim()
    .split(/\s*\n\s*/)
    .map((line) => {
      const [, code = '', name = '', need = '', formats = '', limit, unit, exempt = ''] = LINE.exec(line) ?? []
      const maxKB = Number(limit) * (unit === 'MB' ? 1024 : 1)
      return { code, name, need, formats: formats.toLowerCase().split('/'), maxKB, exempt }
    })
}

const COMMON = `
  HE9901 跨省通办同意书 M PDF≤2MB
  HE9902 授权委托书及代理人身份证 entrustFlag=1! PDF≤5MB`
const COUNTY_MARKET = '石家庄市长安区市场监督管理局(示例)'
const ISSUED = '30 40 50 40/4 70'
const PLAIN = '30 40 50 70'
const licence = (number: string, name: string, numberField?: string): Licence => ({
  typeCode: `11100000000013338W${number}`,
  name,
  ...(numberField === undefined ? {} : { numberField }),
})

type Row = readonly [
  id: Matter['id'],
  codes: string,
  taskName: string,
  modes: string,
  promiseDays: number,
  office: string,
  steps: string,
  asked: Matter['asked'],
  licence: Licence | null,
  materials: string,
]

/** The codes: catalogCode, form version, 件型. */
const ROWS: readonly Row[] = [
  [
    'M01',
    '000131127004 4 2',
    '内资有限责任公司设立登记',
    '1',
    1,
    COUNTY_MARKET,
    ISSUED,
    ['formData.opScope', '经营范围'],
    licence('001', '营业执照'),
    `HE0101 公司登记(备案)申请书 M PDF/OFD≤5MB
     HE0102 公司章程 M PDF≤10MB
     HE0103 股东主体资格证明 M PDF/JPG≤5MB 12
     HE0104 任职文件及身份证明 M PDF≤10MB
     HE0105 住所使用证明 M PDF≤10MB 1`,
  ],
  [
    'M02',
    '000131127009 2 2',
    '营业执照遗失补领、换发',
    '1 2',
    1,
    COUNTY_MARKET,
    ISSUED,
    ['formData.copyNum', '副本份数'],
    licence('001', '营业执照'),
    `HE0201 补换申请书 M PDF/OFD≤5MB
     HE0202 遗失公示证明 reissueType=01! PDF/JPG≤2MB 2
     HE0203 法定代表人身份证 M PDF≤2MB 2
     HE0204 损毁原执照 reissueType=02! PDF/JPG≤2MB`,
  ],
  [
    'M03',
    '000131125003 2 2',
    '食品经营许可(新办)',
    '2',
    7,
    COUNTY_MARKET,
    '30 40 41 42 50 40/4 70',
    ['formData.leRepTel', '固定电话'],
    licence('050', '食品经营许可证'),
    `HE0301 食品经营许可申请书 M PDF/OFD≤5MB
     HE0302 营业执照 M PDF/JPG≤2MB 1
     HE0303 设备布局与操作流程 M PDF≤10MB
     HE0304 食品安全管理制度 M PDF≤10MB
     HE0305 法定代表人身份证 M PDF≤2MB 2
     HE0306 健康证明 staffed=1! PDF≤10MB 12
     HE0307 中央厨房检验报告 isCentralKitchen=1! PDF≤5MB`,
  ],
  [
    'M04',
    '000114009000 2 2',
    '劳务派遣经营许可',
    '2',
    12,
    '石家庄市长安区人力资源和社会保障局(示例)',
    ISSUED,
    ['formData.infoSysName', '信息管理系统名称'],
    licence('014', '劳务派遣经营许可证'),
    `HE0401 劳务派遣许可申请书 M PDF/OFD≤5MB
     HE0402 营业执照 M PDF/JPG≤2MB 1
     HE0403 公司章程 M PDF≤10MB 3
     HE0404 验资或审计报告 M PDF≤10MB
     HE0405 经营场所使用证明 M PDF≤10MB 1
     HE0406 办公设施与信息系统清单 M PDF≤5MB
     HE0407 法定代表人身份证 M PDF≤2MB 2
     HE0408 管理制度及派遣协议样本 M PDF≤10MB`,
  ],
  [
    'M05',
    '002014011001 2 2',
    '社会保障卡申领',
    '1 2',
    15,
    '石家庄市人力资源和社会保障局(示例)',
    ISSUED,
    ['formData.AAE006', '联系地址'],
    licence('031', '社会保障卡', 'AAC002'),
    `HE0501 社会保障卡申领登记表 M PDF≤2MB
     HE0502 居民身份证 M PDF≤2MB 2
     HE0503 电子照片 M JPG≤50KB
     HE0504 户口簿(本人页) minor=1! PDF/JPG≤2MB 2`,
  ],
  [
    'M06',
    '002014012002 2 2',
    '企业职工基本养老保险关系转移接续',
    '3',
    15,
    '石家庄市人力资源和社会保障局(示例)',
    PLAIN,
    ['formData.OUT_ORG_ADDR', '原经办机构地址'],
    null,
    `HE0601 转移接续申请表 M PDF≤2MB
     HE0602 参保缴费凭证 M PDF≤2MB 2
     HE0603 居民身份证 M PDF≤2MB 2`,
  ],
  [
    'M07',
    '002036004001 3 1',
    '跨省异地就医直接结算备案',
    '1',
    1,
    '石家庄市医疗保障局(示例)',
    '30 50 70',
    ['formData.memo', '备注'],
    null,
    `HE0701 异地就医备案表 M PDF≤2MB
     HE0702 居住证 rloc_coty_type=2&commit_flag=0! PDF/JPG≤2MB 1
     HE0703 个人承诺书 rloc_coty_type=2&commit_flag=1! PDF≤2MB
     HE0704 户口簿 rloc_coty_type=1! PDF/JPG≤5MB 2
     HE0705 派驻证明 rloc_coty_type=3! PDF≤2MB
     HE0706 转诊单 rloc_coty_type=4! PDF/JPG≤2MB 2
     HE0707 居民身份证 M PDF≤2MB 2`,
  ],
  [
    'M08',
    '002017002003 2 2',
    '住房公积金异地转移接续',
    '3',
    10,
    '石家庄住房公积金管理中心(示例)',
    PLAIN,
    ['formData.TrenCenInfo', '转入中心联系方式'],
    null,
    `HE0801 异地转移接续申请表 M PDF≤2MB
     HE0802 居民身份证 M PDF≤2MB 2
     HE0803 缴存证明 M PDF≤2MB 2`,
  ],
  [
    'M09',
    '000709015004 2 2',
    '夫妻投靠户口迁移',
    '3',
    10,
    '石家庄市公安局长安分局(示例)',
    PLAIN,
    ['formData.BZ', '备注'],
    null,
    `HE0901 户口迁移申请书 M PDF≤2MB
     HE0902 户口簿(双方) M PDF≤10MB 2
     HE0903 结婚证 M PDF/JPG≤2MB 1
     HE0904 居民身份证(双方) M PDF≤4MB 2
     HE0905 迁入地居住证明 M PDF≤10MB 1
     HE0906 婚姻状况声明 M PDF≤2MB`,
  ],
  [
    'M10',
    '000118030005 2 2',
    '道路运输从业资格证换发',
    '1 2',
    5,
    '石家庄市交通运输局(示例)',
    ISSUED,
    ['formData.unitName', '服务单位'],
    licence('009', '道路运输从业资格证', 'certNo'),
    `HE1001 换补变登记表 M PDF≤2MB
     HE1002 居民身份证 M PDF≤2MB 2
     HE1003 机动车驾驶证 M PDF≤2MB 12
     HE1004 原从业资格证 applyKind=1/3/4! PDF/JPG≤2MB 1
     HE1005 电子照片 M JPG≤50KB
     HE1006 事故与满分证明 M PDF≤2MB 2
     HE1007 继续教育证明 applyKind=1! PDF≤2MB 23`,
  ],
]

/** By catalogCode. */
export const MATTERS: ReadonlyMap<string, Matter> = new Map(
  ROWS.map(([id, codes, taskName, modes, promiseDays, office, steps, asked, issued, materials]) => {
    const [catalogCode = '', taskVersion = '', projectType = ''] = codes.split(' ')
    const about = { id, catalogCode, taskName, taskVersion, projectType, promiseDays, office, steps, asked }
    const all = readMaterials(materials + COMMON)
    return [catalogCode, { ...about, modes: modes.split(' '), licence: issued, materials: all }]
  }),
)
