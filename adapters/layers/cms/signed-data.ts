import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { sm3 } from 'sm-crypto-v2'
import type { Refusal } from '../../../core/message.ts'
import { context, der, derInteger, derOid, TAG } from '../asn1/der.ts'
import { fromDerSignature, toDerSignature } from '../sign/sm2-der.ts'
import { type Certificate, isCurrent, type PublicKey, readCertificate } from '../x509/certificate.ts'
import { isSignedBy, type PrivateKey } from '../x509/keys.ts'
import { ATTRIBUTE, CONTENT, RSA, SHA256, SM2_SIGNING, SM3 } from './object-identifiers.ts'
import { type ReadSigned, readSigned } from './read-signed.ts'

/** Who signed some content and when, or why the signature is not taken: for our record and, in Chinese, for the sender. */
export type CmsSigner =
  | { readonly kind: 'signed'; readonly fingerprint: string; readonly signedAt: number | null }
  | { readonly kind: 'refused'; readonly reason: Refusal['reason']; readonly message: string }

const REFUSALS = {
  'too-large': { reason: 'too-large', message: '签名文件过大,请贵方核对是否为分离签名' },
  'too-deep': { reason: 'malformed', message: '签名文件嵌套过深,请贵方重新生成' },
  'too-many': { reason: 'malformed', message: '签名文件元素过多,请贵方重新生成' },
  malformed: { reason: 'malformed', message: '签名文件不是 CMS(PKCS#7)SignedData,请贵方核对 DER 编码' },
  unsupported: {
    reason: 'malformed',
    message: '签名文件须为分离签名、一个签名者、带签名属性,算法为 SHA-256 与 RSA 或 SM3 与 SM2,请贵方重新生成',
  },
  unknown: { reason: 'unknown-sender', message: '签名证书不在我方登记之列,请贵方核对证书指纹,换证先办登记' },
  ended: { reason: 'stale', message: '签名证书未到或已过有效期,请贵方换用有效证书' },
  failed: { reason: 'signature-wrong', message: '签名与原文不符,请贵方核对签名之后原文未被改动' },
} as const satisfies Record<string, { reason: Refusal['reason']; message: string }>

type Why = keyof typeof REFUSALS

/**
 * Who signed the content by a detached signature (RFC 5652 §5; GM/T 0010 for SM2). The signer's certificate must travel with it and be one of
 * those pinned by SHA-256; no chain is built. That signing time is near the present is for the caller to ask.
 */
export async function checkDetached(
  cms: Uint8Array,
  content: Uint8Array,
  { pins, now }: { readonly pins: readonly string[]; readonly now: number },
): Promise<CmsSigner> {
  const read = readSigned(cms)
  if (typeof read === 'string') return refused(read)
  const certificate = read.certificates.map(readCertificate).find((one) => one !== null && isNamed(one, read))
  if (!certificate || !pins.includes(certificate.fingerprint)) return refused('unknown')
  if (!isCurrent(certificate, now)) return refused('ended')
  if (certificate.publicKey.kind !== read.kind) return refused('unsupported')
  if (bytesToHex(digestOf(read.kind, content)) !== bytesToHex(read.messageDigest)) return refused('failed')
  const signature = read.kind === 'sm2' ? fromDerSignature(read.signature) : read.signature
  if (!signature || !(await isSignedBy(certificate.publicKey, read.signedBytes, signature))) return refused('failed')
  return { kind: 'signed', fingerprint: certificate.fingerprint, signedAt: read.signedAt }
}

function refused(why: Why): CmsSigner {
  return { kind: 'refused', ...REFUSALS[why] }
}

function isNamed({ issuer, serial }: Certificate, read: ReadSigned): boolean {
  return bytesToHex(issuer) === bytesToHex(read.issuer) && bytesToHex(serial) === bytesToHex(read.serial)
}

function digestOf(kind: PublicKey['kind'], content: Uint8Array): Uint8Array {
  return kind === 'rsa' ? sha256(content) : hexToBytes(sm3(content))
}

/** A detached signature of the content, DER: content type, digest and time signed, the certificate within (RFC 5652 §5.3; GM/T 0010 for an SM2 key). */
export async function signDetached(
  content: Uint8Array,
  { key, certificate }: { readonly key: PrivateKey; readonly certificate: Certificate },
  at: number,
): Promise<Uint8Array> {
  const { data, signed } = CONTENT[key.kind === 'rsa' ? 'cms' : 'sm']
  const attributes = [
    attribute(ATTRIBUTE.contentType, derOid(data)),
    attribute(ATTRIBUTE.messageDigest, der(TAG.octets, digestOf(key.kind, content))),
    attribute(ATTRIBUTE.signingTime, der(TAG.utcTime, new TextEncoder().encode(utcTime(at)))),
  ].sort(byOctets)
  const raw = await key.sign(der(TAG.set, ...attributes))
  const digest = algorithm(key.kind === 'rsa' ? SHA256 : SM3)
  const one = derInteger(Uint8Array.of(1))
  const signer = der(
    TAG.sequence,
    one,
    der(TAG.sequence, certificate.issuer, certificate.serial),
    digest,
    der(context(0), ...attributes),
    algorithm(key.kind === 'rsa' ? RSA : SM2_SIGNING),
    der(TAG.octets, key.kind === 'rsa' ? raw : toDerSignature(raw)),
  )
  const signedData = der(
    TAG.sequence,
    one,
    der(TAG.set, digest),
    der(TAG.sequence, derOid(data)),
    der(context(0), certificate.der),
    der(TAG.set, signer),
  )
  return der(TAG.sequence, derOid(signed), der(context(0), signedData))
}

const algorithm = (oid: string) => der(TAG.sequence, derOid(oid), der(TAG.null))

const attribute = (oid: string, value: Uint8Array) => der(TAG.sequence, derOid(oid), der(TAG.set, value))

/** DER's order of a SET OF (X.690 §11.6). */
function byOctets(a: Uint8Array, b: Uint8Array): number {
  const [one, other] = [bytesToHex(a), bytesToHex(b)]
  return one < other ? -1 : one > other ? 1 : 0
}

/** `YYMMDDhhmmssZ`, for the years 1950 to 2049 (RFC 5652 §11.3). */
function utcTime(at: number): string {
  return `${new Date(at).toISOString().slice(2, 19).replaceAll(/[-T:]/g, '')}Z`
}
