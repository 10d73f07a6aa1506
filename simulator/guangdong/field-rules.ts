import { isDay } from '../beijing-time.ts'
import { isIdNumber, isUscc } from '../check-digits.ts'
import { isTrue, type LookUp, needOf } from '../field-needs.ts'
import { TABLES } from './code-tables.ts'
import type { Field } from './ex-info.ts'

/** A field as §3.3 notes it. */
export interface FieldRule {
  readonly name: string
  /** `s20` text, `i5` integer, `n18.6` decimal of so many places, `c:XB` code, `k,:CYLB` codes joined in order, `=2` constant, `d t ym b area`, `x` a piece of XML; `L1-50` heads a list */
  readonly form: string
  /** see `needOf` */
  readonly need: string
  /** `id`, `uscc`, `mobile`; `id@KEY=v` where that field says so */
  readonly content: string
}

/** One of `errInfo` (§3.5). */
export interface WireError {
  readonly code: string
  readonly field: string
  readonly msg: string
}

/** Reads lines of `NAME form need [content]`, in the order of the wire; an address gives its two fields. */
export function readRules(text: string): readonly FieldRule[] {
  return text
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [name = '', form = '', need = '', content = ''] = line.trim().split(/\s+/)
      const rule = { name, form, need, content }
      if (form !== 'a') return [rule]
      return [
        { ...rule, name: `${name}_QH`, form: 'area' },
        { ...rule, name: `${name}_DZ`, form: 's200' },
      ]
    })
}

const FORMS: Readonly<Record<string, (value: string) => boolean>> = {
  d: (value) => /^\d{8}$/.test(value) && isDay(value.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3')),
  t: (value) => /^\d{8}([01]\d|2[0-3])([0-5]\d){2}$/.test(value) && (FORMS['d']?.(value.slice(0, 8)) ?? false),
  ym: (value) => /^\d{4}(0[1-9]|1[0-2])$/.test(value),
  b: (value) => value === '0' || value === '1',
  area: (value) => /^\d{6}$/.test(value),
  x: () => true,
}

function checkForm(form: string, value: string): [string, string] | null {
  const known = FORMS[form]
  if (known) return known(value) ? null : ['G109', '格式不符']
  if (form.startsWith('=')) return value === form.slice(1) ? null : ['G108', `恒为 ${form.slice(1)}`]
  if (form.startsWith('s')) return [...value].length <= Number(form.slice(1)) ? null : ['G109', '超长']
  if (form.startsWith('i'))
    return /^\d+$/.test(value) && value.length <= Number(form.slice(1)) ? null : ['G109', '不是整数']
  if (form.startsWith('n')) {
    const places = form.split('.')[1]
    return new RegExp(`^(0|[1-9]\\d*)\\.\\d{${places}}$`).test(value) ? null : ['G109', `应为 ${places} 位小数`]
  }
  const [head = '', table = ''] = form.split(':')
  const given = head === 'k,' ? value.split(',') : [value]
  const wrong = given.find((code) => !TABLES[table]?.includes(code))
  return wrong === undefined ? null : ['G108', `码值 ${wrong} 不在码表 ${table}`]
}

const CONTENTS: Readonly<Record<string, readonly [test: (value: string) => boolean, code: string, msg: string]>> = {
  id: [isIdNumber, 'G106', '证件号码校验位错误'],
  uscc: [isUscc, 'G106', '统一社会信用代码校验位错误'],
  mobile: [(value) => /^1\d{10}$/.test(value), 'G109', '应为 11 位手机号'],
}

function checkField(rule: FieldRule, value: string | undefined, lookUp: LookUp): [string, string] | null {
  const { isWanted, isAllowed } = needOf(rule.need, lookUp)
  if (value === undefined) return isWanted ? ['G107', '必填缺失'] : null
  if (!isAllowed) return ['G125', '此情形下不得出现']
  if (value === '' || value.trim() !== value) return ['G109', '不写空值与首尾空格']
  const wrong = checkForm(rule.form, value)
  if (wrong) return wrong
  const [kind = '', condition] = rule.content.split('@')
  const found = CONTENTS[kind]
  return !found || (condition && !isTrue(condition, lookUp)) || found[0](value) ? null : [found[1], found[2]]
}

/** Every breach of the rules in fields that stand in one place: unknown ones, their order, and what they hold. */
export function checkFields(
  rules: readonly FieldRule[],
  fields: readonly Field[],
  lookUp: LookUp,
  path: (name: string) => string,
): WireError[] {
  const values = new Map(fields)
  const names = fields.map(([name]) => name)
  const wanted = rules.map(({ name }) => name).filter((name) => values.has(name))
  const unknown = names.filter((name) => !rules.some((rule) => rule.name === name))
  const own = (name: string) => values.get(name) ?? lookUp(name)
  return [
    ...unknown.map((name) => ({ code: 'G126', field: path(name), msg: '未知字段' })),
    ...(unknown.length === 0 && names.join() !== wanted.join()
      ? [{ code: 'G109', field: path(''), msg: `字段的次序应为 ${wanted.join()}` }]
      : []),
    ...rules.flatMap((rule) => {
      const wrong = checkField(rule, values.get(rule.name), own)
      return wrong ? [{ code: wrong[0], field: path(rule.name), msg: wrong[1] }] : []
    }),
  ]
}
