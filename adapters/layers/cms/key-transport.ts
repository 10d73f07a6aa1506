import { type Asn1, context, der, derOid, oidOf, TAG } from '../asn1/der.ts'
import { SHA256 } from './object-identifiers.ts'

/** How SM2 carries a key, as GM/T 0010 names it. */
export const SM2_ENCRYPTING = '1.2.156.10197.1.301.3'

/** RSAES-OAEP (RFC 4055 §4.1, RFC 8017 §7.1). */
export const OAEP = '1.2.840.113549.1.1.7'

const MGF1 = '1.2.840.113549.1.1.8'
const SHA1 = '1.3.14.3.2.26'

const sha256 = der(TAG.sequence, derOid(SHA256))

/** The algorithm that we write: OAEP with SHA-256 for the hash and for its mask. */
export const OAEP_SHA256 = der(
  TAG.sequence,
  derOid(OAEP),
  der(TAG.sequence, der(context(0), sha256), der(context(1), der(TAG.sequence, derOid(MGF1), sha256))),
)

/** The hash of an OAEP algorithm whose mask has the same hash and which has no label; null for any other. SHA-1 is what holds where nothing is said. */
export function oaepHashOf(algorithm: Asn1): 'SHA-256' | 'SHA-1' | null {
  const [name, parameters, more] = algorithm.children
  if (oidOf(name) !== OAEP || parameters?.tag !== TAG.sequence || more) return null
  if (parameters.children.some(({ tag }) => tag !== context(0) && tag !== context(1))) return null
  const part = (number: number) => parameters.children.find(({ tag }) => tag === context(number))?.children[0]
  const [hash, mask] = [part(0), part(1)]
  const [hashName, maskHash] = [
    hash ? oidOf(hash.children[0]) : SHA1,
    mask ? oidOf(mask.children[1]?.children[0]) : SHA1,
  ]
  if ((mask && oidOf(mask.children[0]) !== MGF1) || hashName !== maskHash) return null
  return hashName === SHA256 ? 'SHA-256' : hashName === SHA1 ? 'SHA-1' : null
}

/** A key, wrapped by OAEP with SHA-256 for the holder of an RSA key. */
export async function wrapByOaep(key: Uint8Array, spki: Uint8Array): Promise<Uint8Array> {
  const algorithm = { name: 'RSA-OAEP', hash: 'SHA-256' } as const
  const to = await crypto.subtle.importKey('spki', spki as Uint8Array<ArrayBuffer>, algorithm, false, ['encrypt'])
  return new Uint8Array(await crypto.subtle.encrypt(algorithm, to, key as Uint8Array<ArrayBuffer>))
}
