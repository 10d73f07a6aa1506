import { readXml, type XmlElement } from '../xml-reader.ts'
import { escapeText } from './ex-info.ts'
import type { Call } from './identify.ts'

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/'
const OWN = 'http://focus.service.gdbs.example'

const envelope = (name: string, parts: readonly (readonly [string, string])[]) => {
  const inner = parts.map(([part, text]) => `<ns:${part}>${escapeText(text)}</ns:${part}>`)
  return `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="${SOAP}"><soapenv:Body><ns:${name} xmlns:ns="${OWN}">${inner.join('')}</ns:${name}></soapenv:Body></soapenv:Envelope>`
}

export function writeCall({ deptCode, xml, tableName, identify }: Call): string {
  return envelope('setDataXmlToFocus', [
    ['deptCode', deptCode],
    ['xml', xml],
    ['tableName', tableName],
    ['identify', identify],
  ])
}

export const writeReturn = (text: string): string => envelope('setDataXmlToFocusResponse', [['return', text]])

export const writeFault = (code: string, text: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="${SOAP}"><soapenv:Body><soapenv:Fault><faultcode>soapenv:${code}</faultcode><faultstring>${escapeText(text)}</faultstring></soapenv:Fault></soapenv:Body></soapenv:Envelope>`

const local = (name: string) => name.slice(name.indexOf(':') + 1)
const within = (element: XmlElement | undefined, name: string) =>
  element?.children.find((child) => local(child.name) === name)

/** The parts of an operation's message by their names, in their order; null where it is none. */
function partsOf(text: string, operation: string): [string, string][] | null {
  const root = readXml(text)
  if ('fault' in root || local(root.name) !== 'Envelope') return null
  const parts = within(within(root, 'Body'), operation)?.children
  return parts?.map((part) => [local(part.name), part.text]) ?? null
}

/** §3.1: four parts in their order. */
export function readCall(text: string): Call | null {
  const parts = partsOf(text, 'setDataXmlToFocus')
  if (parts?.map(([name]) => name).join() !== 'deptCode,xml,tableName,identify') return null
  const [deptCode = '', xml = '', tableName = '', identify = ''] = parts.map(([, value]) => value)
  return { deptCode, xml, tableName, identify }
}

export function readReturn(text: string): string | null {
  return partsOf(text, 'setDataXmlToFocusResponse')?.[0]?.[1] ?? null
}
