import { utf8ToBytes } from '@noble/hashes/utils.js'
import { toBase64 } from '../../../core/base64.ts'
import type { Clock } from '../../../core/ports.ts'
import { canonicalPieces } from '../codec/canonical-xml.ts'
import { utf8Chunks } from '../codec/utf8-chunks.ts'
import { readXml, writeXml, type XmlElement, type XmlNode } from '../codec/xml.ts'
import type { PrivateKey } from '../x509/keys.ts'
import { BASE64_BINARY, DS, EXC_C14N, WSSE, WSU, X509_V3 } from './names.ts'
import { digestNamed, WRITTEN } from './signature-methods.ts'

/** Who signs: a key, the certificate of it (DER), and for how long the message may be taken. */
export interface WssSigner {
  readonly key: PrivateKey
  readonly certificate: Uint8Array
  readonly validMs: number
}

const LIMITS = { maxBytes: 64 * 1024 * 1024, maxDepth: 64, maxElements: 200_000 }
/** The Ids of what is signed and of the certificate; nothing else in an envelope of ours has any. */
const IDS = { token: 'X509', time: 'TS', body: 'Body' } as const

/**
 * The SOAP 1.1 envelope with a fresh Timestamp and its Body signed (SOAP Message Security 1.1 §8; X.509 Certificate Token Profile 1.1 §3.1), the
 * certificate within; written as 420000 湖北 2.2 has it. Other header blocks stay as they are, unsigned. Throws where the text is no envelope of ours.
 */
export async function signEnvelope(envelope: string, signer: WssSigner, clock: Pick<Clock, 'now'>): Promise<string> {
  const withTime = putSecurity(envelope, signer, clock.now())
  const root = readOwn(withTime)
  const [header, body] = root.children
  const security = header?.children.at(-1)
  const time = security?.children.at(-1)
  if (!header || !body || !security || !time) throw new Error('not an envelope')
  const { digest: digestName, method } = WRITTEN[signer.key.kind]
  const digestOf = (path: readonly XmlElement[]) =>
    toBase64(digestNamed(digestName)?.(utf8Chunks(canonicalPieces(withTime, path))) ?? new Uint8Array())
  const references = [
    reference(IDS.time, digestName, digestOf([root, header, security, time])),
    reference(IDS.body, digestName, digestOf([root, body])),
  ]
  const signedInfo = writeXml(signedInfoOf(method, references))
  const value = toBase64(await signer.key.sign(utf8ToBytes(signedInfo)))
  // the element around it says the namespace that the canonical form repeats
  const written = signedInfo.replace(` xmlns:ds="${DS}"`, '')
  const signature = `<ds:Signature xmlns:ds="${DS}">${written}<ds:SignatureValue>${value}</ds:SignatureValue>${KEY_INFO}</ds:Signature>`
  return inserted(withTime, closingOf(withTime, security), signature)
}

function readOwn(text: string): XmlElement {
  const root = readXml(text, LIMITS)
  if (typeof root === 'string') throw new Error(`not an envelope: ${root}`)
  return root
}

/** Puts the block last into the header, which is made where there is none, and the Id into the Body's tag. */
function putSecurity(envelope: string, signer: WssSigner, now: number): string {
  const { children } = readOwn(envelope)
  const body = children.at(-1)
  const name = body && /^<([\w.-]+:)Body/.exec(envelope.slice(body.span.start, body.span.start + 64))
  if (!body || !name || body.attributes.some(({ name: one }) => one.toLowerCase() === 'id'))
    throw new Error('not an envelope')
  const [{ length }, prefix = ''] = name
  const block = securityBlock(signer, prefix, now)
  const marked = inserted(envelope, body.span.start + length, ` xmlns:wsu="${WSU}" wsu:Id="${IDS.body}"`)
  const header = children.length > 1 ? children[0] : undefined
  if (header) return inserted(marked, closingOf(marked, header), block)
  return inserted(marked, body.span.start, `<${prefix}Header>${block}</${prefix}Header>`)
}

/** Where the element's end tag begins. */
const closingOf = (text: string, { span }: XmlElement): number => text.lastIndexOf('</', span.end - 1)

const inserted = (text: string, at: number, part: string): string => text.slice(0, at) + part + text.slice(at)

/** `prefix` is the envelope's own, with its colon. */
function securityBlock({ certificate, validMs }: WssSigner, prefix: string, now: number): string {
  return writeXml({
    name: 'wsse:Security',
    attributes: [
      ['xmlns:wsse', WSSE],
      ['xmlns:wsu', WSU],
      [`${prefix}mustUnderstand`, '1'],
    ],
    content: [
      {
        name: 'wsse:BinarySecurityToken',
        attributes: [
          ['wsu:Id', IDS.token],
          ['ValueType', X509_V3],
          ['EncodingType', BASE64_BINARY],
        ],
        content: toBase64(certificate),
      },
      {
        name: 'wsu:Timestamp',
        attributes: [['wsu:Id', IDS.time]],
        content: [
          { name: 'wsu:Created', content: toSeconds(now) },
          { name: 'wsu:Expires', content: toSeconds(now + validMs) },
        ],
      },
    ],
  })
}

/** UTC, whole seconds. */
const toSeconds = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`

const algorithm = (name: string, uri: string): XmlNode => ({ name, attributes: [['Algorithm', uri]], content: '' })

function reference(id: string, digestName: string, digest: string): XmlNode {
  return {
    name: 'ds:Reference',
    attributes: [['URI', `#${id}`]],
    content: [
      { name: 'ds:Transforms', content: [algorithm('ds:Transform', EXC_C14N)] },
      algorithm('ds:DigestMethod', digestName),
      { name: 'ds:DigestValue', content: digest },
    ],
  }
}

/** Written in its canonical form: its own namespace on it, every end tag there. */
function signedInfoOf(method: string, references: readonly XmlNode[]): XmlNode {
  const methods = [algorithm('ds:CanonicalizationMethod', EXC_C14N), algorithm('ds:SignatureMethod', method)]
  return { name: 'ds:SignedInfo', attributes: [['xmlns:ds', DS]], content: [...methods, ...references] }
}

const TO_TOKEN: XmlNode = {
  name: 'wsse:Reference',
  attributes: [
    ['URI', `#${IDS.token}`],
    ['ValueType', X509_V3],
  ],
  content: '',
}
const KEY_INFO = writeXml({
  name: 'ds:KeyInfo',
  content: [{ name: 'wsse:SecurityTokenReference', content: [TO_TOKEN] }],
})
