import { setTimeout as pause } from 'node:timers/promises'
import { bytesForLog } from './exchange-log.ts'
import { faultOfReply, signRequest } from './http-signature.ts'
import { asObject, type Json, type JsonObject } from './json.ts'
import type { Region } from './region.ts'

const READ_TIMEOUT_MS = 20_000

export interface GatewayRequest {
  method: 'GET' | 'POST'
  url: string
  body?: JsonObject
  messageId: string
  /** Unix seconds the signature claims, the clock's unless told */
  created?: number
  /** headers to send instead of freshly signed ones */
  headers?: Record<string, string>
}

export interface GatewayReply {
  status: number
  bytes: Uint8Array
  contentType: string
  json: JsonObject
  /** why the reply proves nothing (§3.6 ①); null where it is signed and readable */
  fault: string | null
}

/** The signed headers of a request, to send once or again. */
export function headersFor(region: Region, request: GatewayRequest): Record<string, string> {
  const body = request.body && Buffer.from(JSON.stringify(request.body))
  const created = request.created ?? Math.floor(region.now() / 1000)
  const { method, messageId } = request
  return signRequest(
    { method, url: new URL(request.url), messageId, created, ...(body ? { body } : {}) },
    region.secrets,
  )
}

function parseJson(bytes: Uint8Array, contentType: string): { json: JsonObject; fault: string | null } {
  if (!contentType.includes('json')) return { json: {}, fault: null }
  try {
    const json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Json
    return { json: asObject(json), fault: null }
  } catch {
    return { json: {}, fault: '应答不是 UTF-8 的 JSON' }
  }
}

/** One signed exchange with the gateway; no answer is a reply of status 0 with its fault. */
export async function callGateway(region: Region, request: GatewayRequest): Promise<GatewayReply> {
  const operation = `${request.method} ${request.url.slice(request.url.indexOf('/', 8))}`
  const body = request.body ? JSON.stringify(request.body) : ''
  const note = (reply: GatewayReply): GatewayReply => {
    region.log.add({
      at: new Date(region.now()).toISOString(),
      direction: 'out',
      operation,
      status: reply.status,
      body,
      reply: bytesForLog(reply.bytes, reply.contentType),
      ...(reply.fault ? { fault: reply.fault } : {}),
    })
    return reply
  }
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: { accept: '*/*', 'accept-encoding': 'identity', ...(request.headers ?? headersFor(region, request)) },
      redirect: 'manual',
      signal: AbortSignal.any([region.signal, AbortSignal.timeout(READ_TIMEOUT_MS)]),
      ...(body ? { body } : {}),
    })
    const bytes = new Uint8Array(await response.arrayBuffer())
    const contentType = response.headers.get('content-type') ?? ''
    const { json, fault } = parseJson(bytes, contentType)
    const { status, headers } = response
    const signatureFault = faultOfReply({ status, headers, body: bytes }, request.messageId, region.secrets)
    return note({ status, bytes, contentType, json, fault: signatureFault ?? fault })
  } catch (error) {
    const reason = error instanceof Error ? String(error.cause ?? error.message) : String(error)
    return note({ status: 0, bytes: new Uint8Array(), contentType: '', json: {}, fault: `无应答:${reason}` })
  }
}

/** Whether the same message should be sent again (§3.6). */
export function isWorthRetrying(reply: GatewayReply): boolean {
  if (reply.fault || reply.status >= 500 || reply.status === 429) return true
  return reply.json['outcome'] === 'busy' || reply.status === 401
}

/** Sends until answered for good, a few times with growing pauses; each try is signed anew. */
export async function callUntilAnswered(region: Region, request: GatewayRequest, tries = 7): Promise<GatewayReply> {
  let reply = await callGateway(region, request)
  for (let attempt = 1; attempt < tries && isWorthRetrying(reply); attempt += 1) {
    if (reply.status === 401 && !reply.fault && attempt > 1) break
    await pause(Math.min(100 * 2 ** (attempt - 1), 2000), undefined, { signal: region.signal })
    reply = await callGateway(region, request)
  }
  return reply
}
