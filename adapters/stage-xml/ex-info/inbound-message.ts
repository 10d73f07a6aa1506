import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { JsonObject } from '../../../core/json.ts'
import type { InboundMessage, InlineFile, Received } from '../../../core/message.ts'
import { digestOf } from '../plan.ts'
import { textOf } from '../texts.ts'
import { toResponse, type WireError } from './answer.ts'
import { checkRecord } from './check-record.ts'
import { toTree } from './codec.ts'
import { takeFilesOut } from './files.ts'
import type { RecordFault, TableRecord } from './message.ts'
import { TABLE_NAMES, TABLES, type TableName } from './tables.ts'
import { fromCompactTime } from './times.ts'

/** A verified message for core, or the answer that says why it cannot be taken as one. */
export function toReceived(
  record: TableRecord | Exclude<RecordFault, 'malformed'>,
  { table, xml }: { readonly table: TableName; readonly xml: string },
  now: number,
): Received {
  const refuse = (errors: readonly WireError[], body: JsonObject): Received => ({
    kind: 'refused',
    refusal: {
      reason: 'malformed',
      detail: `${table} ${errors.map(({ code, field }) => `${code} ${field}`).join(' ')}`,
    },
    response: toResponse(
      { table, code: '0', message: '业务校验未通过', flag: '0', fields: repeated(table, body), errors },
      now,
    ),
  })
  if (record === 'form') return refuse([{ code: 'G126', field: 'SB/XML_DATA', message: '内层 XML 的写法不对' }], {})
  if (record === 'form-version') return refuse([{ code: 'G110', field: 'SB/XML_DATA', message: '表单 VER 停用' }], {})
  const errors = checkRecord(record)
  if (errors.length > 0) return refuse(errors, record.body)
  const taken = takeFilesOut(record.body, textOf(record.body['SBLSH_SHORT']))
  if ('field' in taken) {
    const field = `${TABLES[table].key}/${taken.field}`
    return refuse([{ code: 'G111', field, message: '文件内容与摘要或大小不符' }], record.body)
  }
  return { kind: 'message', message: toMessage({ table, body: taken.body }, taken.files, xml, now) }
}

/** What every answer to a message repeats of it. */
export function repeated(table: string, body: JsonObject): (readonly [name: string, value: string])[] {
  const of = (name: string) => textOf(body[name]).slice(0, 50)
  return [
    ['SBLSH_SHORT', of('SBLSH_SHORT')],
    ...(table === 'EX_GDBS_SBCL' ? [['STUFF_SEQ', of('STUFF_SEQ')] as const] : []),
    ['VERSION', of('VERSION')],
  ]
}

const KINDS: Readonly<Record<string, InboundMessage['kind']>> = { U: 'supplement', D: 'withdraw' }

function toMessage(
  { table, body }: TableRecord,
  files: readonly InlineFile[],
  xml: string,
  now: number,
): InboundMessage {
  const of = (name: string) => textOf(body[name])
  const progress = TABLES[table].kind === 'progress'
  const kind = KINDS[of('CZLX')] ?? TABLES[table].kind
  const { INSERTTIME: _, REC_FLAG: __, ...compared } = body
  const no = table === 'EX_GDBS_SBCL' ? [of('STUFF_SEQ')] : []
  const handled = kind === 'supplement' || kind === 'withdraw'
  return {
    kind,
    key: [of('SBLSH_SHORT'), table, of('VERSION'), ...no].join(':'),
    digest: digestOf(compared),
    caseNo: progress ? of('SBLSH') : handled ? of('PROJECT_CODE') : null,
    partnerCaseNo: progress ? of('PROJECT_CODE') : of('SBLSH'),
    correlation: of('SBLSH_SHORT'),
    matterCode: null,
    seq: progress ? placeOf(table, of('INSERTTIME'), Number(of('VERSION'))) : 1,
    ...(kind === 'supplement' ? { baseRevision: Number(of('VERSION')) - 1 } : {}),
    ...(kind === 'apply' || kind === 'supplement' ? { materialsFollow: true } : {}),
    tree: toTree({ table, body }),
    files,
    memo: {},
    exchange: {
      operation: table,
      sentAt: now,
      receivedAt: now,
      request: utf8ToBytes(xml),
      response: null,
      status: 200,
    },
    reply: { table, projectCode: of('PROJECT_CODE'), repeated: Object.fromEntries(repeated(table, body)) },
  }
}

const MOST_VERSION = 49

/** Steps are numbered in their own table alone; what orders them among each other is when they were written, then their table's place, then their VERSION. */
function placeOf(table: TableName, written: string, version: number): number {
  const inTable = Math.min(version, MOST_VERSION)
  return fromCompactTime(written) + TABLE_NAMES.indexOf(table) * (MOST_VERSION + 1) + inTable
}
