import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { sm3 } from 'sm-crypto-v2'
import type { Seal, SealState } from '../../../core/documents/seal.ts'
import { readSigned } from '../cms/read-signed.ts'
import { fromDerSignature } from '../sign/sm2-der.ts'
import { isCurrent } from '../x509/certificate.ts'
import { isSignedBy } from '../x509/keys.ts'
import { type Issued, isTrusted, readIssued } from './chain.ts'

/** Whom we trust, and when a signature counts that does not say so, ms. */
export interface Trust {
  readonly authorities: readonly Issued[]
  readonly now: number
}

/** What can be said of a signature that cannot be held against anybody. */
export function nobodys(state: SealState): Seal {
  return { state, signer: '', issuer: '', signedAt: null }
}

/** A finding with the names of the certificate that signed. */
export function sealOf(state: SealState, certificate: Issued, signedAt: number | null): Seal {
  return { state, signer: certificate.subjectName, issuer: certificate.issuerName, signedAt }
}

/** Whether the certificate held when it signed and goes back to somebody whom we trust. */
export async function standingOf(
  certificate: Issued,
  given: readonly Issued[],
  { authorities, now }: Trust,
  signedAt: number | null,
): Promise<'valid' | 'ended' | 'untrusted'> {
  const at = signedAt ?? now
  // whoever signs with a date to come is not believed
  if (!isCurrent(certificate, at) || at > now + CLOCKS_APART_MS) return 'ended'
  return (await isTrusted(certificate, given, authorities, at)) ? 'valid' : 'untrusted'
}

const CLOCKS_APART_MS = 24 * 60 * 60 * 1000

/** What a detached CMS signature (RFC 5652 §5; GM/T 0010 for SM2) says of the content. */
export async function checkCmsSeal(cms: Uint8Array, content: Uint8Array, trust: Trust): Promise<Seal> {
  const read = readSigned(cms)
  if (typeof read === 'string') return nobodys(read === 'unsupported' ? 'unsupported' : 'unread')
  const given = read.certificates.flatMap((bytes) => readIssued(bytes) ?? [])
  const certificate = given.find(
    ({ issuer, serial }) =>
      bytesToHex(issuer) === bytesToHex(read.issuer) && bytesToHex(serial) === bytesToHex(read.serial),
  )
  if (certificate?.publicKey.kind !== read.kind) return nobodys('unsupported')
  const digest = read.kind === 'rsa' ? bytesToHex(sha256(content)) : sm3(content)
  const signature = read.kind === 'sm2' ? fromDerSignature(read.signature) : read.signature
  if (!signature || !(await isSignedBy(certificate.publicKey, read.signedBytes, signature)))
    return sealOf('forged', certificate, read.signedAt)
  if (digest !== bytesToHex(read.messageDigest)) return sealOf('changed', certificate, read.signedAt)
  return sealOf(await standingOf(certificate, given, trust, read.signedAt), certificate, read.signedAt)
}
