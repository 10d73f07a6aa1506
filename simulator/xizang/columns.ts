/** A column as §4 notes it. */
export interface Column {
  readonly name: string
  /** s32, n3.0, d (a day), dl (a day or 长期), dt, path (of a division), term, or a code table */
  readonly type: string
  /** as `needOf` takes it */
  readonly need: string
  /** the tab of the portal under which it is typed in; `–` where it is not */
  readonly tab: string
}

/** Reads lines of `页签 列名:类型:必填 …`. */
function readColumns(text: string): readonly Column[] {
  return text
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [tab = '', ...columns] = line.trim().split(' ')
      return columns.map((column) => {
        const [name = '', type = '', need = ''] = column.split(':')
        return { name, type, need, tab }
      })
    })
}

/** §4.2 */
export const CASE_COLUMNS = readColumns(`
登记 办件编号:s32:M
– 版次:n3.0:M
登记 事项编码:s31:M 事项名称:s60:M 申请人类别:X05:M
申请人 姓名（名称）:s100:M 藏文姓名（名称）:s200:O 证件类型:X01:M 证件号码:s50:M 证件有效期:dl:O 性别:X02:申请人类别=个人 民族:X03:申请人类别=个人 国籍:X04:申请人类别=个人 出生日期:d:申请人类别=个人 联系电话:s11:M 地址:s200:M
登记 区划:path:M
代办 代办人:s50:O 代办人证件类型:X01:代办人=*! 代办人证件号码:s50:代办人=*! 代办人电话:s11:代办人=*! 委托事项:s200:代办人=*! 委托期限:d:代办人=*!
登记 办理方式:X06:M 申请日期:d:M
送达 领取方式:X07:M 收件人:s50:领取方式=邮寄! 收件人电话:s20:领取方式=邮寄! 收件地址:s200:领取方式=邮寄!
– 核验方式:X08:M 核验结果:s2:M 核验时间:dt:M 同意书版本:s20:M 同意书签署时间:dt:M 承诺时间:dt:M 收件单位:s60:M 收件人员:s20:M
登记 运单号:s20:O
– 材料件数:n3.0:M 撤回原因:s200:O
`)

const M02 = readColumns(`
– 表单版本:s12:M
主体 主体名称:s100:M 藏文主体名称:s200:O 统一社会信用代码:s18:M 主体类型:X10:M 法定代表人或经营者:s50:M
申请 申请类型:X18:M 正本数:n1.0:M 副本数:n2.0:M 遗失声明方式:X19:申请类型=遗失补领 遗失声明编号:s40:申请类型=遗失补领 遗失声明日期:d:申请类型=遗失补领 原照核准日期:d:O
`)

const M07 = readColumns(`
– 表单版本:s12:M 人员编号:s30:险种=职工医保 险种:X32:M 参保地:path:M 就医地:path:M 单位编号:s20:O 单位名称:s100:险种=职工医保 备案类型:X33:M 安置原因:X34:备案类型=异地安置退休/异地长期居住 就医地机构:s100:M 就医地联系人:s50:O 就医地电话:s20:M 居外地址:s200:M 备案期限:term:M 代办人地址:s200:代办人=* 代办关系:X28:代办人=* 备注:s500:O 附件数:n3.0:M
`)

/** What the region knows of a matter (§4.1, §4.13). */
export interface Matter {
  readonly id: 'M02' | 'M07'
  readonly name: string
  readonly basicCode: string
  readonly code: string
  readonly version: string
  /** D: read in by a program; R: typed in from the assist sheet */
  readonly means: 'D' | 'R'
  readonly modes: readonly string[]
  readonly form: readonly Column[]
  /** codes of materials by the condition under which they must be there */
  readonly materials: Readonly<Record<string, string>>
  readonly org: string
}

export const MATTERS: readonly Matter[] = [
  {
    id: 'M02',
    name: '营业执照遗失补领、换发',
    basicCode: '000131127009',
    code: '11540102MB000001924000131127009',
    version: 'XZ-M02-2026',
    means: 'R',
    modes: ['代收代办'],
    form: M02,
    materials: { 'XZ-17': '申请类型=遗失补领', 'XZ-05': '申请类型=损毁换发/变更后换发', 'XZ-08': '代办人=*' },
    org: '城关区市场监督管理局（示例）',
  },
  {
    id: 'M07',
    name: '跨省异地就医直接结算备案',
    basicCode: '002036004001',
    code: '11540000MB0000043G2002036004001',
    version: 'XZ-M07-2026',
    means: 'D',
    modes: ['全程网办'],
    form: M07,
    materials: {
      'XZ-13/XZ-14': '备案类型=异地长期居住',
      'XZ-15': '备案类型=常驻异地工作',
      'XZ-16': '备案类型=异地转诊',
      'XZ-08': '代办人=*',
    },
    org: '西藏自治区医疗保障局（示例）',
  },
]

export const MATERIAL_HEADER = '序号,材料代码,材料名称,形式,份数,页数,免提交,处理,文件名,文件SM3,备注'.split(',')
export const ASSIST_HEADER = '序号,页签,栏目,应录值,核对码'.split(',')
export const STATUS_HEADER =
  '办件编号,受理号,事件号,序号,办理状态,状态时间,办理单位,经办人,意见,文书类型,文书号,文书文件,承诺时限,补正单号,补正截止,挂起原因,挂起天数,费用（元）,运单号,附加信息,录入方式'.split(
    ',',
  )
export const DEFECT_HEADER = '办件编号,补正单号,类别,列名或材料代码,结论,说明'.split(',')
export const LICENCE_HEADER =
  '办件编号,证照类型,证照编号,证照名称,持证人,持证人（藏文）,发证机关,发证日期,有效期起,有效期止,证照标识,文件名,文件SM3'.split(
    ',',
  )
