import { type Condition, holds } from '../../core/condition.ts'
import { isObject, type Json, type JsonObject, valueAt } from '../../core/json.ts'
import type { Exchange, InboundMessage, Received, Refusal } from '../../core/message.ts'
import type { Partner } from '../../core/protocol.ts'
import { looseDigest } from '../layers/loose-digest.ts'
import { decodeBody } from './body.ts'
import { serveFile } from './file-links.ts'
import { readUpload } from './inbound-upload.ts'
import type { Route } from './options/inbound.ts'
import type { Options } from './options.ts'
import { refusalResponse, reply } from './reply.ts'
import { verifyRequest } from './verify.ts'

/** Serves a file that the region fetches, or verifies a message and decodes it: first the bytes, then the place, then what is in it. */
export async function receive(request: Request, path: string, partner: Partner<Options>): Promise<Received> {
  const served = await serveFile(request, path, partner)
  if (served) return { kind: 'answered', response: served }
  const bytes = new Uint8Array(await request.arrayBuffer())
  const { options } = partner
  const unverified = await verifyRequest(request, bytes, partner)
  if (unverified) return refuse(unverified, options)
  const routes = options.inbound.routes.filter((one) => one.method === request.method && one.path === path)
  if (routes.length === 0) {
    return refuse({ reason: 'unknown-operation', detail: `${request.method} ${path}`.slice(0, 120) }, options)
  }
  const upload = routes.find(({ kind }) => kind === 'upload')
  if (upload?.upload) return receiveUpload(request, bytes, upload, partner)
  const decoded =
    request.method === 'GET'
      ? { ok: true as const, value: readQuery(request) }
      : decodeBody(bytes, routes[0]?.body ? { ...options, body: routes[0].body } : options)
  if (!decoded.ok) {
    const [fault] = decoded.faults
    const reason = fault?.code === 'too-large' ? 'too-large' : 'malformed'
    return refuse({ reason, detail: fault?.message ?? '' }, options, fault?.code)
  }
  const route = routes.find(({ when }) => holds(when as Condition, decoded.value))
  if (!route) return refuse({ reason: 'unknown-operation', detail: `${path} 没有这一类报文` }, options)
  const message = toMessage(
    route,
    options.inbound.routes.indexOf(route),
    { ...decoded.value, ...route.adds },
    toExchange(route, bytes, partner),
  )
  const faults = [...route.key, ...route.twin].filter((name) => textAt(decoded.value, name) === null).map(missingKey)
  if (faults.length === 0) return { kind: 'message', message }
  return { kind: 'answered', response: await reply({ outcome: 'invalid', faults }, message, partner) }
}

async function receiveUpload(
  request: Request,
  bytes: Uint8Array,
  route: Route,
  partner: Partner<Options>,
): Promise<Received> {
  const { options } = partner
  if (bytes.length > (route.upload?.maxBytes ?? 0)) return refuse({ reason: 'too-large', detail: '文件过大' }, options)
  const type = request.headers.get('content-type') ?? ''
  const read = route.upload ? await readUpload(bytes, type, route.upload) : null
  if (!read) return refuse({ reason: 'malformed', detail: '不是带文件的表单' }, options)
  // the bytes go to the blob store; the evidence keeps what was said of them
  const said = new TextEncoder().encode(JSON.stringify(read.tree))
  const index = options.inbound.routes.indexOf(route)
  const message = toMessage(route, index, read.tree, toExchange(route, said, partner))
  return { kind: 'message', message: { ...message, files: read.files } }
}

function missingKey(path: string) {
  return { path, code: 'required', message: `“${path}”没有填写`, fix: '请填写' }
}

function refuse(refusal: Refusal, options: Options, code?: string): Received {
  return { kind: 'refused', refusal, response: refusalResponse(refusal.reason, options, code) }
}

function readQuery(request: Request): JsonObject {
  return Object.fromEntries(new URL(request.url).searchParams)
}

function toExchange({ kind }: Route, request: Uint8Array, { clock }: Partner<Options>): Exchange {
  const now = clock.now()
  return { operation: kind, sentAt: now, receivedAt: now, request, response: null, status: 200 }
}

function toMessage(route: Route, index: number, tree: JsonObject, exchange: Exchange): InboundMessage {
  const at = (path: string | undefined) => (path === undefined ? null : textAt(tree, path))
  const keyOf = (names: readonly string[]) => [route.kind, ...names.map((name) => at(name) ?? '')].join(':')
  const digest = looseDigest(tree, route.loose)
  return {
    kind: route.kind,
    key: keyOf(route.key),
    digest,
    ...(route.twin.length > 0 ? { twin: { key: `${keyOf(route.twin)}:twin`, digest, tree } } : {}),
    caseNo: at(route.caseNo),
    partnerCaseNo: at(route.partnerCaseNo),
    correlation: at(route.correlation),
    ...(route.unnumbered ? { unnumbered: true } : {}),
    matterCode: null,
    seq: route.seq === undefined ? 0 : Number(valueAt(tree, route.seq) ?? 0),
    tree: route.addresses ? { files: readAddresses(tree, route.addresses) } : tree,
    files: [],
    memo: {},
    exchange,
    reply: { route: index, tree },
  }
}

function readAddresses(tree: JsonObject, { list, ref, at }: NonNullable<Route['addresses']>): JsonObject[] {
  const files = valueAt(tree, list)
  if (!Array.isArray(files)) return []
  return files.filter(isObject).map((file) => ({ ref: file[ref] ?? '', at: file[at] ?? '' }))
}

function textAt(tree: JsonObject, path: string): string | null {
  const value: Json | undefined = valueAt(tree, path)
  return typeof value === 'string' && value !== '' ? value.slice(0, 200) : null
}
