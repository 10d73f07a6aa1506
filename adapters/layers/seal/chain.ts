import { bytesToHex } from '@noble/hashes/utils.js'
import { type Asn1, context, oidOf, readAsn1, TAG } from '../asn1/der.ts'
import { SHA256_WITH_RSA, SM2_WITH_SM3 } from '../cms/object-identifiers.ts'
import { fromDerSignature } from '../sign/sm2-der.ts'
import { type Certificate, isCurrent, readCertificate } from '../x509/certificate.ts'
import { isSignedBy } from '../x509/keys.ts'

/** A certificate with what ties it to whoever issued it (RFC 5280 §4.1, §6.1). */
export interface Issued extends Certificate {
  readonly subject: Uint8Array
  /** for people */
  readonly subjectName: string
  readonly issuerName: string
  /** it may issue others (basic constraints) */
  readonly mayIssue: boolean
  readonly signed: Uint8Array
  readonly method: string
  readonly signature: Uint8Array
}

const LIMITS = { maxBytes: 16 * 1024, maxDepth: 16, maxElements: 1_000 }
const BASIC_CONSTRAINTS = '2.5.29.19'
const [COMMON_NAME, ORGANISATION] = ['2.5.4.3', '2.5.4.10']
const LONGEST_CHAIN = 5
const MOST_NAME_CHARACTERS = 100

/** Reads a certificate; null where it is none, or has a key of a kind that is not taken. */
export function readIssued(bytes: Uint8Array): Issued | null {
  const certificate = readCertificate(bytes)
  const root = readAsn1(bytes, LIMITS)
  if (!certificate || typeof root === 'string') return null
  const [tbs, method, signature] = root.children
  const fields = tbs?.children[0]?.tag === context(0) ? tbs.children.slice(1) : (tbs?.children ?? [])
  const [, , issuer, , subject] = fields
  if (!tbs || !issuer || subject?.tag !== TAG.sequence || signature?.tag !== TAG.bits) return null
  return {
    ...certificate,
    subject: subject.whole,
    subjectName: nameOf(subject),
    issuerName: nameOf(issuer),
    mayIssue: mayIssue(fields.find(({ tag }) => tag === context(3))),
    signed: tbs.whole,
    method: oidOf(method?.children[0]),
    signature: signature.content.subarray(1),
  }
}

/** The common name, else the organisation's; what is not text or moves the line is left out. */
function nameOf(name: Asn1): string {
  const parts = new Map(
    name.children.flatMap(({ children }) =>
      children.map(({ children: [type, value] }) => [oidOf(type), value ? textOf(value) : ''] as const),
    ),
  )
  return parts.get(COMMON_NAME) || parts.get(ORGANISATION) || ''
}

const BMP_STRING = 0x1e

function textOf({ tag, content }: Asn1): string {
  const text = new TextDecoder(tag === BMP_STRING ? 'utf-16be' : 'utf-8').decode(content)
  return [...text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '')].slice(0, MOST_NAME_CHARACTERS).join('')
}

function mayIssue(extensions: Asn1 | undefined): boolean {
  const found = extensions?.children[0]?.children.find(({ children }) => oidOf(children[0]) === BASIC_CONSTRAINTS)
  const value = found?.children.at(-1)
  const read = value?.tag === TAG.octets ? readAsn1(value.content, LIMITS) : 'malformed'
  const [isAuthority] = typeof read === 'string' ? [] : read.children
  return isAuthority?.tag === TAG.boolean && isAuthority.content[0] === 0xff
}

const same = (one: Uint8Array, other: Uint8Array) => bytesToHex(one) === bytesToHex(other)

/** Whether a certificate goes back, by certificates that all held at that time (ms), to one that we trust; that one may be itself. Nothing is asked whether any was revoked. */
export async function isTrusted(
  leaf: Issued,
  given: readonly Issued[],
  trusted: readonly Issued[],
  at: number,
): Promise<boolean> {
  let child = leaf
  for (let length = 0; length < LONGEST_CHAIN; length += 1) {
    if (trusted.some(({ fingerprint }) => fingerprint === child.fingerprint)) return true
    const parent = await issuerOf(child, [...trusted, ...given], trusted, at)
    if (!parent) return false
    child = parent
  }
  return false
}

async function issuerOf(child: Issued, known: readonly Issued[], trusted: readonly Issued[], at: number) {
  for (const one of known) {
    if (!same(one.subject, child.issuer) || one.fingerprint === child.fingerprint || !isCurrent(one, at)) continue
    if (!one.mayIssue && !trusted.includes(one)) continue
    if (await isIssuedBy(child, one)) return one
  }
  return null
}

async function isIssuedBy({ signed, method, signature }: Issued, { publicKey }: Issued): Promise<boolean> {
  if (method !== (publicKey.kind === 'rsa' ? SHA256_WITH_RSA : SM2_WITH_SM3)) return false
  const raw = publicKey.kind === 'sm2' ? fromDerSignature(signature) : signature
  return raw !== null && raw !== undefined && isSignedBy(publicKey, signed, raw)
}
