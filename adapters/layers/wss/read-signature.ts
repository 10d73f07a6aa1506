import { fromBase64 } from '../../../core/base64.ts'
import { canonicalXml } from '../codec/canonical-xml.ts'
import { readXml, type XmlElement, type XmlLimits } from '../codec/xml.ts'
import { attributeOf, is, membersOf, type SecurityFault } from './elements.ts'
import { BASE64_BINARY, DS, EXC_C14N, WSSE, WSU, X509_V3 } from './names.ts'
import { type Digest, digestNamed, keyKindOf } from './signature-methods.ts'

/** A Security block with one certificate, one timestamp and one signature, as it came; nothing in it is believed yet. */
export interface ReadSignature {
  readonly certificate: Uint8Array
  readonly timestamp: XmlElement
  readonly token: XmlElement
  /** the very bytes that were signed */
  readonly signedBytes: string
  readonly signature: Uint8Array
  readonly keyKind: 'rsa' | 'sm2'
  readonly references: readonly ReadReference[]
}

/** What was signed, by the value of its Id. */
export interface ReadReference {
  readonly id: string
  readonly prefixes: readonly string[]
  readonly digestOf: Digest
  readonly digest: Uint8Array
}

const MOST_REFERENCES = 16
const MOST_PREFIXES = 32

/** Reads a block out of its text, given by the path to it from the root. All that says what was signed is read out of the signed bytes themselves. */
export function readSignature(
  text: string,
  path: readonly XmlElement[],
  limits: XmlLimits,
): ReadSignature | SecurityFault {
  const security = path.at(-1)
  if (!security) return 'missing'
  const members = membersOf(security, [
    [WSSE, 'BinarySecurityToken'],
    [WSU, 'Timestamp'],
    [DS, 'Signature'],
  ])
  if (typeof members === 'string') return members
  const [token, timestamp, signature] = ['BinarySecurityToken', 'Timestamp', 'Signature'].map((name) =>
    members.get(name),
  )
  if (!token || !timestamp || !signature) return 'missing'
  const certificate = readToken(token)
  if (typeof certificate === 'string') return certificate
  const parts = readParts(signature, idOf(token))
  if (typeof parts === 'string') return parts
  const given = prefixesOf(childOf(parts.signedInfo, 'CanonicalizationMethod'))
  if (given === null) return 'unsupported'
  const signedBytes = canonicalXml(text, [...path, signature, parts.signedInfo], given)
  const signedInfo = readXml(signedBytes, limits)
  if (typeof signedInfo === 'string') return 'malformed'
  const read = readSignedInfo(signedInfo)
  if (typeof read === 'string') return read
  return { certificate, timestamp, token, signedBytes, signature: parts.value, ...read }
}

/** The value of an element's Id, wsu:Id or without a namespace; '' where it has none. */
export function idOf(element: XmlElement): string {
  return attributeOf(element, 'Id', WSU) ?? attributeOf(element, 'Id') ?? ''
}

function readToken(token: XmlElement): Uint8Array | SecurityFault {
  if (attributeOf(token, 'ValueType') !== X509_V3) return 'unsupported'
  if ((attributeOf(token, 'EncodingType') ?? BASE64_BINARY) !== BASE64_BINARY) return 'unsupported'
  return bytesIn(token) ?? 'malformed'
}

interface Parts {
  readonly signedInfo: XmlElement
  readonly value: Uint8Array
}

/** The signature's parts where its KeyInfo names the token beside it and nothing else. */
function readParts(signature: XmlElement, tokenId: string): Parts | SecurityFault {
  const members = membersOf(signature, [
    [DS, 'SignedInfo'],
    [DS, 'SignatureValue'],
    [DS, 'KeyInfo'],
  ])
  if (typeof members === 'string') return members
  const [signedInfo, valueElement, keyInfo] = ['SignedInfo', 'SignatureValue', 'KeyInfo'].map((name) =>
    members.get(name),
  )
  if (!signedInfo || !valueElement || !keyInfo) return 'malformed'
  const to = onlyChild(onlyChild(keyInfo, WSSE, 'SecurityTokenReference'), WSSE, 'Reference')
  if (!to || to.children.length > 0) return 'unsupported'
  if (tokenId === '' || attributeOf(to, 'URI') !== `#${tokenId}`) return 'malformed'
  const value = bytesIn(valueElement)
  return value ? { signedInfo, value } : 'malformed'
}

type SignedParts = Pick<ReadSignature, 'keyKind' | 'references'>

function readSignedInfo(signedInfo: XmlElement): SignedParts | SecurityFault {
  const [method, signatureMethod, ...rest] = signedInfo.children
  if (!method || !signatureMethod || !is(method, DS, 'CanonicalizationMethod')) return 'malformed'
  if (!is(signatureMethod, DS, 'SignatureMethod') || rest.length === 0) return 'malformed'
  if (rest.length > MOST_REFERENCES) return 'unsupported'
  const keyKind = keyKindOf(attributeOf(signatureMethod, 'Algorithm') ?? '')
  if (!keyKind || signatureMethod.children.length > 0) return 'unsupported'
  const references: ReadReference[] = []
  for (const one of rest) {
    const reference = readReference(one)
    if (typeof reference === 'string') return reference
    if (references.some(({ id }) => id === reference.id)) return 'malformed'
    references.push(reference)
  }
  return { keyKind, references }
}

function readReference(reference: XmlElement): ReadReference | SecurityFault {
  if (!is(reference, DS, 'Reference')) return 'malformed'
  const members = membersOf(reference, [
    [DS, 'Transforms'],
    [DS, 'DigestMethod'],
    [DS, 'DigestValue'],
  ])
  if (typeof members === 'string') return members
  const [method, value] = [members.get('DigestMethod'), members.get('DigestValue')]
  const uri = attributeOf(reference, 'URI') ?? ''
  if (!method || !value || !/^#[^#]+$/.test(uri)) return 'malformed'
  const transform = onlyChild(members.get('Transforms'), DS, 'Transform')
  const prefixes = prefixesOf(transform)
  const digestOf = digestNamed(attributeOf(method, 'Algorithm') ?? '')
  if (!prefixes || !digestOf || method.children.length > 0) return 'unsupported'
  const digest = bytesIn(value)
  return digest ? { id: uri.slice(1), prefixes, digestOf, digest } : 'malformed'
}

/** The prefixes of exclusive canonicalisation where a method or transform is that and nothing more; null for any other. */
function prefixesOf(method: XmlElement | undefined): readonly string[] | null {
  if (!method || attributeOf(method, 'Algorithm') !== EXC_C14N) return null
  if (method.children.length === 0) return []
  const list = onlyChild(method, EXC_C14N, 'InclusiveNamespaces')
  const prefixes = (attributeOf(list, 'PrefixList') ?? '').split(/\s+/).filter((prefix) => prefix !== '')
  return list && list.children.length === 0 && prefixes.length <= MOST_PREFIXES ? prefixes : null
}

function childOf({ children }: XmlElement, name: string): XmlElement | undefined {
  return children.find((child) => is(child, DS, name))
}

function onlyChild(element: XmlElement | undefined, namespace: string, name: string): XmlElement | undefined {
  const [child] = element?.children ?? []
  return child && element?.children.length === 1 && is(child, namespace, name) ? child : undefined
}

function bytesIn({ text, children }: XmlElement): Uint8Array | null {
  const bytes = children.length === 0 ? fromBase64(text.replaceAll(/\s/g, '')) : null
  return bytes && bytes.length > 0 ? bytes : null
}
