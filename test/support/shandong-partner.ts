import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { type ApproveDataOptions, readOptions } from '../../adapters/stage-xml/options.ts'
import type { JsonObject } from '../../core/json.ts'
import { HttpFailure, type HttpRequest, type HttpResponse } from '../../core/ports.ts'
import type { Partner } from '../../core/protocol.ts'
import { projectDefinitions } from './definitions.ts'
import { createFakeClock } from './fake-clock.ts'

const vectors = JSON.parse(
  readFileSync(new URL('../adapters/vectors/shandong.json', import.meta.url), 'utf8'),
) as Record<string, string>

/** A sample of the 山东 document, by its section and what it is. */
export function sdVector(name: string): string {
  const text = vectors[name]
  if (text === undefined) throw new Error(`no vector ${name}`)
  return text
}

/** The secrets of the document (2.1) under the names that the region's folder gives them. */
export const SECRETS: Readonly<Record<string, string>> = {
  'shandong-out-secret': 'sdDemoSecretOut01',
  'shandong-in-secret': 'sdDemoSecretIn0001',
  'shandong-sm4-key': 'demoSm4Key2026',
}

/** Key and vector that 2.4 prints; here OpenSSL does the work. */
const KEY = Buffer.from('31353030423043333339423145354232', 'hex')
const IV = Buffer.from('64656d6f536d344b6579323032363030', 'hex')

export function seal(text: string | Uint8Array): string {
  const cipher = createCipheriv('sm4-cbc', KEY, IV)
  return Buffer.concat([cipher.update(text), cipher.final()]).toString('base64')
}

export function unseal(sealed: string): string {
  const decipher = createDecipheriv('sm4-cbc', KEY, IV)
  return Buffer.concat([decipher.update(Buffer.from(sealed, 'base64')), decipher.final()]).toString('utf8')
}

/** The region as its folder defines it. */
export const shandong = projectDefinitions().regions.find(({ code }) => code === '370000')

export function shandongOptions(change: Partial<ApproveDataOptions> = {}): ApproveDataOptions {
  const read = readOptions(shandong?.options)
  if (!read.ok) throw new Error(JSON.stringify(read.faults))
  if (read.value.dialect !== 'approve-data') throw new Error('the region speaks another dialect')
  return { ...read.value, ...change }
}

/** The region's answer: an outer layer around sealed JSON; `data` as a text is taken as it is. */
export function sdAnswer(data: JsonObject | string, status = '200', desc = '请求成功'): HttpResponse {
  const inner = typeof data === 'string' ? data : seal(JSON.stringify(data))
  const text = `<?xml version="1.0" encoding="UTF-8"?><RESULT><STATUS>${status}</STATUS><DESC>${desc}</DESC><TIME>20260302091503</TIME><data>${inner}</data></RESULT>`
  return { status: 200, headers: {}, body: new TextEncoder().encode(text) }
}

/** A partner whose clock stands, whose answers are given, and which keeps what was sent. */
export function shandongPartner(
  at: string,
  {
    answer = () => {
      throw new HttpFailure('connect', false)
    },
    blobs = [],
    options = {},
  }: {
    answer?: (request: HttpRequest, nth: number) => HttpResponse
    blobs?: readonly Uint8Array[]
    options?: Partial<ApproveDataOptions>
  } = {},
) {
  const clock = createFakeClock(Date.parse(at))
  const sent: HttpRequest[] = []
  const stored = new Map(blobs.map((bytes) => [bytesToHex(sha256(bytes)), bytes]))
  const seen = new Set<string>()
  const partner = {
    region: '370000',
    options: shandongOptions(options),
    home: { name: '武侯区', division: '510107', orgCode: '11510107000000000U', orgName: '', phone: '028-85000000' },
    clock,
    // the random part of the document's own nonce
    random: { bytes: (length: number) => Buffer.from('c9f15cbff4ac4a6cb54df51abf4b5b44', 'hex').subarray(0, length) },
    keyring: { secret: async (name: string) => (SECRETS[name] ? new TextEncoder().encode(SECRETS[name]) : null) },
    nonces: { first: async (nonce: string) => !seen.has(nonce) && Boolean(seen.add(nonce)) },
    http: {
      send: async (request: HttpRequest) => {
        sent.push(request)
        return answer(request, sent.length)
      },
    },
    blobs: { read: async (hash: string) => stored.get(hash) ?? null },
  } as unknown as Partner<ApproveDataOptions>
  return { partner, clock, sent }
}

/** The text that a request to the region carries, opened by OpenSSL. */
export function textOf({ body }: HttpRequest): string {
  return unseal((JSON.parse(new TextDecoder().decode(body)) as { xmlStr: string }).xmlStr)
}

/** What 山东 sends us: signed and sealed as 2.2–2.4 say; `change` puts one header or the body otherwise. */
export function sdRequest(
  operation: string,
  text: string,
  timestamp: number,
  change: { headers?: Record<string, string>; body?: string; nonce?: string; method?: string } = {},
): Request {
  const nonce = change.nonce ?? '0d6f7c1e-1111-4a2b-8c3d-000000000001'
  const signed = `x-aep-appkey=kst370000&x-aep-nonce=${nonce}&x-aep-timestamp=${timestamp}`
  const signature = createHmac('sha256', 'sdDemoSecretIn0001').update(signed).digest('hex')
  const headers = {
    'content-type': 'application/json;charset=utf-8',
    'x-aep-appkey': 'kst370000',
    'x-aep-nonce': nonce,
    'x-aep-timestamp': String(timestamp),
    'x-aep-signature': signature,
    'x-aep-encryption': 'true',
    ...change.headers,
  }
  const method = change.method ?? 'POST'
  return new Request(`https://gateway.wuhou.example/partner/370000/${operation}`, {
    method,
    headers,
    ...(method === 'POST' ? { body: change.body ?? JSON.stringify({ xmlStr: seal(text) }) } : {}),
  })
}

/** An answer of ours: the outer status and what its sealed layer says. */
export async function readReply(response: Response): Promise<{ status: string; text: string; inner: string }> {
  const text = await response.text()
  const of = (name: string) => new RegExp(`<${name}>(.*?)</${name}>`, 's').exec(text)?.[1] ?? ''
  return { status: of('STATUS'), text, inner: of('data') === '' ? '' : unseal(of('data')) }
}
