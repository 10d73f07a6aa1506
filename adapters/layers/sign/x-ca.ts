import { md5 } from '@noble/hashes/legacy.js'
import { toBase64 } from '../../../core/base64.ts'

/** What the `X-Ca-*` signature of a request covers. Values are decoded ones; a field that is not sent is ''. */
export interface CaRequest {
  readonly method: string
  readonly accept: string
  readonly contentType: string
  readonly date: string
  /** the headers named in `X-Ca-Signature-Headers` */
  readonly headers: Readonly<Record<string, string>>
  readonly path: string
  /** parameters of the address and, where the body is a form, of the body */
  readonly parameters: Readonly<Record<string, string>>
  /** the body's bytes where it is no form; empty where there is none */
  readonly body: Uint8Array
}

/** Headers that are never among the signed ones, whatever a caller names. */
const NEVER = new Set(['x-ca-signature', 'x-ca-signature-headers', 'accept', 'content-md5', 'content-type', 'date'])

const byName = ([one]: readonly [string, string], [other]: readonly [string, string]): number => (one < other ? -1 : 1)

/** `Content-MD5` of the body: Base64 of its MD5, '' where there is no body. */
export function contentMd5(body: Uint8Array): string {
  return body.length === 0 ? '' : toBase64(md5(body))
}

/** The signed headers by their names in small letters, in order. */
export function caSignedHeaders({ headers }: Pick<CaRequest, 'headers'>): (readonly [string, string])[] {
  return Object.entries(headers)
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => !NEVER.has(name))
    .sort(byName)
}

/** The string to sign of Alibaba Cloud's API gateway: five lines that are there even when empty, a line a signed header, then path and sorted parameters; an empty parameter is its name alone. */
export function caString(request: CaRequest): string {
  const { method, accept, body, contentType, date, path, parameters } = request
  const lines = [method.toUpperCase(), accept, contentMd5(body), contentType, date]
  const signed = caSignedHeaders(request).map(([name, value]) => `${name}:${value}`)
  const query = Object.entries(parameters)
    .sort(byName)
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`))
    .join('&')
  return [...lines, ...signed, query === '' ? path : `${path}?${query}`].join('\n')
}
