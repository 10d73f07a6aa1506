import { type Asn1, type Asn1Fault, context, octetsOf, oidOf, readAsn1, TAG } from '../asn1/der.ts'
import { timeOf } from '../x509/certificate.ts'
import {
  ATTRIBUTE,
  familyOf,
  RSA,
  SHA256,
  SHA256_WITH_RSA,
  SM2_SIGNING,
  SM2_WITH_SM3,
  SM3,
} from './object-identifiers.ts'

/** SignedData without content, by one signer, as it came; nothing in it is believed yet. */
export interface ReadSigned {
  readonly kind: 'rsa' | 'sm2'
  readonly certificates: readonly Uint8Array[]
  /** which of them signed: issuer and serial number as DER */
  readonly issuer: Uint8Array
  readonly serial: Uint8Array
  readonly messageDigest: Uint8Array
  readonly signedAt: number | null
  /** the attributes as they were signed: a SET, not the context tag that they travel under (RFC 5652 §5.4) */
  readonly signedBytes: Uint8Array
  readonly signature: Uint8Array
}

export type SignedFault = 'malformed' | 'unsupported' | Asn1Fault

const MOST_BYTES = 64 * 1024
const LIMITS = { maxBytes: MOST_BYTES, maxDepth: 16, maxElements: 2_000 }
const MOST_CERTIFICATES = 8

/** Reads a detached signature with signed attributes; a signature over the content itself, several signers and content inside are `unsupported`. */
export function readSigned(bytes: Uint8Array): ReadSigned | SignedFault {
  const root = readAsn1(bytes, LIMITS)
  if (typeof root === 'string') return root
  const [type, holder] = root.children
  const names = familyOf(oidOf(type), 'signed')
  const [data, more] = holder?.children ?? []
  if (root.tag !== TAG.sequence || !names || holder?.tag !== context(0) || !data || more) return 'malformed'
  const [version, digests, content, ...rest] = data.children
  const signers = rest.at(-1)
  const holds = rest.find(({ tag }) => tag === context(0))
  if (!isOne(version) || digests?.tag !== TAG.set || signers?.tag !== TAG.set) return 'malformed'
  if (!areSequences(data, content, ...signers.children, ...digests.children)) return 'malformed'
  if (oidOf(content?.children[0]) !== names.data) return 'unsupported'
  if (content?.children.length !== 1 || signers.children.length !== 1) return 'unsupported'
  const certificates = (holds?.children ?? []).map(({ whole }) => whole)
  const [signer] = signers.children
  if (!signer || certificates.length > MOST_CERTIFICATES) return 'unsupported'
  const listed = digests.children.map(({ children }) => oidOf(children[0]))
  const read = readSigner(signer, names.data, listed)
  return typeof read === 'string' ? read : { certificates, ...read }
}

/** By which digest and signature either kind is signed. */
const ALGORITHMS = {
  rsa: { digest: SHA256, signatures: [RSA, SHA256_WITH_RSA] },
  sm2: { digest: SM3, signatures: [SM2_SIGNING, SM2_WITH_SM3] },
} as const satisfies Record<ReadSigned['kind'], { digest: string; signatures: readonly string[] }>

const isOne = (version: Asn1 | undefined) =>
  version?.tag === TAG.integer && version.content.length === 1 && version.content[0] === 1

const areSequences = (...elements: readonly (Asn1 | undefined)[]) => elements.every((one) => one?.tag === TAG.sequence)

function readSigner(
  signer: Asn1,
  content: string,
  digests: readonly string[],
): Omit<ReadSigned, 'certificates'> | SignedFault {
  const [version, name, digest, attributes, method, value] = signer.children
  // version 3 names the signer by a key identifier instead
  if (name?.tag !== TAG.sequence) return 'unsupported'
  if (attributes?.tag !== context(0)) return 'unsupported'
  const [issuer, serial] = name.children
  if (!isOne(version) || !areSequences(issuer, digest, method) || value?.tag !== TAG.octets) return 'malformed'
  if (!issuer || serial?.tag !== TAG.integer || !digests.includes(oidOf(digest?.children[0]))) return 'malformed'
  const kind = kindOf(oidOf(digest?.children[0]), oidOf(method?.children[0]))
  if (!kind) return 'unsupported'
  const signature = octetsOf(value)
  const read = readAttributes(attributes, content)
  if (!signature || typeof read === 'string') return typeof read === 'string' ? read : 'malformed'
  const signedBytes = Uint8Array.from(attributes.whole)
  signedBytes[0] = TAG.set
  return { kind, issuer: issuer.whole, serial: serial.whole, signature, signedBytes, ...read }
}

function kindOf(digest: string, signature: string): ReadSigned['kind'] | null {
  const kinds = ['rsa', 'sm2'] as const
  const fits = (kind: ReadSigned['kind']) => ALGORITHMS[kind].signatures.some((one) => one === signature)
  return kinds.find((kind) => ALGORITHMS[kind].digest === digest && fits(kind)) ?? null
}

function readAttributes(
  attributes: Asn1,
  content: string,
): Pick<ReadSigned, 'messageDigest' | 'signedAt'> | SignedFault {
  const values = new Map<string, Asn1>()
  for (const { children } of attributes.children) {
    const [type, set] = children
    const name = oidOf(type)
    const [value] = set?.children ?? []
    if (name === '' || values.has(name) || !value || set?.children.length !== 1) return 'malformed'
    values.set(name, value)
  }
  const digest = values.get(ATTRIBUTE.messageDigest)
  const time = values.get(ATTRIBUTE.signingTime)
  if (oidOf(values.get(ATTRIBUTE.contentType)) !== content || digest?.tag !== TAG.octets) return 'malformed'
  const signedAt = time ? timeOf(time) : null
  return time && signedAt === null ? 'malformed' : { messageDigest: digest.content, signedAt }
}
