import { createHash } from 'node:crypto'
import type { ServerResponse } from 'node:http'

export const CONTENT_TYPE = 'application/json; charset=UTF-8'

/** What is wrong with one key of an application (§3.2). */
export interface WireError {
  readonly zd: string
  readonly dm: string
  readonly ms: string
}

/** An answer as §3.5 has it: the code is the one number. */
export const answer = (code: number, msg: string, data: object | null = null): object => ({ code, msg, data })

export function send(response: ServerResponse, value: object): void {
  response.writeHead(200, { 'content-type': CONTENT_TYPE }).end(JSON.stringify(value))
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const inBeijing = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString()

/** `yyyyMMdd` in Beijing. */
export const dayDigits = (ms: number): string => inBeijing(ms).slice(0, 10).replaceAll('-', '')

/** `yyyyMMddHHmmss` in Beijing. */
export const timeDigits = (ms: number): string => inBeijing(ms).slice(0, 19).replaceAll(/\D/g, '')

/** `yyyy/M/d` (§4.2, d). */
export function day(ms: number): string {
  const [year, month, date] = inBeijing(ms).slice(0, 10).split('-').map(Number)
  return `${year}/${month}/${date}`
}

/** `yyyy/M/d H:mm` (§4.2, t). */
export function time(ms: number): string {
  const text = inBeijing(ms)
  return `${day(ms)} ${Number(text.slice(11, 13))}:${text.slice(14, 16)}`
}

export const IS_DAY = /^\d{4}\/([1-9]|1[0-2])\/([1-9]|[12]\d|3[01])$/
export const IS_TIME = /^\d{4}\/([1-9]|1[0-2])\/([1-9]|[12]\d|3[01]) (\d|1\d|2[0-3]):[0-5]\d$/

/** The text of a `.ok` file over some files (§1.1). */
export const sealOf = (files: readonly (readonly [name: string, bytes: Uint8Array])[]): Buffer =>
  Buffer.from(files.map(([name, bytes]) => `${sha256(bytes)}  ${name}  ${bytes.length}\n`).join(''))

/** The lines of such a text by the name of the file; null where it is none. */
export function readSeal(bytes: Uint8Array): Map<string, { hash: string; size: number }> | null {
  const lines = Buffer.from(bytes).toString('utf8').split('\n')
  if (lines.pop() !== '') return null
  const sealed = new Map<string, { hash: string; size: number }>()
  for (const line of lines) {
    const [, hash = '', name = '', size = ''] = /^([0-9a-f]{64}) {2}(\S+) {2}(\d+)$/.exec(line) ?? []
    if (name === '') return null
    sealed.set(name, { hash, size: Number(size) })
  }
  return sealed
}

/** The only lines of a message's JSON: no white space, a line feed as `\n`, other control characters written out (§3.1). */
export const toJson = (value: object): Buffer => Buffer.from(JSON.stringify(value))
