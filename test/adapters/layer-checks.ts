import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { sm3 } from 'sm-crypto-v2'
import { openEnvelope, sealFor } from '../../adapters/layers/cms/enveloped-data.ts'
import { openOpeningKey } from '../../adapters/layers/cms/opening-key.ts'
import { checkDetached, signDetached } from '../../adapters/layers/cms/signed-data.ts'
import { canonicalXml } from '../../adapters/layers/codec/canonical-xml.ts'
import { readXml, type XmlElement } from '../../adapters/layers/codec/xml.ts'
import { decryptAesEcb, sha1PrngKey } from '../../adapters/layers/protect/aes-ecb.ts'
import { decryptSm2, encryptSm2 } from '../../adapters/layers/protect/sm2.ts'
import { encryptSm4, sm4KeyOfText } from '../../adapters/layers/protect/sm4.ts'
import { openSm4 } from '../../adapters/layers/protect/sm4-forms.ts'
import { signatureDesk } from '../../adapters/layers/sign/explain.ts'
import { ALGORITHMS } from '../../adapters/layers/sign/scheme.ts'
import { isSm2Signature, SM2_USUAL, signSm2 } from '../../adapters/layers/sign/sm2-signature.ts'
import { SUITES } from '../../adapters/layers/sign/suites.ts'
import { checkSignature } from '../../adapters/layers/wss/check-signature.ts'
import { signEnvelope } from '../../adapters/layers/wss/sign-envelope.ts'
import { readCertificate } from '../../adapters/layers/x509/certificate.ts'
import { openPrivateKey } from '../../adapters/layers/x509/keys.ts'
import { fromPem } from '../../adapters/layers/x509/pem.ts'
import { fromBase64, toBase64 } from '../../core/base64.ts'
import { SCHEME_VECTORS } from './scheme-vectors.ts'

/** What a layer must give for a published vector, wherever it runs; nothing of Node in it. */
export interface LayerCheck {
  readonly name: string
  readonly expected: unknown
  got(): Promise<unknown>
}

/** Files of `test/adapters/vectors` and of the 西藏 sample by name, Base64. */
export type VectorFiles = Readonly<Record<string, string>>

const utf8 = (text: string) => new TextEncoder().encode(text)
const STAMPED_AT = Date.parse('2027-01-05T02:00:00Z')
const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) }

function open(files: VectorFiles) {
  const bytes = (name: string) => fromBase64(files[name] ?? '') ?? new Uint8Array()
  const text = (name: string) => new TextDecoder().decode(bytes(name))
  const certificateOf = (der: Uint8Array | null) => {
    const read = readCertificate(der ?? new Uint8Array())
    if (!read) throw new Error('no certificate')
    return read
  }
  const certificate = (kind: string) => certificateOf(fromPem(text(`wss/${kind}-cert.pem`), 'CERTIFICATE'))
  return { bytes, text, certificate, certificateOf, json: (name: string) => JSON.parse(text(name)) }
}

type Opened = ReturnType<typeof open>

/** All checks: each scheme, digest, cipher, signature and envelope with a vector of the documents, the standards, OpenSSL, xmlsec1 or Python. */
export function layerChecks(files: VectorFiles): LayerCheck[] {
  const opened = open(files)
  return [...schemes(), ...published(), ...sm2(opened), ...http(opened), ...soap(opened), ...cms(opened)]
}

function check(name: string, expected: unknown, got: () => unknown): LayerCheck {
  return { name, expected, got: async () => got() }
}

function schemes(): LayerCheck[] {
  return SCHEME_VECTORS.map(([scheme, request, key, signature]) =>
    check(`${scheme} ${signature.slice(0, 8)}`, signature, async () => {
      const explained = await signatureDesk.explain({ scheme, request, key: utf8(key) })
      return explained.ok ? explained.value.signature : explained.faults
    }),
  )
}

function published(): LayerCheck[] {
  const standard = hexToBytes('0123456789abcdeffedcba9876543210')
  const vector = hexToBytes('00112233445566778899aabbccddeeff')
  const sealed = hexToBytes('29ceb9942e136ed2fd83dc06bb6c5f2d726efff173fac21d2a8480b54ba024fe')
  const mac = async (key: string, data: string) => bytesToHex(await ALGORITHMS['HMAC-SM3'](utf8(key), utf8(data)))
  return [
    check('SM3', '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0', () => sm3(utf8('abc'))),
    check('HMAC-SM3', '88a5a14b0fcf4a8a7b0c5084b8ee36e70efca4e8467fa264c3231bf16463b425', () => mac('key', 'data')),
    check('HMAC-SM3 of Chinese', '431c7c8ebb18e5e4ec1cfa8ac07287025f51045a40f29afdfc07876dff1aebc5', () =>
      mac('demoSecret', '跨省通办'),
    ),
    check('SM4-ECB', '903fa0590ca7b121df88f59bfa1ca49a383e850249564539d01cf9b4287804d0', () =>
      bytesToHex(encryptSm4(utf8('{"name":"跨省通办"}'), standard, null)),
    ),
    check('SM4-CBC', bytesToHex(sealed), () => bytesToHex(encryptSm4(utf8('跨省通办 test'), standard, vector))),
    check('SM4-CBC opened', '跨省通办 test', () =>
      new TextDecoder().decode(openSm4(sealed, standard, { vector, padding: 'PKCS#7' }) ?? new Uint8Array()),
    ),
    check('the SM4 key of a text', '31353030423043333339423145354232', () =>
      bytesToHex(sm4KeyOfText('demoSm4Key2026').key),
    ),
    check('AES-ECB by the key of SHA1PRNG', 'fedcba9876543210fedcba9876543210', () =>
      decryptAesEcb(
        sha1PrngKey('0123456789abcdef0123456789abcdef'),
        'LDh6LJzNCB09fXMknMzXpiw4eiyczQgdPX1zJJzM16ZUfuRMyoXTthzV/Enp8P/V',
      ),
    ),
    check('SM2 of the standard’s example key', true, () =>
      isSm2Signature(
        hexToBytes(
          '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
        ),
        utf8('跨省通办 test'),
        hexToBytes(
          '99b463fa8cf98e50c37205e8d3f9b54b0ecc4481ca4cfa8cf5ed9dd577c9df29b9be260079b163e597231863582babf3feeb94825786c532a1c0872ace338ec5',
        ),
        SM2_USUAL,
      ),
    ),
  ]
}

function sm2({ json }: Opened): LayerCheck[] {
  const given = json('sm2/sm2.json')
  const [key, point, message] = [given.privateKey, given.publicKey, given.message].map(hexToBytes) as Uint8Array[]
  if (!key || !point || !message) return []
  const taken = (signature: string, bytes: Uint8Array, userId: string | null) =>
    isSm2Signature(point, bytes, hexToBytes(signature), { form: 'DER', userId })
  const sealed = given.sealed as string[]
  return [
    check('SM2 usual', true, () => taken(given.signatures.usual, message, '1234567812345678')),
    check('SM2 by another user id', true, () => taken(given.signatures.partner, message, 'partner@example.cn')),
    check('SM2 by no user id', true, () => taken(given.signatures.empty, message, '')),
    check('SM2 of a digest', true, () => taken(given.unhashed, hexToBytes(given.digest), null)),
    check('SM2 by a wrong user id', false, () => taken(given.signatures.usual, message, '')),
    check('SM2 made', true, () => taken(bytesToHex(signSm2(key, message, { form: 'DER', userId: '' })), message, '')),
    ...sealed.map((one, index) =>
      check(`SM2 ciphertext ${index}`, given.message, () =>
        bytesToHex(decryptSm2(hexToBytes(one), key, { order: 'ASN.1' }) ?? new Uint8Array()),
      ),
    ),
    check('SM2 ciphertext of our own in the old order', given.message, () => {
      const layout = { order: 'C1C2C3', prefix: true } as const
      return bytesToHex(decryptSm2(encryptSm2(message, point, layout), key, layout) ?? new Uint8Array())
    }),
  ]
}

const CHONGQING_SM2 =
  '04c17478f2057cf941b37c00879c110b8c4d268dbc85234848a643fe2766ffe78953c3cd3066744c24e72f21673ac7942e7af7b09480d9283dbaa6d419aff490d4'
const WUHOU_ED25519 = '1782900378c40ae06ffd0376c3ed54025edb0b98057d4a7fc09a0d0c96b2ad3c'

/** RFC 9421 as 重庆's document has it. */
function http({ json }: Opened): LayerCheck[] {
  const samples = json('chongqing-samples.json')
  const rows = [
    ['ed25519', 'case', WUHOU_ED25519],
    ['sm2-sm3', 'caseAnswer', CHONGQING_SM2],
    ['sm2-sm3', 'fetch', CHONGQING_SM2],
    ['sm2-sm3', 'reverse', CHONGQING_SM2],
  ] as const
  return rows.map(([suite, name, key]) =>
    check(`RFC 9421 ${suite} ${name}`, true, () => {
      const { base, signature } = samples[name]
      return SUITES[suite].verify(hexToBytes(key), utf8(base), fromBase64(signature) ?? new Uint8Array())
    }),
  )
}

const LIMITS = { maxBytes: 1_000_000, maxDepth: 40, maxElements: 10_000 }

function toId(element: XmlElement, above: readonly XmlElement[] = []): readonly XmlElement[] | null {
  const path = [...above, element]
  if (element.attributes.some(({ name }) => name === 'Id')) return path
  return element.children.map((child) => toId(child, path)).find((found) => found !== null) ?? null
}

function soap({ json, bytes, text, certificate }: Opened): LayerCheck[] {
  const vectors = json('wss/c14n.json') as { name: string; xml: string; prefixes: string; canonical: string }[]
  const rules = () => ({
    pins: [certificate('rsa').fingerprint, certificate('sm2').fingerprint],
    validMs: 300_000,
    toleranceMs: 60_000,
    limits: LIMITS,
    clock: { now: () => STAMPED_AT },
    nonces: { first: async () => true },
  })
  const outcome = async (source: Uint8Array) => (await checkSignature(source, rules())).kind
  const kinds = ['rsa', 'sm2'] as const
  return [
    ...vectors.map(({ name, xml, prefixes, canonical }) =>
      check(`exclusive canonical form of ${name}`, canonical, () => {
        const root = readXml(xml, LIMITS)
        if (typeof root === 'string') return root
        return canonicalXml(xml, toId(root) ?? [root], prefixes === '' ? [] : prefixes.split(' '))
      }),
    ),
    check('WS-Security by RSA', 'signed', () => outcome(bytes('wss/rsa-sha256.xml'))),
    check('WS-Security by SM2', 'signed', () => outcome(bytes('wss/sm2-sm3.xml'))),
    check('WS-Security, changed', 'refused', () =>
      outcome(utf8(text('wss/rsa-sha256.xml').replace(/<\/(\w+:)?Body>/, ' $&'))),
    ),
    ...kinds.map((kind) =>
      check(`WS-Security of our own by ${kind}`, 'signed', async () => {
        const key = await openPrivateKey(bytes(`wss/${kind}-key.pem`))
        if (!key) return 'no key'
        const envelope = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><a>𠅤</a></s:Body></s:Envelope>`
        const signer = { key, certificate: certificate(kind).der, validMs: 300_000 }
        return outcome(utf8(await signEnvelope(envelope, signer, { now: () => STAMPED_AT })))
      }),
    ),
  ]
}

function cms({ bytes, text, certificate, certificateOf }: Opened): LayerCheck[] {
  const content = bytes('cms/content.txt')
  const pins = [certificate('rsa').fingerprint, certificate('sm2').fingerprint]
  const signed = ['rsa', 'rsa-indefinite', 'sm2'].map((name) => [name, 'signed'] as const)
  const refused = ['content', 'noattr', 'keyid', 'nocerts', 'sha1', 'pss', 'two'].map(
    (name) => [`refused-${name}`, 'refused'] as const,
  )
  const envelopes = ['rsa-oaep', 'rsa-oaep-sha1', 'rsa-indefinite', 'sm2']
  const own = (kind: 'rsa' | 'sm2') => {
    const key = openOpeningKey(bytes(`wss/${kind}-key.pem`))
    if (!key) throw new Error('no key')
    return { key, certificate: certificate(kind) }
  }
  const opened = async (sealed: Uint8Array, kind: 'rsa' | 'sm2') => {
    const plain = await openEnvelope(sealed, own(kind), 100_000)
    return typeof plain === 'string' ? plain : toBase64(plain)
  }
  return [
    ...[...signed, ...refused].map(([name, expected]) =>
      check(`CMS signature ${name}`, expected, async () => {
        const outcome = await checkDetached(bytes(`cms/${name}.p7s`), content, { pins, now: STAMPED_AT })
        return outcome.kind
      }),
    ),
    check('CMS signature of the 西藏 document, made again', toBase64(bytes('MANIFEST.p7s')), async () => {
      const key = await openPrivateKey(fromBase64(text('cms/xizang-key.txt').trim()) ?? new Uint8Array())
      if (!key) return 'no key'
      const signer = { key, certificate: certificateOf(fromBase64(text('cms/xizang-cert.txt').trim())) }
      return toBase64(await signDetached(bytes('MANIFEST.csv'), signer, Date.parse('2026-03-02T01:30:00Z')))
    }),
    ...envelopes.map((name) =>
      check(`CMS envelope ${name}`, toBase64(content), () =>
        opened(bytes(`cms/${name}.p7m`), name === 'sm2' ? 'sm2' : 'rsa'),
      ),
    ),
    check('CMS envelope that carries its key unsafely', 'unsupported', () =>
      opened(bytes('cms/refused-pkcs1.p7m'), 'rsa'),
    ),
    ...(['rsa', 'sm2'] as const).map((kind) =>
      check(`CMS envelope of our own by ${kind}`, toBase64(content), async () =>
        opened(await sealFor(content, certificate(kind), random), kind),
      ),
    ),
  ]
}
