import { sha256 } from '@noble/hashes/sha2.js'
import { hexToBytes } from '@noble/hashes/utils.js'
import { sm3 } from 'sm-crypto-v2'
import { toBase64 } from '../../../core/base64.ts'

/** Digests as `Content-Digest` names them. */
export type DigestName = 'sha-256' | 'sm3'

const DIGESTS: Readonly<Record<DigestName, (bytes: Uint8Array) => Uint8Array>> = {
  'sha-256': sha256,
  sm3: (bytes) => hexToBytes(sm3(bytes)),
}

/** A `Content-Digest` of exactly one member over the bytes as they travel (RFC 9530 §2): `sha-256=:…:`. */
export function contentDigest(name: DigestName, bytes: Uint8Array): string {
  return `${name}=:${toBase64(DIGESTS[name](bytes))}:`
}
