import { isUscc } from '../check-digits.ts'
import { isDate, isMoment } from './china-time.ts'
import { isCountry, PSEUDO_DIVISIONS, TABLES, type TableName } from './code-tables.ts'
import { isObject } from './json.ts'

export type FaultCode =
  | 'required'
  | 'unexpected'
  | 'too_long'
  | 'format'
  | 'code'
  | 'checksum'
  | 'conflict'
  | 'file_missing'
  | 'file_type'
  | 'file_size'

export interface Fault {
  pointer: string
  code: FaultCode
  message: string
}

/** What is wrong with one value; null when nothing is. */
export type Check = (value: unknown) => { code: FaultCode; message: string } | null

const FORBIDDEN = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/
export const MOBILE = /^1[3-9]\d{9}$/
const LANDLINE = /^0\d{2,3}-\d{7,8}$/

const wrong = (code: FaultCode, message: string) => ({ code, message })

/** S: text of at most so many code points, without control, zero-width or bidi characters (§7). */
export const text =
  (max: number): Check =>
  (value) => {
    if (typeof value !== 'string') return wrong('format', '应为字符串')
    if (value === '') return wrong('format', '不得为空串')
    if (FORBIDDEN.test(value)) return wrong('format', '含控制、零宽或双向字符')
    return [...value].length > max ? wrong('too_long', `超过 ${max} 个字符`) : null
  }

export const pattern =
  (max: number, form: RegExp, message: string): Check =>
  (value) =>
    text(max)(value) ?? (form.test(value as string) ? null : wrong('format', message))

export const constant =
  (expected: string | boolean): Check =>
  (value) => {
    if (typeof value !== typeof expected) return wrong('format', '类型不符')
    return value === expected ? null : wrong('code', `只收 ${expected}`)
  }

export const integer =
  (min: number, max = Number.MAX_SAFE_INTEGER): Check =>
  (value) => {
    if (!Number.isSafeInteger(value)) return wrong('format', '应为整数')
    return (value as number) < min || (value as number) > max ? wrong('format', `应在 ${min}–${max} 之间`) : null
  }

export const flag: Check = (value) => (typeof value === 'boolean' ? null : wrong('format', '应为布尔值'))

export const date: Check = (value) =>
  typeof value === 'string' && isDate(value) ? null : wrong('format', '日期应为 YYYY-MM-DD')

export const moment: Check = (value) =>
  typeof value === 'string' && isMoment(value) ? null : wrong('format', '时间应为 YYYY-MM-DDTHH:MM:SS+08:00')

export const code =
  (table: TableName): Check =>
  (value) => {
    if (typeof value !== 'string') return wrong('format', '应为字符串')
    return TABLES[table].has(value) ? null : wrong('code', `${table} 没有 ${value.slice(0, 40)}`)
  }

export const country: Check = (value) =>
  typeof value === 'string' && isCountry(value) ? null : wrong('code', '不是 GB/T 2659 两字母代码')

export const mobile: Check = (value) => text(11)(value) ?? pattern(11, MOBILE, '手机号不符')(value)

/** S20: a mobile or a landline number. */
export const telephone: Check = (value) =>
  text(20)(value) ??
  (MOBILE.test(value as string) || LANDLINE.test(value as string) ? null : wrong('format', '电话号码不符'))

export const personName: Check = (value) =>
  text(50)(value) ?? (/[•・‧∙⋅]/.test(value as string) ? wrong('format', '姓名间隔号应为 U+00B7') : null)

export const uscc: Check = (value) =>
  text(18)(value) ?? (isUscc(value as string) ? null : wrong('checksum', '统一社会信用代码校验位错误'))

export const fileId = pattern(64, /^[A-Za-z0-9_-]{8,64}$/, 'fileId 不符')

/** S12: a division of 12 digits; pseudo codes only where the sender may use them. */
export const division =
  (pseudoAllowed: boolean): Check =>
  (value) => {
    const fault = pattern(12, /^\d{12}$/, '区划应为 12 位数字')(value)
    if (fault) return fault
    return !pseudoAllowed && PSEUDO_DIVISIONS.has(value as string) ? wrong('code', '对方不得发出功能区伪码') : null
  }

/** The digits of a division code that its parts share: 2, 4, 6 or 9. */
function ownDigits(code: string): string {
  const length = [2, 4, 6, 9].find((digits) => /^0+$/.test(code.slice(digits))) ?? 12
  return code.slice(0, length)
}

const DIRECT_CITIES = /^(11|12|31|50)/

/** A: codes from province to county, each within the one before, and the detail (§7). */
export const address =
  (pseudoAllowed: boolean): Check =>
  (value) => {
    if (!isObject(value)) return wrong('format', '地址应为对象')
    const unknown = Object.keys(value).find((key) => !['codes', 'detail', 'postcode'].includes(key))
    if (unknown) return wrong('unexpected', `地址没有 ${unknown}`)
    if (value['detail'] === undefined || value['codes'] === undefined)
      return wrong('required', '地址缺 codes 或 detail')
    const codes = Array.isArray(value['codes']) ? value['codes'] : []
    const levels = DIRECT_CITIES.test(String(codes[0])) ? 2 : 3
    if (codes.length < levels || codes.length > levels + 1) return wrong('format', `codes 应有 ${levels} 级`)
    for (const [i, entry] of codes.entries()) {
      const fault = division(pseudoAllowed)(entry)
      if (fault) return fault
      if (i > 0 && !String(entry).startsWith(ownDigits(String(codes[i - 1]))))
        return wrong('conflict', 'codes 未逐级包含')
    }
    const postcode = value['postcode']
    if (postcode !== undefined && !/^\d{6}$/.test(String(postcode))) return wrong('format', '邮编应为 6 位')
    return text(200)(value['detail'])
  }
