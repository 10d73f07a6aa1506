import type { Fault } from '../../core/fault.ts'
import type { JsonObject } from '../../core/json.ts'
import type { InboundMessage, Received, Refusal } from '../../core/message.ts'
import type { Partner } from '../../core/protocol.ts'
import { decodeJson } from '../layers/codec/json.ts'
import { readBody } from '../layers/read-body.ts'
import { checkBody } from './bodies.ts'
import { addressFaults, filesOf, withoutAddresses } from './file-addresses.ts'
import { byCollector, byHandler, type Content, contentDigest, messageOf, progressOf } from './inbound-message.ts'
import { MOST_DEPTH, type Options } from './options.ts'
import { answer, answerProblem, answerUnauthorized, echoOf } from './respond.ts'
import { authorityOf, baseOfRequest, type ReceivedRequest, verifyRequest } from './signing.ts'

const NONCE_MS = 600_000
const QUERY_WINDOW_MS = 60_000
const MOST_QUERIES = 6

type Operation = 'cases' | 'corrections' | 'files' | 'withdrawal' | 'shipments' | 'events'

/** Takes a request of the partner in the document's order (2.5); whatever fails there is answered by one and the same signed 401. */
export async function receive(request: Request, partner: Partner<Options>): Promise<Received> {
  const { options, clock, nonces } = partner
  const url = new URL(request.url)
  const read = await readBody(request, options.maxBodyBytes)
  const bare = request.method === 'GET' || request.method === 'HEAD'
  const received: ReceivedRequest = {
    method: request.method,
    authority: authorityOf(new URL(partner.publicUrl)),
    path: url.pathname,
    query: url.search,
    header: (name) => (request.headers.get(name) ?? '').trim(),
    body: bare && typeof read !== 'string' && read.length === 0 ? null : read,
  }
  const unauthorized = async (reason: Refusal['reason'], detail: string): Promise<Received> => {
    const response = await answerUnauthorized(request, baseOfRequest(received), partner)
    return { kind: 'refused', refusal: { reason, detail }, response }
  }
  const verified = await verifyRequest(received, Math.floor(clock.now() / 1000), options)
  if ('reason' in verified) return unauthorized(verified.reason, verified.detail)
  if (!(await nonces.first(verified.nonce, NONCE_MS))) return unauthorized('replayed', verified.nonce)
  if (received.body === null) return receiveBare(request, url, partner)
  const bytes = read as Uint8Array
  const body = decodeJson(bytes, { maxBytes: options.maxBodyBytes, maxDepth: MOST_DEPTH })
  if (typeof body === 'string') return unauthorized('malformed', body)
  const content = { bytes, body, messageId: echoOf(request), at: clock.now() }
  return receiveBody(request, url.pathname, content, partner)
}

const CASE_PATH = /^\/tb\/v1\/cases\/([0-9A-Za-z-]{8,50})$/
const BELOW_CASE = /^\/tb\/v1\/cases\/([0-9A-Za-z-]{8,50})\/(corrections|files|withdrawal|shipments)$/
const FILE_PATH = /^\/tb\/v1\/files\/([A-Za-z0-9_-]{8,64})$/

async function receiveBare(request: Request, url: URL, partner: Partner<Options>): Promise<Received> {
  const [, fileId] = FILE_PATH.exec(url.pathname) ?? []
  if (fileId !== undefined && request.method === 'GET')
    return { kind: 'answered', response: await serveFile(request, fileId, url.searchParams.get('t') ?? '', partner) }
  const [, bizNo] = CASE_PATH.exec(url.pathname) ?? []
  if (bizNo === undefined || request.method !== 'GET') return noOperation(request, partner)
  if (!(await mayQuery(bizNo, partner))) {
    const detail = `每件每分钟最多查询 ${MOST_QUERIES} 次`
    const again = { 'retry-after': '60' }
    const response = await answerProblem('rate_limited', detail, [], echoOf(request), partner, again)
    return { kind: 'answered', response }
  }
  const nothing = { bytes: new Uint8Array(), body: {}, messageId: echoOf(request), at: partner.clock.now() }
  return { kind: 'message', message: { ...messageOf('query', nothing), partnerCaseNo: bizNo } }
}

async function noOperation(request: Request, partner: Partner<Options>): Promise<Received> {
  const response = await answerProblem('not_found', '没有此操作', [], echoOf(request), partner)
  return { kind: 'refused', refusal: { reason: 'unknown-operation', detail: request.method }, response }
}

/** Six places a minute for each case; whoever finds none free comes too often. */
async function mayQuery(bizNo: string, { nonces, clock }: Partner<Options>): Promise<boolean> {
  const minute = Math.floor(clock.now() / QUERY_WINDOW_MS)
  for (let place = 1; place <= MOST_QUERIES; place += 1)
    if (await nonces.first(`query:${bizNo}:${minute}:${place}`, QUERY_WINDOW_MS)) return true
  return false
}

/** A file of ours at its one-time address (document 2.6): 404 and 410 as documented, the address void once every byte has gone out. */
async function serveFile(
  request: Request,
  fileId: string,
  secret: string,
  partner: Partner<Options>,
): Promise<Response> {
  const messageId = echoOf(request)
  const file = await partner.fileLinks.open(fileId, secret)
  if (file === 'used') return answerProblem('url_used', '这个地址已用过,请另取新地址', [], messageId, partner)
  if (file === 'expired') return answerProblem('url_expired', '这个地址已过期,请另取新地址', [], messageId, partner)
  const bytes = file === 'unknown' ? null : await partner.blobs.read(file.sha256)
  if (file === 'unknown' || !bytes) return answerProblem('file_unknown', '没有这个文件', [], messageId, partner)
  const sent = () => partner.fileLinks.finish(fileId, secret)
  return answer({ status: 200, contentType: file.mediaType, bytes, messageId, sent }, partner)
}

async function receiveBody(
  request: Request,
  path: string,
  content: Content,
  partner: Partner<Options>,
): Promise<Received> {
  const [, named = null, below] = BELOW_CASE.exec(path) ?? []
  const operation =
    path === '/tb/v1/cases' ? 'cases' : path === '/tb/v1/events' ? 'events' : (below as Operation | undefined)
  if (!operation || request.method !== 'POST') return noOperation(request, partner)
  const faults = [
    ...checkBody(operation, content.body),
    ...numberFaults(operation, named, content),
    ...addressFaults(content.body, partner.options),
  ]
  if (faults.length === 0) return { kind: 'message', message: toMessage(operation, content) }
  const response = await answerProblem('form_invalid', `共 ${faults.length} 处问题`, faults, content.messageId, partner)
  const detail = faults.map((fault) => `${fault.path} ${fault.code}`).join(' ')
  const { exchange } = messageOf('query', content)
  return { kind: 'refused', refusal: { reason: 'malformed', detail }, response, exchange: { ...exchange, operation } }
}

function numberFaults(operation: Operation, named: string | null, { messageId, body }: Content): Fault[] {
  if (named !== null && body['bizNo'] !== named) return [differs('bizNo', '与地址中的办件编号不同')]
  return operation === 'events' && body['eventId'] !== messageId ? [differs('eventId', '应等于 TB-Message-Id')] : []
}

function differs(path: string, message: string): Fault {
  return { path, code: 'conflict', message }
}

function toMessage(operation: Operation, content: Content): InboundMessage {
  const { body } = content
  const bizNo = String(body['bizNo'])
  const of = (kind: InboundMessage['kind']) => messageOf(kind, content)
  switch (operation) {
    case 'cases': {
      const tree = withoutAddresses(body)
      const twin = { key: `case:${bizNo}`, digest: contentDigest(tree), tree }
      return { ...of('apply'), partnerCaseNo: bizNo, seq: 1, twin }
    }
    case 'corrections': {
      const baseRevision = Number(body['baseRevision'])
      return { ...of('supplement'), ...byHandler(body), baseRevision, seq: baseRevision + 1 }
    }
    case 'withdrawal':
      return { ...of('withdraw'), ...byHandler(body) }
    case 'shipments':
      // whoever collects sends to us what we handle, whoever handles sends back what we collected
      return { ...of('shipment'), ...(body['direction'] === 'to_handler' ? byHandler(body) : byCollector(body)) }
    case 'files':
      return { ...of('reissue'), partnerCaseNo: bizNo, tree: { files: filesOf(body).map(toNamed) } }
    case 'events':
      return progressOf(content)
  }
}

function toNamed(file: JsonObject): JsonObject {
  return { ref: file['fileId'] ?? '', at: file['url'] ?? '' }
}
