import { newMessageId } from '../../core/ids.ts'
import type { JsonObject } from '../../core/json.ts'
import type { Exchange } from '../../core/message.ts'
import type { HttpResponse } from '../../core/ports.ts'
import { readAnswer, type Verdict } from '../layers/answer-rule.ts'
import { decodeJson } from '../layers/codec/json.ts'
import { fillTexts } from '../layers/template.ts'
import { openCredential } from './credentials/open-credential.ts'
import { type Calling, exchange } from './exchange.ts'
import type { Options } from './options.ts'

/** One operation of the region, with its body. */
export interface Call {
  readonly operation: string
  readonly path: string
  readonly body: Uint8Array
  /** what the templates of headers may name beside time, token and a fresh UUID */
  readonly values: Readonly<Record<string, string>>
}

/** Calls the region; where it refuses the credential, renews that and calls once more. */
export async function call(partner: Calling, request: Call, exchanges: Exchange[]): Promise<Verdict> {
  const first = await attempt(partner, request, exchanges)
  if (first.verdict !== 'renew') return first
  const second = await attempt(partner, request, exchanges)
  return second.verdict === 'renew'
    ? { verdict: 'later', reason: `换了凭证仍被拒:${second.reason}`, afterMs: null, unknown: false }
    : second
}

async function attempt(partner: Calling, request: Call, exchanges: Exchange[]): Promise<Verdict> {
  const credential = await openCredential(partner, exchanges)
  const verdict = await post(partner, request, credential.values, exchanges)
  if (verdict.verdict === 'renew') await credential.drop()
  return verdict
}

async function post(
  partner: Calling,
  { operation, path, body, values }: Call,
  credential: Readonly<Record<string, string>>,
  exchanges: Exchange[],
): Promise<Verdict> {
  const { options } = partner
  const answer = await exchange(partner, operation, exchanges, {
    method: 'POST',
    url: options.baseUrl + path,
    headers: fillTexts(options.calls.headers, (name) => ({ ...moment(partner), ...values, ...credential })[name]),
    body,
  })
  if (typeof answer === 'string') return { verdict: 'later', reason: answer, afterMs: null, unknown: true }
  return readResponse(answer, options)
}

/** What every call may name: a fresh UUID and the time. */
function moment({ clock, random }: Calling): Readonly<Record<string, string>> {
  const now = clock.now()
  return { uuid: newMessageId(random), 'time.ms': String(now), 'time.seconds': String(Math.floor(now / 1_000)) }
}

function readResponse({ status, headers, body }: HttpResponse, { answer, maxBodyBytes, maxDepth }: Options): Verdict {
  const limits = { maxBytes: maxBodyBytes, maxDepth }
  if (status !== 200) {
    const seconds = Number(headers['retry-after'])
    const afterMs = seconds > 0 && seconds <= 86_400 ? seconds * 1_000 : null
    return { verdict: 'later', reason: `对方答复 HTTP ${status}`, afterMs, unknown: true }
  }
  const tree = decodeJson(body, limits)
  if (typeof tree === 'string')
    return { verdict: 'later', reason: `对方的应答不是约定的 JSON(${tree})`, afterMs: null, unknown: true }
  return readAnswer(tree, answer, (text) => parseLayer(text, limits))
}

function parseLayer(text: string, limits: { maxBytes: number; maxDepth: number }): JsonObject | null {
  const tree = decodeJson(new TextEncoder().encode(text), limits)
  return typeof tree === 'string' ? null : tree
}
