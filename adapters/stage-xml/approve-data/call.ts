import type { Exchange } from '../../../core/message.ts'
import { HttpFailure, type HttpResponse } from '../../../core/ports.ts'
import type { Partner } from '../../../core/protocol.ts'
import { requireSecret } from '../../../core/secrets.ts'
import { encodeJson } from '../../layers/codec/json.ts'
import { signAep } from '../../layers/sign/x-aep.ts'
import type { ApproveDataOptions } from '../options.ts'
import { unknownOutcome, type Verdict } from '../plan.ts'
import { readOuter, readVerdict } from './answers.ts'
import { openSeal, type Seal } from './seal.ts'
import type { Stage } from './stage.ts'

const MOST_ANSWER_BYTES = 4_194_304

/** Calls one operation with a stage's text. `shown` is what the evidence keeps: the text before it is sealed, files by their hash; of the answer it keeps the opened layer too. */
export async function callStage(
  partner: Partner<ApproveDataOptions>,
  { operation, caseNo }: Stage,
  text: string,
  shown: string,
): Promise<{ readonly verdict: Verdict; readonly exchange: Exchange }> {
  const { options, clock, http, keyring } = partner
  const seal = await openSeal(keyring, options.outbound.sm4)
  const secret = await requireSecret(keyring, options.outbound.secret)
  const body = encodeJson({ xmlStr: seal.close(text) })
  const sentAt = clock.now()
  const record = (status: number | null, response: Uint8Array | null): Exchange => ({
    operation,
    sentAt,
    receivedAt: status === null ? null : clock.now(),
    request: new TextEncoder().encode(shown),
    response: response && withOpened(response, seal),
    status,
  })
  try {
    const response = await http.send({
      method: 'POST',
      url: `${options.baseUrl}/${operation}`,
      headers: signedHeaders(partner, secret, sentAt),
      body,
      connectTimeoutMs: options.connectTimeoutMs,
      timeoutMs: options.timeoutMs,
      maxResponseBytes: MOST_ANSWER_BYTES,
    })
    return { verdict: verdictOf(response, caseNo, seal), exchange: record(response.status, response.body) }
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
    return {
      verdict: unknownOutcome(error.words),
      exchange: record(null, null),
    }
  }
}

function signedHeaders(
  { options, random }: Partner<ApproveDataOptions>,
  secret: Uint8Array,
  now: number,
): Record<string, string> {
  const { appKey } = options.outbound
  const [nonce, timestamp] = [uuidOf(random.bytes(16)), String(now)]
  return {
    'content-type': 'application/json;charset=utf-8',
    'x-aep-appkey': appKey,
    'x-aep-nonce': nonce,
    'x-aep-timestamp': timestamp,
    'x-aep-signature': signAep(secret, { appKey, nonce, timestamp }),
    'x-aep-encryption': 'true',
  }
}

/** A random UUID (RFC 9562 §5.4), lower-case. */
function uuidOf(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte, index) =>
    (index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte).toString(16).padStart(2, '0'),
  ).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

function verdictOf({ status, body }: HttpResponse, caseNo: string, seal: Seal): Verdict {
  if (status !== 200) return unknownOutcome(`对方答复 HTTP ${status}`)
  const outer = readOuter(body)
  return outer
    ? readVerdict(outer, caseNo, (data) => seal.open(data))
    : unknownOutcome('对方的应答不是约定的 RESULT 报文')
}

function withOpened(response: Uint8Array, seal: Seal): Uint8Array {
  const opened = seal.open(readOuter(response)?.data ?? '')
  if (!opened) return response
  const joined = new Uint8Array(response.length + 1 + opened.length)
  joined.set(response)
  joined[response.length] = 0x0a
  joined.set(opened, response.length + 1)
  return joined
}
