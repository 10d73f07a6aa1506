import { hexToBytes } from '@noble/hashes/utils.js'
import { toBase64Url } from '../../core/file-links.ts'
import type { Partner } from '../../core/protocol.ts'
import { requireSecret } from '../../core/secrets.ts'
import { contentDigest } from '../layers/sign/content-digest.ts'
import {
  type Component,
  type Parameter,
  readSignature,
  readSignatureInput,
  signatureBase,
  signComponents,
} from '../layers/sign/rfc9421.ts'
import { SUITES, type SuiteName } from '../layers/sign/suites.ts'
import type { Options } from './options.ts'

/** Both are compared to the byte: some HTTP libraries rewrite them, which breaks the signature. */
export const JSON_TYPE = 'application/json; charset=utf-8'
export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8'

const LABEL = 'tb'
const REQUEST_TAG = 'tongban-v1'
const REPLY_TAG = 'tongban-v1-reply'
const VALID_SECONDS = 300
const REQUEST_HEADERS = ['tb-sender', 'tb-receiver', 'tb-message-id']
const BODY_HEADERS = ['content-digest', 'content-type']
const REPLY_COMPONENTS = ['@status', ...BODY_HEADERS, 'tb-message-id']

/** A lower-case UUID v4. */
export const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

type Signing = Pick<Partner<Options>, 'options' | 'keyring' | 'random'>

/** Our private key. */
async function ownKey({ options, keyring }: Pick<Signing, 'options' | 'keyring'>): Promise<Uint8Array> {
  const key = await requireSecret(keyring, options.us.secret)
  if (key.length !== 32) throw new Error(`the key ${options.us.secret} is not of 32 bytes`)
  return key
}

/** A request as it is signed; `created` in Unix seconds. */
export interface RequestToSign {
  readonly method: 'GET' | 'POST'
  readonly url: URL
  readonly body: Uint8Array | null
  readonly messageId: string
  readonly created: number
}

/** The headers of a request of ours, signed with a fresh nonce, and the base they are over. */
export async function signRequest(
  { method, url, body, messageId, created }: RequestToSign,
  signing: Signing,
): Promise<{ headers: Record<string, string>; base: string }> {
  const { us, them } = signing.options
  const headers: Record<string, string> = {
    ...(body ? { 'content-digest': contentDigest(SUITES[us.suite].digest, body), 'content-type': JSON_TYPE } : {}),
    'tb-sender': us.id,
    'tb-receiver': them.id,
    'tb-message-id': messageId,
  }
  const components = requestComponents({ method, authority: authorityOf(url), path: url.pathname, query: url.search })
  const parameters: Parameter[] = [
    ['created', created],
    ['expires', created + VALID_SECONDS],
    ['nonce', toBase64Url(signing.random.bytes(16))],
    ['keyid', us.keyid],
    ['alg', us.suite],
    ['tag', REQUEST_TAG],
  ]
  const all: Component[] = [...components, ...Object.entries(headers)]
  const signed = await signComponents(us.suite, await ownKey(signing), LABEL, all, parameters)
  return { headers: { ...headers, ...signed.headers }, base: signed.base }
}

interface Target {
  readonly method: string
  readonly authority: string
  readonly path: string
  /** with its leading `?`, or '' */
  readonly query: string
}

function requestComponents({ method, authority, path, query }: Target): Component[] {
  return [
    ['@method', method],
    ['@authority', authority],
    ['@path', path],
    ['@query', query === '' ? '?' : query],
  ]
}

/** The host in lower case, with its port unless that is 443. */
export function authorityOf(url: URL): string {
  return url.host.replace(/:443$/, '')
}

/** The headers of an answer of ours over the bytes that go out; `created` in Unix seconds. */
export async function signReply(
  reply: { status: number; contentType: string; body: Uint8Array; messageId: string; created: number },
  signing: Pick<Signing, 'options' | 'keyring'>,
): Promise<Record<string, string>> {
  const { us } = signing.options
  const headers = {
    'content-digest': contentDigest(SUITES[us.suite].digest, reply.body),
    'content-type': reply.contentType,
    'tb-message-id': reply.messageId,
  }
  const components: Component[] = [['@status', String(reply.status)], ...Object.entries(headers)]
  const parameters: Parameter[] = [
    ['created', reply.created],
    ['keyid', us.keyid],
    ['alg', us.suite],
    ['tag', REPLY_TAG],
  ]
  const signed = await signComponents(us.suite, await ownKey(signing), LABEL, components, parameters)
  return { ...headers, ...signed.headers }
}

/** A signature by a key that the partner registered. */
interface TheirSignature {
  readonly suite: SuiteName
  readonly publicKey: string
  readonly keyid: string
  readonly params: string
  readonly values: ReadonlyMap<string, string | number>
  readonly signature: Uint8Array
}

/** Reads the two headers: our label, these components and parameters in this order, a registered key with its own suite. A reason where they are not so. */
function readTheirSignature(
  header: (name: string) => string,
  components: readonly string[],
  parameters: readonly string[],
  tag: string,
  { them }: Options,
): TheirSignature | string {
  const input = readSignatureInput(header('signature-input'), LABEL)
  const signature = readSignature(header('signature'), LABEL)
  if (!input || !signature) return '没有合规的 Signature-Input 与 Signature'
  const values = new Map(input.parameters)
  if (input.parameters.map(([name]) => name).join() !== parameters.join()) return '签名参数的集合或次序不符'
  if (values.get('tag') !== tag) return 'tag 不符'
  if (input.components.join() !== components.join()) return '覆盖组件的集合或次序不符'
  const key = them.keys.find((known) => known.keyid === values.get('keyid'))
  if (!key || values.get('alg') !== key.suite) return 'keyid 未登记,或 alg 不是它的套件'
  return { ...key, params: input.params, values, signature }
}

async function isSignedBy(
  { suite, publicKey, params, signature }: TheirSignature,
  components: readonly Component[],
): Promise<boolean> {
  const base = new TextEncoder().encode(signatureBase(components, params))
  return SUITES[suite].verify(hexToBytes(publicKey), base, signature)
}

/** A partner's answer whose signature holds, with the time its clock showed (Unix seconds); or why it proves nothing. */
export async function verifyReply(
  reply: { status: number; header: (name: string) => string; body: Uint8Array },
  messageId: string,
  options: Options,
): Promise<{ created: number } | string> {
  const { status, header, body } = reply
  const read = readTheirSignature(header, REPLY_COMPONENTS, ['created', 'keyid', 'alg', 'tag'], REPLY_TAG, options)
  if (typeof read === 'string') return read
  if (header('tb-message-id') !== messageId) return '应答没有回显 TB-Message-Id'
  if (header('content-digest') !== contentDigest(SUITES[read.suite].digest, body)) return '应答的摘要不符'
  const components: Component[] = [
    ['@status', String(status)],
    ...[...BODY_HEADERS, 'tb-message-id'].map((name): Component => [name, header(name)]),
  ]
  return (await isSignedBy(read, components)) ? { created: Number(read.values.get('created')) } : '应答的签名无效'
}

/** A request as it came, with our registered host in place of whatever `Host` said. */
export interface ReceivedRequest extends Target {
  readonly header: (name: string) => string
  /** null where it carries none; `too-large` where it was not read to its end */
  readonly body: Uint8Array | null | 'too-large'
}

/** The base of a partner's request as we compute it from what came, for its own comparison. */
export function baseOfRequest({ header, body, ...target }: ReceivedRequest): string {
  const params = header('signature-input').replace(/^tb=/, '')
  return signatureBase(componentsOf({ header, body, ...target }), params)
}

function componentsOf({ header, body, ...target }: ReceivedRequest): Component[] {
  const names = [...(body === null ? [] : BODY_HEADERS), ...REQUEST_HEADERS]
  return [...requestComponents(target), ...names.map((name): Component => [name, header(name)])]
}

/** Why a request is not taken, in the order of the document's clause 2.5; null where all of it holds but the nonce, which is given. */
export async function verifyRequest(
  request: ReceivedRequest,
  nowSeconds: number,
  options: Options,
): Promise<{ nonce: string } | RequestFault> {
  const { header, body } = request
  const { us, them, windowSeconds, certificateHeader } = options
  const sender = header('tb-sender')
  if (certificateHeader !== undefined && header(certificateHeader) !== `urn:tongban:${sender}`)
    return { reason: 'unknown-sender', detail: '证书与 TB-Sender 不一致' }
  if (sender !== them.id) return { reason: 'unknown-sender', detail: 'TB-Sender 未登记' }
  if (header('tb-receiver') !== us.id) return { reason: 'not-for-us', detail: 'TB-Receiver 不是本方' }
  const missing = headerFault(request)
  if (missing) return { reason: 'signature-missing', detail: missing }
  const components = componentsOf(request)
  const names = components.map(([name]) => name)
  const parameters = ['created', 'expires', 'nonce', 'keyid', 'alg', 'tag']
  const read = readTheirSignature(header, names, parameters, REQUEST_TAG, options)
  if (typeof read === 'string') return { reason: 'signature-missing', detail: read }
  const [created, expires, nonce] = ['created', 'expires', 'nonce'].map((name) => read.values.get(name))
  if (typeof created !== 'number' || expires !== created + VALID_SECONDS || !/^[\w-]{22}$/.test(String(nonce)))
    return { reason: 'signature-missing', detail: 'created、expires 或 nonce 不符' }
  if (Math.abs(nowSeconds - created) > windowSeconds || nowSeconds >= expires)
    return { reason: 'stale', detail: `created ${created}` }
  if (body === 'too-large') return { reason: 'too-large', detail: '请求体超过上限' }
  if (body && header('content-digest') !== contentDigest(SUITES[read.suite].digest, body))
    return { reason: 'signature-wrong', detail: '摘要不符' }
  if (!(await isSignedBy(read, components))) return { reason: 'signature-wrong', detail: `keyid ${read.keyid}` }
  return { nonce: `${read.keyid}:${String(nonce)}` }
}

export interface RequestFault {
  readonly reason: 'unknown-sender' | 'not-for-us' | 'signature-missing' | 'signature-wrong' | 'stale' | 'too-large'
  readonly detail: string
}

function headerFault({ header, body }: ReceivedRequest): string | null {
  if (!UUID_V4.test(header('tb-message-id'))) return 'TB-Message-Id 不是小写 UUID v4'
  if (body === null) return null
  if (header('content-type') !== JSON_TYPE) return 'Content-Type 不是约定的写法'
  return header('content-digest') === '' ? '缺 Content-Digest' : null
}
