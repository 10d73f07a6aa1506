import type { ServerResponse } from 'node:http'
import { beijingDigits } from '../beijing-time.ts'
import { type ExInfo, escapeAttribute, type Field, fieldOf, writeExInfo } from './ex-info.ts'
import type { WireError } from './field-rules.ts'
import { writeReturn } from './soap.ts'

export const CONTENT_TYPE = 'text/xml; charset=UTF-8'

export function send(response: ServerResponse, text: string, status = 200): void {
  if (response.destroyed) return
  response.writeHead(status, { 'content-type': CONTENT_TYPE })
  response.end(text)
}

/** §3.5: `return` as the document orders its fields; of materials there are so many of so many. */
export interface Result {
  readonly flag: '0' | '1' | '2'
  readonly message: string
  readonly projectCode?: string
  readonly counts?: readonly [came: number, all: number]
  readonly errors?: readonly WireError[]
  /** fields that the document has not */
  readonly more?: readonly Field[]
}

export function resultText(
  info: ExInfo,
  { flag, message, projectCode, counts, errors = [], more = [] }: Result,
  now: number,
): string {
  const fields: Field[] = [
    ['CODE', '0'],
    ['MSG', message],
    ['REC_FLAG', flag],
    ['SBLSH_SHORT', fieldOf(info, 'SBLSH_SHORT')],
    ['STUFF_SEQ', fieldOf(info, 'STUFF_SEQ')],
    ['VERSION', fieldOf(info, 'VERSION')],
    ['PROJECT_CODE', projectCode ?? ''],
    ['CLYS', counts ? String(counts[0]) : ''],
    ['CLZS', counts ? String(counts[1]) : ''],
    ['RESPONSETIME', beijingDigits(now)],
    ...more,
  ]
  const faults = errors.map(
    ({ code, field, msg }) =>
      `<errInfo ERRCODE="${code}" FIELD="${escapeAttribute(field)}" MSG="${escapeAttribute(msg)}"/>`,
  )
  return writeReturn(writeExInfo({ table: info.table, fields }, 'resultInfo', faults.join('')))
}

const BUS: Readonly<Record<string, string>> = {
  '20': '时间戳超出允许范围',
  '30': 'deptCode 非法',
  '40': 'identify 校验失败',
  '41': 'nonce 重复',
  '60': '未授权',
  '70': '参数缺失或 XML 不可解析',
}

/** An answer of the bus: nothing was looked at. */
export function busText(table: string, code: string, now: number): string {
  const fields: Field[] = [
    ['CODE', code],
    ['MSG', BUS[code] ?? '总线错误'],
    ['REC_FLAG', '0'],
    ['RESPONSETIME', beijingDigits(now)],
  ]
  return writeReturn(writeExInfo({ table, fields }, 'resultInfo'))
}
