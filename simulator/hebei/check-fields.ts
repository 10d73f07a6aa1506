import { hasLicenceCheck, isIdNumber, isUscc } from '../check-digits.ts'
import { type LookUp, needOf } from '../field-needs.ts'
import { TABLES } from './code-tables.ts'
import type { Body, WireError } from './wire.ts'

interface Field {
  readonly type: string
  readonly need: string
  readonly members: Map<string, Field>
}

function readFields(text: string): Map<string, Field> {
  const fields = new Map<string, Field>()
  for (const word of text.trim().split(/\s+/)) {
    const [path = '', type = '', need = ''] = word.split(':')
    const [list = '', member] = path.split('.')
    const place = member === undefined ? fields : fields.get(list)?.members
    place?.set(member ?? list, { type, need, members: new Map() })
  }
  return fields
}

const error = (path: string, code: string, message: string): WireError => ({ path, code, message })

/** Everything that is missing, too much or badly written in a group of fields; conditions may name what lies around it. */
export function checkFields(value: unknown, fields: string, path: string, around: LookUp = () => ''): WireError[] {
  return checkGroup(value, readFields(fields), path, around)
}

function checkGroup(value: unknown, fields: Map<string, Field>, path: string, around: LookUp): WireError[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return [error(path.replace(/\.$/, ''), 'E03', '应是对象')]
  const body = value as Body
  const lookUp: LookUp = (name) => (name in body ? String(body[name]) : around(name))
  const unknown = Object.keys(body).filter((name) => !fields.has(name))
  return [
    ...unknown.map((name) => error(path + name, 'E07', '表外键')),
    ...[...fields].flatMap(([name, field]) => checkField(body[name], field, path + name, lookUp)),
  ]
}

function checkField(value: unknown, field: Field, path: string, lookUp: LookUp): WireError[] {
  const { type, need, members } = field
  if (value === undefined) return [error(path, 'E01', '缺少键')]
  if (type === 'any') return []
  if (/^L\d/.test(type)) return checkList(value, type, members, path, lookUp)
  if (typeof value !== 'string') return [error(path, 'E03', '标量应为字符串')]
  const { isWanted, isAllowed } = need === 'R' ? { isWanted: false, isAllowed: false } : needOf(need, lookUp)
  if (value === '') return isWanted ? [error(path, 'E01', '必填为空')] : []
  if (!isAllowed) return [error(path, 'E07', '不得填写')]
  const code = faultOf(value, type, lookUp)
  return code === null ? [] : [error(path, code, MESSAGES[code] ?? '')]
}

const MESSAGES: Readonly<Record<string, string>> = {
  E02: '超长',
  E03: '格式不对',
  E04: '码值不在现行码表',
  E05: '校验位错误',
}

function checkList(value: unknown, type: string, members: Map<string, Field>, path: string, around: LookUp) {
  if (!Array.isArray(value)) return [error(path, 'E03', '应是数组')]
  const [least = 0, most = 0] = type.slice(1).split('..').map(Number)
  return [
    ...(value.length < least ? [error(path, 'E01', `至少 ${least} 条`)] : []),
    ...(value.length > most ? [error(path, 'E02', `至多 ${most} 条`)] : []),
    ...value.flatMap((one: unknown, index) => checkGroup(one, members, `${path}[${index}].`, around)),
  ]
}

/** §7: no control, zero-width or direction characters, no space at either end. */
const FORBIDDEN = /[\u0000-\u001f\u200b-\u200f\u202a-\u202e\ufeff]|^\s|\s$/u

function faultOf(value: string, type: string, lookUp: LookUp): string | null {
  if (FORBIDDEN.test(value)) return 'E03'
  const table = TABLES[type]
  if (table) return table.includes(value) ? null : 'E04'
  if (type.startsWith('=')) return value === type.slice(1) ? null : 'E03'
  const number = /^n(\d+)(?:\.(\d+))?$/.exec(type)
  if (number) return isNumber(value, Number(number[1]), Number(number[2] ?? 0)) ? null : 'E03'
  const [, kind = '', most, kindField] = /^(s|no|nm)(\d+)(?:@(\w+))?$/.exec(type) ?? []
  if (kind === '') return (WRITTEN[type] ?? (() => 'E03'))(value)
  if ([...value].length > Number(most)) return 'E02'
  return kindField === undefined ? null : ofHolder(kind, value, lookUp(kindField))
}

/** §2 and §7: the number, or the name, of whoever has an identity card or a business licence; ministries write 01 for 111. */
function ofHolder(kind: string, value: string, idType: string): string | null {
  const isCard = idType === '111' || idType === '01'
  if (kind === 'nm') return [...value].length < 2 || (isCard && /[A-Za-z]/.test(value)) ? 'E03' : null
  if (isCard) return isIdNumber(value) ? null : 'E05'
  return idType !== '001' || isUscc(value) ? null : 'E05'
}

const isNumber = (value: string, digits: number, decimals: number) =>
  (decimals === 0
    ? /^(0|[1-9]\d*)$/.test(value)
    : /^(0|[1-9]\d*)\.\d+$/.test(value) && value.split('.')[1]?.length === decimals) &&
  value.replace('.', '').length <= digits

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}
const isTime = (day: string, hour: string, minute: string, second: string) =>
  isDay(day) && Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60
const dashed = (day: string) => `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6, 8)}`

const matching =
  (pattern: RegExp, code = 'E03') =>
  (value: string) =>
    pattern.test(value) ? null : code
const when = (holds: (value: string) => boolean, code: string) => (value: string) => (holds(value) ? null : code)

/** §3.1 and §7: how each other type is written; the code of the fault, or null. */
const WRITTEN: Readonly<Record<string, (value: string) => string | null>> = {
  uuid: matching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/),
  pn: matching(/^[0-9A-Za-z-]{8,50}$/),
  B: matching(/^[01]$/),
  F: matching(/^[\da-f]{32}$/),
  D: when((value) => /^\d{4}-\d\d-\d\d$/.test(value) && isDay(value), 'E03'),
  D8: when((value) => /^\d{8}$/.test(value) && isDay(dashed(value)), 'E03'),
  T: when(
    (value) =>
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(value) &&
      isTime(value.slice(0, 10), value.slice(11, 13), value.slice(14, 16), value.slice(17)),
    'E03',
  ),
  T14: when(
    (value) =>
      /^\d{14}$/.test(value) && isTime(dashed(value), value.slice(8, 10), value.slice(10, 12), value.slice(12)),
    'E03',
  ),
  YM: matching(/^\d{4}(0[1-9]|1[0-2])$/),
  q: matching(/^[1-9]\d{5}$/),
  q13: matching(/^13\d{4}$/),
  o12: matching(/^\d{12}$/),
  zip: matching(/^\d{6}$/),
  m: matching(/^1[3-9]\d{9}$/),
  t: matching(/^(1[3-9]\d{9}|0\d{2,3}-\d{7,8})$/),
  cc: matching(/^[A-Z]{3}$/, 'E04'),
  id: when(isIdNumber, 'E05'),
  /** a sole trader without one has the number of the identity card */
  uscc: when((value) => isUscc(value) || isIdNumber(value), 'E05'),
  licence: when(hasLicenceCheck, 'E05'),
  industry: matching(/^[A-T]\d{4}$/),
  letter: matching(/^\d{16}$/),
  classes: matching(/^([A-Z]\d?)+$/),
  change: matching(/^\w+=[^;=]+(;\w+=[^;=]+)*$/),
}
