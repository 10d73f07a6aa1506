import { writeXml, XML_DECLARATION, type XmlNode } from '../../layers/codec/xml.ts'
import { writeReturn } from './service.ts'
import { toCompactTime } from './times.ts'

/** One errInfo. */
export interface WireError {
  readonly code: string
  /** as the region writes paths; '' for the message as a whole */
  readonly field: string
  readonly message: string
}

/** What an answer repeats of the message, and what it says of it. */
export interface Answer {
  readonly table: string
  /** CODE of the bus; 0 where the message was read */
  readonly code: string
  readonly message: string
  readonly flag: '0' | '1' | '2'
  /** fields after REC_FLAG in their order, '' for one that has nothing to say */
  readonly fields?: readonly (readonly [name: string, value: string])[]
  readonly errors?: readonly WireError[]
}

const SENTENCES: Readonly<Record<string, string>> = {
  '20': '时间戳超出允许范围',
  '30': 'deptCode 非法',
  '40': 'identify 校验失败',
  '41': 'nonce 重复',
  '60': '未授权',
  '70': '参数缺失或 XML 不可解析',
  '80': '参数超长',
}

/** The answer of the bus: the message was not looked at. */
export function busAnswer(table: string, code: string, now: number): Response {
  return toResponse({ table, code, message: SENTENCES[code] ?? '总线内部错误', flag: '0' }, now)
}

/** The answer as it travels; fields in the order of 3.5. */
export function toResponse({ table, code, message, flag, fields = [], errors = [] }: Answer, now: number): Response {
  const named: (readonly [string, string])[] = [
    ['CODE', code],
    ['MSG', clip(message)],
    ['REC_FLAG', flag],
    ...fields,
    ['RESPONSETIME', toCompactTime(now)],
  ]
  const content: XmlNode[] = [
    ...named
      .filter(([, value]) => value !== '')
      .map(([name, value]): XmlNode => ({ name: 'Field', attributes: [['FieldName', name]], content: value })),
    ...errors.map(toErrInfo),
  ]
  const result: XmlNode = { name: 'resultInfo', attributes: [['process', table]], content }
  const text = XML_DECLARATION + writeXml({ name: 'ExInfo', content: [result] })
  return soapResponse(200, writeReturn(text))
}

function toErrInfo({ code, field, message }: WireError): XmlNode {
  return {
    name: 'errInfo',
    attributes: [
      ['ERRCODE', code],
      ['FIELD', field],
      ['MSG', clip(message)],
    ],
    content: null,
  }
}

/** An answer that is XML, whatever it says. */
export function soapResponse(status: number, body: string): Response {
  return new Response(body, { status, headers: { 'content-type': 'text/xml; charset=UTF-8' } })
}

function clip(text: string): string {
  return [...text].slice(0, 500).join('')
}
