import { type Asn1, oidOf, readAsn1, TAG } from '../asn1/der.ts'
import { SUITES } from '../sign/suites.ts'
import type { PublicKey } from './certificate.ts'
import { fromPem } from './pem.ts'

/** Signs with one private key, by RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017 §8.2) or SM2 with SM3 (r‖s). */
export interface PrivateKey {
  readonly kind: PublicKey['kind']
  sign(bytes: Uint8Array): Promise<Uint8Array>
}

const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const
const LEAST_RSA_BITS = 2048
const MOST_RSA_BITS = 8192
const LIMITS = { maxBytes: 16 * 1024, maxDepth: 16, maxElements: 100 }

/** The private key in a PKCS#8 structure, DER or PEM, RSA or SM2; null where it is neither or an RSA key of less than 2,048 bits. */
export async function openPrivateKey(given: Uint8Array): Promise<PrivateKey | null> {
  const read = readPrivateKey(given)
  if (read?.kind === 'sm2') return { kind: 'sm2', sign: (message) => SUITES['sm2-sm3'].sign(read.scalar, message) }
  const key = read && (await crypto.subtle.importKey('pkcs8', own(read.pkcs8), RSA, false, ['sign']).catch(() => null))
  if (!key || !isLongEnough(key)) return null
  return { kind: 'rsa', sign: async (message) => new Uint8Array(await crypto.subtle.sign(RSA, key, own(message))) }
}

/** What a PKCS#8 structure holds: SM2's scalar, or what says it is an RSA key, as DER. */
export type ReadPrivateKey =
  | { readonly kind: 'rsa'; readonly pkcs8: Uint8Array }
  | { readonly kind: 'sm2'; readonly scalar: Uint8Array }

/** Reads a PKCS#8 structure, DER or PEM (RFC 5208 §5); null where it is none or holds another key. */
export function readPrivateKey(given: Uint8Array): ReadPrivateKey | null {
  const bytes = fromPem(given, 'PRIVATE KEY') ?? given
  const read = readAsn1(bytes, LIMITS)
  if (typeof read === 'string') return null
  const [, algorithm, sealed] = read.children
  const scalar = oidOf(algorithm?.children[1]) === SM2_CURVE ? scalarOf(sealed) : null
  if (scalar) return { kind: 'sm2', scalar }
  return oidOf(algorithm?.children[0]) === RSA_KEY ? { kind: 'rsa', pkcs8: bytes } : null
}

const SM2_CURVE = '1.2.156.10197.1.301'
const RSA_KEY = '1.2.840.113549.1.1.1'

/** The 32 bytes inside ECPrivateKey (RFC 5915 §3). */
function scalarOf(sealed: Asn1 | undefined): Uint8Array | null {
  const inner = sealed ? readAsn1(sealed.content, LIMITS) : 'malformed'
  const scalar = typeof inner === 'string' ? undefined : inner.children[1]
  return scalar?.tag === TAG.octets && scalar.content.length === 32 ? scalar.content : null
}

/** Whether the signature is that of the bytes by the key's holder; false for whatever is not, never a throw. */
export async function isSignedBy(key: PublicKey, bytes: Uint8Array, signature: Uint8Array): Promise<boolean> {
  if (key.kind === 'sm2') return SUITES['sm2-sm3'].verify(key.point, bytes, signature)
  const imported = await crypto.subtle.importKey('spki', own(key.spki), RSA, false, ['verify']).catch(() => null)
  if (!imported || !isLongEnough(imported)) return false
  return crypto.subtle.verify(RSA, imported, own(signature), own(bytes))
}

function isLongEnough({ algorithm }: CryptoKey): boolean {
  const bits = 'modulusLength' in algorithm ? Number(algorithm.modulusLength) : 0
  return bits >= LEAST_RSA_BITS && bits <= MOST_RSA_BITS
}

function own(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes as Uint8Array<ArrayBuffer>
}
