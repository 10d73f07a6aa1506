import {
  authorityOf,
  JSON_TYPE,
  requestComponents,
  sha256Digest,
  signatureBase,
  splitTarget,
  verifyEd25519,
} from './http-signature.ts'
import { depthOf, isObject, type Json, type JsonObject } from './json.ts'
import type { Secrets } from './secrets.ts'

const MAX_BODY_BYTES = 2 * 1024 * 1024
const MAX_DEPTH = 12
const NONCE_MEMORY_MS = 600_000
const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const SIGNATURE_INPUT =
  /^tb=(\(([^()]*)\);created=(\d{1,12});expires=(\d{1,12});nonce="([A-Za-z0-9_-]{22})";keyid="([^"]*)";alg="([^"]*)";tag="([^"]*)")$/

export interface IncomingRequest {
  method: string
  target: string
  host: string
  headers: Record<string, string>
  body: Uint8Array
}

/** Why a request is not let in; `step` is for the log only, the reply never tells. */
export interface Rejection {
  step: string
  /** the base this server computed, for `TB-Explain` */
  base: string
}

export interface Admission {
  messageId: string
  digest: string
  json: JsonObject
}

export const isUuid = (text: string): boolean => UUID_V4.test(text)

function parseBody(body: Uint8Array): JsonObject | null {
  try {
    const json = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)) as Json
    return isObject(json) && depthOf(json) <= MAX_DEPTH ? json : null
  } catch {
    return null
  }
}

/** Checks requests of the gateway in the document's order (§2.5), remembering nonces for ten minutes. */
export function createRequestCheck(secrets: Secrets, now: () => number, ownAuthority: () => string) {
  const nonces = new Map<string, number>()

  function baseOf(request: IncomingRequest, hasBody: boolean, params: string): string {
    const { path, query } = splitTarget(request.target)
    const host = authorityOf(request.host)
    const port = ownAuthority().split(':')[1]
    const registered = [ownAuthority(), `localhost:${port}`, ...secrets.authority.split(',').map(authorityOf)]
    const derived: Record<string, string> = {
      '@method': request.method.toUpperCase(),
      '@authority': host !== '' && registered.includes(host) ? host : ownAuthority(),
      '@path': path,
      '@query': query,
    }
    const read = (name: string): string => derived[name] ?? request.headers[name] ?? ''
    return signatureBase(requestComponents(hasBody), read, params)
  }

  function seenBefore(keyid: string, nonce: string): boolean {
    const time = now()
    for (const [key, at] of nonces) if (time - at > NONCE_MEMORY_MS) nonces.delete(key)
    const key = `${keyid} ${nonce}`
    if (nonces.has(key)) return true
    nonces.set(key, time)
    return false
  }

  function firstFault(request: IncomingRequest, input: RegExpExecArray | null, base: string): string | null {
    const { headers, body } = request
    const hasBody = request.method !== 'GET' && request.method !== 'HEAD'
    if (headers['tb-sender'] !== secrets.gatewayId) return 'TB-Sender 不是登记的对方'
    if (headers['tb-receiver'] !== secrets.partnerId) return 'TB-Receiver 不是本方'
    if (!isUuid(headers['tb-message-id'] ?? '')) return 'TB-Message-Id 不是小写 UUID v4'
    if (hasBody && headers['content-type'] !== JSON_TYPE) return 'Content-Type 不符'
    if (!hasBody && body.length > 0) return '无体的请求带了体'
    const signature = /^tb=:([A-Za-z0-9+/]{86}==):$/.exec(headers['signature'] ?? '')?.[1]
    if (!input || !signature) return 'Signature-Input 或 Signature 不符'
    const [, , components, created = '', expires = '', nonce = '', keyid = '', alg, tag] = input
    if (tag !== 'tongban-v1') return 'tag 不符'
    const expected = requestComponents(hasBody).map((name) => `"${name}"`)
    if (components !== expected.join(' ')) return '组件集合或次序不符'
    if (keyid !== secrets.gatewayKeyid || alg !== 'ed25519') return 'keyid 未登记或 alg 不符'
    const seconds = Math.floor(now() / 1000)
    if (Math.abs(seconds - Number(created)) > 300 || seconds >= Number(expires)) return '已过时效'
    if (Number(expires) !== Number(created) + 300) return 'expires 不等于 created+300'
    if (hasBody && headers['content-digest'] !== sha256Digest(body)) return '摘要不符'
    if (!verifyEd25519(base, signature, secrets.gatewayPublicKey)) return '签名不符'
    if (seenBefore(keyid, nonce)) return 'nonce 重放'
    return body.length > MAX_BODY_BYTES ? '体过大' : null
  }

  return function checkRequest(request: IncomingRequest): Admission | Rejection {
    const inputHeader = request.headers['signature-input'] ?? ''
    const input = SIGNATURE_INPUT.exec(inputHeader)
    const hasBody = request.method !== 'GET' && request.method !== 'HEAD'
    const base = baseOf(request, hasBody, input?.[1] ?? inputHeader.replace(/^tb=/, ''))
    const step = firstFault(request, input, base)
    if (step) return { step, base }
    const json = hasBody ? parseBody(request.body) : {}
    if (!json) return { step: 'JSON 不符', base }
    const messageId = request.headers['tb-message-id'] ?? ''
    return { messageId, digest: request.headers['content-digest'] ?? '', json }
  }
}
