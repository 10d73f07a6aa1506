import { TABLES } from './code-tables.ts'
import { type Body, isBody, type WireError } from './wire.ts'

/** One field as the document writes it; the members of a list's elements, or of a group, below it. */
interface Field {
  readonly type: string
  readonly need: string
  readonly table: string | undefined
  readonly members: Map<string, Field>
}

const error = (path: string, code: string, msg: string): WireError => ({ path, code, msg })

/** Reads `name:type:need[:table]` words; a name with dots lies within the list or group before its last dot. */
function readFields(text: string): Map<string, Field> {
  const fields = new Map<string, Field>()
  for (const word of text.trim().split(/\s+/)) {
    const [path = '', type = '', need = '', table] = word.split(':')
    const names = path.split('.').map((name) => name.replace('[]', ''))
    let place = fields
    for (const name of names.slice(0, -1)) place = place.get(name)?.members ?? place
    place.set(names.at(-1) ?? '', { type, need, table, members: new Map() })
  }
  return fields
}

/** Everything that is missing, too much or badly written in a group of fields, each at its own path. */
export function checkFields(value: unknown, fields: string, path: string): WireError[] {
  return checkGroup(value, readFields(fields), path)
}

function checkGroup(value: unknown, fields: Map<string, Field>, path: string): WireError[] {
  if (!isBody(value)) return [error(path, 'F103', '应是对象')]
  const at = (name: string) => (path === '' ? name : `${path}.${name}`)
  const unknown = Object.keys(value).filter((name) => !fields.has(name))
  return [
    ...unknown.map((name) => error(at(name), 'F106', '未定义的键')),
    ...[...fields].flatMap(([name, field]) => checkField(value[name], field, at(name))),
  ]
}

function checkField(value: unknown, field: Field, path: string): WireError[] {
  if (value === undefined) return field.need === 'M' ? [error(path, 'F101', '必填缺失')] : []
  if (field.type === 'ADDR') return checkGroup(value, ADDRESS, path)
  if (field.type === '{}') return checkGroup(value, field.members, path)
  if (field.type.startsWith('L')) return checkList(value, field, path)
  if (field.table && !TABLES[field.table]?.includes(String(value))) return [error(path, '2006', '码值不在表内')]
  return checkScalar(value, field.type, path)
}

function checkList(value: unknown, { type, members }: Field, path: string): WireError[] {
  const [least, most] = type.slice(1).split('..').map(Number)
  if (!Array.isArray(value)) return [error(path, 'F103', '应是列表')]
  const count = value.length >= (least ?? 0) && value.length <= (most ?? 0)
  return [
    ...(count ? [] : [error(path, 'F103', `应有 ${least} 至 ${most} 条`)]),
    ...value.flatMap((element, index) =>
      members.size === 0
        ? checkScalar(element, 's100', `${path}[${index}]`)
        : checkGroup(element, members, `${path}[${index}]`),
    ),
  ]
}

const ADDRESS = readFields('area:c6:M town:s0:M detail:s200:M full:s300:M')
const HOURS_8 = 8 * 3_600_000

function checkScalar(value: unknown, type: string, path: string): WireError[] {
  const [, kind = '', length = '0'] = /^([a-z]+)(\d*)$/.exec(type) ?? []
  const most = Number(length)
  const isText = typeof value === 'string'
  if (isText && /[\u0000-\u0009\u000b-\u001f]/.test(value)) return [error(path, '2009', '有控制字符')]
  if (kind === 's') {
    if (!isText || (value === '' && most > 0)) return [error(path, 'F103', '无值的键应省略')]
    return most > 0 && [...value].length > most ? [error(path, 'F102', `超过 ${most} 个字符`)] : []
  }
  return WRITTEN[kind]?.(value, most) ? [] : [error(path, 'F103', `不是 ${type}`)]
}

const isTime = (value: unknown): value is number => Number.isSafeInteger(value)
/** §3.5: how each type is written. */
const WRITTEN: Readonly<Record<string, (value: unknown, length: number) => boolean>> = {
  c: (value, length) => typeof value === 'string' && value.length <= length && /^[\dA-Z]+$/.test(value),
  n: (value) => typeof value === 'string' && /^\d+\.\d{2}$/.test(value),
  i: (value, length) => Number.isSafeInteger(value) && String(value).length <= length,
  day: (value) => isTime(value) && (value + HOURS_8) % 86_400_000 === 0,
  mt: isTime,
  ym: (value) => typeof value === 'string' && /^\d{6}$/.test(value),
  ymd: (value) => typeof value === 'string' && /^\d{8}$/.test(value),
  b: (value) => value === '1' || value === '0',
  t: (value) => typeof value === 'string',
}

/** A rule that makes fields necessary, or forbids them, by the value of another. */
export interface Condition {
  readonly fields: string
  readonly where: string
  readonly is: RegExp
  /** the fields may not be there otherwise */
  readonly only?: boolean
}

/** What conditions ask for and is not there, or forbid and is. */
export function checkConditions(value: Body, conditions: readonly Condition[], path: string): WireError[] {
  return conditions.flatMap(({ fields, where, is, only }) => {
    const holds = is.test(String(value[where] ?? ''))
    return fields.split(' ').flatMap((name) => {
      if (holds && value[name] === undefined) return [error(`${path}.${name}`, 'F101', '必填缺失')]
      return !holds && only && value[name] !== undefined ? [error(`${path}.${name}`, 'F106', '不应出现')] : []
    })
  })
}
