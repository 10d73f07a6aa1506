/** One element of ASN.1's basic encoding (X.690), read within limits; nothing of it is copied. */
export interface Asn1 {
  /** the identifier octet: class, whether constructed, and a tag number below 31 */
  readonly tag: number
  /** content octets, without those of an indefinite form's end */
  readonly content: Uint8Array
  /** the element with its identifier and length, as it came */
  readonly whole: Uint8Array
  /** elements of a constructed one, in their order */
  readonly children: readonly Asn1[]
}

/** Why bytes were not taken as ASN.1. */
export type Asn1Fault = 'too-large' | 'malformed' | 'too-deep' | 'too-many'

/** What a structure may cost to read, before anything is done with it. */
export interface Asn1Limits {
  readonly maxBytes: number
  readonly maxDepth: number
  readonly maxElements: number
}

/** Tags that the structures of X.509 and CMS use. */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  null: 0x05,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const

/** The identifier octet of a context tag. */
export const context = (number: number, constructed = true): number => (constructed ? 0xa0 : 0x80) | number

const CONSTRUCTED = 0x20

interface Reading {
  readonly bytes: Uint8Array
  readonly limits: Asn1Limits
  count: number
}

class Refused extends Error {
  readonly fault: Asn1Fault
  constructor(fault: Asn1Fault) {
    super(fault)
    this.fault = fault
  }
}

/** Reads one element that takes up all the bytes. Indefinite lengths, which Java's BouncyCastle writes, are taken in constructed elements; lengths longer than they need be are not. */
export function readAsn1(bytes: Uint8Array, limits: Asn1Limits): Asn1 | Asn1Fault {
  if (bytes.length > limits.maxBytes) return 'too-large'
  try {
    const { element, end } = read({ bytes, limits, count: 0 }, 0, bytes.length, 1)
    return end === bytes.length ? element : 'malformed'
  } catch (error) {
    if (error instanceof Refused) return error.fault
    throw error
  }
}

function read(reading: Reading, start: number, limit: number, depth: number): { element: Asn1; end: number } {
  const { bytes, limits } = reading
  reading.count += 1
  if (reading.count > limits.maxElements) throw new Refused('too-many')
  if (depth > limits.maxDepth) throw new Refused('too-deep')
  const tag = bytes[start] ?? 0
  if (start + 2 > limit || (tag & 0x1f) === 0x1f || tag === 0) throw new Refused('malformed')
  const { length, from } = readLength(bytes, start + 1, limit)
  const constructed = (tag & CONSTRUCTED) !== 0
  if (length === null && !constructed) throw new Refused('malformed')
  const to = length === null ? limit : from + length
  if (to > limit) throw new Refused('malformed')
  const children: Asn1[] = []
  let at = constructed ? from : to
  while (at < to && !(length === null && isEnd(bytes, at, limit))) {
    const child = read(reading, at, to, depth + 1)
    children.push(child.element)
    at = child.end
  }
  if (length === null && !isEnd(bytes, at, limit)) throw new Refused('malformed')
  const end = length === null ? at + 2 : to
  return { element: { tag, content: bytes.subarray(from, at), whole: bytes.subarray(start, end), children }, end }
}

const isEnd = (bytes: Uint8Array, at: number, limit: number) =>
  at + 2 <= limit && bytes[at] === 0 && bytes[at + 1] === 0

function readLength(bytes: Uint8Array, at: number, limit: number): { length: number | null; from: number } {
  const first = bytes[at] ?? 0
  if (first < 0x80) return { length: first, from: at + 1 }
  if (first === 0x80) return { length: null, from: at + 1 }
  const size = first & 0x7f
  if (size > 4 || at + 1 + size > limit || bytes[at + 1] === 0) throw new Refused('malformed')
  let length = 0
  for (const octet of bytes.subarray(at + 1, at + 1 + size)) length = length * 256 + octet
  if (length < 0x80) throw new Refused('malformed')
  return { length, from: at + 1 + size }
}

/** The octets of an OCTET STRING, or of one under a context tag, whole or in pieces; null where it holds anything else. */
export function octetsOf(element: Asn1): Uint8Array | null {
  if ((element.tag & CONSTRUCTED) === 0) return element.content
  if (element.children.some(({ tag }) => tag !== TAG.octets)) return null
  return joined(element.children.map(({ content }) => content))
}

/** Dotted numbers of an OBJECT IDENTIFIER; '' where it is none or a number is beyond 2^28. */
export function oidOf(element: Asn1 | undefined): string {
  if (element?.tag !== TAG.oid || element.content.length === 0 || element.content.length > 64) return ''
  const numbers: number[] = []
  let number = 0
  for (const octet of element.content) {
    if (number >= 2 ** 21 || (number === 0 && octet === 0x80)) return ''
    number = number * 128 + (octet & 0x7f)
    if (octet >= 0x80) continue
    numbers.push(number)
    number = 0
  }
  if ((element.content.at(-1) ?? 0) >= 0x80) return ''
  const [first = 0, ...rest] = numbers
  const top = Math.min(2, Math.floor(first / 40))
  return [top, first - top * 40, ...rest].join('.')
}

/** Writes an element in the distinguished encoding, its content the parts one after another; the order of a SET is the caller's. */
export function der(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = joined(parts)
  const size: number[] = []
  for (let rest = content.length; rest > 0; rest = Math.floor(rest / 256)) size.unshift(rest % 256)
  const length = content.length < 0x80 ? [content.length] : [0x80 | size.length, ...size]
  return joined([Uint8Array.from([tag, ...length]), content])
}

/** Writes an OBJECT IDENTIFIER. */
export function derOid(dotted: string): Uint8Array {
  const [top = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const octets = [top * 40 + second, ...rest].flatMap((number) => {
    const septets = [number % 128]
    for (let left = Math.floor(number / 128); left > 0; left = Math.floor(left / 128))
      septets.unshift(0x80 | (left % 128))
    return septets
  })
  return der(TAG.oid, Uint8Array.from(octets))
}

/** Writes a non-negative INTEGER given as its octets, most significant first. */
export function derInteger(octets: Uint8Array): Uint8Array {
  const first = octets.findIndex((octet) => octet !== 0)
  const shortest = first < 0 ? Uint8Array.of(0) : octets.subarray(first)
  return der(TAG.integer, (shortest[0] ?? 0) >= 0x80 ? joined([Uint8Array.of(0), shortest]) : shortest)
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts
  if (parts.length === 1 && only) return only
  const whole = new Uint8Array(parts.reduce((size, { length }) => size + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
