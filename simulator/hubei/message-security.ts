import { createHash, X509Certificate } from 'node:crypto'
import { DOMParser, type Document, type Element } from '@xmldom/xmldom'
import { SignedXml } from 'xml-crypto'
import { SIGNING } from './signing-keys.ts'

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/'
const BASE = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss'
const WSSE = `${BASE}-wssecurity-secext-1.0.xsd`
const WSU = `${BASE}-wssecurity-utility-1.0.xsd`
const X509 = `${BASE}-x509-token-profile-1.0#X509v3`
const BINARY = `${BASE}-soap-message-security-1.0#Base64Binary`
const DS = 'http://www.w3.org/2000/09/xmldsig#'
const EXC_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256'
const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'
const VALID_MS = 300_000
const TOLERANCE_MS = 60_000
const REPEAT_MS = 600_000

const seconds = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`

/** §2.2 of the document, by xml-crypto and the platform's own X.509. */
export interface MessageSecurity {
  /** The envelope with Timestamp and Body signed. */
  seal(envelope: string): string
  /** Why a message is not taken; null where a certificate that we know signed its Body and Timestamp, now and not before. */
  fault(envelope: string): string | null
}

export function createMessageSecurity(now: () => number): MessageSecurity {
  const seen = new Map<string, number>()

  /** A signature may not come again within ten minutes (§2.2.4). */
  function isRepeated(value: string): boolean {
    for (const [known, at] of seen) if (now() - at > REPEAT_MS) seen.delete(known)
    if (seen.has(value)) return true
    seen.set(value, now())
    return false
  }

  return {
    seal(envelope) {
      // the same text in the same second would have the same signature, which nobody may take twice
      let at = now()
      while (isRepeated(`${seconds(at)} ${envelope}`)) at += 1_000
      return seal(envelope, at)
    },
    fault(envelope) {
      const judged = judge(envelope, now())
      if (typeof judged === 'string') return judged
      return isRepeated(judged.signatureValue) ? '签名重复' : null
    },
  }
}

function seal(envelope: string, at: number): string {
  const certificate = SIGNING.certificate.replaceAll(/-----[^-]+-----|\s/g, '')
  const token = `<wsse:BinarySecurityToken wsu:Id="X509" ValueType="${X509}" EncodingType="${BINARY}">${certificate}</wsse:BinarySecurityToken>`
  const time = `<wsu:Timestamp wsu:Id="TS"><wsu:Created>${seconds(at)}</wsu:Created><wsu:Expires>${seconds(at + VALID_MS)}</wsu:Expires></wsu:Timestamp>`
  const prefix = /<([\w.-]+):Body[\s>]/.exec(envelope)?.[1] ?? 'soapenv'
  const header = `<${prefix}:Header><wsse:Security xmlns:wsse="${WSSE}" xmlns:wsu="${WSU}" ${prefix}:mustUnderstand="1">${token}${time}</wsse:Security></${prefix}:Header>`
  const marked = envelope
    .replace(new RegExp(`<${prefix}:Header\\s*/>|<${prefix}:Header>.*?</${prefix}:Header>`, 's'), '')
    .replace(`<${prefix}:Body`, () => `${header}<${prefix}:Body xmlns:wsu="${WSU}" wsu:Id="Body"`)
  const signer = new SignedXml({ idMode: 'wssecurity', privateKey: SIGNING.key })
  signer.signatureAlgorithm = RSA_SHA256
  signer.canonicalizationAlgorithm = EXC_C14N
  signer.getKeyInfoContent = () =>
    `<wsse:SecurityTokenReference><wsse:Reference URI="#X509" ValueType="${X509}"/></wsse:SecurityTokenReference>`
  for (const name of ['Timestamp', 'Body'])
    signer.addReference({
      xpath: `//*[local-name(.)='${name}']`,
      transforms: [EXC_C14N],
      digestAlgorithm: SHA256,
    })
  signer.computeSignature(marked, {
    prefix: 'ds',
    location: { reference: "//*[local-name(.)='Security']", action: 'append' },
    existingPrefixes: { wsse: WSSE, wsu: WSU },
  })
  return signer.getSignedXml()
}

type Judged = { readonly signatureValue: string } | string

function judge(envelope: string, at: number): Judged {
  const parts = partsOf(envelope)
  if (typeof parts === 'string') return parts
  const { token, timestamp, signature } = parts
  const certificate = readCertificate(token.textContent ?? '')
  if (!certificate || createHash('sha256').update(certificate.raw).digest('hex') !== SIGNING.gateway)
    return '证书没有登记'
  if (at < Date.parse(certificate.validFrom) || at > Date.parse(certificate.validTo)) return '证书不在有效期内'
  const late = timeFault(timestamp, at)
  if (late) return late
  const shape = shapeFault(signature)
  if (shape) return shape
  const checker = new SignedXml({ publicCert: certificate.toString(), idMode: 'wssecurity' })
  checker.loadSignature(signature.toString())
  if (!holds(checker, envelope) || checker.getSignedReferences().length !== 2) return '签名或摘要不符'
  return { signatureValue: textIn(signature, DS, 'SignatureValue') }
}

/** The library throws where the value is wrong and says no where a digest is. */
function holds(checker: SignedXml, envelope: string): boolean {
  try {
    return checker.checkSignature(envelope)
  } catch {
    return false
  }
}

interface Parts {
  readonly token: Element
  readonly timestamp: Element
  readonly signature: Element
}

const elementsOf = (parent: Element | Document): Element[] =>
  Array.from(parent.childNodes).filter((node): node is Element => node.nodeType === 1)
const isNamed = (element: Element | undefined, namespace: string, name: string): element is Element =>
  element?.namespaceURI === namespace && element.localName === name

/** The header's one Security with its three parts in their order, every Id once, Body and Timestamp under theirs. */
function partsOf(envelope: string): Parts | string {
  let document: Document
  try {
    document = new DOMParser({ onError: (_level, message) => raise(message) }).parseFromString(envelope, 'text/xml')
  } catch {
    return '不是 XML'
  }
  const [root] = elementsOf(document)
  const [header, body, ...more] = root ? elementsOf(root) : []
  if (!isNamed(header, SOAP, 'Header') || !isNamed(body, SOAP, 'Body') || more.length > 0) return '没有 Header 与 Body'
  const blocks = elementsOf(header).filter((block) => isNamed(block, WSSE, 'Security'))
  const [security] = blocks
  if (!security || blocks.length > 1) return '应有一个 wsse:Security'
  if (security.getAttributeNS(SOAP, 'mustUnderstand') !== '1') return 'mustUnderstand 应为 1'
  const [token, timestamp, signature, ...others] = elementsOf(security)
  const isWhole =
    isNamed(token, WSSE, 'BinarySecurityToken') &&
    isNamed(timestamp, WSU, 'Timestamp') &&
    isNamed(signature, DS, 'Signature') &&
    others.length === 0
  if (!isWhole) return 'wsse:Security 内应依次为 BinarySecurityToken、Timestamp、Signature'
  const ids = Array.from(document.getElementsByTagName('*')).flatMap((element) =>
    Array.from(element.attributes)
      .filter(({ localName, name }) => (localName ?? name).toLowerCase() === 'id')
      .map(({ value }) => value),
  )
  if (new Set(ids).size !== ids.length) return 'Id 重复'
  const named = [token, timestamp, body].map((element) => element.getAttributeNS(WSU, 'Id'))
  return named.join() === 'X509,TS,Body' ? { token, timestamp, signature } : 'Id 应为 X509、TS、Body'
}

function raise(message: string): never {
  throw new Error(message)
}

function readCertificate(text: string): X509Certificate | null {
  try {
    return new X509Certificate(Buffer.from(text, 'base64'))
  } catch {
    return null
  }
}

function textIn(parent: Element, namespace: string, name: string): string {
  return parent.getElementsByTagNameNS(namespace, name)[0]?.textContent ?? ''
}

function timeFault(timestamp: Element, at: number): string | null {
  const [created, expires] = ['Created', 'Expires'].map((name) => textIn(timestamp, WSU, name))
  const isTime = [created, expires].every((text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text ?? ''))
  const from = Date.parse(created ?? '')
  if (!isTime || Date.parse(expires ?? '') !== from + VALID_MS) return 'Timestamp 的写法不符'
  return from - at > TOLERANCE_MS || at - from > VALID_MS + TOLERANCE_MS ? '时间戳已过期或未到' : null
}

/** §2.2.3: two references in their order, one transform each, and no algorithm but those. */
function shapeFault(signature: Element): string | null {
  const all = (name: string) => Array.from(signature.getElementsByTagNameNS(DS, name))
  const algorithms = (name: string) => all(name).map((element) => element.getAttribute('Algorithm'))
  if (
    all('Reference')
      .map((reference) => reference.getAttribute('URI'))
      .join() !== '#TS,#Body'
  )
    return '引用应依次为 #TS、#Body'
  const isPlain = signature.getElementsByTagNameNS(EXC_C14N, 'InclusiveNamespaces').length === 0
  const isDue =
    algorithms('Transform').join() === [EXC_C14N, EXC_C14N].join() &&
    algorithms('DigestMethod').join() === [SHA256, SHA256].join() &&
    algorithms('CanonicalizationMethod').join() === EXC_C14N &&
    algorithms('SignatureMethod').join() === RSA_SHA256
  return isPlain && isDue ? null : '算法不在规定之内'
}
