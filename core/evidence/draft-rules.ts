import { isObject, type Json, type JsonObject } from '../json.ts'
import { isSafePath } from '../mapping/operations/arguments.ts'
import type { Matter } from '../matter.ts'
import type { Leaf } from './leaves.ts'
import type { LineProposal } from './propose.ts'
import { dateFormatOf, endlessWordOf } from './shapes.ts'

/** The rules that confirmed lines come to, with the tables that they name. */
export interface DraftRules {
  readonly form: readonly JsonObject[]
  readonly tables: JsonObject
  /** the partner's fields that no rule writes, with the reason */
  readonly open: readonly { readonly field: string; readonly reason: string }[]
}

/** Writes the rules of a matter's form; lists become list rules, what cannot be written yet is told. */
export function draftRules(lines: readonly LineProposal[], leaves: readonly Leaf[], matter: Matter): DraftRules {
  const tables: Record<string, Json> = {}
  const open: { field: string; reason: string }[] = []
  const form: JsonObject[] = []
  const lists = new Map<string, JsonObject>()
  const leafAt = new Map(leaves.map((leaf) => [leaf.path, leaf]))
  for (const line of lines) {
    if (line.material) continue
    const leaf = leafAt.get(line.field)
    const written = leaf && ruleOf(line, leaf, matter, tables)
    if (!written || typeof written === 'string') {
      open.push({ field: line.field, reason: typeof written === 'string' ? written : '样例中没有这一项' })
      continue
    }
    const { to, from } = written
    if (!to.includes('[]')) form.push(written.rule)
    else if (!place(lists, form, to, from ?? '', written.rule))
      open.push({ field: line.field, reason: '多层的列表请手写规则' })
  }
  return { form, tables, open }
}

interface Written {
  readonly to: string
  readonly from: string | null
  readonly rule: JsonObject
}

/** Rules of one list stand together where the list first comes. */
function place(
  lists: Map<string, JsonObject>,
  form: JsonObject[],
  to: string,
  from: string,
  rule: JsonObject,
): boolean {
  const [list = '', inner = '', more] = to.split(/\[\]\.?/)
  const [ours = '', path = '', deeper] = from.split(/\[\]\.?/)
  if (more !== undefined || deeper !== undefined || inner === '' || path === '' || !from.includes('[]')) return false
  const known = lists.get(list) ?? { to: list, from: ours, op: 'list', item: [] }
  if (known['from'] !== ours) return false
  if (!lists.has(list)) form.push(known)
  lists.set(list, known)
  ;(known['item'] as Json[]).push({ ...rule, to: inner, from: path })
  return true
}

function ruleOf(line: LineProposal, leaf: Leaf, matter: Matter, tables: Record<string, Json>): Written | string {
  const { field } = line
  if (!isSafePath(field.replaceAll('[]', ''))) return '名称里有不能作路径的字符'
  if (line.path === null) {
    if (line.constant === undefined) return line.reasons[0] ?? '没有认出'
    if (field.includes('[]')) return '列表里的固定值请手写规则'
    return { to: field, from: null, rule: { to: field, op: 'const', value: typed(line.constant, leaf) } }
  }
  const target = matter.fields.find(({ path }) => path === line.path)
  const rule: JsonObject = { to: field, from: line.path, ...operationOf(line, leaf, target?.type, tables, matter) }
  if (target?.required === true) rule['must'] = true
  return { to: field, from: line.path, rule }
}

const typed = (value: string, { written }: Leaf): Json =>
  written === 'number' ? Number(value) : written === 'boolean' ? value === 'true' : value

function operationOf(
  line: LineProposal,
  leaf: Leaf,
  type: string | undefined,
  tables: Record<string, Json>,
  matter: Matter,
): JsonObject {
  const path = line.path ?? ''
  if (path === 'case.appliedAt' || path === 'message.at' || ['date', 'datetime', 'expiry'].includes(type ?? '')) {
    const open = type === 'expiry' ? endlessWordOf(leaf.values) : null
    return { op: 'date', format: dateFormatOf(leaf.values) ?? 'yyyy-MM-dd', ...(open ? { open } : {}) }
  }
  if (type === 'division' || path === 'home.division') return divisionOf(leaf)
  if (type === 'address') return addressOf(leaf)
  if (type === 'boolean' && leaf.written !== 'boolean') return booleanOf(leaf)
  if ((type === 'integer' || type === 'decimal') && leaf.written === 'text')
    return { op: 'text', ...(type === 'decimal' ? { decimals: decimalsOf(leaf) } : {}) }
  if (line.table) return { op: 'lookup', table: tableOf(line, tables, matter) }
  return {}
}

function divisionOf({ values }: Leaf): JsonObject {
  if (values.some((value) => value.includes('/'))) return { op: 'divisionPath' }
  return { op: 'division', digits: values[0]?.length === 6 ? 6 : 12 }
}

function addressOf({ values, path }: Leaf): JsonObject {
  const [value = ''] = values
  if (/^\d{6}(\d{6})?$/.test(value)) return { op: 'address', as: path.endsWith('[]') ? 'codes' : 'division' }
  if (value.includes('/')) return { op: 'address', as: 'path' }
  return { op: 'address', as: /^[\u4e00-\u9fff]{2,8}(省|市|自治区)/.test(value) ? 'full' : 'detail' }
}

function booleanOf({ values }: Leaf): JsonObject {
  const pair = [
    ['是', '否'],
    ['Y', 'N'],
    ['true', 'false'],
  ].find((words) => values.some((value) => words.includes(value))) ?? ['1', '0']
  return { op: 'boolean', yes: pair[0] ?? '1', no: pair[1] ?? '0' }
}

function decimalsOf({ values }: Leaf): number {
  return Math.max(0, ...values.map((value) => value.split('.')[1]?.length ?? 0))
}

/** The table of a line; where only the partner's document tells the codes, a row stands for each value that the samples have, to be filled in. */
function tableOf({ table, field }: LineProposal, tables: Record<string, Json>, matter: Matter): string {
  if (!table) return ''
  const name = `${matter.id}_${table.table.slice(3)}`
  const known = tables[name]
  const rows = table.rows.map(({ ours, theirs, label }) => [ours, theirs, label])
  const unsettled = table.open.map((theirs) => ['待核', theirs, `待核:对方的“${theirs}”是我方的哪一个码`])
  const all = [...rows, ...unsettled.slice(0, 1)]
  if (!isObject(known)) {
    tables[name] = {
      version: '样例',
      note: `由 ${field} 的样例推得,未核`,
      rows: all.length > 0 ? all : [['待核', '待核', '待核']],
    }
    return name
  }
  const before = JSON.stringify(known['rows'])
  if (before === JSON.stringify(all)) return name
  const other = `${name}_${Object.keys(tables).filter((one) => one.startsWith(name)).length + 1}`
  tables[other] = {
    version: '样例',
    note: `由 ${field} 的样例推得,未核`,
    rows: all.length > 0 ? all : [['待核', '待核', '待核']],
  }
  return other
}
