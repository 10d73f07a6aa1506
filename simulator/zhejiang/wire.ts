import { createHash, randomBytes } from 'node:crypto'
import type { ServerResponse } from 'node:http'

/** A message's tree. */
export type Body = Record<string, unknown>

/** The demonstration keys of the interface document, §2.1. */
export const DEMO = {
  appKey: 'zjkst510107demo',
  appSecret: 'zjDemoAppSecret0001',
  callbackSecret: 'zjDemoCallbackSecret1',
} as const

const digest = (algorithm: string) => (bytes: Uint8Array | string) => createHash(algorithm).update(bytes).digest('hex')
export const sm3 = digest('sm3')
export const md5 = digest('md5')

/** §2.2: what the gateway signs its calls with. */
export const signCall = (secret: string, time: string): string => md5(DEMO.appKey + secret + time)

/** §2.3: what the region signs its own calls with, over the bytes as they go. */
export const signCallback = (time: string, body: Uint8Array | string): string =>
  md5(DEMO.appKey + DEMO.callbackSecret + time + sm3(body))

/** 32 hex digits. */
export const newId = (): string => randomBytes(16).toString('hex')

const HOURS_8 = 8 * 3_600_000
/** `yyyy-MM-dd HH:mm:ss` of Beijing, a fixed eight hours ahead (§7). */
export const beijingTime = (ms: number): string => new Date(ms + HOURS_8).toISOString().slice(0, 19).replace('T', ' ')
/** `yyyyMMdd` */
export const beijingDay = (ms: number): string => beijingTime(ms).slice(0, 10).replaceAll('-', '')
/** The day's first moment in Beijing, ms. */
export const dayStart = (ms: number): number => ms - ((ms + HOURS_8) % 86_400_000)
/** §7: 9999-12-31, which stands for no end. */
export const WITHOUT_END = 253_402_185_600_000

export interface WireError {
  readonly path: string
  readonly code: string
  readonly msg: string
}

/** §3.1: an answer of the business behind the gateway; `datas` is JSON text. */
export function answer(result_code: string, result_msg: string, data: Body = {}): Body {
  const datas = JSON.stringify({ result_code, result_msg, ...data })
  return { ...envelope('00', '成功', 1), datas, requestId: newId() }
}

/** §2.6: the gateway's own refusal. */
export function gatewayError(code: string, msg: string): Body {
  return { ...envelope(code, msg, 0), datas: '', requestId: newId() }
}

/** §2.2: an answer whose `datas` is an object. */
export function secretsAnswer(datas: Body): Body {
  return { ...envelope('00', '成功', 1), datas, requestId: newId() }
}

function envelope(code: string, msg: string, count: number): Body {
  return { code, msg, data: '', datas: '', dataCount: count, totalDataCount: count, totalPage: count }
}

export const CONTENT_TYPE = 'application/json;charset=UTF-8'

export function send(response: ServerResponse, value: object): void {
  if (response.destroyed) return
  const text = JSON.stringify(value)
  response.writeHead(200, { 'content-type': CONTENT_TYPE, 'content-length': Buffer.byteLength(text) }).end(text)
}

export const isBody = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The object that a text says; null where it says none. */
export function parse(text: unknown): Body | null {
  if (typeof text !== 'string') return null
  try {
    const value: unknown = JSON.parse(text)
    return isBody(value) ? value : null
  } catch {
    return null
  }
}
