import { fromBase64 } from '../../../core/base64.ts'
import type { XmlElement } from '../codec/xml.ts'
import { attributeOf, is, membersOf, ownSecurity, readTime, type SecurityFault } from './elements.ts'
import { BASE64_BINARY, PASSWORD_DIGEST, WSSE, WSU } from './names.ts'

/** A UsernameToken as it came; nothing in it is believed yet. */
export interface ReadToken {
  readonly username: string
  readonly digest: string
  readonly nonce: Uint8Array
  /** as it stands in the token: its very characters were digested */
  readonly created: string
  readonly createdAt: number
  /** until when the message wants to be taken, null where it does not say */
  readonly expiresAt: number | null
}

const MOST_NONCE_BYTES = 64
const MOST_NAME = 128

/**
 * Reads the one Security block that is for us, with one UsernameToken in it and at most one Timestamp. What else it holds (a signature, a
 * certificate, a password in the clear) is `unsupported`: taking the message without checking it would be taking it unchecked.
 */
export function readSecurity(header: XmlElement | null): ReadToken | SecurityFault {
  const security = ownSecurity(header)
  if (typeof security === 'string') return security
  const members = membersOf(security, [
    [WSSE, 'UsernameToken'],
    [WSU, 'Timestamp'],
  ])
  if (typeof members === 'string') return members
  const token = members.get('UsernameToken')
  if (!token) return 'missing'
  const expiresAt = readExpiry(members.get('Timestamp'))
  if (expiresAt === 'malformed') return 'malformed'
  const read = readToken(token)
  return typeof read === 'string' ? read : { ...read, expiresAt }
}

function readToken(token: XmlElement): Omit<ReadToken, 'expiresAt'> | SecurityFault {
  const members = membersOf(token, [
    [WSSE, 'Username'],
    [WSSE, 'Password'],
    [WSSE, 'Nonce'],
    [WSU, 'Created'],
  ])
  if (typeof members === 'string') return members
  if ([...members.values()].some(({ children }) => children.length > 0)) return 'malformed'
  const textOf = (name: string) => members.get(name)?.text ?? ''
  if (attributeOf(members.get('Password'), 'Type') !== PASSWORD_DIGEST) return 'unsupported'
  if ((attributeOf(members.get('Nonce'), 'EncodingType') ?? BASE64_BINARY) !== BASE64_BINARY) return 'unsupported'
  const [username, digest, created] = [textOf('Username'), textOf('Password'), textOf('Created')]
  const nonce = fromBase64(textOf('Nonce'))
  const createdAt = readTime(created)
  if (username === '' || username.length > MOST_NAME || createdAt === null) return 'malformed'
  if (!nonce || nonce.length === 0 || nonce.length > MOST_NONCE_BYTES) return 'malformed'
  return { username, digest, nonce, created, createdAt }
}

function readExpiry(timestamp: XmlElement | undefined): number | null | 'malformed' {
  const ends = (timestamp?.children ?? []).filter((child) => is(child, WSU, 'Expires'))
  const [end] = ends
  if (!end) return null
  return ends.length > 1 ? 'malformed' : (readTime(end.text) ?? 'malformed')
}
