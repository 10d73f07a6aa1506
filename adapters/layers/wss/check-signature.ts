import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Clock } from '../../../core/ports.ts'
import type { NonceGuard } from '../../../core/protocol.ts'
import { canonicalPieces } from '../codec/canonical-xml.ts'
import { SOAP } from '../codec/soap.ts'
import { utf8Chunks } from '../codec/utf8-chunks.ts'
import { decodeUtf8, readXml, type XmlElement, type XmlLimits } from '../codec/xml.ts'
import { type Certificate, isCurrent, readCertificate } from '../x509/certificate.ts'
import { isSignedBy } from '../x509/keys.ts'
import type { WssRefusal, WssRefused } from './check-security.ts'
import { attributeOf, is, ownSecurity, readTime, type SecurityFault } from './elements.ts'
import { WSU } from './names.ts'
import { idOf, type ReadReference, type ReadSignature, readSignature } from './read-signature.ts'

/** Whose signatures are taken, and how long one is good. */
export interface SignatureRules {
  /** fingerprints (SHA-256, lower-case hex) of the certificates that hold at present; an old one and its successor hold side by side */
  readonly pins: readonly string[]
  /** how long after its Created a message is taken at most, whatever its Expires says */
  readonly validMs: number
  /** how far the signer's clock may be from ours */
  readonly toleranceMs: number
  readonly limits: XmlLimits
  readonly clock: Pick<Clock, 'now'>
  readonly nonces: Pick<NonceGuard, 'first'>
}

/** What was signed and by whom; there is no way from it to what was not signed. */
export interface SignedEnvelope {
  readonly kind: 'signed'
  readonly fingerprint: string
  readonly createdAt: number
  /** the Body */
  readonly body: XmlElement
  /** header blocks that were signed, in the signature's order */
  readonly headers: readonly XmlElement[]
}

const REFUSALS = {
  unreadable: {
    reason: 'malformed',
    code: 'InvalidSecurity',
    message: '报文不是可接受的 SOAP 1.1 信封:请贵方核对 XML 写法,不得有文档类型、实体、处理指令、注释或重复的 Id',
  },
  missing: {
    reason: 'signature-missing',
    code: 'InvalidSecurity',
    message: 'wsse:Security 缺少证书令牌(BinarySecurityToken)、时间戳(wsu:Timestamp)或签名(ds:Signature),请贵方补齐',
  },
  malformed: {
    reason: 'malformed',
    code: 'InvalidSecurity',
    message: 'wsse:Security 写法不对:请贵方核对证书令牌、时间戳、签名各有且只有一个,引用的 Id 存在且不重复',
  },
  unsupported: {
    reason: 'malformed',
    code: 'UnsupportedAlgorithm',
    message:
      '签名用了我方不支持的算法或内容:规范化与变换只收独占式 exc-c14n,签名只收 rsa-sha256、SM2-SM3,摘要只收 SHA-256、SM3',
  },
  unknown: {
    reason: 'unknown-sender',
    code: 'InvalidSecurityToken',
    message: '签名证书不在我方登记之列,请贵方核对证书指纹,换证先办登记',
  },
  ended: {
    reason: 'stale',
    code: 'InvalidSecurityToken',
    message: '签名证书未到或已过有效期,请贵方换用有效证书',
  },
  failed: { reason: 'signature-wrong', code: 'FailedCheck', message: '签名或摘要不符,请贵方核对签名之后报文未被改动' },
  unsigned: {
    reason: 'signature-wrong',
    code: 'FailedCheck',
    message: '签名须盖住 soap:Body 与 wsu:Timestamp,引用的须是信封中应在位置的元素,请贵方核对',
  },
  expired: {
    reason: 'stale',
    code: 'MessageExpired',
    message: 'wsu:Created 与我方时钟相差过大,或 wsu:Expires 已过,请贵方校准时钟后重新签名',
  },
  replayed: { reason: 'replayed', code: 'FailedCheck', message: '同一签名已经收过,请贵方每次请求重新签名' },
} as const satisfies Record<string, WssRefusal>

type Why = keyof typeof REFUSALS

/**
 * What of a SOAP 1.1 envelope a pinned certificate has signed: Body and Timestamp always, other header blocks where they were. Elements are
 * taken from their places in the envelope, never by searching for an Id, so a signed copy elsewhere is of no use. A block that must be
 * understood and was not signed is refused; others that were not signed are left out.
 */
export async function checkSignature(source: Uint8Array, rules: SignatureRules): Promise<SignedEnvelope | WssRefused> {
  const text = decodeUtf8(source)
  const envelope = text === null ? null : readParts(text, rules.limits)
  if (text === null || envelope === null || holdsComment(text)) return refused('unreadable')
  const security = ownSecurity(envelope.header)
  if (typeof security === 'string') return refused(security)
  const path = [envelope.root, envelope.header, security]
  const read = readSignature(text, path, rules.limits)
  if (typeof read === 'string') return refused(read)
  const certificate = readCertificate(read.certificate)
  const wrong = await checkSigner(read, certificate, rules)
  if (wrong || !certificate) return refused(wrong ?? 'unknown')
  const signed = openReferences(text, envelope, security, read)
  if (typeof signed === 'string') return refused(signed)
  const checked = readSigned(signed, rules)
  if (typeof checked === 'string') return refused(checked)
  // what was signed at that time is one message, whatever else of it is written anew
  const nonce = `wss-x509:${bytesToHex(sha256(utf8ToBytes(read.signedBytes)))}`
  if (!(await rules.nonces.first(nonce, rules.validMs + 2 * rules.toleranceMs + 1))) return refused('replayed')
  return { kind: 'signed', fingerprint: certificate.fingerprint, ...checked }
}

/** No signature covers a comment (exc-c14n leaves them out), so anybody on the way can put one into a value, and readers differ in what the value is then. */
function holdsComment(text: string): boolean {
  return (
    text.includes('<!--') && [...text.matchAll(/<!\[CDATA\[[\s\S]*?\]\]>|<!--/g)].some(([found]) => found === '<!--')
  )
}

interface Envelope {
  readonly root: XmlElement
  readonly header: XmlElement
  readonly body: XmlElement
}

function readParts(text: string, limits: XmlLimits): Envelope | null {
  const root = readXml(text, limits)
  if (typeof root === 'string' || !is(root, SOAP, 'Envelope') || root.children.length > 2) return null
  const body = root.children.at(-1)
  const header = root.children[0]
  if (!body || !header || !is(body, SOAP, 'Body')) return null
  // without a header there is no signature in one
  if (header === body) return { root, header: { ...root, children: [] }, body }
  return is(header, SOAP, 'Header') ? { root, header, body } : null
}

async function checkSigner(
  { keyKind, signedBytes, signature }: ReadSignature,
  certificate: Certificate | null,
  { pins, clock }: SignatureRules,
): Promise<Why | null> {
  if (!certificate || !pins.includes(certificate.fingerprint)) return 'unknown'
  if (!isCurrent(certificate, clock.now())) return 'ended'
  if (certificate.publicKey.kind !== keyKind) return 'unsupported'
  return (await isSignedBy(certificate.publicKey, utf8ToBytes(signedBytes), signature)) ? null : 'failed'
}

/** What was signed, element by element. */
interface SignedElements {
  readonly body: XmlElement
  readonly timestamp: XmlElement
  readonly headers: readonly XmlElement[]
}

/** The element of every reference, each at a place that may be signed and with its digest right; Body and Timestamp among them. Tree and canonical form are one reading of the text, so an element says what its digest stands for. */
function openReferences(
  text: string,
  { root, header, body }: Envelope,
  security: XmlElement,
  { references, timestamp, token }: ReadSignature,
): SignedElements | Why {
  const blocks = header.children.filter((block) => block !== security)
  const places: readonly (readonly XmlElement[])[] = [
    [root, body],
    [root, header, security, timestamp],
    [root, header, security, token],
    ...blocks.map((block) => [root, header, block]),
  ]
  const signed = new Set<XmlElement>()
  for (const reference of references) {
    const path = places.find((one) => idOf(one.at(-1) ?? root) === reference.id)
    const element = path?.at(-1)
    if (!path || !element) return 'unsigned'
    if (!isRight(reference, canonicalPieces(text, path, reference.prefixes))) return 'failed'
    signed.add(element)
  }
  if (!signed.has(body) || !signed.has(timestamp)) return 'unsigned'
  const unsigned = blocks.filter((block) => !signed.has(block))
  if (unsigned.some((block) => attributeOf(block, 'mustUnderstand', SOAP) === '1')) return 'unsigned'
  return { body, timestamp, headers: blocks.filter((block) => signed.has(block)) }
}

function isRight({ digest, digestOf }: ReadReference, canonical: readonly string[]): boolean {
  return bytesToHex(digestOf(utf8Chunks(canonical))) === bytesToHex(digest)
}

/** What is handed on, where the time holds. */
function readSigned(
  { body, timestamp, headers }: SignedElements,
  { validMs, toleranceMs, clock }: SignatureRules,
): Pick<SignedEnvelope, 'body' | 'headers' | 'createdAt'> | Why {
  const times = readTimes(timestamp)
  if (typeof times === 'string') return times
  const now = clock.now()
  const endsAt = Math.min(times.expiresAt, times.createdAt + validMs)
  if (times.createdAt - now > toleranceMs || now - endsAt >= toleranceMs) return 'expired'
  return { body, headers, createdAt: times.createdAt }
}

function readTimes({ children }: XmlElement): { createdAt: number; expiresAt: number } | SecurityFault {
  const [created, expires, more] = children
  if (!created || more || !is(created, WSU, 'Created')) return 'malformed'
  if (expires && !is(expires, WSU, 'Expires')) return 'malformed'
  const createdAt = readTime(created.text)
  const expiresAt = expires ? readTime(expires.text) : Number.POSITIVE_INFINITY
  return createdAt === null || expiresAt === null ? 'malformed' : { createdAt, expiresAt }
}

function refused(why: Why): WssRefused {
  return { kind: 'refused', ...REFUSALS[why] }
}
