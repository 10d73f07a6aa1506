import { checkRecord } from './check-record.ts'
import { ITEM_NAMES } from './code-tables.ts'
import type { FieldRule } from './field-rules.ts'
import { type Fields, fieldOf, type PackageRecord, type WireError } from './package.ts'
import type { RecordFaults } from './replies.ts'

/** A list of §4.2: its records' sid, fields and number, and what holds between the records. */
export interface ListRule {
  readonly sid: string
  readonly rules: readonly FieldRule[]
  readonly least: number
  readonly most: number
  readonly across?: (records: readonly PackageRecord[], form: Fields) => RecordFaults[]
}

const fault = ({ sid, no }: PackageRecord, field: string, message: string): RecordFaults => ({
  sid,
  no,
  errors: [{ field, code: '-934', message }],
})

const ONE_HOLDER = new Set(['1151', '1152', '1153'])
const OF_EACH_WAY = new Set(['GD_CZFSDM', 'GD_RJCZE'])

/** 021011: one record for each shareholder and way; what is said of the shareholder repeated; all of it the capital. */
export function checkHolders(records: readonly PackageRecord[], form: Fields): RecordFaults[] {
  const [head] = records
  if (!head) return []
  const firsts = new Map<string, PackageRecord>()
  const faults = records.flatMap((record): RecordFaults[] => {
    const number = fieldOf(record.fields, 'GD_XH')
    const first = firsts.get(number)
    if (!first) {
      firsts.set(number, record)
      return number === String(firsts.size) ? [] : [fault(record, 'GD_XH', '应从 1 起连续')]
    }
    return record.fields
      .filter(([name, value]) => !OF_EACH_WAY.has(name) && fieldOf(first.fields, name) !== value)
      .map(([name]) => fault(record, name, `与股东 ${number} 的前一条不一致`))
  })
  const cents = (text: string) => Math.round(Number(text) * 100)
  const sum = records.reduce((total, { fields }) => total + cents(fieldOf(fields, 'GD_RJCZE')), 0)
  if (sum !== cents(fieldOf(form, 'ZCZB'))) faults.push(fault(head, 'GD_RJCZE', '全部之和不等于 ZCZB'))
  const type = fieldOf(form, 'QYLXDM')
  const due = ONE_HOLDER.has(type)
    ? firsts.size === 1
    : !['1130', '1190'].includes(type) || (firsts.size >= 2 && firsts.size <= 50)
  return due ? faults : [...faults, fault(head, 'GD_XH', `企业类型 ${type} 的股东人数不符`)]
}

/** 023011: the name is that of the code, with its restrictions behind in brackets of their own. */
export function checkItems(records: readonly PackageRecord[]): RecordFaults[] {
  return records.flatMap((record): RecordFaults[] => {
    const [name, title] = [ITEM_NAMES[fieldOf(record.fields, 'XMDM')] ?? '', fieldOf(record.fields, 'XMMC')]
    const rest = title.slice(name.length)
    const fits = title.startsWith(name) && (rest === '' || /^（含(散装熟食|裱花|自酿酒)）$/.test(rest))
    return fits ? [] : [fault(record, 'XMMC', '不是码表名称加限定')]
  })
}

/** Everything wrong with the lists of an application, by record; a list that is too short or too long at the main record. */
export function checkLists(
  lists: readonly ListRule[],
  records: readonly PackageRecord[],
  form: Fields,
  mainSid: string,
): RecordFaults[] {
  return lists.flatMap(({ sid, rules, least, most, across }): RecordFaults[] => {
    const own = records.filter((record) => record.sid === sid)
    const errors: WireError[] = []
    if (own.length < least) errors.push({ field: sid, code: '-931', message: `缺少列表记录 ${sid}` })
    if (own.length > most) errors.push({ field: sid, code: '-934', message: `列表记录 ${sid} 多于 ${most} 条` })
    return [
      { sid: mainSid, no: '1', errors },
      ...own.map(({ no, fields }) => ({ sid, no, errors: checkRecord(fields, rules) })),
      ...(across?.(own, form) ?? []),
    ]
  })
}
