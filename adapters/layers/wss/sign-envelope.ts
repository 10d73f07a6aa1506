import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { toBase64 } from '../../../core/base64.ts'
import type { Clock, Random } from '../../../core/ports.ts'
import { canonicalXml } from '../codec/canonical-xml.ts'
import { SOAP } from '../codec/soap.ts'
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
const ID_BYTES = 8

/**
 * The SOAP 1.1 envelope with its Body and a fresh Timestamp signed (SOAP Message Security 1.1 §8; X.509 Certificate Token Profile 1.1 §3.1), the
 * certificate within. Other header blocks stay as they are, unsigned. Throws where the text is no envelope of ours.
 */
export async function signEnvelope(
  envelope: string,
  signer: WssSigner,
  clock: Pick<Clock, 'now'>,
  random: Random,
): Promise<string> {
  const suffix = bytesToHex(random.bytes(ID_BYTES))
  const ids = { body: `body-${suffix}`, time: `time-${suffix}`, token: `x509-${suffix}` }
  const withTime = putSecurity(envelope, securityBlock(signer, ids, clock.now()), ids.body)
  const root = readOwn(withTime)
  const [header, body] = root.children
  const security = header?.children.at(-1)
  const time = security?.children.at(-1)
  if (!header || !body || !security || !time) throw new Error('not an envelope')
  const { digest: digestName, method } = WRITTEN[signer.key.kind]
  const digestOf = (path: readonly XmlElement[]) =>
    toBase64(digestNamed(digestName)?.(utf8ToBytes(canonicalXml(withTime, path))) ?? new Uint8Array())
  const references = [
    reference(ids.body, digestName, digestOf([root, body])),
    reference(ids.time, digestName, digestOf([root, header, security, time])),
  ]
  const signedInfo = writeXml(signedInfoOf(method, references))
  const value = toBase64(await signer.key.sign(utf8ToBytes(signedInfo)))
  const signature = `<ds:Signature xmlns:ds="${DS}">${signedInfo}<ds:SignatureValue>${value}</ds:SignatureValue>${keyInfo(ids.token)}</ds:Signature>`
  return inserted(withTime, closingOf(withTime, security), signature)
}

function readOwn(text: string): XmlElement {
  const root = readXml(text, LIMITS)
  if (typeof root === 'string') throw new Error(`not an envelope: ${root}`)
  return root
}

/** Puts the block last into the header, which is made where there is none, and the Id into the Body's tag. */
function putSecurity(envelope: string, block: string, bodyId: string): string {
  const { children } = readOwn(envelope)
  const body = children.at(-1)
  const name = body && /^<([\w.-]+:)?Body/.exec(envelope.slice(body.span.start, body.span.start + 64))
  if (!body || !name || body.attributes.some(({ name: one }) => one.toLowerCase() === 'id'))
    throw new Error('not an envelope')
  const marked = inserted(envelope, body.span.start + name[0].length, ` xmlns:wsu="${WSU}" wsu:Id="${bodyId}"`)
  const header = children.length > 1 ? children[0] : undefined
  if (header) return inserted(marked, closingOf(marked, header), block)
  const tag = `${name[1] ?? ''}Header`
  return inserted(marked, body.span.start, `<${tag}>${block}</${tag}>`)
}

/** Where the element's end tag begins. */
const closingOf = (text: string, { span }: XmlElement): number => text.lastIndexOf('</', span.end - 1)

const inserted = (text: string, at: number, part: string): string => text.slice(0, at) + part + text.slice(at)

interface Ids {
  readonly time: string
  readonly token: string
}

function securityBlock({ certificate, validMs }: WssSigner, ids: Ids, now: number): string {
  return writeXml({
    name: 'wsse:Security',
    attributes: [
      ['xmlns:wsse', WSSE],
      ['xmlns:wsu', WSU],
      ['xmlns:soapenv', SOAP],
      ['soapenv:mustUnderstand', '1'],
    ],
    content: [
      {
        name: 'wsse:BinarySecurityToken',
        attributes: [
          ['EncodingType', BASE64_BINARY],
          ['ValueType', X509_V3],
          ['wsu:Id', ids.token],
        ],
        content: toBase64(certificate),
      },
      {
        name: 'wsu:Timestamp',
        attributes: [['wsu:Id', ids.time]],
        content: [
          { name: 'wsu:Created', content: new Date(now).toISOString() },
          { name: 'wsu:Expires', content: new Date(now + validMs).toISOString() },
        ],
      },
    ],
  })
}

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

function keyInfo(tokenId: string): string {
  const toToken: XmlNode = {
    name: 'wsse:Reference',
    attributes: [
      ['URI', `#${tokenId}`],
      ['ValueType', X509_V3],
    ],
    content: '',
  }
  return writeXml({ name: 'ds:KeyInfo', content: [{ name: 'wsse:SecurityTokenReference', content: [toToken] }] })
}
