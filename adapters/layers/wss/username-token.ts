import { sha1 } from '@noble/hashes/legacy.js'
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { toBase64 } from '../../../core/base64.ts'
import type { Clock, Random } from '../../../core/ports.ts'
import { SOAP } from '../codec/soap.ts'
import { writeXml } from '../codec/xml.ts'
import { BASE64_BINARY, PASSWORD_DIGEST, WSSE, WSU } from './names.ts'

/** A user and what the user and we both know. */
export interface WssUser {
  readonly username: string
  readonly password: string
}

const NONCE_BYTES = 16

/** What follows the nonce's bytes in the text that is digested: the time as it stands in Created, then the password. */
export function digestText(created: string, password: string): string {
  return created + password
}

/** Base64(SHA-1(nonce + created + password)), the nonce as the bytes that its Base64 stands for (Username Token Profile 1.1 §3.1). */
export function passwordDigest(nonce: Uint8Array, created: string, password: string): string {
  return toBase64(sha1(concatBytes(nonce, utf8ToBytes(digestText(created, password)))))
}

/** The Security block of a SOAP 1.1 header with one UsernameToken, fresh for one message; it must be understood. Neither body nor address is protected by it. */
export function writeUsernameToken({ username, password }: WssUser, clock: Pick<Clock, 'now'>, random: Random): string {
  const nonce = random.bytes(NONCE_BYTES)
  const created = new Date(clock.now()).toISOString()
  const token = [
    { name: 'wsse:Username', content: username },
    {
      name: 'wsse:Password',
      attributes: [['Type', PASSWORD_DIGEST]] as const,
      content: passwordDigest(nonce, created, password),
    },
    { name: 'wsse:Nonce', attributes: [['EncodingType', BASE64_BINARY]] as const, content: toBase64(nonce) },
    { name: 'wsu:Created', content: created },
  ]
  return writeXml({
    name: 'wsse:Security',
    attributes: [
      ['xmlns:wsse', WSSE],
      ['xmlns:wsu', WSU],
      ['xmlns:soapenv', SOAP],
      ['soapenv:mustUnderstand', '1'],
    ],
    content: [{ name: 'wsse:UsernameToken', content: token }],
  })
}
