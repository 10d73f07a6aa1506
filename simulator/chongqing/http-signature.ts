import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto'
import { sm2 } from 'sm-crypto-v2'
import type { Secrets } from './secrets.ts'

const SM2_OPTIONS = { hash: true, der: false, userId: '1234567812345678' }

export const JSON_TYPE = 'application/json; charset=utf-8'

export const REPLY_COMPONENTS = ['@status', 'content-digest', 'content-type', 'tb-message-id']

/** The fixed components of a request, in the document's order (§2.4). */
export function requestComponents(hasBody: boolean): string[] {
  const body = hasBody ? ['content-digest', 'content-type'] : []
  return ['@method', '@authority', '@path', '@query', ...body, 'tb-sender', 'tb-receiver', 'tb-message-id']
}

/** `@path` and `@query` of a request target. */
export function splitTarget(target: string): { path: string; query: string } {
  const mark = target.indexOf('?')
  return mark < 0 ? { path: target, query: '?' } : { path: target.slice(0, mark), query: target.slice(mark) }
}

/** The host as signed: lower case, the port only where it is not 443. */
export function authorityOf(host: string): string {
  return host.trim().toLowerCase().replace(/:443$/, '')
}

/** The list of components with its parameters, as after `tb=` in `Signature-Input`. */
export function signatureParams(components: readonly string[], parameters: string): string {
  return `(${components.map((name) => `"${name}"`).join(' ')});${parameters}`
}

/** The signature base (§2.4, step 4). */
export function signatureBase(
  components: readonly string[],
  read: (component: string) => string,
  params: string,
): string {
  const lines = components.map((name) => `"${name}": ${read(name).trim()}`)
  return [...lines, `"@signature-params": ${params}`].join('\n')
}

/** `Content-Digest` by SM3, this region's suite. */
export function sm3Digest(bytes: Uint8Array): string {
  return `sm3=:${createHash('sm3').update(bytes).digest('base64')}:`
}

/** The digest of files whatever the suite, and `Content-Digest` of the gateway's suite. */
export function sha256Digest(bytes: Uint8Array): string {
  return `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`
}

/** Signature over the base by this region's SM2 key, r‖s in Base64. */
export function signSm2(base: string, secrets: Secrets): string {
  const options = { ...SM2_OPTIONS, publicKey: secrets.sm2PublicKey }
  return Buffer.from(sm2.doSignature(Buffer.from(base), secrets.sm2PrivateKey, options), 'hex').toString('base64')
}

export function verifySm2(base: string, signature: string, publicKey: string): boolean {
  const hex = Buffer.from(signature, 'base64').toString('hex')
  return sm2.doVerifySignature(Buffer.from(base), hex, publicKey, SM2_OPTIONS)
}

export function verifyEd25519(base: string, signature: string, publicKeyHex: string): boolean {
  const x = Buffer.from(publicKeyHex, 'hex').toString('base64url')
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  const bytes = Buffer.from(signature, 'base64')
  return bytes.length === 64 && verify(null, Buffer.from(base), key, bytes)
}

export interface RequestToSign {
  method: string
  url: URL
  body?: Uint8Array
  messageId: string
  /** Unix seconds */
  created: number
}

/** The headers of a request of this region (SM2 suite), with a fresh nonce. */
export function signRequest(request: RequestToSign, secrets: Secrets): Record<string, string> {
  const { method, url, body, created } = request
  const headers: Record<string, string> = {
    'tb-sender': secrets.partnerId,
    'tb-receiver': secrets.gatewayId,
    'tb-message-id': request.messageId,
  }
  if (body) {
    headers['content-type'] = JSON_TYPE
    headers['content-digest'] = sm3Digest(body)
  }
  const derived: Record<string, string> = {
    '@method': method,
    '@authority': authorityOf(url.host),
    '@path': url.pathname,
    '@query': url.search || '?',
  }
  const components = requestComponents(body !== undefined)
  const nonce = randomBytes(16).toString('base64url')
  const params = signatureParams(
    components,
    `created=${created};expires=${created + 300};nonce="${nonce}";keyid="${secrets.sm2Keyid}";alg="sm2-sm3";tag="tongban-v1"`,
  )
  const base = signatureBase(components, (name) => derived[name] ?? headers[name] ?? '', params)
  headers['signature-input'] = `tb=${params}`
  headers['signature'] = `tb=:${signSm2(base, secrets)}:`
  return headers
}

/** The headers of a reply of this region over the bytes that are sent (§2.4). */
export function signReply(
  reply: { status: number; body: Uint8Array; contentType: string; messageId: string; created: number },
  secrets: Secrets,
): Record<string, string> {
  const headers: Record<string, string> = {
    'content-type': reply.contentType,
    'content-digest': sm3Digest(reply.body),
    'tb-message-id': reply.messageId,
  }
  const parameters = `created=${reply.created};keyid="${secrets.sm2Keyid}";alg="sm2-sm3";tag="tongban-v1-reply"`
  const params = signatureParams(REPLY_COMPONENTS, parameters)
  const read = (name: string): string => (name === '@status' ? String(reply.status) : (headers[name] ?? ''))
  const signature = signSm2(signatureBase(REPLY_COMPONENTS, read, params), secrets)
  return { ...headers, 'signature-input': `tb=${params}`, signature: `tb=:${signature}:` }
}

const REPLY_INPUT = /^tb=(\("@status" "content-digest" "content-type" "tb-message-id"\);created=(\d+);(.*))$/

/** What is wrong with the signature of the gateway's reply; null when nothing is. */
export function faultOfReply(
  reply: { status: number; headers: Headers; body: Uint8Array },
  messageId: string,
  secrets: Secrets,
): string | null {
  const header = (name: string): string => reply.headers.get(name) ?? ''
  const input = REPLY_INPUT.exec(header('signature-input'))
  if (!input?.[1]) return '应答没有合规的 Signature-Input'
  if (input[3] !== `keyid="${secrets.gatewayKeyid}";alg="ed25519";tag="tongban-v1-reply"`) return '应答签名参数不符'
  if (header('tb-message-id') !== messageId) return '应答没有回显 TB-Message-Id'
  if (header('content-digest') !== sha256Digest(reply.body)) return '应答摘要不符'
  const signature = /^tb=:([A-Za-z0-9+/]{86}==):$/.exec(header('signature'))?.[1]
  const read = (name: string): string => (name === '@status' ? String(reply.status) : header(name))
  const base = signatureBase(REPLY_COMPONENTS, read, input[1])
  return signature && verifyEd25519(base, signature, secrets.gatewayPublicKey) ? null : '应答签名无效'
}
