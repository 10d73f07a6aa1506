import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { type Asn1, context, oidOf, readAsn1, TAG } from '../asn1/der.ts'

/** What signatures ask of a certificate (RFC 5280 §4.1). Nothing of it is believed until it is one that was agreed upon. */
export interface Certificate {
  readonly der: Uint8Array
  /** SHA-256 of the whole, lower-case hex: what two sides compare on paper */
  readonly fingerprint: string
  /** the issuer's name and the serial number, as DER: CMS names a certificate by them */
  readonly issuer: Uint8Array
  readonly serial: Uint8Array
  readonly notBefore: number
  readonly notAfter: number
  readonly publicKey: PublicKey
}

/** An RSA key as SubjectPublicKeyInfo, an SM2 key as `04`‖X‖Y. */
export type PublicKey =
  | { readonly kind: 'rsa'; readonly spki: Uint8Array }
  | { readonly kind: 'sm2'; readonly point: Uint8Array }

const LIMITS = { maxBytes: 16 * 1024, maxDepth: 16, maxElements: 1_000 }
const RSA = '1.2.840.113549.1.1.1'
const EC = '1.2.840.10045.2.1'
const SM2_CURVE = '1.2.156.10197.1.301'

/** Reads a certificate with an RSA or an SM2 key; null where it is none or has another key. Its issuer's signature is not looked at: certificates are pinned. */
export function readCertificate(bytes: Uint8Array): Certificate | null {
  const read = readAsn1(bytes, LIMITS)
  if (typeof read === 'string' || read.tag !== TAG.sequence) return null
  const [tbs] = read.children
  // the version is left out in version 1
  const fields = tbs?.children[0]?.tag === context(0) ? tbs.children.slice(1) : (tbs?.children ?? [])
  const [serial, , issuer, validity, , spki] = fields
  const publicKey = readPublicKey(spki)
  const [notBefore, notAfter] = (validity?.children ?? []).map(timeOf)
  if (serial?.tag !== TAG.integer || issuer?.tag !== TAG.sequence || !publicKey) return null
  if (typeof notBefore !== 'number' || typeof notAfter !== 'number') return null
  const fingerprint = bytesToHex(sha256(bytes))
  return { der: bytes, fingerprint, issuer: issuer.whole, serial: serial.whole, notBefore, notAfter, publicKey }
}

/** Whether the certificate holds at a time (ms). */
export function isCurrent({ notBefore, notAfter }: Certificate, now: number): boolean {
  return notBefore <= now && now <= notAfter
}

function readPublicKey(spki: Asn1 | undefined): PublicKey | null {
  const [algorithm, key] = spki?.children ?? []
  if (!spki || key?.tag !== TAG.bits) return null
  const [name, parameters] = algorithm?.children ?? []
  if (oidOf(name) === RSA) return { kind: 'rsa', spki: spki.whole }
  const point = key.content.subarray(1)
  const isSm2 = oidOf(name) === EC && oidOf(parameters) === SM2_CURVE && point.length === 65 && point[0] === 4
  return isSm2 ? { kind: 'sm2', point } : null
}

const UTC_TIME = /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/
const GENERALIZED_TIME = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/

/** Milliseconds of a UTCTime or a GeneralizedTime as RFC 5280 §4.1.2.5 has them; null for what is none. */
export function timeOf({ tag, content }: Asn1): number | null {
  const text = String.fromCharCode(...content.subarray(0, 32))
  const found =
    tag === TAG.utcTime ? UTC_TIME.exec(text) : tag === TAG.generalizedTime ? GENERALIZED_TIME.exec(text) : null
  if (!found) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1).map(Number)
  const whole = tag === TAG.utcTime ? year + (year < 50 ? 2000 : 1900) : year
  return Date.UTC(whole, month - 1, day, hour, minute, second)
}
