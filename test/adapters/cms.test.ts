import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import forge from 'node-forge'
import { afterAll, describe, expect, it } from 'vitest'
import { openEnvelope, sealFor } from '../../adapters/layers/cms/enveloped-data.ts'
import { openOpeningKey } from '../../adapters/layers/cms/opening-key.ts'
import { checkDetached, signDetached } from '../../adapters/layers/cms/signed-data.ts'
import { type Certificate, readCertificate } from '../../adapters/layers/x509/certificate.ts'
import { openPrivateKey } from '../../adapters/layers/x509/keys.ts'
import { certificateOf, random, STAMPED_AT, vector } from './wss-stage.ts'

/** Made by OpenSSL; the commands are in make.py there. */
const read = (name: string) => new Uint8Array(readFileSync(`test/adapters/vectors/cms/${name}`))
const CONTENT = read('content.txt')
const RULES = { pins: [certificateOf('rsa').fingerprint, certificateOf('sm2').fingerprint], now: STAMPED_AT }
const MOST = 1_000_000

function ownCertificate(name: 'rsa' | 'sm2'): Certificate {
  const certificate = readCertificate(certificateOf(name).der)
  if (!certificate) throw new Error(name)
  return certificate
}
const keyBytes = (name: 'rsa' | 'sm2') => new TextEncoder().encode(vector(`${name}-key.pem`))
async function signerOf(name: 'rsa' | 'sm2') {
  const key = await openPrivateKey(keyBytes(name))
  if (!key) throw new Error(name)
  return { key, certificate: ownCertificate(name) }
}
function ownKey(name: 'rsa' | 'sm2') {
  const key = openOpeningKey(keyBytes(name))
  if (!key) throw new Error(name)
  return { key, certificate: ownCertificate(name) }
}

const folder = mkdtempSync(join(tmpdir(), 'tongban-cms-'))
afterAll(() => rmSync(folder, { recursive: true }))
const put = (name: string, bytes: Uint8Array) => {
  writeFileSync(join(folder, name), bytes)
  return join(folder, name)
}
const openssl = (...args: string[]) => spawnSync('openssl', args)
const RSA_CERT = 'test/adapters/vectors/wss/rsa-cert.pem'

describe('a detached CMS signature that comes', () => {
  it.each(['rsa.p7s', 'rsa-indefinite.p7s', 'sm2.p7s'])('is taken as OpenSSL made it: %s', async (name) => {
    const { fingerprint } = certificateOf(name.startsWith('rsa') ? 'rsa' : 'sm2')
    expect(await checkDetached(read(name), CONTENT, RULES)).toMatchObject({ kind: 'signed', fingerprint })
  })

  it('tells when it was signed', async () => {
    expect(await checkDetached(read('sm2.p7s'), CONTENT, RULES)).toMatchObject({ signedAt: STAMPED_AT })
  })

  it('is refused for other content, another signer, and a certificate that has ended', async () => {
    const other = Uint8Array.from(CONTENT)
    other[0] = (other[0] ?? 0) ^ 1
    for (const name of ['rsa.p7s', 'sm2.p7s']) {
      expect(await checkDetached(read(name), other, RULES)).toMatchObject({ reason: 'signature-wrong' })
      expect(await checkDetached(read(name), CONTENT, { ...RULES, pins: [] })).toMatchObject({
        reason: 'unknown-sender',
      })
      const late = { ...RULES, now: Date.parse('2200-01-01T00:00:00Z') }
      expect(await checkDetached(read(name), CONTENT, late)).toMatchObject({ reason: 'stale' })
    }
  })

  it.each([
    ['content', 'malformed'],
    ['noattr', 'malformed'],
    ['keyid', 'malformed'],
    ['nocerts', 'unknown-sender'],
    ['sha1', 'malformed'],
    ['pss', 'malformed'],
    ['two', 'malformed'],
  ])('is refused as OpenSSL makes it with %s, and told why in Chinese', async (name, reason) => {
    const refused = await checkDetached(read(`refused-${name}.p7s`), CONTENT, RULES)
    expect(refused).toMatchObject({
      kind: 'refused',
      reason,
      message: expect.stringMatching(/^签名.*请贵方|^签名.*登记/) as string,
    })
  })

  it('is refused, never thrown at, with any one byte of it changed', async () => {
    for (const name of ['rsa.p7s', 'sm2.p7s']) {
      const good = read(name)
      const size = good.length
      // the certificate, which is pinned, here and there
      const places = Array.from({ length: size }, (_, at) => at).filter(
        (at) => at < 60 || at > size - 600 || at % 37 === 0,
      )
      const taken: number[] = []
      for (const at of places) {
        const changed = Uint8Array.from(good)
        changed[at] = (changed[at] ?? 0) ^ 0x01
        const outcome = await checkDetached(changed, CONTENT, RULES)
        if (outcome.kind === 'signed') taken.push(good[at] ?? 0)
      }
      // what stands for no parameters of an algorithm is all that nobody looks at
      expect(taken.filter((octet) => octet !== 0x05 && octet !== 0x00)).toEqual([])
    }
  })

  it('is refused when cut short or not CMS at all', async () => {
    const good = read('rsa.p7s')
    for (let size = 0; size < good.length; size += 13)
      expect(await checkDetached(good.subarray(0, size), CONTENT, RULES)).toMatchObject({ kind: 'refused' })
    const long = Uint8Array.from({ length: 70_000 }, () => 0x30)
    expect(await checkDetached(long, CONTENT, RULES)).toMatchObject({ reason: 'too-large' })
  })
})

describe('a detached CMS signature that we make', () => {
  it('is the one of the 西藏 document, byte for byte', async () => {
    const folder540000 = 'test/regions/vectors/540000/510107-540000-20260302-0001-SQ'
    const manifest = new Uint8Array(readFileSync(`${folder540000}/MANIFEST.csv`))
    const theirs = new Uint8Array(readFileSync(`${folder540000}/MANIFEST.p7s`))
    const [, certificate = ''] =
      /([A-Za-z0-9+/=]{900,})/.exec(readFileSync('test/adapters/vectors/cms/xizang-cert.txt', 'utf8')) ?? []
    const key = await openPrivateKey(
      Buffer.from(readFileSync('test/adapters/vectors/cms/xizang-key.txt', 'utf8'), 'base64'),
    )
    const own = readCertificate(new Uint8Array(Buffer.from(certificate, 'base64')))
    if (!own || !key) throw new Error('no certificate or key')
    const at = Date.parse('2026-03-02T01:30:00Z')
    const pins = ['9874b5b4ebffe2aeb25b0c601ce3db10401f86a80041cf6ba0aa7e41f1d3c58a']
    expect(await checkDetached(theirs, manifest, { pins, now: at })).toMatchObject({ kind: 'signed', signedAt: at })
    expect(Buffer.from(await signDetached(manifest, { key, certificate: own }, at)).equals(theirs)).toBe(true)
  })

  it('is taken by OpenSSL, and by ourselves', async () => {
    const cms = await signDetached(CONTENT, await signerOf('rsa'), STAMPED_AT)
    expect(await checkDetached(cms, CONTENT, RULES)).toMatchObject({ kind: 'signed', signedAt: STAMPED_AT })
    const content = put('content', CONTENT)
    const trusted = ['-CAfile', RSA_CERT, '-purpose', 'any', '-no_check_time']
    const judged = openssl(
      'cms',
      '-verify',
      '-binary',
      '-inform',
      'DER',
      '-in',
      put('ours.p7s', cms),
      '-content',
      content,
      ...trusted,
    )
    expect(String(judged.stderr)).toMatch(/verification successful/i)
    expect(judged.stdout.equals(CONTENT)).toBe(true)
  })

  it('has the structure that forge reads', async () => {
    const cms = await signDetached(CONTENT, await signerOf('rsa'), STAMPED_AT)
    const message = forge.pkcs7.messageFromAsn1(
      forge.asn1.fromDer(Buffer.from(cms).toString('binary')),
    ) as forge.pkcs7.PkcsSignedData
    expect(message.certificates).toHaveLength(1)
  })

  it('by SM2 is SM2’s to OpenSSL: the attributes as a set, with the default user id', async () => {
    const cms = await signDetached(CONTENT, await signerOf('sm2'), STAMPED_AT)
    expect(await checkDetached(cms, CONTENT, RULES)).toMatchObject({ kind: 'signed', signedAt: STAMPED_AT })
    const listed = String(openssl('asn1parse', '-inform', 'DER', '-in', put('sm2.p7s', cms)).stdout).split('\n')
    const rowOf = (line: string | undefined) =>
      /^ *(\d+):d=\d+ +hl=(\d+) l= *(\d+)/
        .exec(line ?? '')
        ?.slice(1)
        .map(Number) ?? []
    const [at = 0, head = 0, length = 0] = rowOf(listed.filter((line) => line.includes('cont [ 0 ]')).at(-1))
    const [from = 0, its = 0, size = 0] = rowOf(listed.filter((line) => line.includes('OCTET STRING')).at(-1))
    const attributes = Uint8Array.from(cms.subarray(at, at + head + length))
    attributes[0] = 0x31
    const signature = put('signature', cms.subarray(from + its, from + its + size))
    const sm2 = ['-rawin', '-digest', 'sm3', '-pkeyopt', 'distid:1234567812345678']
    const key = ['-certin', '-inkey', 'test/adapters/vectors/wss/sm2-cert.pem']
    const judged = openssl(
      'pkeyutl',
      '-verify',
      ...key,
      ...sm2,
      '-in',
      put('attributes', attributes),
      '-sigfile',
      signature,
    )
    expect(String(judged.stdout)).toContain('Verified Successfully')
  })
})

describe('a CMS envelope', () => {
  it.each(['rsa-oaep.p7m', 'rsa-oaep-sha1.p7m', 'rsa-indefinite.p7m', 'sm2.p7m'])(
    'is opened as OpenSSL sealed it: %s',
    async (name) => {
      const own = ownKey(name.startsWith('rsa') ? 'rsa' : 'sm2')
      expect(await openEnvelope(read(name), own, MOST)).toEqual(CONTENT)
    },
  )

  it('that we seal is opened by OpenSSL and by ourselves, whatever its length', async () => {
    for (const length of [0, 1, 15, 16, 100_000]) {
      const plain = random.bytes(length)
      for (const name of ['rsa', 'sm2'] as const) {
        const sealed = await sealFor(plain, ownCertificate(name), random)
        expect(await openEnvelope(sealed, ownKey(name), MOST)).toEqual(plain)
      }
    }
    const sealed = put('ours.p7m', await sealFor(CONTENT, ownCertificate('rsa'), random))
    const judged = openssl(
      'cms',
      '-decrypt',
      '-binary',
      '-inform',
      'DER',
      '-in',
      sealed,
      '-inkey',
      'test/adapters/vectors/wss/rsa-key.pem',
      '-recip',
      RSA_CERT,
    )
    expect(judged.stdout.equals(CONTENT)).toBe(true)
  })

  it('by SM2 holds a key that OpenSSL unwraps and a content that it deciphers', async () => {
    const sealed = put('sm2.p7m', await sealFor(CONTENT, ownCertificate('sm2'), random))
    const listed = String(openssl('asn1parse', '-inform', 'DER', '-in', sealed).stdout)
    const [wrapped = '', iv = ''] = [...listed.matchAll(/OCTET STRING +\[HEX DUMP\]:([0-9A-F]+)/g)].map(
      ([, hex = '']) => hex,
    )
    const key = openssl(
      'pkeyutl',
      '-decrypt',
      '-inkey',
      'test/adapters/vectors/wss/sm2-key.pem',
      '-in',
      put('wrapped', Buffer.from(wrapped, 'hex')),
    )
    const [, head = 0, length = 0] = /hl=(\d+) l= *(\d+) prim: cont \[ 0 \]/.exec(listed)?.map(Number) ?? []
    const body = new Uint8Array(readFileSync(sealed)).subarray(-length)
    expect(head).toBe(2)
    const opened = openssl(
      'enc',
      '-d',
      '-sm4-cbc',
      '-K',
      key.stdout.toString('hex'),
      '-iv',
      iv,
      '-in',
      put('body', body),
    )
    expect(opened.stdout.equals(CONTENT)).toBe(true)
  })

  it('is not opened by another’s key, or where what carries the key is unsafe', async () => {
    expect(await openEnvelope(read('refused-pkcs1.p7m'), ownKey('rsa'), MOST)).toBe('unsupported')
    expect(await openEnvelope(read('refused-des.p7m'), ownKey('rsa'), MOST)).toBe('unsupported')
    expect(await openEnvelope(read('rsa-oaep.p7m'), ownKey('sm2'), MOST)).toBe('not-for-us')
    const foreign = { ...ownKey('rsa'), key: ownKey('sm2').key }
    expect(await openEnvelope(read('rsa-oaep.p7m'), foreign, MOST)).toBe('unsupported')
  })

  it('says one and the same of a wrong key and of changed bytes, and is refused at its limit', async () => {
    for (const name of ['rsa-oaep.p7m', 'sm2.p7m']) {
      const own = ownKey(name.startsWith('rsa') ? 'rsa' : 'sm2')
      const good = read(name)
      const last = Uint8Array.from(good)
      last[last.length - 1] = (last.at(-1) ?? 0) ^ 1
      const carried = Uint8Array.from(good)
      const at = good.length - 160
      carried[at] = (carried[at] ?? 0) ^ 1
      expect(await openEnvelope(last, own, MOST)).toBe('closed')
      expect(await openEnvelope(carried, own, MOST)).toBe('closed')
      expect(await openEnvelope(good, own, good.length - 1)).toBe('malformed')
      for (let size = 0; size < good.length; size += 7)
        expect(await openEnvelope(good.subarray(0, size), own, MOST)).toBe('malformed')
    }
  })
})
