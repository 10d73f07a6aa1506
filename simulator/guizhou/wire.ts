import { createHash } from 'node:crypto'
import type { ServerResponse } from 'node:http'

/** A form: texts by key; what has no value is not there. */
export type Form = Readonly<Record<string, string>>

/** The demonstration accounts and keys of the interface document, §2.1, §3.1. */
export const DEMO = {
  account: 'wuhou510107',
  password: 'Demo@2026gz',
  signKey: 'gzDemoSignKey2026K1',
  ownAccount: 'gz520000',
  callbackKey: 'gzDemoCallbackKey2026C1',
} as const

export const sm3 = (bytes: Uint8Array | string): string => createHash('sm3').update(bytes).digest('hex')

const inByteOrder = ([a]: [string, string], [b]: [string, string]) => Buffer.compare(Buffer.from(a), Buffer.from(b))
const entriesOf = (form: Form) => Object.entries(form).filter(([key, value]) => key !== 'SIGN' && value !== '')

/** §2.3: capitals of SM3 over the keys in the order of their bytes. */
export function signForm(form: Form, key: string): string {
  const lines = entriesOf(form)
    .sort(inByteOrder)
    .map(([name, value]) => `${name}=${value}`)
  return sm3(`${lines.join('&')}&KEY=${key}`).toUpperCase()
}

/** §3.1: the body, keys in the order of their bytes, SIGN last. */
export function writeForm(form: Form): string {
  const sorted = entriesOf(form).sort(inByteOrder)
  return new URLSearchParams([...sorted, ['SIGN', form['SIGN'] ?? '']]).toString()
}

/** `yyyy-MM-dd HH:mm:ss` in Beijing. */
export const beijingTime = (ms: number): string =>
  new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')

export const beijingDay = (ms: number): string => beijingTime(ms).slice(0, 10)

/** 14 digits. */
export const beijingDigits = (ms: number): string => beijingTime(ms).replaceAll(/\D/g, '')

export interface WireError {
  readonly KEY: string
  readonly ERRCODE: string
  readonly ERRMSG: string
}

export const error = (KEY: string, ERRCODE: string, ERRMSG: string): WireError => ({ KEY, ERRCODE, ERRMSG })

/** §3.2 */
export function answer(CODE: string, MSG: string, DATA: Form = {}, ERRORS: readonly WireError[] = []): object {
  return {
    CODE,
    MSG,
    TIME: beijingDigits(Date.now()),
    ...(Object.keys(DATA).length > 0 ? { DATA } : {}),
    ...(ERRORS.length > 0 ? { ERRORS } : {}),
  }
}

/** What the document says of every answer: JSON that is called HTML. */
export const CONTENT_TYPE = 'text/html;charset=UTF-8'

export function send(response: ServerResponse, value: object, headers: Record<string, string> = {}): void {
  if (response.destroyed) return
  response.writeHead(200, { 'content-type': CONTENT_TYPE, ...headers })
  response.end(JSON.stringify(value))
}

/** The values of an indexed key, in order: `list(form, 'FILE_IDS')`. */
export function listOf(form: Form, count: string, key: string): string[] {
  return Array.from({ length: Number(form[count] ?? 0) }, (_, index) => form[`${index}${key}`] ?? '')
}
