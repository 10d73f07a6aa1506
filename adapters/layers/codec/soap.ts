import {
  escapeAttribute,
  readXml,
  writeXml,
  XML_DECLARATION,
  type XmlElement,
  type XmlFault,
  type XmlLimits,
} from './xml.ts'

/** Namespace of SOAP 1.1's envelope, and of the attributes that say who must read and understand a header block. */
export const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/'

/** A SOAP 1.1 document/literal call or answer: one wrapper element with texts inside. */
export interface SoapCall {
  readonly kind: 'call'
  readonly namespace: string
  readonly name: string
  /** texts of the wrapper's children by name; they bear no namespace, or all of them the wrapper's */
  readonly parts: ReadonlyMap<string, string>
  readonly header: XmlElement | null
}

export interface SoapFault {
  readonly kind: 'fault'
  /** local part of faultcode: Client, Server, MustUnderstand, VersionMismatch */
  readonly code: string
  readonly reason: string
}

/** Why bytes were not taken as an envelope; `version`: an envelope, but not of SOAP 1.1 (§4.1.2). */
export type EnvelopeFault = XmlFault | 'version'

/** Reads an envelope: optional Header, one Body, one element in it. Any deviation is `malformed`. */
export function readEnvelope(source: Uint8Array, limits: XmlLimits): SoapCall | SoapFault | EnvelopeFault {
  const root = readXml(source, limits)
  if (typeof root === 'string') return root
  if (!isSoap(root, 'Envelope')) return root.name === 'Envelope' ? 'version' : 'malformed'
  const header = root.children.length === 2 ? root.children[0] : undefined
  const body = root.children.at(-1)
  if (!body || !isSoap(body, 'Body') || root.children.length > 2) return 'malformed'
  if (header && !isSoap(header, 'Header')) return 'malformed'
  return readContents(body, header ?? null)
}

/** What a Body says: the one element in it. */
export function readContents({ children }: XmlElement, header: XmlElement | null): SoapCall | SoapFault | 'malformed' {
  const [wrapper] = children
  if (!wrapper || children.length !== 1) return 'malformed'
  return isSoap(wrapper, 'Fault') ? toFault(wrapper) : toCall(wrapper, header)
}

function isSoap({ name, namespace }: XmlElement, wanted: string): boolean {
  return name === wanted && namespace === SOAP
}

function toFault(fault: XmlElement): SoapFault {
  const textOf = (wanted: string) => fault.children.find(({ name }) => name === wanted)?.text ?? ''
  return { kind: 'fault', code: textOf('faultcode').split(':').at(-1) ?? '', reason: textOf('faultstring') }
}

function toCall({ name, namespace, children }: XmlElement, header: XmlElement | null): SoapCall | 'malformed' {
  const parts = new Map<string, string>()
  const qualified = children[0]?.namespace === namespace
  for (const child of children) {
    if (child.namespace !== (qualified ? namespace : '')) return 'malformed'
    if (child.children.length > 0 || parts.has(child.name)) return 'malformed'
    parts.set(child.name, child.text)
  }
  return { kind: 'call', namespace, name, parts, header }
}

/** Whether a header block must be understood (SOAP 1.1 §4.2.3); who understands none must answer with a Fault. */
export function mustUnderstand({ header }: SoapCall): boolean {
  return (header?.children ?? []).some(({ attributes }) =>
    attributes.some(({ name, namespace, value }) => name === 'mustUnderstand' && namespace === SOAP && value === '1'),
  )
}

/** What goes into an envelope. */
export interface SoapParts {
  readonly namespace: string
  readonly name: string
  readonly parts: readonly (readonly [name: string, text: string])[]
  /** the finished XML of the header blocks, where there are any */
  readonly header?: string
}

/** Writes a call or an answer whose parts bear no namespace (elementFormDefault unqualified). */
export function writeEnvelope({ namespace, name, parts, header }: SoapParts): string {
  const wrapper = writeXml({ name: `ser:${name}`, content: parts.map(([part, content]) => ({ name: part, content })) })
  return wrap(` xmlns:ser="${escapeAttribute(namespace)}"`, wrapper, header)
}

/** Writes a call or an answer whose parts bear the wrapper's namespace (elementFormDefault qualified). */
export function writeQualifiedEnvelope({ namespace, name, parts, header }: SoapParts): string {
  const wrapper = writeXml({
    name: `ns:${name}`,
    attributes: [['xmlns:ns', namespace]],
    content: parts.map(([part, content]) => ({ name: `ns:${part}`, content })),
  })
  return wrap('', wrapper, header)
}

function wrap(namespaces: string, wrapper: string, header: string | undefined): string {
  const top = header === undefined ? '' : `<soapenv:Header>${header}</soapenv:Header>`
  return `${XML_DECLARATION}<soapenv:Envelope xmlns:soapenv="${SOAP}"${namespaces}>${top}<soapenv:Body>${wrapper}</soapenv:Body></soapenv:Envelope>`
}

/** SOAP 1.1 §4.4.1. */
export type FaultCode = 'Client' | 'Server' | 'MustUnderstand' | 'VersionMismatch'

/** Writes a Fault; it travels with HTTP status 500 (SOAP 1.1 §6.2). */
export function writeFault(code: FaultCode, reason: string): string {
  const inner = [
    { name: 'faultcode', content: `soapenv:${code}` },
    { name: 'faultstring', content: reason },
  ]
  const fault = writeXml({ name: 'soapenv:Fault', content: inner })
  return `${XML_DECLARATION}<soapenv:Envelope xmlns:soapenv="${SOAP}"><soapenv:Body>${fault}</soapenv:Body></soapenv:Envelope>`
}
