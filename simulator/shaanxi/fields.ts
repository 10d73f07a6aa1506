import { IS_DAY, IS_TIME } from './wire.ts'

/** What the document says of one key: its notation (§4.2; `zb` is a table of rows) and when it must be filled (`field-needs.ts`; `jbxx/` names a key of the base). */
export interface Field {
  readonly key: string
  readonly type: string
  readonly need: string
  /** a number with check digits: `id`, `uscc`, or the key that says which of them it is (§5.1 ZJLX) */
  readonly proof?: string
}

/** `key type need proof` in one text each. */
export const fieldsOf = (lines: string): readonly Field[] =>
  lines
    .trim()
    .split('\n')
    .map((line) => {
      const [key = '', type = '', need = 'M', proof] = line.trim().split(/\s+/)
      return { key, type, need, ...(proof === undefined ? {} : { proof }) }
    })

const words = (text: string): readonly string[] => text.split(' ')

/** §5.1; codes of `c:` and `f:`, texts of `x:`. */
const TABLES: Readonly<Record<string, readonly string[]>> = {
  SQRLX: words('个人 企业'),
  ZJLX: words('1 2 3 4 5 6 7 9 企业'),
  XB: words('男 女'),
  GJ: words('中国 中国香港 中国澳门 中国台湾 日本 韩国 马来西亚 俄罗斯 新加坡 越南 英国 美国'),
  BLMS: words('全程网办 代收代办 多地联办 远程窗口 无差别受理'),
  LQFS: words('1 2 3'),
  HYFS: words('人证比对 人工读卡 电子身份 视频核验 人工核验'),
  HYJG: words('通过'),
  QYLX: words(
    '有限责任公司（自然人独资） 有限责任公司（法人独资） 有限责任公司（自然人投资或控股） 有限责任公司（国有独资） 有限责任公司（国有控股） 有限责任公司（外商投资企业投资） 其他有限责任公司 有限责任公司 股份有限公司',
  ),
  BLLX: words('1 2 3 4'),
  YSSM: words('1 2'),
  GX: words('本人 户主 配偶 子 女 父母 父亲 母亲 祖父母 兄弟姐妹 其他'),
  BALX: words('异地安置退休人员 异地长期居住人员 常驻异地工作人员 异地转诊人员 其他跨省临时外出就医人员'),
  AZYY: words('投靠子女 回原籍 其他'),
  LWFS: words('直接结算 手工报销'),
  YBXZ: words('职工医保 居民医保'),
  CLXS: words('原件 复印件 原件和复印件 电子件'),
  MZ: words(
    '汉族 蒙古族 回族 藏族 维吾尔族 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 傣族 黎族 傈僳族 佤族 畲族 高山族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜族 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯族 阿昌族 普米族 塔吉克族 怒族 乌孜别克族 俄罗斯族 鄂温克族 德昂族 保安族 裕固族 京族 塔塔尔族 独龙族 鄂伦春族 赫哲族 门巴族 珞巴族 基诺族 其他 外国血统中国籍人士',
  ),
  BZ: words('人民币'),
  ZW: words('董事长 执行董事 董事 经理 监事会主席 监事'),
  CSFS: words('选举 委派 聘任'),
  ZSCQ: words('1 2 3 4'),
  GDLX: words('自然人 企业法人 其他'),
  ZTYT: words('1 2 3'),
  YYFS: words('批发 零售 批发兼零售'),
  CYGM: words('特大 大 中 小 微'),
  JYXM: words('1 2 3 4 5 6 7 8 9 10 11 12 13 14'),
  ZJZ: words('专职 兼职'),
  HKXZ: words('非农业户口 农业户口'),
  YHLB: words('工商银行 农业银行 中国银行 建设银行 交通银行 邮政储蓄银行 农村商业银行 长安银行'),
  SLLX: words('1 2 3 4'),
  RYLB: words('在职 灵活就业 失业'),
  DWLX: words('企业 机关事业单位 个体工商户 其他'),
  XZ: words('企业职工基本养老保险'),
  ZYYY: words('1 2 3 9'),
  HYZK: words('未婚 已婚 丧偶 离婚 未说明'),
  JYLX: words('0 1'),
  XTFW: words('跨省'),
  QYYY: words('夫妻投靠'),
  XL: words('研究生 大学本科 大学专科 中专 高中 初中 小学 其他'),
  CYLB: words('1 2 3 4 5'),
  CXDJ: words('AAA AA A B'),
  CYSQ: words('1 2 3 4'),
  MTJ: words('否 电子证照 数据核验 前件复用'),
}

/** Whether a filled value is written as its notation says; the code of the error where not. */
export function checkValue(type: string, value: string): 'E202' | 'E203' | null {
  const [kind = '', table = ''] = type.split(':')
  if (kind === 'f') return checkChoice(TABLES[table] ?? [], value.split(','))
  if (table !== '') return TABLES[table]?.includes(value) ? null : 'E202'
  if (kind === 'b') return value === '是' || value === '否' ? null : 'E202'
  return isWritten(kind, value) ? null : 'E203'
}

/** Codes of a table, rising and each once (§4.2, f). */
function checkChoice(table: readonly string[], codes: readonly string[]): 'E202' | 'E203' | null {
  if (!codes.every((code) => table.includes(code))) return 'E202'
  const rises = codes.every((code, index) => index === 0 || Number(code) > Number(codes[index - 1]))
  return rises ? null : 'E203'
}

function isWritten(kind: string, value: string): boolean {
  const size = Number(kind.slice(1))
  switch (kind[0]) {
    case 's':
      return [...value].length <= size && !/\p{Cc}/u.test(value.replaceAll('\n', ''))
    case 'i':
      return /^(0|[1-9]\d*)$/.test(value) && value.length <= size
    case 'm':
      return /^(0|[1-9]\d*)(\.\d{0,5}[1-9])?$/.test(value)
    case 'y':
      return /^\d{4}\/([1-9]|1[0-2])$/.test(value)
    case 'd':
      return value === '长期' || IS_DAY.test(value)
    case 't':
      return IS_TIME.test(value)
    default:
      return kind === 'p' && /^[^/]+\/[^/]+\/[^/]+$/.test(value)
  }
}
