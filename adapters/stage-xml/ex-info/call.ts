import type { Exchange } from '../../../core/message.ts'
import { HttpFailure } from '../../../core/ports.ts'
import type { Partner } from '../../../core/protocol.ts'
import { requireSecret } from '../../../core/secrets.ts'
import { signIdentify } from '../../layers/sign/identify.ts'
import type { ExInfoOptions } from '../options.ts'
import { unknownOutcome, type Verdict } from '../plan.ts'
import { textOf } from '../texts.ts'
import { readAnswer } from './answers.ts'
import type { TableRecord } from './message.ts'
import { OPERATION, writeCall } from './service.ts'

const MOST_ANSWER_BYTES = 1_048_576
/** What an envelope and the escaping of the tags inside add at most. */
const AROUND_BYTES = 65_536

/** Bytes of a message so that its envelope stays within the body that the region takes. */
export function mostTextBytes({ maxBodyBytes }: ExInfoOptions): number {
  return maxBodyBytes - AROUND_BYTES
}

/** Calls the service with one message, signed with a fresh time and nonce. `shown` is what the evidence keeps: the message, files by their hash. */
export async function callTable(
  { options, clock, http, keyring, random }: Partner<ExInfoOptions>,
  { table, body }: TableRecord,
  xml: string,
  shown: string,
): Promise<{ readonly verdict: Verdict; readonly exchange: Exchange }> {
  const key = new TextDecoder().decode(await requireSecret(keyring, options.keys.outbound))
  const sentAt = clock.now()
  const timestamp = String(Math.floor(sentAt / 1_000))
  const nonce = Array.from(random.bytes(8), (byte) => byte.toString(16).padStart(2, '0')).join('')
  const about = { deptCode: options.deptCode.ours, tableName: table }
  const identify = signIdentify(key, { ...about, timestamp, nonce, xml })
  const record = (status: number | null, response: Uint8Array | null): Exchange => ({
    operation: table,
    sentAt,
    receivedAt: status === null ? null : clock.now(),
    request: new TextEncoder().encode(shown),
    response,
    status,
  })
  try {
    const response = await http.send({
      method: 'POST',
      url: options.baseUrl + options.servicePath,
      headers: { 'content-type': 'text/xml; charset=UTF-8', soapaction: `"urn:${OPERATION}"` },
      body: new TextEncoder().encode(writeCall({ ...about, xml, identify })),
      connectTimeoutMs: options.connectTimeoutMs,
      timeoutMs: options.timeoutMs,
      maxResponseBytes: MOST_ANSWER_BYTES,
    })
    const verdict =
      response.status === 200
        ? readAnswer(response.body, table, textOf(body['SBLSH_SHORT']))
        : unknownOutcome(`对方答复 HTTP ${response.status}`)
    return { verdict, exchange: record(response.status, response.body) }
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
    return { verdict: unknownOutcome(error.words), exchange: record(null, null) }
  }
}
