import { SOAP } from '../codec/soap.ts'
import type { XmlElement } from '../codec/xml.ts'
import { WSSE } from './names.ts'

/** Why a Security header was not read: there is none, it is not as the standard has it, or it holds what is not supported. */
export type SecurityFault = 'missing' | 'malformed' | 'unsupported'

const NEXT = 'http://schemas.xmlsoap.org/soap/actor/next'
/** xsd:dateTime with its zone. */
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/

/** The one Security block that is for us; a block that names another actor is not ours to read (SOAP 1.1 §4.2.2). */
export function ownSecurity(header: XmlElement | null): XmlElement | SecurityFault {
  const blocks = (header?.children ?? []).filter((block) => is(block, WSSE, 'Security') && isForUs(block))
  const [security] = blocks
  if (!security) return 'missing'
  return blocks.length > 1 ? 'malformed' : security
}

function isForUs(block: XmlElement): boolean {
  return [undefined, '', NEXT].includes(attributeOf(block, 'actor', SOAP))
}

/** The children by name where each has one of the names and none comes twice. */
export function membersOf(
  { children }: XmlElement,
  names: readonly (readonly [namespace: string, name: string])[],
): ReadonlyMap<string, XmlElement> | SecurityFault {
  const members = new Map<string, XmlElement>()
  for (const child of children) {
    if (!names.some(([namespace, name]) => is(child, namespace, name))) return 'unsupported'
    if (members.has(child.name)) return 'malformed'
    members.set(child.name, child)
  }
  return members
}

export function is(element: XmlElement, namespace: string, name: string): boolean {
  return element.name === name && element.namespace === namespace
}

export function attributeOf(element: XmlElement | undefined, wanted: string, space = ''): string | undefined {
  return element?.attributes.find(({ name, namespace }) => name === wanted && namespace === space)?.value
}

/** Milliseconds of an xsd:dateTime that names its zone; null for any other text. */
export function readTime(text: string): number | null {
  const ms = TIME.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(ms) ? null : ms
}
