import { concatBytes } from '@noble/hashes/utils.js'
import { der, derInteger, readAsn1, TAG } from '../asn1/der.ts'

const HALF = 32
const LIMITS = { maxBytes: 80, maxDepth: 2, maxElements: 3 }

/** An SM2 signature r‖s as SEQUENCE { r, s } (GM/T 0009 §7.3), as CMS, certificates and most Java libraries have it. */
export function toDerSignature(raw: Uint8Array): Uint8Array {
  return der(TAG.sequence, derInteger(raw.subarray(0, HALF)), derInteger(raw.subarray(HALF)))
}

/** The reverse, each number filled up to 32 bytes; null for what is no such sequence. */
export function fromDerSignature(bytes: Uint8Array): Uint8Array | null {
  const read = readAsn1(bytes, LIMITS)
  if (typeof read === 'string' || read.tag !== TAG.sequence || read.children.length !== 2) return null
  const numbers = read.children.map(({ tag, content }) => (tag === TAG.integer ? filled(content) : null))
  const [r, s] = numbers
  return r && s ? concatBytes(r, s) : null
}

function filled(content: Uint8Array): Uint8Array | null {
  const digits = content[0] === 0 ? content.subarray(1) : content
  if (digits.length > HALF || content.length === 0 || (content[0] ?? 0) >= 0x80) return null
  const whole = new Uint8Array(HALF)
  whole.set(digits, HALF - digits.length)
  return whole
}
