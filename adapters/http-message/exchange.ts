import { newMessageId } from '../../core/ids.ts'
import type { Exchange } from '../../core/message.ts'
import { HttpFailure, type HttpRequest, type HttpResponse } from '../../core/ports.ts'
import type { Partner } from '../../core/protocol.ts'
import { toTime } from '../../core/time.ts'
import type { Options } from './options.ts'

/** What a call needs of its region. */
export type Calling = Pick<Partner<Options>, 'region' | 'options' | 'http' | 'keyring' | 'clock' | 'random' | 'tokens'>

/** Sends one request and keeps it as evidence; a secret's answer is not kept. The sentence says why no answer came. */
export async function exchange(
  { options, http, clock }: Calling,
  operation: string,
  exchanges: Exchange[],
  {
    evidence,
    ...request
  }: Pick<HttpRequest, 'method' | 'url' | 'headers'> & {
    readonly body?: Uint8Array
    readonly evidence?: Uint8Array
  },
  secret = false,
): Promise<HttpResponse | string> {
  const sentAt = clock.now()
  const record = (answer: HttpResponse | null) =>
    exchanges.push({
      operation,
      sentAt,
      receivedAt: answer ? clock.now() : null,
      request: evidence ?? request.body ?? new Uint8Array(),
      response: secret ? null : (answer?.body ?? null),
      status: answer?.status ?? null,
    })
  try {
    const answer = await http.send({
      ...request,
      connectTimeoutMs: options.connectTimeoutMs,
      timeoutMs: options.timeoutMs,
      maxResponseBytes: options.maxBodyBytes,
    })
    record(answer)
    return answer
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
    record(null)
    return error.words
  }
}

/** What every call may name: a fresh UUID, the same without hyphens where the call has no number of its own, and the time. */
export function moment({ random }: Pick<Calling, 'random'>, now: number): Readonly<Record<string, string>> {
  const uuid = newMessageId(random)
  return {
    uuid,
    'request.hex': uuid.replaceAll('-', ''),
    'time.ms': String(now),
    'time.seconds': String(Math.floor(now / 1_000)),
    'time.digits': toTime(now).replaceAll(/\D/g, '').slice(0, 14),
  }
}
