import { describe, expect, it } from 'vitest'
import { SOAP } from '../../adapters/layers/codec/soap.ts'
import { DS, WSSE } from '../../adapters/layers/wss/names.ts'
import { bySoapClient, check, rulesAt, STAMPED_AT, vector } from './wss-stage.ts'

describe('a signed SOAP message from a hostile sender', () => {
  const GOOD = vector('rsa-sha256.xml')
  const part = (pattern: RegExp) => pattern.exec(GOOD)?.[0] ?? ''
  const BODY = part(/<S:Body[\s\S]*<\/S:Body>/)
  const TIME = part(/<u:Timestamp[\s\S]*<\/u:Timestamp>/)
  const SIGNATURE = part(/<ds:Signature [\s\S]*<\/ds:Signature>/)
  const REFERENCE = part(/<ds:Reference URI="#b1">[\s\S]*?<\/ds:Reference>/)
  const FORGED = BODY.replace('甄示例', '甄假冒')
  const swap = (from: string | RegExp, to: string) => GOOD.replace(from, () => to)
  const wrapped = (inner: string) => `<a:w xmlns:a="urn:a">${inner}</a:w>`

  const ROWS: [what: string, text: string, code: string][] = [
    ['another value in the Body', swap('甄示例', '甄假冒'), 'FailedCheck'],
    ['a later Expires', swap('02:05:00Z', '02:59:00Z'), 'FailedCheck'],
    [
      'the signed Body in a header, a forged one under another Id',
      swap(BODY, FORGED.replace('u:Id="b1"', 'u:Id="b2"')).replace('<S:Header>', `<S:Header>${wrapped(BODY)}`),
      'FailedCheck',
    ],
    [
      'the signed Body in a header, a forged one without an Id',
      swap(BODY, FORGED.replace(' u:Id="b1"', '')).replace('<S:Header>', `<S:Header>${wrapped(BODY)}`),
      'FailedCheck',
    ],
    [
      'the signed Body as a header block, a forged one beside it',
      swap(BODY, FORGED.replace('u:Id="b1"', 'u:Id="b2"')).replace('<S:Header>', `<S:Header>${BODY}`),
      'FailedCheck',
    ],
    [
      'the signed Body inside the forged one',
      swap(BODY, FORGED.replace('u:Id="b1"', 'u:Id="b2"').replace('</S:Body>', `${BODY}</S:Body>`)),
      'FailedCheck',
    ],
    ['two Bodies', swap(BODY, FORGED.replace('u:Id="b1"', 'u:Id="b2"') + BODY), 'InvalidSecurity'],
    [
      'two elements of one Id',
      swap(BODY, FORGED).replace('<S:Header>', `<S:Header>${wrapped(BODY)}`),
      'InvalidSecurity',
    ],
    [
      'one Id in two spellings',
      swap(BODY, FORGED.replace('u:Id="b1"', 'ID="b1"')).replace('<S:Header>', `<S:Header>${wrapped(BODY)}`),
      'InvalidSecurity',
    ],
    [
      'a stale copy of the Timestamp in a header',
      swap(TIME, TIME.replace('u:Id="t1"', 'u:Id="t2"').replace('02:05', '02:59')).replace(
        '<S:Header>',
        `<S:Header>${wrapped(TIME)}`,
      ),
      'FailedCheck',
    ],
    ['two Timestamps', swap(TIME, TIME + TIME.replace('"t1"', '"t2"')), 'InvalidSecurity'],
    ['two signatures', swap(SIGNATURE, SIGNATURE + SIGNATURE), 'InvalidSecurity'],
    [
      'two Security blocks',
      swap('</wsse:Security>', `</wsse:Security><wsse:Security xmlns:wsse="${WSSE}"/>`),
      'InvalidSecurity',
    ],
    ['no signature', swap(SIGNATURE, ''), 'InvalidSecurity'],
    ['no Timestamp', swap(TIME, ''), 'InvalidSecurity'],
    ['no Security', `${GOOD.replace(/<S:Header>[\s\S]*<\/S:Header>/, '')}`, 'InvalidSecurity'],
    ['a Security block for somebody else', swap('S:mustUnderstand="1"', 'S:actor="urn:other"'), 'InvalidSecurity'],
    ['a UsernameToken besides', swap(SIGNATURE, `${SIGNATURE}<wsse:UsernameToken/>`), 'UnsupportedAlgorithm'],
    ['an Object in the signature', swap('</ds:Signature>', '<ds:Object/></ds:Signature>'), 'UnsupportedAlgorithm'],
    ['a document type', swap('<S:Envelope', '<!DOCTYPE a><S:Envelope'), 'InvalidSecurity'],
    ['a comment inside a signed value', swap('甄示例', '甄<!-- -->示例'), 'InvalidSecurity'],
    ['an entity', swap('甄示例', '&x;'), 'InvalidSecurity'],
    ['a processing instruction', swap('甄示例', '<?x?>甄示例'), 'InvalidSecurity'],
    ['no XML', 'POST / HTTP/1.1', 'InvalidSecurity'],
    ['an envelope of SOAP 1.2', GOOD.replaceAll(SOAP, 'http://www.w3.org/2003/05/soap-envelope'), 'InvalidSecurity'],
    [
      'a transform by XSLT',
      swap(/(<ds:Transform Algorithm=")[^"]*/, '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116'),
      'UnsupportedAlgorithm',
    ],
    [
      'a transform by XPath',
      swap(/(<ds:Transform Algorithm=")[^"]*/, '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116'),
      'UnsupportedAlgorithm',
    ],
    [
      'canonicalisation with comments',
      swap(
        /(<ds:CanonicalizationMethod Algorithm="[^"]*)/,
        '<ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#WithComments',
      ),
      'UnsupportedAlgorithm',
    ],
    [
      'digests by SHA-1',
      GOOD.replaceAll('http://www.w3.org/2001/04/xmlenc#sha256', `${DS}sha1`),
      'UnsupportedAlgorithm',
    ],
    [
      'a signature by rsa-sha1',
      swap('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', `${DS}rsa-sha1`),
      'UnsupportedAlgorithm',
    ],
    [
      'a signature by HMAC, the certificate its key',
      swap('xmldsig-more#rsa-sha256', 'xmldsig-more#hmac-sha256'),
      'UnsupportedAlgorithm',
    ],
    [
      'a method named like a property of every object',
      swap('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', 'constructor'),
      'UnsupportedAlgorithm',
    ],
    [
      'a signature by SM2, the certificate RSA',
      swap('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', `${DS}sm2-sm3`),
      'UnsupportedAlgorithm',
    ],
    ['a reference to the whole document', swap('URI="#b1"', 'URI=""'), 'InvalidSecurity'],
    ['a reference to another place', swap('URI="#b1"', 'URI="http://127.0.0.1/x"'), 'InvalidSecurity'],
    ['a reference to nothing', swap('URI="#b1"', 'URI="#b9"'), 'FailedCheck'],
    ['one reference twice', swap(REFERENCE, REFERENCE + REFERENCE), 'InvalidSecurity'],
    ['no references', GOOD.replaceAll(/<ds:Reference [\s\S]*<\/ds:Reference>/g, ''), 'InvalidSecurity'],
    [
      'a key of its own',
      swap(/<ds:KeyInfo>[\s\S]*<\/ds:KeyInfo>/, '<ds:KeyInfo><ds:KeyValue/></ds:KeyInfo>'),
      'UnsupportedAlgorithm',
    ],
    [
      'a certificate of its own',
      swap(/<ds:KeyInfo>[\s\S]*<\/ds:KeyInfo>/, '<ds:KeyInfo><ds:X509Data/></ds:KeyInfo>'),
      'UnsupportedAlgorithm',
    ],
    ['a KeyInfo that names another token', swap('URI="#x1"', 'URI="#x2"'), 'InvalidSecurity'],
    ['a token that is no certificate', swap(/u:Id="x1">[^<]*</, 'u:Id="x1">AAAA<'), 'InvalidSecurityToken'],
    ['a token of another kind', swap('#X509v3', '#X509PKIPathv1'), 'UnsupportedAlgorithm'],
    ['elements in a value', swap('<ds:SignatureValue>', '<ds:SignatureValue><ds:x/>'), 'InvalidSecurity'],
    ['a signature cut short', swap(/<ds:SignatureValue>[\s\S]{8}/, '<ds:SignatureValue>'), 'FailedCheck'],
    [
      'a block that must be understood and is not signed',
      swap('<S:Header>', '<S:Header><a:to xmlns:a="urn:a" S:mustUnderstand="1"/>'),
      'FailedCheck',
    ],
  ]
  it.each(ROWS)('%s is refused, and told why in Chinese', async (_, text, code) => {
    expect(text).not.toBe(GOOD)
    const refused = await check(text)
    expect(refused).toMatchObject({ kind: 'refused', code, message: expect.stringMatching(/[一-龥]/) as string })
    expect(JSON.stringify(refused)).not.toContain('甄')
  })

  const SIGNED: [what: string, options: Parameters<typeof bySoapClient>[0], code: string][] = [
    ['the Body alone', { excludeReferencesFromSigning: ['Timestamp'] }, 'FailedCheck'],
    ['the Timestamp alone', { excludeReferencesFromSigning: ['Body'] }, 'FailedCheck'],
    ['no Timestamp there', { hasTimeStamp: false }, 'InvalidSecurity'],
    ['SHA-1 digests', { digestAlgorithm: `${DS}sha1` }, 'UnsupportedAlgorithm'],
    [
      'a transform more',
      { signatureTransformations: [`${DS}enveloped-signature`, 'http://www.w3.org/2001/10/xml-exc-c14n#'] },
      'UnsupportedAlgorithm',
    ],
  ]
  it.each(SIGNED)('is refused though rightly signed, with %s', async (_, options, code) => {
    expect(await check(bySoapClient(options), rulesAt(Date.now()))).toMatchObject({ kind: 'refused', code })
  })

  it('is refused at its limits: too large, too deep, too many elements', async () => {
    for (const limits of [{ maxBytes: 2_000 }, { maxDepth: 4 }, { maxElements: 20 }]) {
      const rules = rulesAt(STAMPED_AT, {
        limits: { maxBytes: 1_000_000, maxDepth: 32, maxElements: 1_000, ...limits },
      })
      expect(await check(GOOD, rules)).toMatchObject({ code: 'InvalidSecurity' })
    }
  })
})
