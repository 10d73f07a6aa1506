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
    const names = path.split('.')
    let place = fields
    for (const name of names.slice(0, -1)) place = place.get(name)?.members ?? place
    place.set(names.at(-1) ?? '', { type, need, members: new Map() })
  }
  return fields
}

const MESSAGES: Readonly<Record<string, string>> = {
  Required: '没有填写',
  NotAllowed: '不得填写',
  TooLong: '超长',
  Format: '格式不对',
  Code: '码值不在现行码表',
  Checksum: '校验位错误',
}
const error = (Path: string, ErrCode: string, ErrMsg = MESSAGES[ErrCode] ?? ''): WireError => ({
  Path,
  ErrCode,
  ErrMsg,
})

/** Everything that is missing, too much or badly written in a group of fields; conditions may name what lies around it. */
export function checkFields(value: unknown, fields: string, path: string, around: LookUp = () => ''): WireError[] {
  return checkGroup(value, readFields(fields), path, around)
}

function checkGroup(value: unknown, fields: Map<string, Field>, path: string, around: LookUp): WireError[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return [error(path.replace(/\.$/, ''), 'Format', '应是对象')]
  const body = value as Body
  const lookUp: LookUp = (name) => (name in body ? String(body[name] ?? '') : around(name))
  const unknown = Object.keys(body).filter((name) => !fields.has(name))
  return [
    ...unknown.map((name) => error(path + name, 'NotAllowed', '表外键')),
    ...[...fields].flatMap(([name, field]) => checkField(body[name], field, path + name, lookUp)),
  ]
}

function checkField(value: unknown, { type, need, members }: Field, path: string, lookUp: LookUp): WireError[] {
  if (value === undefined) return [error(path, 'Required', '缺少键')]
  if (value === '') return [error(path, 'Format', '不得用空串表示无值')]
  const { isWanted, isAllowed } = need === 'R' ? { isWanted: false, isAllowed: false } : needOf(need, lookUp)
  if (value === null) return isWanted ? [error(path, 'Required')] : []
  if (!isAllowed) return [error(path, 'NotAllowed')]
  if (type === 'any') return []
  if (type === '{}') return checkGroup(value, members, `${path}.`, lookUp)
  if (/^L\d/.test(type)) return checkList(value, type, members, path, lookUp)
  if (type.startsWith('*')) return checkWords(value, type.slice(1), path)
  const code = type === 'i' ? integerFault(value) : textFault(value, type, lookUp)
  return code === null ? [] : [error(path, code)]
}

function checkList(value: unknown, type: string, members: Map<string, Field>, path: string, around: LookUp) {
  if (!Array.isArray(value)) return [error(path, 'Format', '应是数组')]
  const [least = 0, most = 0] = type.slice(1).split('..').map(Number)
  return [
    ...(value.length < least ? [error(path, 'Required', `至少 ${least} 条`)] : []),
    ...(value.length > most ? [error(path, 'TooLong', `至多 ${most} 条`)] : []),
    ...value.flatMap((one: unknown, index) => checkGroup(one, members, `${path}[${index}].`, around)),
  ]
}

function checkWords(value: unknown, table: string, path: string): WireError[] {
  if (!Array.isArray(value)) return [error(path, 'Format', '应是数组')]
  return value.flatMap((one: unknown, index) =>
    TABLES[table]?.includes(String(one)) ? [] : [error(`${path}[${index}]`, 'Code')],
  )
}

const integerFault = (value: unknown) => (Number.isSafeInteger(value) && Number(value) >= 0 ? null : 'Format')

/** §7: no control, zero-width or direction characters, no space at either end. */
const FORBIDDEN = /[\u0000-\u001f\u200b-\u200f\u202a-\u202e\ufeff]|^\s|\s$/u

function textFault(value: unknown, type: string, lookUp: LookUp): string | null {
  if (typeof value !== 'string' || FORBIDDEN.test(value)) return 'Format'
  const table = TABLES[type]
  if (table) return table.includes(value) ? null : 'Code'
  if (type.startsWith('=')) return value === type.slice(1) ? null : 'Code'
  const [, kind = '', most, kindField] = /^(s|no|nm)(\d+)(?:@(\w+))?$/.exec(type) ?? []
  if (kind === '') return (WRITTEN[type] ?? (() => 'Format'))(value)
  if ([...value].length > Number(most)) return 'TooLong'
  return kindField === undefined ? null : holderFault(kind, value, lookUp(kindField))
}

/** §3.3 and §7: the number, or the name, of whoever has an identity card or a business licence. */
function holderFault(kind: string, value: string, idType: string): string | null {
  const { length } = [...value]
  if (kind === 'nm') return idType === '1' && (length < 2 || length > 50 || /[A-Za-z]/.test(value)) ? 'Format' : null
  const isRight = idType === '1' ? isIdNumber(value) : idType !== 'E1' || isUscc(value)
  return isRight ? null : 'Checksum'
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`)
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

const matching =
  (pattern: RegExp, code = 'Format') =>
  (value: string) =>
    pattern.test(value) ? null : code
const when = (holds: (value: string) => boolean, code: string) => (value: string) => (holds(value) ? null : code)
const TIME = /T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\+08:00$/

/** §3.1 and §7: how each other type is written; the code of the fault, or null. */
const WRITTEN: Readonly<Record<string, (value: string) => string | null>> = {
  uuid: matching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/),
  pn: matching(/^[0-9A-Za-z-]{8,50}$/),
  B: matching(/^[是否]$/, 'Code'),
  F: matching(/^[\da-f]{32}$/),
  digest: matching(/^[\da-f]{64}$/),
  Y: matching(/^(0|[1-9]\d*)\.\d{2}$/),
  DEC: matching(/^(0|[1-9]\d*)\.\d{2}$/),
  D: when(isDay, 'Format'),
  DL: when((value) => value === '长期' || isDay(value), 'Format'),
  T: when((value) => isDay(value.slice(0, 10)) && TIME.test(value.slice(10)), 'Format'),
  YMC: matching(/^\d{4}年(0[1-9]|1[0-2])月$/),
  q: matching(/^[1-9]\d{5}$/),
  q310: matching(/^310\d{3}$/),
  o12: matching(/^\d{12}$/),
  zip: matching(/^\d{6}$/),
  m: matching(/^1[3-9]\d{9}$/),
  c3: matching(/^\d{3}$/, 'Code'),
  nation: matching(/^(\p{Script=Han}+族|其他|入籍)$/u, 'Code'),
  id: when(isIdNumber, 'Checksum'),
  /** a sole trader without one has the number of the identity card */
  uscc: when((value) => isUscc(value) || isIdNumber(value), 'Checksum'),
  licence: when(hasLicenceCheck, 'Checksum'),
  industry: matching(/^\d{4}$/),
  letter: matching(/^\d{16}$/),
  pinyin: matching(/^(?=.{1,100}$)[A-Z]+( [A-Z]+)*$/),
  classes: matching(/^[A-Z]\d?(,[A-Z]\d?)*$/),
}
