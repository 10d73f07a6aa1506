import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { SignedXml } from 'xml-crypto'
import { SOAP, writeEnvelope } from '../../adapters/layers/codec/soap.ts'
import { WSSE, WSU } from '../../adapters/layers/wss/names.ts'
import { signEnvelope } from '../../adapters/layers/wss/sign-envelope.ts'
import { openPrivateKey } from '../../adapters/layers/x509/keys.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import {
  bySoapClient,
  certificateOf,
  check,
  ENVELOPE,
  rulesAt,
  STAMPED_AT,
  signerOf,
  TOLERANCE_MS,
  vector,
  WINDOW_MS,
} from './wss-stage.ts'

const NAME = '甄示例 & 𠅤'
const body = (name = NAME) => ({
  children: [
    expect.objectContaining({
      name: 'apply',
      children: [expect.objectContaining({ name: 'name', text: name }), expect.anything()],
    }),
  ],
})
const ours = async (name: 'rsa' | 'sm2', envelope = ENVELOPE, at = STAMPED_AT) =>
  signEnvelope(envelope, await signerOf(name), createFakeClock(at))

describe('a signed SOAP message that comes', () => {
  it.each(['rsa-sha256.xml', 'sm2-sm3.xml'])(
    'is taken as xmlsec1 or OpenSSL signed it, its Body read: %s',
    async (file) => {
      const name = file.startsWith('rsa') ? 'rsa' : 'sm2'
      const { fingerprint } = certificateOf(name)
      const signed = await check(vector(file))
      expect(signed).toMatchObject({ kind: 'signed', fingerprint, createdAt: STAMPED_AT, headers: [], body: body() })
    },
  )

  it('is taken as the soap client signs it, whichever kind of Id it writes', async () => {
    for (const idMode of ['wssecurity', undefined] as const) {
      const text = bySoapClient(idMode ? {} : { signerOptions: {} })
      expect(await check(text, rulesAt(Date.now()))).toMatchObject({ kind: 'signed', body: { name: 'Body' } })
    }
  })

  it('is taken once, though its bytes be written otherwise', async () => {
    const rules = rulesAt(STAMPED_AT)
    const text = vector('rsa-sha256.xml')
    expect(await check(text, rules)).toMatchObject({ kind: 'signed' })
    const respaced = text.replace('<S:Header>', '<S:Header >')
    expect(await check(respaced, rules)).toMatchObject({ reason: 'replayed', code: 'FailedCheck' })
  })

  it('uses up no nonce while its signature is wrong', async () => {
    const rules = rulesAt(STAMPED_AT)
    const text = vector('rsa-sha256.xml')
    expect(await check(text.replace('甄示例', '甄示列'), rules)).toMatchObject({ reason: 'signature-wrong' })
    expect(await check(text, rules)).toMatchObject({ kind: 'signed' })
  })

  it('is read as it was signed: a section cuts no value short, and what is not signed is not handed on', async () => {
    const text = vector('rsa-sha256.xml')
      .replace('甄示例', '甄<![CDATA[示]]>例')
      .replace('<S:Header>', '<S:Header><a:note xmlns:a="urn:a">x</a:note>')
    const signed = await check(text)
    expect(signed).toMatchObject({ kind: 'signed', headers: [], body: body() })
    expect(JSON.stringify(signed)).not.toContain('note')
  })

  it('hands on the header blocks that were signed', async () => {
    const block = '<a:to xmlns:a="urn:a">somebody</a:to>'
    const envelope = ENVELOPE.replace('<soapenv:Body', `<soapenv:Header>${block}</soapenv:Header><soapenv:Body`)
    const text = bySoapClient({ additionalReferences: ['a:to'] }, envelope)
    expect(await check(text, rulesAt(Date.now()))).toMatchObject({ headers: [{ name: 'to', text: 'somebody' }] })
    expect(await check(text.replace('>somebody<', '>another<'), rulesAt(Date.now()))).toMatchObject({
      code: 'FailedCheck',
    })
  })

  it.each([
    [-TOLERANCE_MS, 'signed'],
    [-TOLERANCE_MS - 1, 'refused'],
    [WINDOW_MS + TOLERANCE_MS - 1, 'signed'],
    [WINDOW_MS + TOLERANCE_MS, 'refused'],
  ])('%i ms after its Created, with Expires five minutes on, is %s', async (ms, kind) => {
    expect(await check(vector('rsa-sha256.xml'), rulesAt(STAMPED_AT + ms))).toMatchObject({ kind })
  })

  it('is refused long after, though it never expires', async () => {
    const text = await signEnvelope(ENVELOPE, await signerOf('rsa', 86_400_000), createFakeClock(STAMPED_AT))
    expect(await check(text, rulesAt(STAMPED_AT + WINDOW_MS + TOLERANCE_MS - 1))).toMatchObject({ kind: 'signed' })
    expect(await check(text, rulesAt(STAMPED_AT + WINDOW_MS + TOLERANCE_MS))).toMatchObject({
      reason: 'stale',
      code: 'MessageExpired',
    })
  })

  it('is refused by a certificate that nobody registered, or that has not begun or has ended', async () => {
    const text = vector('rsa-sha256.xml')
    const other = rulesAt(STAMPED_AT, { pins: [certificateOf('sm2').fingerprint] })
    expect(await check(text, other)).toMatchObject({ reason: 'unknown-sender', code: 'InvalidSecurityToken' })
    const early = await ours('rsa', ENVELOPE, Date.parse('2020-01-01T00:00:00Z'))
    expect(await check(early, rulesAt(Date.parse('2020-01-01T00:00:00Z')))).toMatchObject({
      reason: 'stale',
      code: 'InvalidSecurityToken',
    })
    const late = Date.parse('2200-01-01T00:00:00Z')
    expect(await check(await ours('rsa', ENVELOPE, late), rulesAt(late))).toMatchObject({
      code: 'InvalidSecurityToken',
    })
  })
})

describe('a SOAP message that we sign', () => {
  it.each(['rsa', 'sm2'] as const)('is taken by ourselves, with and without other header blocks: %s', async (name) => {
    const withHeader = writeEnvelope({
      namespace: 'urn:d',
      name: 'ask',
      parts: [['in', '<a>']],
      header: '<a:x xmlns:a="urn:a"></a:x>',
    })
    for (const envelope of [ENVELOPE, withHeader]) {
      const signed = await check(await ours(name, envelope))
      expect(signed).toMatchObject({ kind: 'signed', fingerprint: certificateOf(name).fingerprint, headers: [] })
    }
  })

  it('is taken by xml-crypto, which finds Body and Timestamp signed', async () => {
    const text = await ours('rsa')
    const judge = new SignedXml({ publicCert: vector('rsa-cert.pem') })
    judge.loadSignature(/<ds:Signature [\s\S]*<\/ds:Signature>/.exec(text)?.[0] ?? '')
    expect(judge.checkSignature(text)).toBe(true)
    expect(judge.getSignedReferences().map((one) => /^<[\w:]+/.exec(one)?.[0])).toEqual([
      '<wsu:Timestamp',
      '<soapenv:Body',
    ])
  })

  it('is taken by xmlsec1 where that is installed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tongban-wss-'))
    try {
      const file = join(folder, 'signed.xml')
      writeFileSync(file, await ours('rsa'))
      const ids = [`${SOAP}:Body`, `${WSU}:Timestamp`, `${WSSE}:BinarySecurityToken`].flatMap((name) => [
        '--id-attr:Id',
        name,
      ])
      const pinned = ['--pubkey-cert-pem', 'test/adapters/vectors/wss/rsa-cert.pem']
      const { error, status, stderr } = spawnSync('xmlsec1', ['--verify', ...pinned, ...ids, file], {
        encoding: 'utf8',
      })
      if (error) console.log('xmlsec1 is not installed: not asked')
      else expect([status, stderr]).toEqual([0, expect.stringContaining('OK') as string])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('is not made of what is no envelope, or has an Id on its Body already', async () => {
    const marked = ENVELOPE.replace('<soapenv:Body', '<soapenv:Body Id="x"')
    for (const text of ['<a/>', '<a', marked]) await expect(ours('rsa', text)).rejects.toThrow('not an envelope')
  })

  it('needs a key of 2,048 bits or more, RSA or SM2', async () => {
    expect(await openPrivateKey(new TextEncoder().encode('no key'))).toBeNull()
    const { generateKeyPairSync } = await import('node:crypto')
    const encoding = {
      privateKeyEncoding: { type: 'pkcs8', format: 'der' },
      publicKeyEncoding: { type: 'spki', format: 'der' },
    } as const
    const { privateKey: short } = generateKeyPairSync('rsa', { modulusLength: 1024, ...encoding })
    const { privateKey: p256 } = generateKeyPairSync('ec', { namedCurve: 'P-256', ...encoding })
    for (const key of [short, p256]) expect(await openPrivateKey(new Uint8Array(key))).toBeNull()
  })
})
