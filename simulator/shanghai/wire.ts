import { createHash, createHmac } from 'node:crypto'
import type { ServerResponse } from 'node:http'

/** A message's tree. */
export type Body = Record<string, unknown>

/** One of §3.6's `Errors`. */
export interface WireError {
  readonly Path: string
  readonly ErrCode: string
  readonly ErrMsg: string
}

/** The demonstration keys and ids of the interface document, §2.4. */
export const DEMO = {
  clientId: 'wuhou-510107',
  clientSecret: 'Demo-Secret-7f3A9c',
  callbackSecret: '5b7e9d21c4f0a86335d2e1b09c7f4a68',
} as const

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

/** §2.3: five lines, no line feed at the end. */
export function signCallback(time: string, nonce: string, method: string, path: string, body: string): string {
  const lines = [time, nonce, method, path, sha256(body)].join('\n')
  return `v1=${createHmac('sha256', DEMO.callbackSecret).update(lines).digest('hex')}`
}

/** §3.6: the inner layer of an answer. */
export function inner(code: string, message: string, data: Body = {}, errors: readonly object[] = []): Body {
  return { Code: '0', Msg: 'ok', Data: { RetCode: code, RetMsg: message, ...data, Errors: errors } }
}

/** §3.6: an answer of the outer layer alone. */
export const outer = (code: string, message: string): Body => ({ Code: code, Msg: message, Data: null })

/** `yyyy-MM-ddTHH:mm:ss+08:00` */
export function shanghaiTime(ms: number): string {
  return `${new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`
}

export const shanghaiDay = (ms: number): string => shanghaiTime(ms).slice(0, 10)

/** Everything but a broken connection is HTTP 200 (§3.6). */
export function send(response: ServerResponse, value: unknown, status = 200): void {
  if (response.destroyed) return
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(value))
}
