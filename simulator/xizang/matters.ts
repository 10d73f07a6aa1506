import { type Column, readColumns } from './columns.ts'

/** A table of those that have no group of columns left (§3.1): the name of its file, and the group's columns without its number. */
export interface Annex {
  readonly file: string
  readonly columns: readonly Column[]
  /** the column of form.csv that says how many there are, and how many of them stand in form.csv itself */
  readonly count?: { readonly column: string; readonly groups: number }
}

/** What a matter ends with (§6.2, X45). */
export interface Licence {
  readonly type: string
  readonly name: string
  /** columns of form.csv, or what is said as it is */
  readonly no: string
  readonly holder: string
}

/** What the region knows of a matter (§4.1, §4.13). */
export interface Matter {
  readonly id: 'M01' | 'M02' | 'M05' | 'M06' | 'M07' | 'M08' | 'M09'
  readonly name: string
  readonly basicCode: string
  readonly code: string
  readonly version: string
  /** D: read in by a program; R: typed in from the assist sheet */
  readonly means: 'D' | 'R'
  readonly modes: readonly string[]
  readonly form: readonly Column[]
  readonly annexes: readonly Annex[]
  /** codes of materials by the condition under which they must be there */
  readonly materials: Readonly<Record<string, string>>
  readonly org: string
  /** working days promised */
  readonly promised: number
  /** the column that a correction asks for */
  readonly asked: string
  readonly licence?: Licence
}

const ALWAYS = '表单版本=*'

/** `1/2/…`: the counts of which a group is one. */
const counts = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index).join('/')

/** The columns of so many groups; `{n}` is the number, `{if}` when the group is there. */
const groups = (many: number, column: string, most: number, line: string): string =>
  Array.from({ length: many }, (_, index) =>
    line.replaceAll('{n}', String(index + 1)).replaceAll('{if}', `${column}=${counts(index + 1, most)}`),
  ).join(' ')

/** A person among the officers: the first of a kind may have to be there, the columns of one go together. */
const officer = (prefix: string, posts: string, first = 'O'): string =>
  `${prefix}姓名:s50:${first} ${prefix}证件类型:X01:${prefix}姓名=*! ${prefix}证件号码:s50:${prefix}姓名=*! ${prefix}职务:${posts}:${prefix}姓名=*! ${prefix}产生方式:X16:${prefix}姓名=*! ${prefix}电话:s11:${prefix}姓名=*?`

const HOLDER =
  '股东{n}类型:X12:{if}! 股东{n}姓名:s100:{if}! 股东{n}证件类型:X01:{if}! 股东{n}证件号码:s50:{if}! 股东{n}国别:X04:{if}! 股东{n}出资（万元）:n18.6:{if}! 股东{n}出资方式:s100:{if}! 股东{n}出资日期:d:{if}!'
const MIGRANT =
  '迁移人{n}姓名:s50:{if}! 迁移人{n}藏文姓名:s100:{if}? 迁移人{n}身份号码:s18:{if}! 迁移人{n}性别:X02:{if}! 迁移人{n}民族:X03:{if}! 迁移人{n}出生日期:d:{if}! 迁移人{n}与申请人关系:X28:{if}!'
const MOST_HOLDERS = 50
const MOST_MIGRANTS = 99

const M01 = readColumns(`
– 表单版本:s12:M
名称 企业名称:s100:M 藏文企业名称:s200:M 名称行政区划:s40:O 字号:s40:M 行业表述:s40:M 组织形式:X09:M 名称申报文号:s40:O
基本 企业类型:X10:M 住所:s200:M 住所使用方式:X13:M 企业联系电话:s20:M 邮政编码:s6:O 注册资本（万元）:n18.6:M 注册资本（大写）:s60:M 币种:X11:M 经营期限:life:M 经营范围:s2000:M
– 经营范围条目:s2000:O
基本 行业代码:s5:M 从业人数:n8.0:O 副本数量:n2.0:M
人员 法定代表人:s50:M 法定代表人证件类型:X01:M 法定代表人证件号码:s50:M 法定代表人电话:s11:M 法定代表人职务:X14:M
股东 股东人数:n2.0:M ${groups(5, '股东人数', MOST_HOLDERS, HOLDER)}
人员 ${officer('董事1', 'X14a', 'M')} ${officer('董事2', 'X14a')} ${officer('董事3', 'X14a')} ${officer('监事1', 'X14b')} ${officer('监事2', 'X14b')} ${officer('经理', 'X14c')}
人员 联络员:s50:M 联络员证件类型:X01:M 联络员证件号码:s50:M 联络员电话:s11:M 联络员邮箱:s50:O 财务负责人:s50:O 财务负责人证件类型:X01:财务负责人=*! 财务负责人证件号码:s50:财务负责人=*! 财务负责人电话:s11:财务负责人=*!
送达 领纸质执照:X17:M 刻制双文公章:X17:M
`)

const M02 = readColumns(`
– 表单版本:s12:M
主体 主体名称:s100:M 藏文主体名称:s200:O 统一社会信用代码:s18:M 主体类型:X10:M 法定代表人或经营者:s50:M
申请 申请类型:X18:M 正本数:n1.0:M 副本数:n2.0:M 遗失声明方式:X19:申请类型=遗失补领 遗失声明编号:s40:申请类型=遗失补领 遗失声明日期:d:申请类型=遗失补领 原照核准日期:d:O
`)

const M05 = readColumns(`
– 表单版本:s12:M 社会保障号码:s18:M 姓名扩展:s100:O 户口性质:X25:M 户口所在地:s200:M 通讯地址:s200:M 邮编:s6:O 参保地:path:M 发卡银行:X26:M 申领类型:X27:M 照片文件:s40:M 监护人:s50:O 监护人证件类型:X01:监护人=*! 监护人证件号码:s50:监护人=*! 监护人电话:s11:监护人=*! 监护关系:X28:监护人=*! 领卡网点:s60:领取方式=窗口领取 卡面语种:X29:M
`)

const M06 = readColumns(`
– 表单版本:s12:M 社会保障号码:s18:M 户籍地:s200:M 原参保地:path:M 新参保地:path:M 原经办机构:s100:M 原机构编号:s20:M 原机构电话:s20:M 原机构地址:s200:M 原机构邮编:s6:M 新经办机构:s100:M 新机构编号:s20:M 新机构电话:s20:M 新机构地址:s200:M 新机构邮编:s6:M 原个人编号:s20:O 新参保单位:s100:O 新单位编号:s20:O 新单位类型:X46:O 险种:X30:M 转移原因:X31:M 缴费起:ym:O 缴费止:ym:O 实缴月数:n4.0:O 视同月数:n4.0:O 个人账户本金（元）:n14.2:O 个人账户利息（元）:n14.2:O 缴费凭证编号:s30:O 联系函编号:s30:O 联系函日期:d:O 信息表编号:s0:O 收款开户行:s100:O 收款账号:s30:O 收款户名:s100:O
`)

const M07 = readColumns(`
– 表单版本:s12:M 人员编号:s30:险种=职工医保 险种:X32:M 参保地:path:M 就医地:path:M 单位编号:s20:O 单位名称:s100:险种=职工医保 备案类型:X33:M 安置原因:X34:备案类型=异地安置退休/异地长期居住 就医地机构:s100:M 就医地联系人:s50:O 就医地电话:s20:M 居外地址:s200:M 备案期限:term:M 代办人地址:s200:代办人=* 代办关系:X28:代办人=* 备注:s500:O 附件数:n3.0:M
`)

const M08 = readColumns(`
– 表单版本:s12:M 联系函编号:s16:M 联系函日期:d:M 交易类型:X35:M 转出中心编号:s15:M 转出中心名称:s100:M 原单位:s100:M 原账号:s20:M 转入资金账号:s30:M 转入资金户名:s100:M 转入资金银行:s100:M 委托银行:X26:O 转入联系方式:s50:M 现单位:s100:M 现账号:s20:M 反馈代码:s0:O 反馈信息:s0:O 转移本金（元）:s0:O 转移利息（元）:s0:O 截止年月:s0:O
`)

const M09 = readColumns(`
– 表单版本:s12:M
登记 业务协同编号:s50:M 业务流水号:s50:M
迁移人 迁移人数:n2.0:M ${groups(3, '迁移人数', MOST_MIGRANTS, MIGRANT)}
迁移 迁移原因:X36a:M 协同范围:X36b:M 迁出地:s200:M 迁出地登记机关代码:s12:M 迁出地登记机关:s100:M 迁入地:s200:M 迁入地登记机关代码:s12:M 迁入地登记机关:s100:M 准迁证编号:s20:O 签发机关代码:s12:O 签发机关:s100:O 签发日期:d:O 有效期止:d:O
登记 承办人:s50:M 受理单位代码:s12:M 受理单位:s100:M 受理单位电话:s20:M 受理人身份号码:s18:M 受理人:s50:M 受理人电话:s20:M 受理时间:dt:M
– 数据归属单位代码:s12:M 数据归属单位:s100:M 发送单位代码:s12:M 发送单位:s100:M 接收单位代码:s12:M 接收单位:s100:M
迁移 备注:s500:O
`)

/** The columns of a group as an annex has them: without its number, and all that must be there in every row. */
const annexOf = (line: string, prefix: string): readonly Column[] =>
  readColumns(`– ${line.replaceAll(prefix, '').replaceAll(':{if}!', ':M').replaceAll(':{if}?', ':O')}`)

const HOLDERS: Annex = {
  file: 'annex-shareholders.csv',
  columns: annexOf(HOLDER, '股东{n}'),
  count: { column: '股东人数', groups: 5 },
}
const OFFICERS: Annex = {
  file: 'annex-officers.csv',
  columns: readColumns('– 姓名:s50:M 证件类型:X01:M 证件号码:s50:M 职务:X14:M 产生方式:X16:M 电话:s11:O'),
}
const MIGRANTS: Annex = {
  file: 'annex-migrants.csv',
  columns: annexOf(MIGRANT, '迁移人{n}'),
  count: { column: '迁移人数', groups: 3 },
}

const MARKET = '城关区市场监督管理局（示例）'
const INSURANCE = '西藏自治区社会保险事业服务中心（示例）'

export const MATTERS: readonly Matter[] = [
  {
    id: 'M01',
    name: '内资有限责任公司设立登记',
    basicCode: '000131127004',
    code: '11540102MB000001924000131127004',
    version: 'XZ-M01-2026',
    means: 'R',
    modes: ['全程网办', '远程窗口'],
    form: M01,
    annexes: [HOLDERS, OFFICERS],
    materials: { 'XZ-07': ALWAYS, 'XZ-09': ALWAYS, 'XZ-24': ALWAYS, 'XZ-25': ALWAYS, 'XZ-08': '代办人=*' },
    org: MARKET,
    promised: 3,
    asked: '企业联系电话',
    licence: { type: '11100000000013338W001', name: '营业执照', no: '91540102MA0000001N', holder: '企业名称' },
  },
  {
    id: 'M02',
    name: '营业执照遗失补领、换发',
    basicCode: '000131127009',
    code: '11540102MB000001924000131127009',
    version: 'XZ-M02-2026',
    means: 'R',
    modes: ['代收代办'],
    form: M02,
    annexes: [],
    materials: { 'XZ-17': '申请类型=遗失补领', 'XZ-05': '申请类型=损毁换发/变更后换发', 'XZ-08': '代办人=*' },
    org: MARKET,
    promised: 2,
    asked: '遗失声明编号',
    licence: { type: '11100000000013338W001', name: '营业执照', no: '统一社会信用代码', holder: '主体名称' },
  },
  {
    id: 'M05',
    name: '社会保障卡申领',
    basicCode: '002014011001',
    code: '12540000MB0000035J2002014011001',
    version: 'XZ-M05-2026',
    means: 'D',
    modes: ['代收代办', '全程网办'],
    form: M05,
    annexes: [],
    materials: { 'XZ-10': ALWAYS, 'XZ-08': '代办人=*' },
    org: INSURANCE,
    promised: 20,
    asked: '通讯地址',
  },
  {
    id: 'M06',
    name: '企业职工基本养老保险关系转移接续',
    basicCode: '002014012002',
    code: '12540000MB0000035J2002014012002',
    version: 'XZ-M06-2026',
    means: 'D',
    modes: ['多地联办'],
    form: M06,
    annexes: [],
    materials: { 'XZ-08': '代办人=*' },
    org: INSURANCE,
    promised: 15,
    asked: '原机构地址',
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
    annexes: [],
    materials: {
      'XZ-13/XZ-14': '备案类型=异地长期居住',
      'XZ-15': '备案类型=常驻异地工作',
      'XZ-16': '备案类型=异地转诊',
      'XZ-08': '代办人=*',
    },
    org: '西藏自治区医疗保障局（示例）',
    promised: 1,
    asked: '备注',
  },
  {
    id: 'M08',
    name: '住房公积金异地转移接续',
    basicCode: '002017002003',
    code: '12540100MB0000051D3002017002003',
    version: 'XZ-M08-2026',
    means: 'D',
    modes: ['多地联办'],
    form: M08,
    annexes: [],
    materials: { 'XZ-08': '代办人=*' },
    org: '拉萨住房公积金管理中心（示例）',
    promised: 10,
    asked: '转入联系方式',
  },
  {
    id: 'M09',
    name: '夫妻投靠户口迁移',
    basicCode: '000709015004',
    code: '11540102MB000006X54000709015004',
    version: 'XZ-M09-2026',
    means: 'R',
    modes: ['多地联办'],
    form: M09,
    annexes: [MIGRANTS],
    materials: { 'XZ-02': ALWAYS, 'XZ-03': ALWAYS, 'XZ-08': '代办人=*' },
    org: '拉萨市公安局城关区分局（示例）',
    promised: 20,
    asked: '备注',
  },
]
