import type { FORMS } from './fields.ts'

/** §4.1 and §4.12: what the region knows of a matter. */
export interface Matter {
  readonly id: keyof typeof FORMS
  readonly name: string
  readonly itemCode: string
  readonly version: string
  readonly promiseType: string
  readonly modes: readonly string[]
  readonly depart: { readonly DepartCode: string; readonly DepartName: string }
  readonly promiseTime: string
  /** the statuses from 已受理 on */
  readonly steps: readonly string[]
  /** a field that a correction asks for */
  readonly asked: { readonly key: string; readonly label: string }
  readonly licence: Licence | null
  readonly materials: readonly MaterialRule[]
}

/** What is issued at the end: its type and name, and the field of the form that has its number, where it is not a new one. */
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
  readonly types: readonly string[]
  readonly maxKB: number
  /** the kinds of exemption that it may have */
  readonly exempt: string
}

const LINE = /^(SH\d{4}) (\S+) (\S+) (\S+)≤(\d+)(KB|MB)(?: (\S+))?$/

/** Reads `code name need types≤limit exemptions` lines. */
function readMaterials(text: string): MaterialRule[] {
  return text
    .trim()
    .split(/\s*\n\s*/)
    .map((line) => {
      const [, code = '', name = '', need = '', types = '', limit, unit, exempt = ''] = LINE.exec(line) ?? []
      return { code, name, need, types: types.split('/'), maxKB: Number(limit) * (unit === 'MB' ? 1024 : 1), exempt }
    })
}

const COMMON = `
  SH9901 跨省通办同意书 M PDF≤5MB
  SH9902 授权委托书 AgentName=*! PDF≤5MB
  SH9903 代理人身份证 AgentName=*! JPG≤2MB 2`
const ISSUED = '已受理 审批中 审批通过 制证中 已办结'
const PLAIN = '已受理 审批中 审批通过 已办结'
const MARKET = '上海市黄浦区市场监督管理局'
const licence = (number: string, name: string, numberField?: string): Licence => ({
  typeCode: `11100000000013338W${number}`,
  name,
  ...(numberField === undefined ? {} : { numberField }),
})

type Row = readonly [
  id: Matter['id'],
  codes: string,
  name: string,
  modes: string,
  departName: string,
  promiseTime: string,
  steps: string,
  asked: readonly [key: string, label: string],
  licence: Licence | null,
  materials: string,
]

/** The codes: itemCode, form version, 件型. */
const ROWS: readonly Row[] = [
  [
    'M01',
    '11310101MB000011534000131127004 3.0 1',
    '内资有限责任公司设立登记',
    'A D',
    MARKET,
    '1个工作日',
    ISSUED,
    ['Scope', '经营范围'],
    licence('001', '营业执照'),
    `SH0101 公司登记(备案)申请书 M PDF/OFD≤10MB
     SH0102 公司章程 M PDF≤10MB
     SH0103 股东主体资格证明 M PDF/JPG≤10MB 12
     SH0104 任职文件及身份证明 M PDF≤10MB
     SH0105 住所使用证明 M PDF/JPG≤10MB 1
     SH0108 人员附表 OfficerAnnex=是! PDF≤5MB`,
  ],
  [
    'M02',
    '11310101MB000011534000131127009 3.0 2',
    '营业执照遗失补领、换发',
    'A B E',
    MARKET,
    '4小时',
    ISSUED,
    ['LossNo', '遗失声明编号'],
    licence('001', '营业执照', 'Uscc'),
    `SH0201 补换申请书 M PDF/OFD≤10MB
     SH0202 遗失公示证明 ReissueKind=YS! PDF/JPG≤5MB 2
     SH0203 法定代表人身份证 M JPG≤2MB 2
     SH0204 损毁原执照 ReissueKind=HS! JPG≤5MB`,
  ],
  [
    'M03',
    '11310101MB000011534000131125003 2.4 1',
    '食品经营许可(新办)',
    'B',
    MARKET,
    '6个工作日',
    '已受理 审批中 暂停 审批中 审批通过 制证中 已办结',
    ['OperatorName', '经营者名称'],
    licence('050', '食品经营许可证'),
    `SH0301 食品经营许可申请书 M PDF/OFD≤10MB
     SH0302 营业执照 M PDF/JPG≤5MB 1
     SH0303 设备布局与操作流程 M PDF≤10MB
     SH0304 食品安全制度清单 M PDF≤10MB
     SH0305 法定代表人身份证 M JPG≤2MB 2
     SH0306 健康证明 staffed=1! PDF≤10MB 12
     SH0307 中央厨房检验报告 CentralKitchen=是! PDF≤10MB`,
  ],
  [
    'M04',
    '11310101MB0000123X4000114009000 2.1 1',
    '劳务派遣经营许可',
    'B',
    '上海市黄浦区人力资源和社会保障局',
    '10个工作日',
    ISSUED,
    ['PolicyNames', '管理制度名称'],
    licence('014', '劳务派遣经营许可证'),
    `SH0401 劳务派遣许可申请书 M PDF/OFD≤10MB
     SH0402 营业执照 M PDF/JPG≤5MB 1
     SH0403 公司章程及验资(审计)报告 M PDF≤20MB
     SH0404 经营场所证明与设施清单 M PDF≤20MB
     SH0405 法定代表人身份证 M JPG≤2MB 2
     SH0406 管理制度与协议样本 M PDF≤20MB`,
  ],
  [
    'M05',
    '12310000MB0000174F2002014011001 3.1 1',
    '社会保障卡申领',
    'A B',
    '上海市社会保障卡服务中心(示例)',
    '20个自然日',
    ISSUED,
    ['HukouAddress', '户籍地址'],
    licence('031', '社会保障卡', 'SsNo'),
    `SH0501 申领登记表 M PDF≤5MB
     SH0502 居民身份证 M JPG≤2MB 2
     SH0503 电子照片 M JPG≤30KB
     SH0504 户口簿 minor=1! PDF/JPG≤5MB 2`,
  ],
  [
    'M06',
    '12310000MB0000174F2002014012002 2.0 1',
    '企业职工基本养老保险关系转移接续',
    'C',
    '上海市社会保险事业管理中心(示例)',
    '10个工作日',
    PLAIN,
    ['OutPersonNo', '原个人编号'],
    null,
    `SH0601 转移接续申请表 M PDF≤5MB
     SH0602 参保缴费凭证 M PDF≤5MB 2
     SH0603 居民身份证 M JPG≤2MB 2`,
  ],
  [
    'M07',
    '11310101MB0000131Q4002036004001 3.2 2',
    '跨省异地就医直接结算备案',
    'A',
    '上海市黄浦区医疗保障局',
    '4小时',
    '已受理 审批通过 已办结',
    ['Remark', '备注'],
    null,
    `SH0701 异地就医备案表 M PDF≤5MB
     SH0702 居住证或个人承诺书 FilingType=A2! PDF/JPG≤5MB 1
     SH0703 户口簿 FilingType=A1! PDF/JPG≤5MB 2
     SH0704 派驻证明 FilingType=A3! PDF≤5MB
     SH0705 转诊单 FilingType=B1! PDF/JPG≤5MB 2
     SH0706 居民身份证 M JPG≤2MB 2`,
  ],
  [
    'M08',
    '12310000MB000014XR2002017002003 2.0 1',
    '住房公积金异地转移接续',
    'C',
    '上海市公积金管理中心(示例)',
    '8个工作日',
    PLAIN,
    ['InContact', '转入中心联系方式'],
    null,
    `SH0801 异地转移接续申请表 M PDF≤5MB
     SH0802 居民身份证 M JPG≤2MB 2
     SH0803 缴存证明 M PDF≤5MB 2`,
  ],
  [
    'M09',
    '11310101MB0000158G4000709015004 2.0 1',
    '夫妻投靠户口迁移',
    'C',
    '上海市公安局黄浦分局',
    '10个工作日',
    PLAIN,
    ['Remark', '备注'],
    null,
    `SH0901 户口迁移申请书 M PDF≤5MB
     SH0902 户口簿与身份证(双方) M PDF≤20MB 2
     SH0903 结婚证 M PDF/JPG≤5MB 1
     SH0904 迁入地居住证明 M PDF≤10MB 1
     SH0905 婚姻状况声明 M PDF≤5MB`,
  ],
  [
    'M10',
    '11310000MB0000166P2000118030005 2.2 1',
    '道路运输从业资格证换发',
    'A B',
    '上海市交通委员会(示例)',
    '3个工作日',
    ISSUED,
    ['UnitName', '服务单位'],
    licence('009', '道路运输从业资格证', 'CertNo'),
    `SH1001 换补变登记表 M PDF≤5MB
     SH1002 居民身份证 M JPG≤2MB 2
     SH1003 机动车驾驶证 M JPG≤2MB 12
     SH1004 原从业资格证 ApplyKind=换证/变更/转籍! PDF/JPG≤5MB 1
     SH1005 电子照片 M JPG≤30KB
     SH1006 事故与满分证明 M PDF≤5MB 2
     SH1007 继续教育证明 ApplyKind=换证! PDF≤5MB 23`,
  ],
]

/** By BaseCode. */
export const MATTERS: Readonly<Record<string, Matter>> = Object.fromEntries(
  ROWS.map(([id, codes, name, modes, DepartName, promiseTime, steps, [key, label], issued, materials]) => {
    const [itemCode = '', version = '', promiseType = ''] = codes.split(' ')
    const matter: Matter = {
      id,
      name,
      itemCode,
      version,
      promiseType,
      modes: modes.split(' '),
      depart: { DepartCode: itemCode.slice(0, 18), DepartName },
      promiseTime,
      steps: steps.split(' '),
      asked: { key, label },
      licence: issued,
      materials: readMaterials(materials + COMMON),
    }
    return [itemCode.slice(19), matter]
  }),
)
