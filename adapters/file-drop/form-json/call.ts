import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { toBase64 } from '../../../core/base64.ts'
import type { Exchange } from '../../../core/message.ts'
import { HttpFailure, type HttpResponse } from '../../../core/ports.ts'
import type { Partner } from '../../../core/protocol.ts'
import { requireSecret } from '../../../core/secrets.ts'
import { type AnswerRule, readAnswer, type Verdict } from '../../layers/answer-rule.ts'
import { decodeJson } from '../../layers/codec/json.ts'
import type { FormJsonOptions } from '../options.ts'

/** Codes first, then what became of the message (610000 document 3.5). */
const ANSWER: AnswerRule = {
  levels: [
    {
      at: '',
      code: 'code',
      message: 'msg',
      meanings: { 200: 'inner', 40103: 'later', 42901: 'later', 50001: 'later', 50301: 'later' },
      other: 'refused',
    },
    {
      at: 'data',
      code: 'jg',
      message: 'jg',
      meanings: { 0: 'refused', 1: 'done', 2: 'already', 3: { laterMs: 60_000 } },
      other: { laterMs: null, unknown: true },
    },
  ],
  faults: { at: 'cwlb', path: 'zd', code: 'dm', message: 'ms' },
}
const MAX_DEPTH = 6

/** `tj` applies, `bz` corrects, `ch` withdraws. */
export type Operation = 'tj' | 'bz' | 'ch'

/** Calls the region with a body; what has no readable answer may have arrived. */
export async function call(
  partner: Partner<FormJsonOptions>,
  operation: Operation,
  body: Uint8Array,
  exchanges: Exchange[],
): Promise<Verdict> {
  const { options, keyring, http, clock } = partner
  const password = await requireSecret(keyring, options.account.password)
  const account = new Uint8Array([...utf8ToBytes(`${options.account.user}:`), ...password])
  const sentAt = clock.now()
  const record = (answer: HttpResponse | null) =>
    exchanges.push({
      operation: `POST /${operation}`,
      sentAt,
      receivedAt: answer ? clock.now() : null,
      request: body,
      response: answer?.body ?? null,
      status: answer?.status ?? null,
    })
  try {
    const answer = await http.send({
      method: 'POST',
      url: `${options.baseUrl}/${operation}`,
      headers: {
        authorization: `Basic ${toBase64(account)}`,
        date: new Date(sentAt).toUTCString(),
        digest: `SHA-256=${toBase64(sha256(body))}`,
        'content-type': 'application/json; charset=UTF-8',
        accept: 'application/json',
      },
      body,
      connectTimeoutMs: options.timeoutMs,
      timeoutMs: options.timeoutMs,
      maxResponseBytes: options.maxBodyBytes,
    })
    record(answer)
    return readVerdict(answer, options)
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
    record(null)
    return unknown(error.words)
  }
}

function readVerdict({ status, body }: HttpResponse, { maxBodyBytes }: FormJsonOptions): Verdict {
  if (status !== 200) return unknown(`对方答复 HTTP ${status}`)
  const tree = decodeJson(body, { maxBytes: maxBodyBytes, maxDepth: MAX_DEPTH })
  if (typeof tree === 'string') return unknown(`对方的应答不是约定的 JSON(${tree})`)
  return readAnswer(tree, ANSWER, () => null)
}

const unknown = (reason: string): Verdict => ({ verdict: 'later', reason, afterMs: null, unknown: true })
