import { createHash } from 'node:crypto'
import { WSSecurityCert } from 'soap'
import { describe, expect, it } from 'vitest'
import { SignedXml } from 'xml-crypto'
import { EXC_C14N } from '../../adapters/layers/wss/names.ts'
import { call } from '../../adapters/soap-pair/call.ts'
import { soapPair } from '../../adapters/soap-pair/index.ts'
import type { Options } from '../../adapters/soap-pair/options.ts'
import type { HttpRequest, HttpResponse } from '../../core/ports.ts'
import type { Partner } from '../../core/protocol.ts'
import { answered, bodyOf, CODES, envelopeOf, hubeiPartner, hubeiVector, requestOf } from '../support/hubei-partner.ts'
import { bySoapClient, certificateOf, vector } from './wss-stage.ts'

/* The profile that signs (2.2): the document's own request, its key and its certificate; the soap package and xml-crypto as judges. */

const AT = '2026-03-02T09:16:00+08:00'
/** SHA-256 of the demonstration certificate, as the document prints it. */
const FINGERPRINT = '22efa367aa52dd80bbfce9da025144afb4168e3c3b520ab1057a0cc5cd80ddb6'
const SIGNED = bodyOf('9.7-request.http')
const OPERATION = 'TYFW_JDCXFW'
const information = /<information>(.*)<\/information>/s
  .exec(SIGNED)?.[1]
  ?.replaceAll('&lt;', '<')
  .replaceAll('&gt;', '>')
  .replaceAll('&amp;', '&') as string

/** A side that signs by the document's key and takes what these certificates signed. */
function signing(
  given: { asHubei?: boolean; theirs?: string[]; answer?: (request: HttpRequest) => HttpResponse } = {},
) {
  const { theirs = [FINGERPRINT], ...rest } = given
  const made = hubeiPartner(AT, rest)
  const signature = {
    certificate: hubeiVector('2.2-cert.pem'),
    key: 'wss',
    theirs,
    validMs: 300_000,
    toleranceMs: 60_000,
  }
  const seen = new Set<string>()
  const partner = {
    ...made.partner,
    options: { ...made.partner.options, signature },
    keyring: {
      secret: async (name: string) =>
        name === 'wss' ? new TextEncoder().encode(hubeiVector('2.2-key.pem')) : made.partner.keyring.secret(name),
    },
    nonces: {
      first: async (nonce: string) => {
        const isFirst = !seen.has(nonce)
        seen.add(nonce)
        return isFirst
      },
    },
  } as unknown as Partner<Options>
  return { ...made, partner }
}

const take = (partner: Partner<Options>, body: string) =>
  soapPair.receive(requestOf(body), '/kstb/services/KSTBService', partner)

describe('the profile of 湖北 that signs', () => {
  it('writes the document’s request to the byte (9.7)', async () => {
    const { partner, sent } = signing({ answer: () => answered('', 500) })
    await call(partner, OPERATION, information, information)
    expect(new TextDecoder().decode(sent[0]?.body)).toBe(SIGNED)
  })

  it('keeps of a call what was asked, neither signature nor code', async () => {
    const { partner } = signing({ answer: () => answered('', 500) })
    const { exchange } = await call(partner, OPERATION, information, information)
    const kept = new TextDecoder().decode(exchange.request)
    expect(kept).toContain('9b1f…')
    expect(kept).not.toMatch(/Signature|9b1f6c52d0e84a7f8c3d5e6a7b8c9d01/)
  })

  it('takes the document’s request once, and answers signed, as xml-crypto finds', async () => {
    const { partner } = signing({ asHubei: true })
    const received = await take(partner, SIGNED)
    if (received.kind !== 'message') throw new Error(JSON.stringify(received))
    expect(received.message).toMatchObject({ kind: 'query', correlation: '510107041020260302000001' })
    const answer = await soapPair.reply({ outcome: 'unknown-case' }, received.message, partner, async () => ({}))
    const text = await answer.text()
    const judge = new SignedXml({ publicCert: hubeiVector('2.2-cert.pem') })
    judge.loadSignature(/<ds:Signature [\s\S]*<\/ds:Signature>/.exec(text)?.[0] ?? '')
    expect(judge.checkSignature(text)).toBe(true)
    expect(judge.getSignedReferences().join()).toContain('-63')
    expect(await take(partner, SIGNED)).toMatchObject({ kind: 'refused', refusal: { reason: 'replayed' } })
  })

  it('takes what the soap package’s client signs', async () => {
    const plain = envelopeOf(OPERATION, CODES.out, information)
    const security = new WSSecurityCert(hubeiVector('2.2-key.pem'), hubeiVector('2.2-cert.pem'), '', {
      signatureTransformations: [EXC_C14N],
      signerOptions: { idMode: 'wssecurity' },
    })
    const withHeader = plain.replace('<soapenv:Body', '<soapenv:Header></soapenv:Header><soapenv:Body')
    const { partner, clock } = signing({ asHubei: true })
    clock.advance(Date.now() - clock.now())
    const received = await take(partner, security.postProcess(withHeader, 'soapenv'))
    // its own time is today's, the package's is the sample's: the signature holds, then the head is stale
    expect(received).toMatchObject({ kind: 'refused', refusal: { detail: `${OPERATION} -52` } })
  })

  const unsigned = envelopeOf(OPERATION, CODES.out, information)
  const body = /<soapenv:Body.*<\/soapenv:Body>/s.exec(SIGNED)?.[0] ?? ''
  const security = /<wsse:Security.*<\/wsse:Security>/s.exec(SIGNED)?.[0] ?? ''
  const other = body.replace('YWLSH&gt;4201', 'YWLSH&gt;4202').replace(' wsu:Id="Body"', '')
  const hostile: [string, string, string][] = [
    ['that is not signed', unsigned, 'signature-missing'],
    ['whose body was changed', SIGNED.replace('420000000000', '420000000001'), 'signature-wrong'],
    ['whose time was changed', SIGNED.replace('01:21:00Z', '01:29:00Z'), 'signature-wrong'],
    [
      'whose signed body was put aside',
      SIGNED.replace(security, `${security}<x>${body}</x>`).replace(
        /(<\/soapenv:Header>).*(<\/soapenv:Envelope>)/s,
        `$1${other}$2`,
      ),
      'signature-wrong',
    ],
    ['with two bodies', SIGNED.replace(body, body + body), 'malformed'],
    [
      'with two elements of one Id',
      SIGNED.replace(
        '<sqzcm>',
        '<sqzcm xmlns:wsu="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd" wsu:Id="Body">',
      ),
      'malformed',
    ],
    [
      'with two signatures',
      SIGNED.replace('</wsse:Security>', `${/<ds:Signature .*<\/ds:Signature>/s.exec(SIGNED)?.[0]}</wsse:Security>`),
      'malformed',
    ],
    ['signed with SHA-1', SIGNED.replace('xmldsig-more#rsa-sha256', 'xmldsig#rsa-sha1'), 'malformed'],
    ['canonicalised otherwise', SIGNED.replaceAll('xml-exc-c14n#"', 'xml-exc-c14n#WithComments"'), 'malformed'],
    ['with a comment inside a signed value', SIGNED.replace('420106', '4201<!-- 0 -->06'), 'malformed'],
    [
      'with a comment beside what is signed',
      SIGNED.replace('<soapenv:Header>', '<soapenv:Header><!---->'),
      'malformed',
    ],
    ['with a document type', SIGNED.replace('?>', '?><!DOCTYPE a>'), 'malformed'],
    ['signed by somebody else', bySoapClient({}, unsigned), 'unknown-sender'],
    [
      'with another certificate over the same signature',
      SIGNED.replace(/MII[\w+/=]+/, Buffer.from(certificateOf('rsa').der).toString('base64')),
      'unknown-sender',
    ],
    [
      'without a certificate',
      SIGNED.replace(/<wsse:BinarySecurityToken.*<\/wsse:BinarySecurityToken>/s, ''),
      'signature-missing',
    ],
    ['without a time', SIGNED.replace(/<wsu:Timestamp.*<\/wsu:Timestamp>/s, ''), 'signature-missing'],
    ['cut off', SIGNED.slice(0, -40), 'malformed'],
  ]
  it.each(hostile)('refuses a message %s with a Fault that says no more than “security”', async (_, text, reason) => {
    const { partner } = signing({ asHubei: true })
    const received = await take(partner, text)
    if (received.kind !== 'refused') throw new Error('taken')
    expect(received.refusal.reason).toBe(reason)
    const answer = await received.response.text()
    expect(received.response.status).toBe(500)
    expect(answer).toMatch(/<faultcode>soapenv:Client<\/faultcode>/)
    expect(answer).not.toMatch(/指纹|证书|摘要|Id/)
  })

  it.each([
    [-60_000, 'message'],
    [-60_001, 'refused'],
    [359_999, 'message'],
    [360_000, 'refused'],
  ])('takes the request %i ms from its Created: %s', async (ms, kind) => {
    const { partner, clock } = signing({ asHubei: true })
    clock.advance(ms)
    expect((await take(partner, SIGNED)).kind).toBe(kind)
  })

  it('believes no answer that is not signed, and sends again', async () => {
    const reply = envelopeOf(`${OPERATION}Response`, '', hubeiVector('9.7-answer.xml'))
      .replace(/<sqzcm><\/sqzcm>/, '')
      .replaceAll('information>', 'return>')
    const { partner } = signing({ answer: () => answered(reply) })
    const { answer } = await call(partner, OPERATION, information, information)
    expect(answer).toMatchObject({ kind: 'none', reason: expect.stringContaining('签名') })
    const basic = hubeiPartner(AT, { answer: () => answered(reply) })
    expect((await call(basic.partner, OPERATION, information, information)).answer.kind).toBe('package')
  })

  it('in the basic profile is not understood', async () => {
    const { partner } = hubeiPartner(AT, { asHubei: true })
    const received = await take(partner, SIGNED)
    if (received.kind !== 'refused') throw new Error('taken')
    expect(await received.response.text()).toContain('MustUnderstand')
  })

  it('is the document’s: the certificate has the fingerprint that it prints', () => {
    const der = Buffer.from(hubeiVector('2.2-cert.pem').replaceAll(/-----.*?-----|\s/g, ''), 'base64')
    expect(createHash('sha256').update(der).digest('hex')).toBe(FINGERPRINT)
    expect(vector('rsa-cert.pem')).not.toBe(hubeiVector('2.2-cert.pem'))
  })
})
