import type { ServerResponse } from 'node:http'
import { beijingDigits } from '../beijing-time.ts'
import type { WireError } from './field-rules.ts'
import { seal } from './seal.ts'
import { writeXml } from './stage.ts'

export const CONTENT_TYPE = 'text/xml;charset=utf-8'

/** The inner layer, its keys in the order of §3.1. */
export interface Inner {
  readonly status: string
  readonly desc: string
  readonly SBLSH_SHORT: string
  readonly YWLSH?: string
  readonly errors?: readonly WireError[]
  readonly [more: string]: unknown
}

const SENTENCES: Readonly<Record<string, string>> = {
  '200': '请求成功',
  '401': '签名错误',
  '402': '时间超窗',
  '403': '未授权',
  '404': '操作不存在',
  '405': 'nonce 重复',
  '406': '解密失败',
  '407': 'XML 不合法',
  '500': '系统错误',
  '503': '系统繁忙',
}

/** The text of an answer; without an inner layer its `data` is empty. */
export function answerText(status: string, now: number, inner?: Inner): string {
  return writeXml('RESULT', [
    ['STATUS', status],
    ['DESC', SENTENCES[status] ?? ''],
    ['TIME', beijingDigits(now)],
    ['data', inner ? seal(JSON.stringify(inner)) : ''],
  ])
}

export function send(response: ServerResponse, text: string): void {
  if (response.destroyed) return
  response.writeHead(200, { 'content-type': CONTENT_TYPE })
  response.end(text)
}

/** §3.1: taken. */
export const taken = (SBLSH_SHORT: string, YWLSH: string): Inner => ({
  status: '200',
  desc: '请求成功',
  SBLSH_SHORT,
  ...(YWLSH ? { YWLSH } : {}),
})

/** Had that before; the sentence is the only sign of it. */
export const already = (SBLSH_SHORT: string, YWLSH: string, desc: string): Inner => ({
  status: '300',
  desc,
  SBLSH_SHORT,
  ...(YWLSH ? { YWLSH } : {}),
  errors: [],
})

export const refused = (SBLSH_SHORT: string, desc: string, errors: readonly WireError[]): Inner => ({
  status: '300',
  desc,
  SBLSH_SHORT,
  errors,
})

/** A number was left out: what is missing has to come first. */
export const gap = (SBLSH_SHORT: string, expected: number): Inner => ({
  status: '301',
  desc: `XH 跳号,应为 ${expected}`,
  SBLSH_SHORT,
  errors: [],
})
