import { isDay } from '../beijing-time.ts'
import { isIdNumber, isUscc } from '../check-digits.ts'
import { isTrue, type LookUp, needOf } from '../field-needs.ts'
import { TABLES } from './code-tables.ts'
import { FILLER } from './stage.ts'

/** An element or a line as the document notes it (§3.4–3.8, §4.4). */
export interface FieldRule {
  readonly name: string
  /** ITEMNAME of a line */
  readonly label: string
  /** `s20` text, `c:XB` code of a table, `k;:SPXM` codes joined in order, `=Y` constant, `i5` integer, `n2` number, `y` yuan, `b` Y or N, `day dt ym ymd term area`; `L1-30` heads a list */
  readonly form: string
  /** `M`, `W` (filler where there is nothing), `O`, `KEY=a/b` (where that field says so; `*` anything), the same with `!` (and only then) */
  readonly need: string
  /** `id`, `uscc`, `mobile`, `phone`; `id@KEY=v` where that field says so */
  readonly content: string
}

/** One of `errors` (§3.1). */
export interface WireError {
  readonly code: string
  readonly path: string
  readonly msg: string
}

/** Reads lines of `NAME form need [content]`, in the order of the wire. */
export function readRules(text: string): readonly FieldRule[] {
  return linesOf(text).map(([name = '', form = '', need = '', content = '']) => ({
    name,
    label: '',
    form,
    need,
    content,
  }))
}

/** The same of `CODE 名称 form need [content]`; an address gives its two lines. */
export function readRows(text: string): readonly FieldRule[] {
  return linesOf(text).flatMap(([name = '', label = '', form = '', need = '', content = '']) => {
    const rule = { name, label, form, need, content }
    if (form !== 'a') return [rule]
    return [
      { ...rule, name: `${name}_QH`, label: `${label}区划`, form: 'area' },
      { ...rule, name: `${name}_XZ`, label: `${label}详址`, form: 's200' },
    ]
  })
}

function linesOf(text: string): string[][] {
  return text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
}

/** What is wrong with a field, as code and sentence; `value` is undefined where it is not there. */
export function checkField(rule: FieldRule, value: string | undefined, lookUp: LookUp): [string, string] | null {
  const said = value === undefined || value === '' || value === FILLER ? '' : value
  if (rule.need === 'W') {
    if (value === undefined || value === '') return ['SD2003', '必填,无值填“无”']
  } else {
    const { isWanted, isAllowed } = needOf(rule.need, lookUp)
    if (isWanted && said === '') return ['SD2003', '必填缺失']
    if (!isAllowed && value !== undefined) return ['SD2007', '此情形下不应出现']
    if (value !== undefined && said === '') return ['SD2003', '无值的行不应出现']
  }
  return said === '' ? null : (checkForm(rule.form, said) ?? checkContent(rule.content, said, lookUp))
}

const isTime = (text: string) => {
  const parts = /^(\d{4}-\d\d-\d\d) ([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.exec(text)
  return parts !== null && isDay(parts[1] ?? '')
}
const isTerm = (text: string) => {
  const [from = '', to = ''] = text.split(' 至 ')
  return text === '无固定期限' || (isDay(from) && (to === '无固定期限' || isDay(to)))
}

const FORMS: Readonly<Record<string, (value: string) => boolean>> = {
  day: isDay,
  dt: isTime,
  ym: (value) => /^\d{4}-(0[1-9]|1[0-2])$/.test(value),
  ymd: (value) => /^\d{8}$/.test(value) && isDay(value.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3')),
  term: isTerm,
  area: (value) => /^\d{12}$/.test(value),
  b: (value) => value === 'Y' || value === 'N',
  y: (value) => /^(0|[1-9]\d*)(\.\d?[1-9])?$/.test(value),
  n2: (value) => /^\d+(\.\d{1,2})?$/.test(value),
}

function checkForm(form: string, value: string): [string, string] | null {
  const known = FORMS[form]
  if (known) return known(value) ? null : ['SD2004', `“${form}”格式不符`]
  if (form.startsWith('=')) return value === form.slice(1) ? null : ['SD2007', `恒为 ${form.slice(1)}`]
  const size = Number(form.slice(1))
  if (form.startsWith('s')) return [...value].length <= size ? null : ['SD2005', `超过 ${size} 字`]
  if (form.startsWith('i')) return /^\d+$/.test(value) && value.length <= size ? null : ['SD2004', '不是整数']
  return checkCodes(form, value)
}

function checkCodes(form: string, value: string): [string, string] | null {
  const [head = '', table = ''] = form.split(':')
  const codes = TABLES[table] ?? []
  const given = head === 'k;' ? value.split(';') : head === 'k,' ? value.split(',') : [value]
  const wrong = given.find((code) => !codes.includes(code))
  if (wrong !== undefined) return ['SD2004', `码值 ${wrong} 不在 SD_${table}`]
  return given.join() === [...given].sort().join() ? null : ['SD2004', '代码未按升序']
}

const CONTENTS: Readonly<Record<string, readonly [test: (value: string) => boolean, code: string, msg: string]>> = {
  id: [isIdNumber, 'SD2006', '公民身份号码校验码错误'],
  uscc: [isUscc, 'SD2006', '统一社会信用代码校验码错误'],
  mobile: [(value) => /^1[3-9]\d{9}$/.test(value), 'SD2004', '不是手机号码'],
  phone: [(value) => /^(1[3-9]\d{9}|0\d{2,3}-\d{7,8}(-\d{1,6})?)$/.test(value), 'SD2004', '应为手机号或“区号-号码”'],
}

function checkContent(content: string, value: string, lookUp: LookUp): [string, string] | null {
  const [kind = '', condition] = content.split('@')
  const found = CONTENTS[kind]
  if (!found || (condition && !isTrue(condition, lookUp))) return null
  const [test, code, msg] = found
  return test(value) ? null : [code, msg]
}
