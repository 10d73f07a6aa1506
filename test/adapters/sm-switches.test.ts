import { spawnSync } from 'node:child_process'
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  sign,
  verify,
} from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type BinaryText, readBinary, writeBinary } from '../../adapters/layers/codec/binary-text.ts'
import { decryptSm2, encryptSm2, type Sm2Layout } from '../../adapters/layers/protect/sm2.ts'
import { openSm4, type Sm4Form, sealSm4 } from '../../adapters/layers/protect/sm4-forms.ts'
import { ALGORITHMS } from '../../adapters/layers/sign/scheme.ts'
import { fromDerSignature, toDerSignature } from '../../adapters/layers/sign/sm2-der.ts'
import { isSm2Signature, SM2_USUAL, signSm2 } from '../../adapters/layers/sign/sm2-signature.ts'
import { random, vector } from './wss-stage.ts'

interface Vectors {
  readonly message: string
  readonly privateKey: string
  readonly publicKey: string
  readonly digest: string
  readonly signatures: Readonly<Record<'usual' | 'partner' | 'empty', string>>
  readonly unhashed: string
  readonly sealed: readonly string[]
}

/** Made by OpenSSL; the commands are in make.py there. */
const GIVEN = JSON.parse(readFileSync('test/adapters/vectors/sm2/sm2.json', 'utf8')) as Vectors
const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'))
const text = (words: string) => new TextEncoder().encode(words)
const [message, privateKey, publicKey, digest] = [GIVEN.message, GIVEN.privateKey, GIVEN.publicKey, GIVEN.digest].map(
  bytes,
) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array]
const USERS = { usual: '1234567812345678', partner: 'partner@example.cn', empty: '' } as const

describe('an SM2 signature', () => {
  it.each(Object.entries(USERS))('is taken with its user id and with no other: %s', (name, userId) => {
    const signature = bytes(GIVEN.signatures[name as keyof typeof USERS])
    for (const [other, id] of Object.entries(USERS))
      expect(isSm2Signature(publicKey, message, signature, { form: 'DER', userId: id })).toBe(other === name)
    const raw = fromDerSignature(signature) ?? new Uint8Array()
    expect(isSm2Signature(publicKey, message, raw, { form: 'raw', userId })).toBe(true)
    expect(isSm2Signature(publicKey, message, raw, { form: 'DER', userId })).toBe(false)
    expect(isSm2Signature(publicKey, message, signature, { form: 'raw', userId })).toBe(false)
  })

  it('of a digest, not hashed again, is taken as such and not otherwise', () => {
    const signature = bytes(GIVEN.unhashed)
    expect(isSm2Signature(publicKey, digest, signature, { form: 'DER', userId: null })).toBe(true)
    expect(isSm2Signature(publicKey, digest, signature, { form: 'DER', userId: '' })).toBe(false)
    expect(isSm2Signature(publicKey, message, signature, { form: 'DER', userId: null })).toBe(false)
    expect(() => signSm2(privateKey, message, { form: 'raw', userId: null })).toThrow('digest')
  })

  it('that we make with an empty user id is the one that Node takes, which knows no other', () => {
    const key = createPublicKey(vector('sm2-cert.pem'))
    const ours = signSm2(privateKey, message, { form: 'DER', userId: '' })
    expect(verify('sm3', message, key, ours)).toBe(true)
    expect(verify('sm3', message, key, signSm2(privateKey, message, { ...SM2_USUAL, form: 'DER' }))).toBe(false)
    const theirs = new Uint8Array(sign('sm3', message, createPrivateKey(vector('sm2-key.pem'))))
    expect(isSm2Signature(publicKey, message, theirs, { form: 'DER', userId: '' })).toBe(true)
  })

  it('that we make is taken with the same switches', () => {
    for (const form of ['raw', 'DER'] as const)
      for (const userId of [...Object.values(USERS), null]) {
        const given = userId === null ? digest : message
        expect(isSm2Signature(publicKey, given, signSm2(privateKey, given, { form, userId }), { form, userId })).toBe(
          true,
        )
      }
  })

  it('keeps the zeros at the head of its numbers on the way to DER and back', () => {
    const raw = bytes(`00000000${'11'.repeat(28)}ff${'22'.repeat(31)}`)
    const sequence = toDerSignature(raw)
    expect(Buffer.from(sequence).toString('hex')).toBe(`3041021c${'11'.repeat(28)}022100ff${'22'.repeat(31)}`)
    expect(fromDerSignature(sequence)).toEqual(raw)
    for (const wrong of ['', '3006020101020101ff', '3003020101', '3006020101040101', '30060201ff020101'])
      expect(fromDerSignature(bytes(wrong))).toBeNull()
  })
})

const LAYOUTS: Sm2Layout[] = [
  { order: 'C1C3C2', prefix: true },
  { order: 'C1C3C2', prefix: false },
  { order: 'C1C2C3', prefix: true },
  { order: 'C1C2C3', prefix: false },
  { order: 'ASN.1' },
]
const nameOf = ({ order, prefix }: Sm2Layout) => `${order}${prefix ? ' with 04' : ''}`

describe('an SM2 ciphertext', () => {
  it('is opened as OpenSSL made it, with a coordinate shorter than 32 bytes too', () => {
    expect(GIVEN.sealed.filter((sealed) => bytes(sealed)[3] === 31)).toHaveLength(1)
    for (const sealed of GIVEN.sealed)
      expect(decryptSm2(bytes(sealed), privateKey, { order: 'ASN.1' })).toEqual(message)
  })

  it('is opened in the layout that it has and in no other', () => {
    for (const layout of LAYOUTS) {
      const sealed = encryptSm2(message, publicKey, layout)
      for (const other of LAYOUTS)
        expect([nameOf(layout), nameOf(other), decryptSm2(sealed, privateKey, other)]).toEqual([
          nameOf(layout),
          nameOf(other),
          other === layout ? message : null,
        ])
    }
  })

  it('that we make is opened by OpenSSL', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tongban-sm2-'))
    const file = join(folder, 'sealed')
    const key = ['-inkey', 'test/adapters/vectors/wss/sm2-key.pem']
    try {
      for (let times = 0; times < 4; times += 1) {
        writeFileSync(file, encryptSm2(message, publicKey, { order: 'ASN.1' }))
        const { stdout } = spawnSync('openssl', ['pkeyutl', '-decrypt', ...key, '-in', file])
        expect(new Uint8Array(stdout)).toEqual(message)
      }
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('is not opened when a bit of it is changed, it is cut short, or the key is another', () => {
    for (const layout of LAYOUTS) {
      const sealed = encryptSm2(message, publicKey, layout)
      for (const at of [1, 40, 70, 100, sealed.length - 1]) {
        const changed = Uint8Array.from(sealed)
        changed[at] = (changed[at] ?? 0) ^ 1
        expect(decryptSm2(changed, privateKey, layout)).toBeNull()
      }
      expect(decryptSm2(sealed.subarray(0, 90), privateKey, layout)).toBeNull()
      expect(decryptSm2(sealed, bytes(`00${GIVEN.privateKey.slice(2)}`), layout)).toBeNull()
    }
  })

  it('is not made of nothing', () => {
    expect(() => encryptSm2(new Uint8Array(), publicKey, { order: 'ASN.1' })).toThrow('nothing')
  })
})

describe('SM4', () => {
  const key = bytes('0123456789abcdeffedcba9876543210')
  const iv = bytes('00112233445566778899aabbccddeeff')
  const VECTORS: [name: string, vector: Sm4Form['vector'], theirs: Uint8Array | null][] = [
    ['ECB', 'ECB', null],
    ['CBC with zeros', 'zero', new Uint8Array(16)],
    ['CBC with the key', 'key', key],
    ['CBC with an agreed vector', iv, iv],
  ]
  it.each(VECTORS)('in %s is OpenSSL’s in either padding, at every length around a block', (_, vector, theirs) => {
    for (let length = 0; length <= 33; length += 1)
      for (const padding of ['PKCS#7', 'zero'] as const) {
        const plain = text('x'.repeat(length))
        const cipher = createCipheriv(theirs ? 'sm4-cbc' : 'sm4-ecb', key, theirs)
        cipher.setAutoPadding(padding === 'PKCS#7')
        const zeros = padding === 'zero' ? (16 - (length % 16)) % 16 : 0
        const sealed = Buffer.concat([cipher.update(plain), cipher.update(new Uint8Array(zeros)), cipher.final()])
        expect(Buffer.from(sealSm4(plain, key, { vector, padding }, random)).equals(sealed)).toBe(true)
        expect(openSm4(new Uint8Array(sealed), key, { vector, padding })).toEqual(plain)
      }
  })

  it('with a fresh vector before the ciphertext is another each time, and OpenSSL opens it', () => {
    const form: Sm4Form = { vector: 'before', padding: 'PKCS#7' }
    const [one, other] = [sealSm4(text('跨省通办'), key, form, random), sealSm4(text('跨省通办'), key, form, random)]
    expect(one).not.toEqual(other)
    const decipher = createDecipheriv('sm4-cbc', key, one.subarray(0, 16))
    expect(Buffer.concat([decipher.update(one.subarray(16)), decipher.final()]).toString()).toBe('跨省通办')
    expect(openSm4(other, key, form)).toEqual(text('跨省通办'))
    for (const size of [0, 15, 16, 20]) expect(openSm4(one.subarray(0, size), key, form)).toBeNull()
  })
})

describe('bytes as text', () => {
  it('are read with the line breaks of Java’s encoder, in hex of either case, and as nothing else', () => {
    const given = new Uint8Array(createHash('sha512').update('x').digest())
    const wrapped = Buffer.from(given).toString('base64').replace(/.{76}/g, '$&\r\n')
    expect(wrapped).toContain('\r\n')
    expect(readBinary(wrapped, 'base64')).toEqual(given)
    for (const kind of ['hex', 'HEX', 'base64'] as const satisfies readonly BinaryText[]) {
      expect(readBinary(writeBinary(given, kind), kind)).toEqual(given)
    }
    expect(writeBinary(given, 'HEX')).toBe(Buffer.from(given).toString('hex').toUpperCase())
    for (const wrong of ['zz', 'abc', '-1']) expect(readBinary(wrong, 'hex')).toBeNull()
    for (const wrong of ['=aaa', 'abc', '-_-_']) expect(readBinary(wrong, 'base64')).toBeNull()
  })
})

describe('HMAC-SM3', () => {
  it.each([
    ['key', 'data', '88a5a14b0fcf4a8a7b0c5084b8ee36e70efca4e8467fa264c3231bf16463b425'],
    ['demoSecret', '跨省通办', '431c7c8ebb18e5e4ec1cfa8ac07287025f51045a40f29afdfc07876dff1aebc5'],
  ])('of %s and %s is the published one', async (key, data, expected) => {
    expect(Buffer.from(await ALGORITHMS['HMAC-SM3'](text(key), text(data))).toString('hex')).toBe(expected)
  })
})
