import { z } from 'zod'
import type { Sms, SmsResult } from '../core/notifications/sms.ts'
import type { Http, Keyring } from '../core/ports.ts'

const TIMEOUT_MS = 5_000
const MOST_BYTES = 16 * 1024
/** Name of the gateway's bearer token in the keyring. */
const KEY = 'sms-gateway'

const answer = z.discriminatedUnion('result', [
  z.object({ result: z.literal('taken'), receipt: z.coerce.string().max(100).default('') }),
  z.object({ result: z.literal('refused'), reason: z.string().max(200).default('') }),
])

/** A text message gateway behind one address, as `docs/operate.md` describes it; what is no such answer means later. */
export function createHttpSms(http: Http, keyring: Keyring, url: string): Sms {
  return {
    async send(message): Promise<SmsResult> {
      const token = await keyring.secret(KEY)
      const { status, body } = await http.send({
        method: 'POST',
        url,
        headers: {
          'content-type': 'application/json',
          ...(token ? { authorization: `Bearer ${new TextDecoder().decode(token)}` } : {}),
        },
        body: new TextEncoder().encode(JSON.stringify(message)),
        connectTimeoutMs: TIMEOUT_MS,
        timeoutMs: TIMEOUT_MS,
        maxResponseBytes: MOST_BYTES,
      })
      const read = status === 200 ? answer.safeParse(parse(body)) : null
      if (!read?.success) return { is: 'later', reason: `短信平台答了 ${status}${read ? ',读不懂' : ''}` }
      const { data } = read
      return data.result === 'taken'
        ? { is: 'taken', receipt: data.receipt }
        : { is: 'refused', reason: data.reason || '短信平台没有说明原因' }
    },
  }
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch {
    return null
  }
}
