import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import { sm2 } from 'sm-crypto-v2'
import { type Asn1, der, derInteger, readAsn1, TAG } from '../asn1/der.ts'

/** How a ciphertext of SM2 (GM/T 0003.4) is laid out: which of its parts comes when, or as SEQUENCE (GM/T 0009 §7.2); whether the point has its `04`, which OpenSSL and BouncyCastle write and sm-crypto does not. */
export type Sm2Layout =
  | { readonly order: 'C1C3C2' | 'C1C2C3'; readonly prefix: boolean }
  | { readonly order: 'ASN.1'; readonly prefix?: never }

interface Parts {
  /** X‖Y */
  readonly c1: Uint8Array
  readonly c2: Uint8Array
  readonly c3: Uint8Array
}

const POINT = 64
const HASH = 32
const C1C3C2 = 1
const MOST_BYTES = 1024 * 1024

/** Encrypts for the holder of a public key (`04`‖X‖Y), each time to other bytes. Throws where there is nothing to encrypt or the key is no point of the curve. */
export function encryptSm2(plain: Uint8Array, publicKey: Uint8Array, layout: Sm2Layout): Uint8Array {
  if (plain.length === 0) throw new Error('nothing to encrypt')
  const whole = hexToBytes(sm2.doEncrypt(plain, bytesToHex(publicKey), C1C3C2, { asn1: false }))
  const [c1, c3, c2] = [whole.subarray(0, POINT), whole.subarray(POINT, POINT + HASH), whole.subarray(POINT + HASH)]
  if (layout.order === 'ASN.1')
    return der(
      TAG.sequence,
      derInteger(c1.subarray(0, HASH)),
      derInteger(c1.subarray(HASH)),
      der(TAG.octets, c3),
      der(TAG.octets, c2),
    )
  const rest = layout.order === 'C1C3C2' ? [c3, c2] : [c2, c3]
  return concatBytes(layout.prefix ? Uint8Array.of(4) : new Uint8Array(), c1, ...rest)
}

/** The reverse, by a private scalar of 32 bytes; null for whatever was not encrypted for this key or is laid out otherwise. */
export function decryptSm2(sealed: Uint8Array, privateKey: Uint8Array, layout: Sm2Layout): Uint8Array | null {
  const parts =
    sealed.length > MOST_BYTES ? null : layout.order === 'ASN.1' ? readSequence(sealed) : split(sealed, layout)
  if (!parts || parts.c2.length === 0) return null
  const { c1, c2, c3 } = parts
  try {
    const hex = bytesToHex(concatBytes(c1, c3, c2))
    const plain = sm2.doDecrypt(hex, bytesToHex(privateKey), C1C3C2, { output: 'array', asn1: false })
    // the library gives nothing where the hash is not right
    return plain.length === c2.length ? plain : null
  } catch {
    // no point of the curve
    return null
  }
}

function split(sealed: Uint8Array, { order, prefix }: Extract<Sm2Layout, { prefix: boolean }>): Parts | null {
  if (prefix && sealed[0] !== 4) return null
  const rest = prefix ? sealed.subarray(1) : sealed
  if (rest.length <= POINT + HASH) return null
  const [c1, others] = [rest.subarray(0, POINT), rest.subarray(POINT)]
  if (order === 'C1C3C2') return { c1, c3: others.subarray(0, HASH), c2: others.subarray(HASH) }
  return { c1, c2: others.subarray(0, -HASH), c3: others.subarray(-HASH) }
}

function readSequence(sealed: Uint8Array): Parts | null {
  const read = readAsn1(sealed, { maxBytes: MOST_BYTES, maxDepth: 2, maxElements: 5 })
  if (typeof read === 'string' || read.tag !== TAG.sequence || read.children.length !== 4) return null
  const [x, y, c3, c2] = read.children
  const [wideX, wideY] = [coordinate(x), coordinate(y)]
  if (!wideX || !wideY || c3?.tag !== TAG.octets || c2?.tag !== TAG.octets || c3.content.length !== HASH) return null
  return { c1: concatBytes(wideX, wideY), c2: c2.content, c3: c3.content }
}

function coordinate(integer: Asn1 | undefined): Uint8Array | null {
  if (integer?.tag !== TAG.integer) return null
  const digits = integer.content[0] === 0 ? integer.content.subarray(1) : integer.content
  if (digits.length > HASH) return null
  const wide = new Uint8Array(HASH)
  wide.set(digits, HASH - digits.length)
  return wide
}
