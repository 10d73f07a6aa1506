import { isIdNumber, isUscc } from '../check-digits.ts'
import { isDay, readTime } from './china-time.ts'
import { TABLES, type TableName } from './code-tables.ts'
import type { WireError } from './package.ts'

/** A field of a record as §4.2 notes it: name, form, need (M, C or O), and which content it must have beyond the form. */
export interface FieldRule {
  readonly name: string
  readonly form: string
  readonly need: 'M' | 'C' | 'O'
  readonly content: string
}

/** Reads lines of `NAME s50 M [content]`, one field a line, in the order of the wire; `NAME a C` gives the two fields of an address. */
export function readRules(text: string): readonly FieldRule[] {
  return text
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [name = '', form = '', need = '', content = ''] = line.trim().split(/\s+/)
      const rule = { name, form, need: need as FieldRule['need'], content }
      if (form !== 'a') return [rule]
      return [
        { ...rule, name: `${name}_SSXQDM`, form: 's6', content: 'division' },
        { ...rule, name: `${name}_QHNXXDZ`, form: 's200', content: 'detail' },
      ]
    })
}

const CONTENTS: Readonly<Record<string, readonly [test: (value: string) => boolean, complaint: string]>> = {
  id: [isIdNumber, '公民身份号码格式或校验位错误'],
  uscc: [isUscc, '统一社会信用代码格式或校验位错误'],
  phone: [(value) => /^(1\d{10}|0\d{2,3}-\d{7,8})$/.test(value), '应为 11 位手机号或“区号-号码”'],
  division: [(value) => /^\d{6}$/.test(value), '应为 6 位区划代码'],
  unit: [(value) => /^\d{12}$/.test(value), '应为 12 位单位代码'],
  name: [(value) => !/[•・‧]/.test(value), '姓名间隔号应为“·”'],
  country: [(value) => /^[A-Z]{3}$/.test(value), '应为三位字母的国家代码'],
  month: [(value) => /^\d{4}(0[1-9]|1[0-2])$/.test(value), '应为 yyyyMM'],
  term: [(value) => /^\d{8}至(\d{8}|长期)$/.test(value), '应写作“起至止”'],
  letter: [(value) => /^\d{16}$/.test(value), '应为机构代码前 6 位、yyMMdd 与 4 位顺序'],
  trades: [(value) => /^[KHWYZ](\/[KHWYZ])*$/.test(value), '应为码表 CYLB 的代码,以“/”连接'],
  classes: [(value) => /^[A-Z]\d?(\/[A-Z]\d?)*$/.test(value), '准驾车型应以“/”连接'],
  grade: [(value) => /^(AAA|AA|A|B)$/.test(value), '填 AAA、AA、A、B'],
  detail: [(value) => !/^[\u4e00-\u9fff]{2,3}(省|自治区)/.test(value), '区划内详细地址不含省、市、县名'],
}

const wrong = (field: string, code: string, message: string): WireError => ({ field, code, message })

function checkForm({ name, form }: FieldRule, value: string): WireError | null {
  const kind = form[0]
  if (kind === 'c') {
    const table = form.slice(2) as TableName
    return TABLES[table].has(value) ? null : wrong(name, '-932', `码值不在码表 ${table}`)
  }
  if (kind === 's') {
    const most = Number(form.slice(1))
    return value.length <= most || [...value].length <= most ? null : wrong(name, '-933', `超过 ${most} 个字符`)
  }
  if (kind === 'b') return /^[YN]$/.test(value) ? null : wrong(name, '-932', '布尔只收 Y、N')
  if (kind === 'd') return isDay(value) ? null : wrong(name, '-933', '应为 yyyyMMdd')
  if (kind === 't') return Number.isNaN(readTime(value)) ? wrong(name, '-933', '应为 yyyyMMddHHmmss') : null
  const [digits = 0, places = 0] = form.slice(1).split('.').map(Number)
  const pattern = places > 0 ? `^\\d{1,${digits - places}}\\.\\d{${places}}$` : `^\\d{1,${digits}}$`
  return new RegExp(pattern).test(value) ? null : wrong(name, '-933', '数值格式错误')
}

/** What is wrong with one value by its rule alone. */
export function checkValue(rule: FieldRule, value: string): WireError | null {
  if (value === '') return wrong(rule.name, '-933', '无值字段应整个省略')
  if (/[\u0000-\u001f\u007f]/.test(value)) return wrong(rule.name, '-933', '含控制字符')
  const fault = checkForm(rule, value)
  if (fault) return fault
  const content = CONTENTS[rule.content]
  return content && !content[0](value) ? wrong(rule.name, '-933', content[1]) : null
}
