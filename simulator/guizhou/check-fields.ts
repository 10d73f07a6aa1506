import { isIdNumber, isUscc } from '../check-digits.ts'
import { type LookUp, needOf } from '../field-needs.ts'
import { isValueOf } from './code-tables.ts'
import { error, type Form, type WireError } from './wire.ts'

/** A key as the document lists it. */
interface Field {
  readonly key: string
  readonly type: string
  readonly need: string
  readonly table: string
}

/** A list: the key that counts it, how many there may be, and the keys behind each number. */
interface List {
  readonly count: string
  readonly least: number
  readonly most: number
  readonly fields: Field[]
}

interface Layout {
  readonly fields: Field[]
  readonly lists: List[]
}

/** Reads the words of `fields.ts`. */
export function readFields(text: string): Layout {
  const layout: Layout = { fields: [], lists: [] }
  for (const word of text.trim().split(/\s+/)) {
    const [name = '', type = '', need = 'M', table = ''] = word.split(':')
    const [, least, most] = /^L(\d+)\.\.(\d+)$/.exec(type) ?? []
    const key = name.replace('{i}', '')
    if (least !== undefined) layout.lists.push({ count: key, least: Number(least), most: Number(most), fields: [] })
    else if (key === name) layout.fields.push({ key, type, need, table })
    else layout.lists.at(-1)?.fields.push({ key, type, need, table })
  }
  return layout
}

const NUMBERED = /^(0|[1-9]\d*)([A-Z].*)$/

/** Everything that is missing, unknown or badly written among the keys of a form; `common` are keys that anything may have. */
export function checkFields(form: Form, text: string, common: readonly string[], beside: Form): WireError[] {
  const { fields, lists } = readFields(text)
  const lookUp: LookUp = (key) => form[key] ?? beside[key] ?? ''
  const known = new Set([...common, ...fields.map(({ key }) => key), ...lists.map(({ count }) => count)])
  const listOf = new Map(lists.flatMap((list) => list.fields.map(({ key }) => [key, list] as const)))
  return [
    ...Object.keys(form).flatMap((key) => {
      if (known.has(key)) return []
      const [, index, name = ''] = NUMBERED.exec(key) ?? []
      const list = listOf.get(name)
      if (!list || index === undefined) return [error(key, '2003', '未知键')]
      return Number(index) < Number(form[list.count]) ? [] : [error(key, '2009', '下标与条数不符')]
    }),
    ...fields.flatMap((field) => checkField(form[field.key], field, field.key, lookUp)),
    ...lists.flatMap((list) => checkList(form, list, lookUp)),
  ]
}

function checkList(form: Form, { count, least, most, fields }: List, lookUp: LookUp): WireError[] {
  if (!form[count]) return [error(count, '2004', '必填缺失')]
  const length = Number(form[count])
  if (!(length >= least && length <= most)) return [error(count, '2009', `应有 ${least} 至 ${most} 条`)]
  return Array.from({ length }, (_, index) => {
    const lookUpHere: LookUp = (key) => form[`${index}${key}`] ?? lookUp(key)
    return fields.flatMap((field) =>
      checkField(form[`${index}${field.key}`], field, `${index}${field.key}`, lookUpHere),
    )
  }).flat()
}

function checkField(value: string | undefined, field: Field, key: string, lookUp: LookUp): WireError[] {
  const { isWanted, isAllowed } = needOf(field.need, lookUp)
  if (!value) return isWanted ? [error(key, '2004', '必填缺失')] : []
  if (!isAllowed) return [error(key, '2003', '此处不应出现')]
  const refused = UNSUPPORTED.test(value) ? '2012' : refusedBy(value, field, lookUp)
  return refused === null ? [] : [error(key, refused, MEANINGS[refused] ?? '不符')]
}

/** §7: no control characters but LF, and nothing beyond U+FFFF. */
const UNSUPPORTED = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff]/
const MEANINGS: Readonly<Record<string, string>> = {
  '2005': '码值不在表内',
  '2006': '长度、格式或类型错误',
  '2008': '校验位错误',
  '2012': '字符不支持',
}

function refusedBy(value: string, { key, type, table }: Field, lookUp: LookUp): string | null {
  if (table !== '' && !isValueOf(table, value)) return '2005'
  const [, kind = '', size = ''] = /^([a-z]+)([\d.]*)$/.exec(type) ?? []
  if (kind === 's') return value.length <= Number(size) ? null : '2006'
  if (kind === 'n') return isNumber(value, size) ? null : '2006'
  if (kind === 'id') return refusedNumber(value, Number(size), lookUp(typeKeyOf(key)))
  const [isRight, code] = WRITTEN[kind] ?? [() => false, '2006']
  return isRight(value) ? null : code
}

/** The key that says what an id number is of. */
const typeKeyOf = (key: string): string => key.replace(/IDNO$/, 'IDTYPE').replace(/No$/, 'Type')

function refusedNumber(value: string, most: number, type: string): string | null {
  if (value.length > most) return '2006'
  return type !== 'SF' || isIdNumber(value) ? null : '2008'
}

/** §7.3: n(p,6) without trailing zeros, n(p,2) with exactly two places. */
function isNumber(value: string, size: string): boolean {
  const [digits, places] = size.split('.').map(Number)
  const form = [/^(0|[1-9]\d*)$/, /^(0|[1-9]\d*)\.\d{2}$/][(places ?? 0) / 2] ?? /^(0|[1-9]\d*)(\.\d{0,5}[1-9])?$/
  return form.test(value) && value.replace('.', '').length <= (digits ?? 0)
}

const isDay = (value: string): boolean => {
  const time = /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value)
}
const PSEUDO_AREA = '520199'

/** How each type is written, and the code where it is not. */
const WRITTEN: Readonly<Record<string, readonly [(value: string) => boolean, string]>> = {
  no: [(value) => /^[\dA-Za-z-]{1,32}$/.test(value), '2006'],
  area: [(value) => /^\d{6}$/.test(value) && value !== PSEUDO_AREA, '2005'],
  mobile: [(value) => /^1[3-9]\d{9}$/.test(value), '2006'],
  d: [isDay, '2006'],
  dt: [(value) => isDay(value.slice(0, 10)) && /^.{10} ([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(value), '2006'],
  ym: [(value) => /^\d{4}-(0[1-9]|1[0-2])$/.test(value), '2006'],
  bare: [(value) => /^[1-9]\d{0,3}$/.test(value), '2006'],
  uscc: [isUscc, '2008'],
  sfz: [isIdNumber, '2008'],
  either: [(value) => isUscc(value) || isIdNumber(value), '2008'],
}
