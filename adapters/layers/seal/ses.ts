import { bytesToHex } from '@noble/hashes/utils.js'
import { sm3 } from 'sm-crypto-v2'
import type { Seal } from '../../../core/documents/seal.ts'
import { type Asn1, octetsOf, oidOf, readAsn1, TAG } from '../asn1/der.ts'
import { SM2_SIGNING, SM2_WITH_SM3 } from '../cms/object-identifiers.ts'
import { fromDerSignature } from '../sign/sm2-der.ts'
import { timeOf } from '../x509/certificate.ts'
import { isSignedBy } from '../x509/keys.ts'
import { readIssued } from './chain.ts'
import { nobodys, sealOf, standingOf, type Trust } from './cms-seal.ts'

/** The picture of the seal travels in it. */
const LIMITS = { maxBytes: 4 * 1024 * 1024, maxDepth: 20, maxElements: 5_000 }

interface Ses {
  readonly signed: Asn1
  readonly digest: Uint8Array
  readonly certificate: Uint8Array
  readonly method: string
  readonly signature: Uint8Array
  readonly signedAt: number | null
}

/**
 * What a signature by an electronic seal (SES_Signature of GB/T 38540, and of GM/T 0031 before it) says of what was signed; null where it is none.
 * The seal's own signature, by whoever made the seal, is not looked at.
 */
export async function checkSes(value: Uint8Array, content: Uint8Array, trust: Trust): Promise<Seal | null> {
  const root = readAsn1(value, LIMITS)
  if (typeof root === 'string') return nobodys('unread')
  // CMS begins with the name of its type
  if (root.children[0]?.tag === TAG.oid) return null
  const ses = readSes(root)
  const certificate = ses ? readIssued(ses.certificate) : null
  if (!ses || !certificate) return nobodys('unread')
  const signature = fromDerSignature(ses.signature)
  if (certificate.publicKey.kind !== 'sm2' || ![SM2_WITH_SM3, SM2_SIGNING].includes(ses.method))
    return nobodys('unsupported')
  if (!signature || !(await isSignedBy(certificate.publicKey, ses.signed.whole, signature)))
    return sealOf('forged', certificate, ses.signedAt)
  if (bytesToHex(ses.digest) !== sm3(content)) return sealOf('changed', certificate, ses.signedAt)
  return sealOf(await standingOf(certificate, [], trust, ses.signedAt), certificate, ses.signedAt)
}

/** The younger layout has certificate and algorithm beside what is signed, the older one in it. */
function readSes({ children }: Asn1): Ses | null {
  const [signed] = children
  const [, , time, hash, , ...older] = signed?.children ?? []
  const [certificate, method, signature] = children.length === 2 ? [older[0], older[1], children[1]] : children.slice(1)
  if (!signed || hash?.tag !== TAG.bits || certificate?.tag !== TAG.octets || signature?.tag !== TAG.bits) return null
  const bytes = octetsOf(certificate)
  return (
    bytes && {
      signed,
      digest: hash.content.subarray(1),
      certificate: bytes,
      method: oidOf(method),
      signature: signature.content.subarray(1),
      signedAt: time?.tag === TAG.generalizedTime ? timeOf(time) : null,
    }
  )
}
