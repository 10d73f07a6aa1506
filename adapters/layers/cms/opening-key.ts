import { decryptSm2 } from '../protect/sm2.ts'
import { readPrivateKey } from '../x509/keys.ts'

/** Opens what was sealed for one private key. */
export interface OpeningKey {
  readonly kind: 'rsa' | 'sm2'
  /** the key that was carried, null where it was not for this one; the hash is OAEP's */
  unwrap(wrapped: Uint8Array, hash: 'SHA-256' | 'SHA-1'): Promise<Uint8Array | null>
}

/** The private key in a PKCS#8 structure, DER or PEM, RSA or SM2; null where it is neither. */
export function openOpeningKey(given: Uint8Array): OpeningKey | null {
  const read = readPrivateKey(given)
  if (read?.kind === 'sm2')
    return { kind: 'sm2', unwrap: async (wrapped) => decryptSm2(wrapped, read.scalar, { order: 'ASN.1' }) }
  return read && { kind: 'rsa', unwrap: (wrapped, hash) => unwrapByOaep(read.pkcs8, wrapped, hash) }
}

async function unwrapByOaep(pkcs8: Uint8Array, wrapped: Uint8Array, hash: string): Promise<Uint8Array | null> {
  const algorithm = { name: 'RSA-OAEP', hash }
  try {
    const key = await crypto.subtle.importKey('pkcs8', pkcs8 as Uint8Array<ArrayBuffer>, algorithm, false, ['decrypt'])
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, wrapped as Uint8Array<ArrayBuffer>))
  } catch {
    return null
  }
}
