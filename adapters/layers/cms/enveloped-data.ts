import { bytesToHex } from '@noble/hashes/utils.js'
import type { Random } from '../../../core/ports.ts'
import { type Asn1, context, der, derInteger, derOid, octetsOf, oidOf, readAsn1, TAG } from '../asn1/der.ts'
import { encryptSm2 } from '../protect/sm2.ts'
import { decryptSm4, encryptSm4 } from '../protect/sm4.ts'
import type { Certificate } from '../x509/certificate.ts'
import { OAEP_SHA256, oaepHashOf, SM2_ENCRYPTING, wrapByOaep } from './key-transport.ts'
import { CONTENT, familyOf } from './object-identifiers.ts'
import type { OpeningKey } from './opening-key.ts'

/* EnvelopedData (RFC 5652 §6; GM/T 0010 for an SM2 key). It hides and does not prove: what came in one must be signed as well. */

const AES = { '2.16.840.1.101.3.4.1.2': 16, '2.16.840.1.101.3.4.1.42': 32 } as const
const AES_256_CBC = '2.16.840.1.101.3.4.1.42'
const SM4_CBC = '1.2.156.10197.1.104.2'
const BLOCK = 16
const MOST_RECIPIENTS = 16

/** Seals the content for the holder of a certificate, DER: AES-256-CBC and RSA-OAEP with SHA-256, or SM4-CBC and SM2. */
export async function sealFor(content: Uint8Array, to: Certificate, random: Random): Promise<Uint8Array> {
  const isSm2 = to.publicKey.kind === 'sm2'
  const key = random.bytes(isSm2 ? BLOCK : 2 * BLOCK)
  const iv = random.bytes(BLOCK)
  const wrapped =
    to.publicKey.kind === 'sm2'
      ? encryptSm2(key, to.publicKey.point, { order: 'ASN.1' })
      : await wrapByOaep(key, to.publicKey.spki)
  const sealed = isSm2 ? encryptSm4(content, key, iv) : await aesCbc(key, iv, content, 'encrypt')
  const { data, enveloped } = CONTENT[isSm2 ? 'sm' : 'cms']
  const version = derInteger(Uint8Array.of(isSm2 ? 1 : 0))
  const recipient = der(
    TAG.sequence,
    version,
    der(TAG.sequence, to.issuer, to.serial),
    isSm2 ? der(TAG.sequence, derOid(SM2_ENCRYPTING)) : OAEP_SHA256,
    der(TAG.octets, wrapped),
  )
  const cipher = der(TAG.sequence, derOid(isSm2 ? SM4_CBC : AES_256_CBC), der(TAG.octets, iv))
  const inner = der(TAG.sequence, derOid(data), cipher, der(context(0, false), sealed ?? new Uint8Array()))
  const envelope = der(TAG.sequence, version, der(TAG.set, recipient), inner)
  return der(TAG.sequence, derOid(enveloped), der(context(0), envelope))
}

/** Why an envelope was not opened. That the key is not ours, or the bytes were changed, is one and the same: `closed`. */
export type EnvelopeRefusal = 'malformed' | 'unsupported' | 'not-for-us' | 'closed'

/** Opens an envelope that was sealed for our certificate, of at most so many bytes; only RSA-OAEP and SM2 carry the key: PKCS#1 v1.5 tells those who ask often enough what is inside. */
export async function openEnvelope(
  bytes: Uint8Array,
  own: { readonly key: OpeningKey; readonly certificate: Certificate },
  maxBytes: number,
): Promise<Uint8Array | EnvelopeRefusal> {
  const read = readEnvelope(bytes, own.certificate, maxBytes)
  if (typeof read === 'string') return read
  const { method, wrapped, cipher, iv, sealed } = read
  const hash = oaepHashOf(method)
  if (own.key.kind === 'rsa' ? !hash : oidOf(method.children[0]) !== SM2_ENCRYPTING) return 'unsupported'
  const size = own.key.kind === 'sm2' ? (cipher === SM4_CBC ? BLOCK : undefined) : sizeOf(cipher)
  if (size === undefined) return 'unsupported'
  const key = await own.key.unwrap(wrapped, hash ?? 'SHA-256')
  if (key?.length !== size) return 'closed'
  const plain = own.key.kind === 'sm2' ? decryptSm4(sealed, key, iv) : await aesCbc(key, iv, sealed, 'decrypt')
  return plain ?? 'closed'
}

const sizeOf = (oid: string): number | undefined => (Object.hasOwn(AES, oid) ? AES[oid as keyof typeof AES] : undefined)

interface ReadEnvelope {
  readonly method: Asn1
  readonly wrapped: Uint8Array
  readonly cipher: string
  readonly iv: Uint8Array
  readonly sealed: Uint8Array
}

function readEnvelope(bytes: Uint8Array, certificate: Certificate, maxBytes: number): ReadEnvelope | EnvelopeRefusal {
  // BouncyCastle writes octets in pieces of 1,000
  const limits = { maxBytes, maxDepth: 16, maxElements: 2_000 + Math.ceil(maxBytes / 500) }
  const root = readAsn1(bytes, limits)
  if (typeof root === 'string') return 'malformed'
  const names = familyOf(oidOf(root.children[0]), 'enveloped')
  const data = root.children[1]?.children[0]
  const recipients = data?.children.find(({ tag }) => tag === TAG.set)
  const inner = data?.children.find(({ tag }) => tag === TAG.sequence)
  if (!names || !recipients || !inner || recipients.children.length > MOST_RECIPIENTS) return 'malformed'
  const [type, cipher, content] = inner.children
  const iv = cipher?.children[1]
  const sealed = content && (content.tag & 0x1f) === 0 && content.tag >= 0x80 ? octetsOf(content) : null
  if (oidOf(type) !== names.data || !sealed) return 'malformed'
  const recipient = recipients.children.find((one) => isFor(one, certificate))
  const [, , method, wrapped] = recipient?.children ?? []
  if (!recipient) return 'not-for-us'
  if (!method || wrapped?.tag !== TAG.octets) return 'malformed'
  if (iv?.tag !== TAG.octets || iv.content.length !== BLOCK) return 'unsupported'
  return { method, wrapped: wrapped.content, cipher: oidOf(cipher?.children[0]), iv: iv.content, sealed }
}

function isFor({ tag, children }: Asn1, { issuer, serial }: Certificate): boolean {
  const [theirIssuer, theirSerial] = children[1]?.children ?? []
  const same = (one: Uint8Array, other: Asn1 | undefined) =>
    other !== undefined && bytesToHex(one) === bytesToHex(other.whole)
  return tag === TAG.sequence && same(issuer, theirIssuer) && same(serial, theirSerial)
}

async function aesCbc(
  raw: Uint8Array,
  iv: Uint8Array,
  bytes: Uint8Array,
  way: 'encrypt' | 'decrypt',
): Promise<Uint8Array | null> {
  const key = await crypto.subtle.importKey('raw', raw as Uint8Array<ArrayBuffer>, 'AES-CBC', false, [way])
  const algorithm = { name: 'AES-CBC', iv: iv as Uint8Array<ArrayBuffer> }
  const made = await crypto.subtle[way](algorithm, key, bytes as Uint8Array<ArrayBuffer>).catch(() => null)
  return made && new Uint8Array(made)
}
