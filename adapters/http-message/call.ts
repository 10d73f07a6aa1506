import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { JsonObject } from '../../core/json.ts'
import type { Exchange } from '../../core/message.ts'
import type { HttpResponse } from '../../core/ports.ts'
import { readAnswer, type Verdict } from '../layers/answer-rule.ts'
import { decodeJson } from '../layers/codec/json.ts'
import { fillTexts } from '../layers/template.ts'
import { openCredential } from './credentials/open-credential.ts'
import { type Calling, exchange, moment } from './exchange.ts'
import { type Fields, writeForm } from './form-body.ts'
import { readLine } from './line-answer.ts'
import type { Options } from './options.ts'
import { completeFields } from './signed-fields.ts'

/** One operation of the region, with its body. */
export interface Call {
  readonly operation: string
  readonly path: string
  /** bytes, or the fields of a form: to them come those that every call has, and the signature; `write` where they go otherwise than as a plain form */
  readonly body: Uint8Array | { readonly fields: Fields; write?(fields: Fields): Uint8Array }
  /** in place of headers that all calls share */
  readonly headers?: Readonly<Record<string, string>>
  /** what is kept of the body as evidence, where that is not the body */
  readonly evidence?: Uint8Array
  /** what the templates of headers may name beside time, token and a fresh UUID */
  readonly values: Readonly<Record<string, string>>
}

/** Calls the region; where it refuses the credential, renews that and calls once more. */
export function call(partner: Calling, request: Call, exchanges: Exchange[]): Promise<Verdict> {
  return twice(partner, request, exchanges, readResponse)
}

/** The bytes of a file, or what the region says in their place. */
export function callForFile(
  partner: Calling,
  request: Call,
  exchanges: Exchange[],
): Promise<Verdict | { readonly verdict: 'file'; readonly bytes: Uint8Array }> {
  return twice(partner, request, exchanges, (response, options) => {
    const type = response.headers['content-type'] ?? ''
    const starts = String.fromCharCode(response.body.find((byte) => byte > 0x20) ?? 0)
    const isMessage = /^(application\/json|text\/html)/i.test(type) && (starts === '{' || starts === '<')
    return response.status !== 200 || isMessage
      ? readResponse(response, options)
      : { verdict: 'file', bytes: response.body }
  })
}

type Reading<T> = (response: HttpResponse, options: Options) => T | Verdict

async function twice<T extends { verdict: string }>(
  partner: Calling,
  request: Call,
  exchanges: Exchange[],
  read: Reading<T>,
): Promise<T | Verdict> {
  const first = await attempt(partner, request, exchanges, read)
  if (first.verdict !== 'renew') return first
  const second = await attempt(partner, request, exchanges, read)
  return second.verdict === 'renew'
    ? {
        verdict: 'later',
        reason: `换了凭证仍被拒:${'reason' in second ? second.reason : ''}`,
        afterMs: null,
        unknown: false,
      }
    : second
}

async function attempt<T extends { verdict: string }>(
  partner: Calling,
  request: Call,
  exchanges: Exchange[],
  read: Reading<T>,
): Promise<T | Verdict> {
  const credential = await openCredential(partner, exchanges)
  const now = partner.clock.now()
  const values = { ...moment(partner, now), ...request.values, ...credential.values, ...credential.signedAt?.(now) }
  const verdict = await post(partner, request, values, exchanges, read)
  if (verdict.verdict === 'renew') await credential.drop()
  return verdict
}

async function post<T>(
  partner: Calling,
  { operation, path, body, headers, evidence }: Call,
  values: Readonly<Record<string, string>>,
  exchanges: Exchange[],
  read: Reading<T>,
): Promise<T | Verdict> {
  const { options } = partner
  const bytes = body instanceof Uint8Array ? body : await writeFields(body, partner, values)
  const answer = await exchange(partner, operation, exchanges, {
    method: 'POST',
    url: addressOf(partner, path, values),
    headers: { ...fillTexts(options.calls.headers, (name) => values[name]), ...headers },
    body: bytes,
    ...(evidence ? { evidence } : {}),
  })
  if (typeof answer === 'string') return { verdict: 'later', reason: answer, afterMs: null, unknown: true }
  return read(answer, options)
}

async function writeFields(
  { fields, write }: Exclude<Call['body'], Uint8Array>,
  partner: Calling,
  values: Readonly<Record<string, string>>,
): Promise<Uint8Array> {
  const all = await completeFields(fields, partner, values)
  return write ? write(all) : utf8ToBytes(writeForm(all))
}

/** The address of an operation, with the query that all of them share. */
function addressOf({ options }: Calling, path: string, values: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(fillTexts(options.calls.query, (name) => values[name])).toString()
  return options.baseUrl + path + (query === '' ? '' : `?${query}`)
}

function readResponse({ status, headers, body }: HttpResponse, options: Options): Verdict {
  const { answer, maxBodyBytes, maxDepth, line } = options
  const limits = { maxBytes: maxBodyBytes, maxDepth }
  const { login } = answer
  if (login && (login.statuses.includes(status) || (status === 200 && startOf(body).includes(login.text))))
    return { verdict: 'renew', reason: '对方要求重新登录' }
  if (status !== 200) {
    const seconds = Number(headers['retry-after'])
    const afterMs = seconds > 0 && seconds <= 86_400 ? seconds * 1_000 : null
    return { verdict: 'later', reason: `对方答复 HTTP ${status}`, afterMs, unknown: true }
  }
  if (line && status === 200 && body[0] !== BRACE) return readLine(body, line, answer)
  const tree = decodeJson(body, limits)
  if (typeof tree === 'string')
    return { verdict: 'later', reason: `对方的应答不是约定的 JSON(${tree})`, afterMs: null, unknown: true }
  return readAnswer(tree, answer, (text) => parseLayer(text, limits))
}

const PAGE_BYTES = 4_096
const BRACE = 0x7b

function startOf(body: Uint8Array): string {
  return new TextDecoder().decode(body.subarray(0, PAGE_BYTES))
}

function parseLayer(text: string, limits: { maxBytes: number; maxDepth: number }): JsonObject | null {
  const tree = decodeJson(new TextEncoder().encode(text), limits)
  return typeof tree === 'string' ? null : tree
}
