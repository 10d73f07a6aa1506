import type { FieldRule } from './field-rules.ts'
import { FORMS_OF_COMPANIES } from './forms-of-companies.ts'
import { FORMS_OF_PEOPLE } from './forms-of-people.ts'

const FORMS = { ...FORMS_OF_COMPANIES, ...FORMS_OF_PEOPLE }
type MatterId = keyof typeof FORMS

/** §4.3: what a matter takes. */
export interface Material {
  /** CLBM */
  readonly code: string
  readonly name: string
  readonly formats: readonly string[]
  readonly maxBytes: number
  /** see `needOf` */
  readonly need: string
  /** MTJLX that may stand in its place */
  readonly exempt: readonly string[]
}

/** §4.1: what the region knows of a matter. */
export interface Matter {
  readonly id: MatterId
  readonly basicCode: string
  /** SXBM */
  readonly code: string
  readonly name: string
  readonly org: string
  readonly orgCode: string
  /** BJLX, statutory and promised limit in working days */
  readonly kind: string
  readonly statutory: string
  readonly promised: string
  /** BLMS */
  readonly modes: readonly string[]
  readonly form: readonly FieldRule[]
  readonly materials: readonly Material[]
}

const EXEMPT: Readonly<Record<string, string>> = { E: '1', D: '2', P: '3' }

function materialsOf(text: string): Material[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [code = '', name = '', formats = '', size, need = '', exempt = '-'] = line.trim().split(/\s+/)
      return {
        code,
        name,
        formats: formats.split('/'),
        maxBytes: size === '60K' ? 61_440 : size === '40K' ? 40_960 : Number(size) * 1_048_576,
        need,
        exempt: [...exempt].flatMap((kind) => EXEMPT[kind] ?? []),
      }
    })
}

const OF_ALL = `
  GD0001 服务同意书 pdf 5 M
  GD0002 授权委托书 pdf 5 AGENT=1
  GD0003 身份证 pdf 5 SQRZJLX=10 D
`
/** name, formats, MB, need and what may stand in its place */
const OWN: Readonly<Record<MatterId, string>> = {
  M01: `GD0101 公司登记（备案）申请书 pdf/ofd 10 M
    GD0102 公司章程 pdf 10 M
    GD0103 股东主体资格文件或身份证明 pdf 10 M ED
    GD0104 任职文件及身份证明 pdf 10 M
    GD0105 住所证明 pdf 10 M E
    GD0106 批准文件 pdf 10 O PE`,
  M02: `GD0201 补领换发申请书 pdf 5 M
    GD0202 遗失公示截图或报样 pdf 5 SQLX=10 D
    GD0203 原执照（损毁） - 10 SQLX=20`,
  M03: `GD0301 食品经营许可申请书 pdf 10 M
    GD0302 营业执照 pdf 5 M E
    GD0303 设备布局与操作流程图 pdf 10 M
    GD0304 食品安全制度清单 pdf 10 M
    GD0305 健康证明 pdf 10 M DE
    GD0306 中央厨房检验报告或自动设备材料 pdf 10 SFZYCF=1`,
  M04: `GD0401 劳务派遣经营许可申请书 pdf 5 M
    GD0402 营业执照 pdf 5 M E
    GD0403 公司章程 pdf 10 M
    GD0404 验资（审计）报告 pdf 10 M
    GD0405 场所使用证明及设施清单 pdf 10 M E
    GD0406 管理制度及协议样本 pdf 10 M`,
  M05: `GD0501 社会保障卡申领登记表 pdf 5 M
    GD0502 户口簿 pdf 5 JHR_XM=* D
    GD0503 电子照片 jpg 40K M`,
  M06: `GD0601 转移接续申请表 pdf 5 M
    GD0602 参保缴费凭证 pdf 5 M D`,
  M07: `GD0701 异地就医备案登记表 pdf 5 M
    GD0702 个人承诺书 pdf 5 O
    GD0703 居住证 pdf 5 O E
    GD0704 户口簿 pdf 5 BALX=11 D
    GD0705 派驻证明 pdf 5 BALX=13
    GD0706 转诊单 pdf 5 BALX=21`,
  M08: `GD0801 异地转移接续申请表 pdf 5 M
    GD0802 缴存证明 pdf 5 M D`,
  M09: `GD0901 户口迁移申请书 pdf 5 M
    GD0902 结婚证 pdf 5 M E
    GD0903 户口簿（双方，合并） pdf 10 M D
    GD0904 迁入地住所证明 pdf 10 M E`,
  M10: `GD1001 换发、补发、变更登记表 pdf 5 M
    GD1002 机动车驾驶证 pdf 5 M ED
    GD1003 一寸白底照片 jpg 60K M
    GD1004 原从业资格证 pdf 5 SQLX=HZ/BG/ZJ E
    GD1005 事故与满分记录证明 pdf 5 M D
    GD1006 继续教育证明 pdf 5 JXJY=1 P`,
}

const TABLE = `
  M01 000131127004 11440106MB0000115E4 内资有限责任公司设立登记 广州市天河区市场监督管理局 1 3 1 QW/XN
  M02 440131127009 11440106MB0000115E4 营业执照遗失补领、换发 广州市天河区市场监督管理局 1 3 1 QW/DS
  M03 440131138001 11440106MB0000115E4 食品经营许可（新办） 广州市天河区市场监督管理局 1 10 7 DS
  M04 440114009001 11440100MB000021113 劳务派遣经营许可 广州市人力资源和社会保障局 1 20 12 DS
  M05 442014016001 11440100MB000021113 社会保障卡申领 广州市人力资源和社会保障局 1 30 7 QW/DS
  M06 442014011002 11440100MB000021113 企业职工基本养老保险关系转移接续 广州市人力资源和社会保障局 1 45 30 LB
  M07 442036003001 11440100MB0000318C3 跨省异地就医直接结算备案 广州市医疗保障局 2 2 1 QW
  M08 442017005003 12440100MB0000414J3 住房公积金异地转移接续 广州住房公积金管理中心 1 15 10 LB
  M09 440709031002 11440106MB0000510M4 夫妻投靠户口迁移 广州市公安局天河区分局 1 20 10 LB
  M10 440118022004 11440100MB0000617A3 道路运输从业资格证换发 广州市交通运输局 1 10 5 QW/DS
`

/** By SXBM_SHORT. */
export const MATTERS: Readonly<Record<string, Matter>> = Object.fromEntries(
  TABLE.trim()
    .split('\n')
    .map((line) => {
      const [
        id,
        basicCode = '',
        prefix = '',
        name = '',
        org = '',
        kind = '',
        statutory = '',
        promised = '',
        modes = '',
      ] = line.trim().split(' ') as [MatterId, ...string[]]
      const matter: Matter = {
        id,
        basicCode,
        code: prefix + basicCode,
        name,
        org,
        orgCode: prefix.slice(0, 18),
        kind,
        statutory,
        promised,
        modes: modes.split('/'),
        form: FORMS[id],
        materials: [...materialsOf(OF_ALL), ...materialsOf(OWN[id])],
      }
      return [basicCode, matter]
    }),
)
