import { fromBase64 } from '../../core/base64.ts'
import type { Exchange } from '../../core/message.ts'
import { HttpFailure, type HttpResponse } from '../../core/ports.ts'
import type { Partner } from '../../core/protocol.ts'
import { differingLines } from '../layers/sign/rfc9421.ts'
import type { Options } from './options.ts'
import { signRequest, verifyReply } from './signing.ts'

/** One request to the partner; the message id is the same on every attempt of a message. */
export interface Call {
  readonly operation: string
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly body: Uint8Array | null
  readonly messageId: string
  /** a file is larger and may take longer */
  readonly file?: boolean
}

/** An answer whose signature holds; or why there is none that proves anything. */
export type Answer =
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly contentType: string
      readonly body: Uint8Array
      /** `Retry-After` in ms */
      readonly retryAfterMs: number | null
    }
  | { readonly kind: 'none'; readonly reason: string; readonly tooLarge?: boolean }

type Caller = Omit<Partner<Options>, 'nonces' | 'blobs' | 'fileLinks' | 'tokens'>

/** Signs, sends and verifies the answer. A 401 is tried once more with another nonce, at the time that the partner's own signed answer shows. */
export async function call(request: Call, partner: Caller, exchanges: Exchange[]): Promise<Answer> {
  const first = await attempt(request, partner, Math.floor(partner.clock.now() / 1000), exchanges)
  if (first.kind !== 'answer' || first.status !== 401) return first
  const second = await attempt(request, partner, first.theirSeconds, exchanges)
  if (second.kind === 'answer' && second.status === 401)
    partner.log.error('partner-unauthorized', { region: partner.region, differs: second.differs.join(' ') })
  return second
}

type Attempted =
  | Extract<Answer, { kind: 'none' }>
  | (Extract<Answer, { kind: 'answer' }> & { readonly theirSeconds: number; readonly differs: readonly string[] })

async function attempt(request: Call, partner: Caller, created: number, exchanges: Exchange[]): Promise<Attempted> {
  const { options, clock, http } = partner
  const { method, body, messageId } = request
  const signed = await signRequest({ method, url: new URL(request.url), body, messageId, created }, partner)
  const sentAt = clock.now()
  const record = (answer: HttpResponse | null) =>
    exchanges.push({
      operation: request.operation,
      sentAt,
      receivedAt: answer ? clock.now() : null,
      request: body ?? new Uint8Array(),
      // the bytes of a file are in the blob store
      response: answer && !(request.file && answer.status === 200) ? answer.body : null,
      status: answer?.status ?? null,
    })
  let answer: HttpResponse
  try {
    answer = await http.send({
      method,
      url: request.url,
      headers: { ...signed.headers, accept: request.file ? '*/*' : 'application/json', 'accept-encoding': 'identity' },
      ...(body ? { body } : {}),
      connectTimeoutMs: options.connectTimeoutMs,
      timeoutMs: request.file ? options.fileTimeoutMs : options.timeoutMs,
      maxResponseBytes: request.file ? options.maxFileBytes : options.maxBodyBytes,
    })
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
    record(null)
    return { kind: 'none', reason: error.words, tooLarge: error.reason === 'too-large' }
  }
  record(answer)
  const header = (name: string) => answer.headers[name] ?? ''
  const verified = await verifyReply({ status: answer.status, header, body: answer.body }, messageId, options)
  if (typeof verified === 'string') return { kind: 'none', reason: `HTTP ${answer.status},${verified},结果不明` }
  return {
    kind: 'answer',
    status: answer.status,
    contentType: header('content-type'),
    body: answer.body,
    retryAfterMs: /^\d{1,6}$/.test(header('retry-after')) ? Number(header('retry-after')) * 1000 : null,
    theirSeconds: verified.created,
    differs: explained(signed.base, header('tb-explain')),
  }
}

/** In which lines our base differs from the one that the partner says it computed; nothing where it says nothing. */
function explained(base: string, explain: string): string[] {
  const bytes = explain === '' ? null : fromBase64(explain)
  return bytes ? differingLines(base, new TextDecoder().decode(bytes)) : []
}
