import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { fromBase64 } from '../../core/base64.ts'
import { canonicalJson, type Json, type JsonObject } from '../../core/json.ts'
import type { Exchange, InboundMessage, InlineFile, Received, Refusal } from '../../core/message.ts'
import type { Partner } from '../../core/protocol.ts'
import { decodeJson } from '../layers/codec/json.ts'
import { sameText, signSidRidRtime } from '../layers/sign/sid-rid-rtime.ts'
import { MOST_DEPTH, type Options, SERVICES, type Service } from './options.ts'
import { outerAnswer } from './reply.ts'

const REPLAY_MS = 600_000

/** Verifies a request in the order the exchange lays down, then decodes it. Every refusal is one code of the exchange layer. */
export async function receive(request: Request, partner: Partner<Options>): Promise<Received> {
  const { options, clock, keyring, nonces } = partner
  const header = (name: string) => request.headers.get(`${options.headerPrefix}_${name}`) ?? ''
  const [rid, sid, rtime, sign] = [header('rid'), header('sid'), header('rtime'), header('sign')]
  if (rid === '' || sid === '' || !/^\d{13}$/.test(rtime) || sign === '')
    return refuse('10001', 'signature-missing', '缺认证头')
  if (rid !== options.partnerRid) return refuse('10002', 'unknown-sender', `rid ${rid.slice(0, 40)}`)
  const service = serviceOf(options, sid)
  if (!service) return refuse('10005', 'unknown-operation', `sid ${sid.slice(0, 40)}`)
  if (Math.abs(clock.now() - Number(rtime)) > options.windowMs) return refuse('10004', 'stale', `rtime ${rtime}`)
  const secret = await keyring.secret(options.keys.reverseSecret)
  if (!secret) return refuse('10003', 'signature-wrong', `本方没有存入密钥 ${options.keys.reverseSecret}`)
  if (!sameText(sign, signSidRidRtime(secret, sid, rid, rtime))) return refuse('10003', 'signature-wrong', `sid ${sid}`)
  if (!(await nonces.first(`${rid}:${sid}:${rtime}`, REPLAY_MS))) return refuse('10006', 'replayed', `rtime ${rtime}`)
  const bytes = new Uint8Array(await request.arrayBuffer())
  const exchange: Exchange = {
    operation: SERVICES[service],
    sentAt: clock.now(),
    receivedAt: clock.now(),
    request: bytes,
    response: null,
    status: 200,
  }
  const body = decodeJson(bytes, { maxBytes: options.maxBodyBytes, maxDepth: MOST_DEPTH })
  if (body === 'too-large') return refuse('10010', 'too-large', `${bytes.length} 字节`)
  if (typeof body === 'string') return { ...refuse('10010', 'malformed', body), exchange }
  return { kind: 'message', message: toMessage(service, body, exchange) }
}

function serviceOf({ sidPrefix }: Options, sid: string): Exclude<Service, 'secret'> | null {
  // the progress service is called on the collecting side, the others on the handling side: both are us
  const found = (Object.keys(SERVICES) as Service[]).find((name) => sid === sidPrefix.ours + SERVICES[name])
  return found && found !== 'secret' ? found : null
}

function refuse(code: string, reason: Refusal['reason'], detail: string): Extract<Received, { kind: 'refused' }> {
  return { kind: 'refused', refusal: { reason, detail }, response: outerAnswer(code) }
}

function toMessage(service: Exclude<Service, 'secret'>, body: JsonObject, exchange: Exchange): InboundMessage {
  const text = (key: string) => (typeof body[key] === 'string' ? (body[key] as string) : '')
  const { messageId: _, ...compared } = body
  const digest = bytesToHex(sha256(utf8ToBytes(canonicalJson(compared as JsonObject))))
  const projectNo = text('projectNo')
  const fromHandler = service === 'progress'
  const { files, ref } = service === 'upload' ? uploadOf(body, digest) : { files: [], ref: '' }
  const numbered = service === 'apply' || service === 'supplement'
  const key = numbered
    ? `${projectNo}:${text('dataVersion')}`
    : service === 'progress'
      ? `3201:${projectNo}:${text('messageId')}`
      : `${SERVICES[service]}:${text('messageId')}`
  return {
    kind: service,
    key,
    digest,
    caseNo: fromHandler ? projectNo : null,
    partnerCaseNo: fromHandler ? text('acceptNo') || null : projectNo || null,
    correlation: null,
    matterCode: text('catalogCode') || null,
    seq: Number(service === 'progress' ? text('seq') : text('dataVersion')) || 0,
    tree: service === 'download' ? { fileId: text('fileId') } : body,
    files,
    memo: {},
    exchange,
    reply: { service, projectNo, taskCode: text('taskCode'), ref } as Record<string, Json>,
  }
}

function uploadOf(body: JsonObject, digest: string): { files: InlineFile[]; ref: string } {
  const bytes = fromBase64(String(body['fileContent'] ?? ''))
  const sha = bytes ? bytesToHex(sha256(bytes)) : ''
  if (!bytes || bytes.length === 0 || sha !== body['fileSha256']) return { files: [], ref: '' }
  const ref = bytesToHex(
    sha256(utf8ToBytes(`${String(body['projectNo'])}/${String(body['materialCode'])}/${sha}`)),
  ).slice(0, 32)
  return { files: [{ ref, name: String(body['fileName'] ?? digest.slice(0, 8)), bytes }], ref }
}
