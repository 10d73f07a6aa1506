import { hexToBytes } from '@noble/hashes/utils.js'
import { sm3 } from 'sm-crypto-v2'
import { fromBase64, toBase64 } from '../../../core/base64.ts'
import type { Partner } from '../../../core/protocol.ts'
import { requireSecret } from '../../../core/secrets.ts'
import { isSm2Signature, SM2_USUAL, signSm2 } from '../sign/sm2-signature.ts'
import type { PackageFormat } from './format.ts'

/** SM3 in lower-case hex. */
export const sm3Hex = (bytes: Uint8Array): string => sm3(bytes)

const SEAL = /^[A-Za-z0-9+/]{86}==$/

/** Our signature of a file's bytes as its `.sm2` has it: r‖s in Base64, no line end. */
export async function seal(bytes: Uint8Array, { options, keyring }: Partner<PackageFormat>): Promise<Uint8Array> {
  const key = await requireSecret(keyring, options.seal.key)
  return new TextEncoder().encode(toBase64(signSm2(key, bytes, SM2_USUAL)))
}

/** Whether such a file is the region's signature of these bytes, by one of its keys: while it changes them the old one stands beside the new one. */
export function isSealed(bytes: Uint8Array, signature: Uint8Array, { seal: { theirs } }: PackageFormat): boolean {
  const text = new TextDecoder('latin1').decode(signature)
  const raw = SEAL.test(text) ? fromBase64(text) : null
  return raw !== null && theirs.some((key) => isSm2Signature(hexToBytes(key), bytes, raw, SM2_USUAL))
}
