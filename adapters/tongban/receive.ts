import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Fault } from '../../core/fault.ts'
import { canonicalJson, isObject, type Json, type JsonObject } from '../../core/json.ts'
import type { InboundMessage, Received, Refusal } from '../../core/message.ts'
import type { Partner } from '../../core/protocol.ts'
import { decodeJson } from '../layers/codec/json.ts'
import { readBody } from '../layers/read-body.ts'
import { checkBody } from './bodies.ts'
import { isTheirAddress } from './fetch-file.ts'
import { MOST_DEPTH, type Options } from './options.ts'
import { answer, answerProblem, answerUnauthorized, echoOf } from './respond.ts'
import { authorityOf, baseOfRequest, type ReceivedRequest, verifyRequest } from './signing.ts'
import { readAsked } from './write-correction.ts'

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
  return receiveBody(request, url.pathname, { bytes, body }, partner)
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
  const empty = { bytes: new Uint8Array(), body: {} }
  return { kind: 'message', message: { ...messageOf(request, 'query', empty, partner), partnerCaseNo: bizNo } }
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

interface Content {
  readonly bytes: Uint8Array
  readonly body: JsonObject
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
    ...numberFaults(operation, named, echoOf(request), content.body),
    ...addressFaults(operation, content.body, partner.options),
  ]
  if (faults.length === 0) return { kind: 'message', message: toMessage(request, operation, content, partner) }
  const response = await answerProblem('form_invalid', `共 ${faults.length} 处问题`, faults, echoOf(request), partner)
  const detail = faults.map((fault) => `${fault.path} ${fault.code}`).join(' ')
  const { exchange } = messageOf(request, 'query', content, partner)
  return { kind: 'refused', refusal: { reason: 'malformed', detail }, response, exchange: { ...exchange, operation } }
}

function numberFaults(operation: Operation, named: string | null, messageId: string, body: JsonObject): Fault[] {
  if (named !== null && body['bizNo'] !== named) return [differs('bizNo', '与地址中的办件编号不同')]
  return operation === 'events' && body['eventId'] !== messageId ? [differs('eventId', '应等于 TB-Message-Id')] : []
}

/** Files are fetched only from the partner itself: any other address is a fault. */
function addressFaults(operation: Operation, body: JsonObject, options: Options): Fault[] {
  const listed: [string, Json][] = Array.isArray(body['files'])
    ? body['files'].map((file, index) => [`files[${index}]`, file])
    : []
  const single =
    operation === 'events'
      ? ['document', 'licence'].map((group): [string, Json] => [`${group}.file`, fileIn(body[group])])
      : []
  return [...listed, ...single].flatMap(([path, file]) => {
    if (!isObject(file) || typeof file['url'] !== 'string' || typeof file['fileId'] !== 'string') return []
    const fits = isTheirAddress(file['url'], file['fileId'], options)
    return fits ? [] : [{ path: `${path}.url`, code: 'format', message: '不是贵方本文件的一次性地址' }]
  })
}

function fileIn(group: Json | undefined): Json {
  return isObject(group) ? (group['file'] ?? null) : null
}

function differs(path: string, message: string): Fault {
  return { path, code: 'conflict', message }
}

function messageOf(
  request: Request,
  kind: InboundMessage['kind'],
  { bytes, body }: Content,
  { clock }: Partner<Options>,
): InboundMessage {
  const messageId = echoOf(request)
  const at = clock.now()
  return {
    kind,
    key: messageId,
    digest: bytesToHex(sha256(bytes)),
    caseNo: null,
    partnerCaseNo: null,
    correlation: null,
    matterCode: null,
    seq: 0,
    tree: body,
    files: [],
    memo: {},
    exchange: { operation: kind, sentAt: at, receivedAt: at, request: bytes, response: null, status: 200 },
    reply: { messageId, bizNo: body['bizNo'] ?? '' },
  }
}

function toMessage(
  request: Request,
  operation: Operation,
  content: Content,
  partner: Partner<Options>,
): InboundMessage {
  const { body } = content
  const bizNo = String(body['bizNo'])
  const of = (kind: InboundMessage['kind']) => messageOf(request, kind, content, partner)
  switch (operation) {
    case 'cases': {
      const tree = withoutAddresses(body)
      const twin = { key: `case:${bizNo}`, digest: bytesToHex(sha256(utf8ToBytes(canonicalJson(tree)))), tree }
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
      return toProgress(of('progress'), body)
  }
}

type Numbers = Pick<InboundMessage, 'caseNo' | 'partnerCaseNo'>

/** `bizNo` is the collector's number of the case, `caseNo` the handler's: which of them is ours says who we are. */
function byHandler({ bizNo, caseNo }: JsonObject): Numbers {
  return { caseNo: String(caseNo), partnerCaseNo: String(bizNo) }
}

function byCollector({ bizNo, caseNo }: JsonObject): Numbers {
  return { caseNo: String(bizNo), partnerCaseNo: String(caseNo) }
}

function toProgress(message: InboundMessage, body: JsonObject): InboundMessage {
  const { correction, eventId = '', seq = 0 } = body
  const asked = isObject(correction)
    ? { asked: readAsked(correction['items']), revision: correction['baseRevision'] ?? 1 }
    : {}
  return {
    ...message,
    ...byCollector(body),
    seq: Number(seq),
    memo: asked,
    reply: { ...message.reply, eventId, seq },
  }
}

function toNamed(file: JsonObject): JsonObject {
  return { ref: file['fileId'] ?? '', at: file['url'] ?? '' }
}

/** The case without the addresses, which change from message to message (3.1). */
function withoutAddresses(body: JsonObject): JsonObject {
  const files = filesOf(body).map(({ url: _url, urlExpiresAt: _end, ...file }) => file)
  return { ...body, files }
}

function filesOf(body: JsonObject): JsonObject[] {
  return Array.isArray(body['files']) ? body['files'].filter(isObject) : []
}
