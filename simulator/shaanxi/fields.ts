import { IS_DAY, IS_TIME } from './wire.ts'

/** What the document says of one key: its notation (§4.2) and when it must be filled (`field-needs.ts`; `jbxx/` names a key of the base). */
export interface Field {
  readonly key: string
  readonly type: string
  readonly need: string
}

/** `key type need` in one text each. */
export const fieldsOf = (lines: string): readonly Field[] =>
  lines
    .trim()
    .split('\n')
    .map((line) => {
      const [key = '', type = '', need = 'M'] = line.trim().split(/\s+/)
      return { key, type, need }
    })

const words = (text: string): readonly string[] => text.split(' ')

/** §5.1, as far as 补领换发 and 异地就医备案 need it; codes of `c:`, texts of `x:`. */
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
  MTJ: words('否 电子证照 数据核验 前件复用'),
}

/** Whether a filled value is written as its notation says; the code of the error where not. */
export function checkValue(type: string, value: string): 'E202' | 'E203' | null {
  const [kind = '', table = ''] = type.split(':')
  if (table !== '') return TABLES[table]?.includes(value) ? null : 'E202'
  return isWritten(kind, value) ? null : 'E203'
}

function isWritten(kind: string, value: string): boolean {
  const size = Number(kind.slice(1))
  switch (kind[0]) {
    case 's':
      return [...value].length <= size && !/\p{Cc}/u.test(value.replaceAll('\n', ''))
    case 'i':
      return /^(0|[1-9]\d*)$/.test(value) && value.length <= size
    case 'd':
      return value === '长期' || IS_DAY.test(value)
    case 't':
      return IS_TIME.test(value)
    default:
      return kind === 'p' && /^[^/]+\/[^/]+\/[^/]+$/.test(value)
  }
}
