import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import { sm3 } from 'sm-crypto-v2'
import type { PublicKey } from '../x509/certificate.ts'

/* The algorithms of XML signatures that are made and taken; any other, SHA-1 among them, is refused. */

/** A digest of bytes that come in chunks. */
export type Digest = (chunks: Iterable<Uint8Array>) => Uint8Array

/** Names of digests. SM3 has none from the W3C: what China's ports write, and its object identifier (RFC 3061). */
const DIGESTS: Readonly<Record<string, Digest>> = {
  'http://www.w3.org/2001/04/xmlenc#sha256': chunkedSha256,
  'http://www.chinaport.gov.cn/2022/04/xmldsig#sm3': hexSm3,
  'urn:oid:1.2.156.10197.1.401': hexSm3,
}

/** Names of signature methods, each with the kind of key that it is for. */
const METHODS: Readonly<Record<string, PublicKey['kind']>> = {
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256': 'rsa',
  'http://www.chinaport.gov.cn/2022/04/xmldsig#sm2-sm3': 'sm2',
  'http://www.w3.org/2000/09/xmldsig#sm2-sm3': 'sm2',
  'urn:oid:1.2.156.10197.1.501': 'sm2',
}

/** What we write for a key of this kind. */
export const WRITTEN = {
  rsa: {
    method: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    digest: 'http://www.w3.org/2001/04/xmlenc#sha256',
  },
  sm2: {
    method: 'http://www.chinaport.gov.cn/2022/04/xmldsig#sm2-sm3',
    digest: 'http://www.chinaport.gov.cn/2022/04/xmldsig#sm3',
  },
} as const satisfies Record<PublicKey['kind'], { method: string; digest: string }>

/** The digest of this name; null where it is not on the list. */
export function digestNamed(uri: string): Digest | null {
  return Object.hasOwn(DIGESTS, uri) ? (DIGESTS[uri] ?? null) : null
}

/** The kind of key that signs by the method of this name; null where it is not on the list. */
export function keyKindOf(uri: string): PublicKey['kind'] | null {
  return Object.hasOwn(METHODS, uri) ? (METHODS[uri] ?? null) : null
}

function chunkedSha256(chunks: Iterable<Uint8Array>): Uint8Array {
  const hash = sha256.create()
  for (const chunk of chunks) hash.update(chunk)
  return hash.digest()
}

/** The library takes all of it at once. */
function hexSm3(chunks: Iterable<Uint8Array>): Uint8Array {
  return hexToBytes(sm3(concatBytes(...chunks)))
}
