import { timeText } from './china-time.ts'
import { MESSAGES } from './code-tables.ts'
import { DEMO } from './demo-keys.ts'
import { type Fields, fieldOf, type PackageRecord, type WireError, writePackage } from './package.ts'

/** §3.2: sender and receiver change places, the rest stays, `CODE` and `MSG` follow. */
function replyHead(head: Fields, code: string, now: number, message = MESSAGES[code] ?? '错误'): Fields {
  const given = new Map(head)
  const swapped: [string, string | undefined][] = [
    ['BBH', given.get('BBH') ?? 'V2.1'],
    ['FSDW_SJGSDWDM', DEMO.ownUnit],
    ['FSDW_SJGSDWMC', DEMO.ownName],
    ['JSDW_SJGSDWDM', given.get('FSDW_SJGSDWDM') ?? DEMO.gatewayUnit],
    ['JSDW_SJGSDWMC', given.get('FSDW_SJGSDWMC') ?? DEMO.gatewayName],
    ...['ZAGLYWFLDM', 'YWXTBH', 'XTYWQYFW'].map((name): [string, string | undefined] => [name, given.get(name)]),
    ['FSSJ', timeText(now)],
    ['CODE', code],
    ['MSG', message],
  ]
  return swapped.filter((field): field is [string, string] => field[1] !== undefined)
}

/** Refuses a message as a whole: `DATA` stays empty. */
export function refusal(head: Fields, code: string, now: number, message?: string): string {
  return writePackage(replyHead(head, code, now, message), [])
}

/** Takes a message (10), or says that it had been taken (-61), with the number of our own. */
export function acceptance(
  head: Fields,
  code: '10' | '-61',
  sid: string,
  number: string,
  now: number,
  more: Fields = [],
): string {
  const msg = MESSAGES[code] ?? ''
  return writePackage(replyHead(head, code, now), [{ no: '1', sid, code, msg, fields: [['YWLSH', number], ...more] }])
}

/** What is wrong with one record. */
export interface RecordFaults {
  readonly sid: string
  readonly no: string
  readonly errors: readonly WireError[]
}

/** §3.4: only the records in error; `code` and `msg` from the first of each. */
export function fieldErrors(head: Fields, faults: readonly RecordFaults[], now: number): string {
  const records = faults.map(({ sid, no, errors }): PackageRecord => {
    const code = errors[0]?.code ?? '-41'
    return { no, sid, code, msg: MESSAGES[code] ?? '错误', fields: [], errors }
  })
  return writePackage(replyHead(head, '-41', now), records)
}

/** The answer to a query: any number of records, each found. */
export function queryAnswer(head: Fields, rows: readonly Fields[], now: number): string {
  const records = rows.map((fields, index) => ({
    no: String(index + 1),
    sid: '010018',
    code: '10',
    msg: MESSAGES['10'] ?? '',
    fields,
  }))
  return writePackage(replyHead(head, '10', now), records)
}

/** The code and the field errors of an answer of the gateway. */
export interface ReadReply {
  readonly code: string
  readonly message: string
  readonly number: string
  readonly records: readonly (RecordFaults & { readonly code: string })[]
}

/** Reads what the gateway answered. */
export function readReply({ head, records }: { head: Fields; records: readonly PackageRecord[] }): ReadReply {
  return {
    code: fieldOf(head, 'CODE'),
    message: fieldOf(head, 'MSG'),
    number: fieldOf(records[0]?.fields ?? [], 'YWLSH'),
    records: records.map(({ sid, no, code = '', errors = [] }) => ({ sid, no, code, errors })),
  }
}
