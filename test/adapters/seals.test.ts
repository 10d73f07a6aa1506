import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSealDesk, readAuthorities } from '../../adapters/layers/seal/seal-desk.ts'
import { pemBlocks } from '../../adapters/layers/x509/pem.ts'
import { SEAL_STATES, sealWords } from '../../core/documents/seal.ts'

/** Made by OpenSSL; the commands are in make.py there. */
const read = (name: string) => new Uint8Array(readFileSync(`test/adapters/vectors/seal/${name}`))
const authorities = (...names: string[]) =>
  readAuthorities(names.flatMap((name) => pemBlocks(new TextDecoder().decode(read(name)))))
const NOW = Date.parse('2027-06-01T09:00:00+08:00')
const desk = createSealDesk(authorities('rsa-ca.pem', 'sm2-ca.pem'))
const check = (bytes: Uint8Array) => desk.check(bytes, NOW)

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')
const bytes = (latin: string) => new Uint8Array(Buffer.from(latin, 'latin1'))
/** The file with something else in it, nothing moved. */
const changed = (name: string, old: string, other: string) => {
  const whole = text(read(name))
  if (!whole.includes(old) || old.length !== other.length) throw new Error(old)
  return bytes(whole.replace(old, other))
}

describe('a signed PDF', () => {
  it.each(['rsa.pdf', 'cades.pdf', 'below.pdf', 'twice.pdf'])(
    'holds as OpenSSL signed it, by an authority that we trust: %s',
    async (name) => {
      expect(await check(read(name))).toMatchObject({ state: 'valid' })
    },
  )

  it('tells who signed, who issued the certificate, and when', async () => {
    const seal = await check(read('rsa.pdf'))
    expect(seal).toMatchObject({ signer: '渝北区医疗保障局', issuer: '示例 RSA 根' })
    expect(new Date(seal.signedAt ?? 0).getUTCFullYear()).toBe(2026)
    expect(sealWords(seal)).toBe('签章有效，颁发者 示例 RSA 根')
  })

  it('says that nothing is signed where nothing is', async () => {
    expect(await check(read('plain.pdf'))).toMatchObject({ state: 'none' })
    expect(await check(bytes('a photograph'))).toMatchObject({ state: 'none' })
  })

  it('is changed where one byte of it is, before the signature or behind it', async () => {
    expect(await check(changed('rsa.pdf', '/MediaBox [0 0 595 842]', '/MediaBox [0 0 595 841]'))).toMatchObject({
      state: 'changed',
    })
    expect(await check(changed('rsa.pdf', '/Prev 0', '/Prev 9'))).toMatchObject({ state: 'changed' })
  })

  it('holds no more for what was added later, and says so', async () => {
    expect(await check(read('appended.pdf'))).toMatchObject({ state: 'appended' })
    expect(await check(bytes(`${text(read('rsa.pdf'))}\n`))).toMatchObject({ state: 'appended' })
  })

  it('is not believed under an authority that we do not know, nor under one that may not issue', async () => {
    const strangers = createSealDesk(authorities('sm2-ca.pem'))
    const seal = await strangers.check(read('rsa.pdf'), NOW)
    expect(seal).toMatchObject({ state: 'untrusted' })
    expect(sealWords(seal)).toContain('不在信任名单')
    expect(await check(read('false.pdf'))).toMatchObject({ state: 'untrusted', signer: '冒充者' })
  })

  it('is not believed from a time when its certificate did not hold, nor from the future', async () => {
    const early = Date.parse('2020-01-01T00:00:00Z')
    expect(await desk.check(read('rsa.pdf'), early)).toMatchObject({ state: 'ended' })
  })

  it('is not read past what it may leave out: the digits of the signature and nothing else', async () => {
    const whole = text(read('rsa.pdf'))
    const range = /\/ByteRange \[0 (\d+) (\d+) (\d+)\]/.exec(whole)
    const [found = '', before = '', after = '', rest = ''] = range ?? []
    const ranges = [
      `/ByteRange [0 ${Number(before) - 9} ${after} ${rest}]`,
      `/ByteRange [0 ${before} ${Number(after) + 9} ${Number(rest) - 9}]`,
      `/ByteRange [1 ${before} ${after} ${rest}]`,
      `/ByteRange [0 ${before} ${after} ${Number(rest) + 9}]`,
      `/ByteRange [0 ${after} ${before} ${rest}]`,
    ]
    for (const other of ranges) expect((await check(bytes(whole.replace(found, other)))).state, other).toBe('unread')
    // something hidden in the room behind the signature
    expect(await check(bytes(whole.replace('0000> >>', 'dead> >>')))).toMatchObject({ state: 'unread' })
  })

  it('is not taken by a kind of signature that covers something else', async () => {
    expect(await check(read('sha1.pdf'))).toMatchObject({ state: 'unsupported' })
  })
})

describe('a signed OFD', () => {
  it.each(['sm2.ofd', 'older.ofd'])('holds as its seal signed it, in either layout: %s', async (name) => {
    expect(await check(read(name))).toMatchObject({
      state: 'valid',
      signer: '渝北区市场监督管理局',
      issuer: '示例 SM2 根',
    })
  })

  it('says that nothing is signed where nothing is', async () => {
    expect(await check(read('plain.ofd'))).toMatchObject({ state: 'none' })
  })

  it('is changed where a file or the list of digests is', async () => {
    expect(await check(read('changed.ofd'))).toMatchObject({ state: 'changed' })
    expect(await check(read('list-changed.ofd'))).toMatchObject({ state: 'changed' })
  })

  it('holds no more for a file that was added later', async () => {
    expect(await check(read('appended.ofd'))).toMatchObject({ state: 'appended' })
  })

  it('is not taken with digests that are not SM3, nor under an authority that we do not know', async () => {
    expect(await check(read('md5.ofd'))).toMatchObject({ state: 'unsupported' })
    const strangers = createSealDesk(authorities('rsa-ca.pem'))
    expect(await strangers.check(read('sm2.ofd'), NOW)).toMatchObject({ state: 'untrusted' })
  })
})

describe('whatever calls itself a document', () => {
  it('never throws, and is never valid with a byte changed', async () => {
    const originals = ['rsa.pdf', 'twice.pdf', 'sm2.ofd'].map(read)
    const damage = fc.record({
      which: fc.integer({ min: 0, max: originals.length - 1 }),
      at: fc.double({ min: 0, max: 0.999, noNaN: true }),
      to: fc.integer({ min: 1, max: 255 }),
      cut: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(damage, async ({ which, at, to, cut }) => {
        const whole = originals[which] as Uint8Array
        const place = Math.floor(at * whole.length)
        const other = cut ? whole.slice(0, place) : Uint8Array.from(whole)
        if (!cut) other[place] = (other[place] ?? 0) ^ to
        const { state } = await check(other)
        expect(Object.keys(SEAL_STATES)).toContain(state)
        // the same digits in another case, or white space around a name, are the same document
        if (!cut && state === 'valid') expect(text(whole)[place]?.toLowerCase()).toBe(text(other)[place]?.toLowerCase())
      }),
      { numRuns: 150 },
    )
  })

  it('costs little however it is made: many ranges, endless digits, nested packages', async () => {
    const ranges = '/ByteRange [0 10 20 30] '.repeat(50_000)
    expect(await check(bytes(`%PDF-1.7 ${ranges}`))).toMatchObject({ state: 'unread' })
    expect(await check(bytes(`%PDF-1.7 /ByteRange [0 ${'9'.repeat(1_000_000)}`))).toMatchObject({ state: 'unread' })
    expect(await check(bytes(`%PDF-1.7 ${'/ByteRange ['.repeat(100_000)}`))).toMatchObject({ state: 'unread' })
    expect(await check(bytes(`PK\u0003\u0004${'x'.repeat(1_000)}`))).toMatchObject({ state: 'unread' })
  })
})
