import { amendCase, createQuery } from './amend-case.ts'
import { answerCase } from './answer-case.ts'
import type { Admission, IncomingRequest, Rejection } from './check-request.ts'
import { asText } from './json.ts'
import type { Region } from './region.ts'
import { problem } from './replies.ts'
import { type Exchange, sendBytes, sendJson, sendUnauthorized } from './send-reply.ts'
import { takeEvent } from './take-event.ts'

const CASE_PATH = /^\/tb\/v1\/cases\/([0-9A-Za-z-]{8,50})(?:\/(corrections|files|withdrawal|shipments))?$/
const FILE_PATH = /^\/tb\/v1\/files\/([A-Za-z0-9_-]{8,64})$/

function sendFile(region: Region, exchange: Exchange, fileId: string): void {
  const token = new URL(exchange.request.target, 'http://local').searchParams.get('t') ?? ''
  const file = region.shelf.take(fileId, token)
  if (file.found !== 'bytes') {
    const code = file.found === 'none' ? 'file_unknown' : file.found
    sendJson(region, exchange, problem(code, '没有此文件,或须另取新地址'))
    return
  }
  const { bytes, mediaType, sent } = file
  sendBytes(region, exchange, { status: 200, body: bytes, contentType: mediaType, sent })
}

/** A breach of the signature in an event is told to the case it names. */
function noteRejection(region: Region, request: IncomingRequest, rejection: Rejection): void {
  try {
    const body: unknown = JSON.parse(Buffer.from(request.body).toString())
    const bizNo = asText((body as Record<string, unknown>)['bizNo'])
    region.own.get(bizNo)?.view.faults.push(`请求未通过验证:${rejection.step}`)
  } catch {
    // not a message about any case
  }
}

/** Answers everything under /tb/v1 (§3.2), whichever side this region is on. */
export function createExchangeRoutes(region: Region, check: (request: IncomingRequest) => Admission | Rejection) {
  const query = createQuery(region)
  return async function answer(exchange: Exchange): Promise<void> {
    const { request } = exchange
    const admission = check(request)
    if ('step' in admission) {
      noteRejection(region, request, admission)
      return sendUnauthorized(region, exchange, admission)
    }
    const path = request.target.split('?')[0] ?? ''
    const isPost = request.method === 'POST'
    if (isPost && path === '/tb/v1/cases') return answerCase(region, exchange, admission)
    if (isPost && path === '/tb/v1/events') return sendJson(region, exchange, takeEvent(region, admission))
    const [, bizNo, kind] = CASE_PATH.exec(path) ?? []
    if (bizNo && isPost && kind) return sendJson(region, exchange, amendCase(region, bizNo, kind, admission))
    if (bizNo && request.method === 'GET' && !kind) return sendJson(region, exchange, query(bizNo))
    const fileId = FILE_PATH.exec(path)?.[1]
    if (fileId && request.method === 'GET') return sendFile(region, exchange, fileId)
    return sendJson(region, exchange, problem('not_found', '没有此操作'))
  }
}
