import fc from 'fast-check'
import forge from 'node-forge'
import { describe, expect, it } from 'vitest'
import { type Asn1, der, derInteger, derOid, octetsOf, oidOf, readAsn1, TAG } from '../../adapters/layers/asn1/der.ts'
import { readCertificate } from '../../adapters/layers/x509/certificate.ts'
import { certificateOf } from './wss-stage.ts'

const LIMITS = { maxBytes: 100_000, maxDepth: 20, maxElements: 1_000 }
const bytes = (hex: string) => new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex'))
const nested = (depth: number) =>
  Array.from({ length: depth }).reduce<Uint8Array>((inner) => der(TAG.sequence, inner), der(TAG.null))

describe('ASN.1 from a hostile sender', () => {
  const ROWS: [what: string, given: Uint8Array, fault: string][] = [
    ['nothing', new Uint8Array(), 'malformed'],
    ['a tag alone', bytes('30'), 'malformed'],
    ['a length beyond the end', bytes('3003 0500'), 'malformed'],
    ['a child that leaves its parent', bytes('3003 0402 0000'), 'malformed'],
    ['something after the end', bytes('0500 00'), 'malformed'],
    ['a length written longer than it need be', bytes('308101 05'), 'malformed'],
    ['a length with a zero before it', bytes('30820002 0500'), 'malformed'],
    ['a length of five bytes', bytes('308500000000ff'), 'malformed'],
    ['a length of 4 GB', bytes('3084ffffffff'), 'malformed'],
    ['a tag of several bytes', bytes('1f8101 00'), 'malformed'],
    ['an indefinite length of a primitive', bytes('0480 0000'), 'malformed'],
    ['an indefinite length without its end', bytes('3080 0500'), 'malformed'],
    ['depth', nested(21), 'too-deep'],
    [
      'depth of indefinite lengths',
      Uint8Array.from({ length: 90_000 }, (_, at) => (at % 2 === 0 ? 0x30 : 0x80)),
      'too-deep',
    ],
    ['many elements', der(TAG.sequence, ...Array.from({ length: 1_000 }, () => der(TAG.null))), 'too-many'],
    ['a megabyte', der(TAG.octets, new Uint8Array(1_000_000)), 'too-large'],
  ]
  it.each(ROWS)('is refused for what it is: %s', (_, given, fault) => {
    expect(readAsn1(given, LIMITS)).toBe(fault)
  })

  it('never throws, whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (given) => void readAsn1(given, LIMITS)),
      { numRuns: 2_000 },
    )
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (given) => readCertificate(given) === null))
  })
})

describe('ASN.1', () => {
  it('is written as forge writes it, and read again', () => {
    const numbers = fc.array(fc.integer({ min: 0, max: 2 ** 28 - 1 }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(numbers, fc.uint8Array({ minLength: 1, maxLength: 300 }), (rest, octets) => {
        const oid = `1.2.${rest.join('.')}`
        const written = der(TAG.sequence, derOid(oid), der(TAG.octets, octets), derInteger(octets))
        const { Class, Type, create, toDer, oidToDer } = forge.asn1
        const binary = Buffer.from(octets).toString('binary')
        const unsigned = Buffer.from(`00${Buffer.from(octets).toString('hex')}`, 'hex').toString('binary')
        const theirs = create(Class.UNIVERSAL, Type.SEQUENCE, true, [
          create(Class.UNIVERSAL, Type.OID, false, oidToDer(oid).getBytes()),
          create(Class.UNIVERSAL, Type.OCTETSTRING, false, binary),
          create(
            Class.UNIVERSAL,
            Type.INTEGER,
            false,
            unsigned.replace(/^\0+(?=[\s\S])/, (zeros, _, all) => (all.charCodeAt(zeros.length) >= 0x80 ? '\0' : '')),
          ),
        ])
        expect(Buffer.from(written).toString('binary')).toBe(toDer(theirs).getBytes())
        const [name, held] = (readAsn1(written, LIMITS) as Asn1).children
        expect([oidOf(name), held && octetsOf(held)]).toEqual([oid, octets])
      }),
    )
  })

  it('takes octets in pieces, as BouncyCastle writes them', () => {
    const read = readAsn1(bytes('2480 0402 6162 0401 63 0000'), LIMITS) as Asn1
    expect(octetsOf(read)).toEqual(bytes('616263'))
    expect(octetsOf(readAsn1(bytes('2403 020100'), LIMITS) as Asn1)).toBeNull()
  })

  it('knows no object identifier that is cut short, padded or of numbers beyond 2^28', () => {
    for (const hex of ['0600', '060188', '06028001', '06062a8480808000', '0400']) {
      const read = readAsn1(bytes(hex), LIMITS) as Asn1
      expect(oidOf(read)).toBe('')
    }
  })

  it('of a certificate gives what forge reads in it', () => {
    const { der: certificate, fingerprint } = certificateOf('rsa')
    const theirs = forge.pki.certificateFromAsn1(forge.asn1.fromDer(Buffer.from(certificate).toString('binary')))
    const read = readCertificate(certificate)
    expect(read?.notBefore).toBe(theirs.validity.notBefore.getTime())
    expect(read?.notAfter).toBe(theirs.validity.notAfter.getTime())
    expect(Buffer.from(read?.serial.subarray(2) ?? []).toString('hex')).toBe(theirs.serialNumber)
    expect(fingerprint).toBe(
      forge.md.sha256.create().update(Buffer.from(certificate).toString('binary')).digest().toHex(),
    )
    expect(readCertificate(certificate.subarray(0, 500))).toBeNull()
  })
})
