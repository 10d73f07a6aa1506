import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type IncomingRequest, isUuid, type Rejection } from './check-request.ts'
import { bytesForLog } from './exchange-log.ts'
import { JSON_TYPE, signReply } from './http-signature.ts'
import type { Region } from './region.ts'
import { problem, type Reply } from './replies.ts'

const PROBLEM_TYPE = 'application/problem+json; charset=utf-8'
const ZERO_UUID = '00000000-0000-0000-0000-000000000000'

/** One request being answered. */
export interface Exchange {
  request: IncomingRequest
  response: ServerResponse
  operation: string
  messageId: string
}

/** Reads a request whole; headers joined and trimmed as the signature sees them. */
export async function readRequest(incoming: IncomingMessage): Promise<IncomingRequest> {
  const chunks: Uint8Array[] = []
  for await (const chunk of incoming) chunks.push(chunk as Uint8Array)
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(incoming.headersDistinct)) headers[name] = (value ?? []).join(', ').trim()
  const { method = 'GET', url = '/' } = incoming
  return { method, target: url, host: headers['host'] ?? '', headers, body: Buffer.concat(chunks) }
}

export function openExchange(request: IncomingRequest, response: ServerResponse): Exchange {
  const messageId = request.headers['tb-message-id'] ?? ''
  const path = request.target.split('?')[0]
  return {
    request,
    response,
    operation: `${request.method} ${path}`,
    messageId: isUuid(messageId) ? messageId : ZERO_UUID,
  }
}

/** Puts an exchange into the log; status 0 = the socket was dropped or never answered. */
export function logExchange(region: Region, exchange: Exchange, status: number, reply: string, fault?: string): void {
  region.log.add({
    at: new Date(region.now()).toISOString(),
    direction: 'in',
    operation: exchange.operation,
    status,
    body: bytesForLog(exchange.request.body, exchange.request.headers['content-type'] ?? 'text'),
    reply,
    ...(fault ? { fault } : {}),
  })
}

/** Sends signed bytes; `sent` is called once all of them left. */
export function sendBytes(
  region: Region,
  exchange: Exchange,
  reply: { status: number; body: Uint8Array; contentType: string; extra?: Record<string, string>; sent?: () => void },
): void {
  const created = Math.floor(region.now() / 1000)
  const signed = signReply({ ...reply, messageId: exchange.messageId, created }, region.secrets)
  const { response, request } = exchange
  if (reply.sent) response.once('finish', reply.sent)
  logExchange(region, exchange, reply.status, bytesForLog(reply.body, reply.contentType))
  response.writeHead(reply.status, { ...signed, ...reply.extra, 'content-length': reply.body.length })
  response.end(request.method === 'HEAD' ? undefined : reply.body)
}

/** Sends a signed JSON or problem+json reply. */
export function sendJson(region: Region, exchange: Exchange, reply: Reply, extra: Record<string, string> = {}): void {
  sendBytes(region, exchange, {
    status: reply.status,
    body: Buffer.from(JSON.stringify(reply.body)),
    contentType: reply.status >= 400 ? PROBLEM_TYPE : JSON_TYPE,
    extra: reply.status === 429 ? { ...extra, 'retry-after': '60' } : extra,
  })
}

/** The one 401 for whatever failed (§2.5), with the base for those who test against it. */
export function sendUnauthorized(region: Region, exchange: Exchange, rejection: Rejection): void {
  const body = Buffer.from(JSON.stringify(problem('unauthorized', '请求未通过验证').body))
  const created = Math.floor(region.now() / 1000)
  const reply = { status: 401, body, contentType: PROBLEM_TYPE, messageId: exchange.messageId, created }
  logExchange(region, exchange, 401, body.toString(), rejection.step)
  exchange.response.writeHead(401, {
    ...signReply(reply, region.secrets),
    'tb-explain': Buffer.from(rejection.base).toString('base64'),
    'content-length': body.length,
  })
  exchange.response.end(body)
}

/** A page no gateway should take for an answer: unsigned, in HTTP 200. */
export function sendHtml(region: Region, exchange: Exchange): void {
  const page = `<!doctype html><html lang="zh-CN"><title>系统维护</title><p>系统维护中,请稍后再试。${randomUUID()}</p></html>`
  logExchange(region, exchange, 200, page)
  exchange.response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
  exchange.response.end(page)
}
