import type { JsonObject } from '../../core/json.ts'
import type { Exchange } from '../../core/message.ts'
import { HttpFailure } from '../../core/ports.ts'
import type { Partner } from '../../core/protocol.ts'
import { requireSecret } from '../../core/secrets.ts'
import { decodeJson, encodeJson } from '../layers/codec/json.ts'
import { decryptAesEcb, sha1PrngKey } from '../layers/protect/aes-ecb.ts'
import { signSidRidRtime } from '../layers/sign/sid-rid-rtime.ts'
import { readAnswer, type Verdict } from './answers.ts'
import { type Options, SERVICES, type Service } from './options.ts'

const SECRET_MARGIN_MS = 300_000
const MOST_ANSWER_BYTES = 20 * 1024 * 1024

let lastRtime = 0

/** A fresh request time: never the same twice in this process, because the partner takes the same service, requester and time for a replay. */
function nextRtime(now: number): string {
  lastRtime = Math.max(now, lastRtime + 1)
  return String(lastRtime)
}

/** Calls one service of the partner: signs, sends, reads the answer at its deepest level; renews the secret once where the partner says so. */
export async function call(
  partner: Partner<Options>,
  service: Service,
  body: JsonObject,
  exchanges: Exchange[],
): Promise<Verdict> {
  const first = await attempt(partner, service, body, exchanges)
  if (first.verdict !== 'renew-secret') return first
  const second = await attempt(partner, service, body, exchanges)
  return second.verdict === 'renew-secret'
    ? { verdict: 'later', reason: `换密钥后仍被拒:${second.reason}`, afterMs: null, unknown: false }
    : second
}

async function attempt(
  partner: Partner<Options>,
  service: Service,
  body: JsonObject,
  exchanges: Exchange[],
): Promise<Verdict> {
  const { options, tokens } = partner
  const key = `${partner.region}:${options.rid}`
  const secret = await tokens.get(key, () => fetchSecret(partner, exchanges))
  const verdict = await post(partner, service, '/gateway/httpproxy', new TextEncoder().encode(secret), body, exchanges)
  if (verdict.verdict === 'renew-secret') await tokens.drop(key, secret)
  return verdict
}

async function fetchSecret(
  partner: Partner<Options>,
  exchanges: Exchange[],
): Promise<{ value: string; endsAt: number }> {
  const { options, keyring } = partner
  const appKey = await requireSecret(keyring, options.keys.appKey)
  const answer = await exchange(partner, 'secret', '/sysapi/auth/refreshappsecret', appKey, null, exchanges)
  const data = answer.kind === 'answer' ? answer.json['data'] : undefined
  const sealed = typeof data === 'object' && data !== null && !Array.isArray(data) ? data : {}
  const value = decryptAesEcb(sha1PrngKey(new TextDecoder().decode(appKey)), String(sealed['secret'] ?? ''))
  if (answer.kind !== 'answer' || String(answer.json['code']) !== '0' || !value) throw new SecretUnavailable()
  return { value, endsAt: Number(sealed['secretEndTime']) - SECRET_MARGIN_MS }
}

/** The business secret could not be had; nothing was sent yet. */
export class SecretUnavailable extends Error {
  constructor() {
    super('the partner gave no business secret')
    this.name = 'SecretUnavailable'
  }
}

async function post(
  partner: Partner<Options>,
  service: Service,
  path: string,
  key: Uint8Array,
  body: JsonObject,
  exchanges: Exchange[],
): Promise<Verdict> {
  const answer = await exchange(partner, service, path, key, body, exchanges)
  return answer.kind === 'none'
    ? { verdict: 'later', reason: answer.reason, afterMs: null, unknown: answer.unknown }
    : readAnswer(answer.json)
}

type Answer =
  | { readonly kind: 'answer'; readonly json: JsonObject }
  | { readonly kind: 'none'; readonly reason: string; readonly unknown: boolean }

async function exchange(
  partner: Partner<Options>,
  service: Service,
  path: string,
  key: Uint8Array,
  body: JsonObject | null,
  exchanges: Exchange[],
): Promise<Answer> {
  const { options, clock, http } = partner
  const sentAt = clock.now()
  const signed = signedHeaders(options, service, key, nextRtime(sentAt))
  const request = encodeJson(body ?? signed)
  const record = (status: number | null, response: Uint8Array | null) => {
    // a secret's answer is a secret
    const kept = service === 'secret' ? null : response
    exchanges.push({
      operation: SERVICES[service],
      sentAt,
      receivedAt: status === null ? null : clock.now(),
      request,
      response: kept,
      status,
    })
  }
  try {
    const answer = await http.send({
      method: 'POST',
      url: options.baseUrl + path,
      headers: { ...signed, 'content-type': 'application/json;charset=UTF-8', accept: 'application/json' },
      body: request,
      connectTimeoutMs: options.connectTimeoutMs,
      timeoutMs: options.timeoutMs,
      maxResponseBytes: MOST_ANSWER_BYTES,
    })
    record(answer.status, answer.body)
    if (answer.status !== 200) return { kind: 'none', reason: `对方答复 HTTP ${answer.status}`, unknown: true }
    const json = decodeJson(answer.body, { maxBytes: MOST_ANSWER_BYTES, maxDepth: 20 })
    return typeof json === 'string'
      ? { kind: 'none', reason: `对方的应答不是约定的 JSON(${json})`, unknown: true }
      : { kind: 'answer', json }
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
    record(null, null)
    return { kind: 'none', reason: error.words, unknown: true }
  }
}

function signedHeaders(
  { headerPrefix, rid, sidPrefix }: Options,
  service: Service,
  key: Uint8Array,
  rtime: string,
): Record<string, string> {
  const sid = sidPrefix.theirs + SERVICES[service]
  return {
    [`${headerPrefix}_rid`]: rid,
    [`${headerPrefix}_sid`]: sid,
    [`${headerPrefix}_rtime`]: rtime,
    [`${headerPrefix}_sign`]: signSidRidRtime(key, sid, rid, rtime),
  }
}
