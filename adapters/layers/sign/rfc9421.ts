import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { fromBase64, toBase64 } from '../../../core/base64.ts'
import { SUITES, type SuiteName } from './suites.ts'

/** A covered component with its value, in the order it is signed: `['@method', 'POST']`, `['content-type', 'application/json']`. */
export type Component = readonly [name: string, value: string]

/** A parameter of a signature in the order it is written; a number is written as an integer, a text in quotes. */
export type Parameter = readonly [name: string, value: string | number]

/** What a `Signature-Input` member says. `params` is its text as it came, which the base repeats to the byte. */
export interface SignatureInput {
  readonly params: string
  readonly components: readonly string[]
  readonly parameters: readonly Parameter[]
}

/** The inner list of components with its parameters, as it stands after the label and in the base's last line (RFC 9421 §2.3). */
export function writeParams(components: readonly string[], parameters: readonly Parameter[]): string {
  const listed = components.map((name) => `"${name}"`).join(' ')
  const written = parameters.map(([name, value]) => `;${name}=${typeof value === 'number' ? value : `"${value}"`}`)
  return `(${listed})${written.join('')}`
}

/** The signature base (RFC 9421 §2.5): a line for each component, then `@signature-params`; LF between lines, none at the end. */
export function signatureBase(components: readonly Component[], params: string): string {
  const lines = components.map(([name, value]) => `"${name}": ${value.trim()}`)
  return [...lines, `"@signature-params": ${params}`].join('\n')
}

const INNER_LIST =
  /^\(((?:"[a-z0-9@-]+"(?: "[a-z0-9@-]+")*)?)\)((?:;[a-z]+=(?:\d{1,15}|"[\x20\x21\x23-\x5b\x5d-\x7e]*"))*)$/

/** Reads a `Signature-Input` header of exactly one member with this label; null where it is anything else. Plain component names and values alone. */
export function readSignatureInput(header: string, label: string): SignatureInput | null {
  if (!header.startsWith(`${label}=`)) return null
  const params = header.slice(label.length + 1)
  const [, listed, tail] = INNER_LIST.exec(params) ?? []
  if (listed === undefined || tail === undefined) return null
  const components = [...listed.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name)
  const parameters = [...tail.matchAll(/;([a-z]+)=(?:(\d+)|"([^"]*)")/g)].map(
    ([, name = '', number, text = '']): Parameter => [name, number === undefined ? text : Number(number)],
  )
  return { params, components, parameters }
}

/** The bytes of a `Signature` header of exactly one member with this label; null where it is anything else. */
export function readSignature(header: string, label: string): Uint8Array | null {
  if (!header.startsWith(`${label}=:`) || !header.endsWith(':')) return null
  const text = header.slice(label.length + 2, -1)
  return text === '' ? null : fromBase64(text)
}

/** The two headers of a signature under a label, with the base they are over. `key` is the private key of the suite. */
export async function signComponents(
  suite: SuiteName,
  key: Uint8Array,
  label: string,
  components: readonly Component[],
  parameters: readonly Parameter[],
): Promise<{ readonly headers: Readonly<Record<string, string>>; readonly base: string }> {
  const params = writeParams(
    components.map(([name]) => name),
    parameters,
  )
  const base = signatureBase(components, params)
  const signature = toBase64(await SUITES[suite].sign(key, utf8ToBytes(base)))
  return { headers: { 'signature-input': `${label}=${params}`, signature: `${label}=:${signature}:` }, base }
}

/** A base as a person compares it: its text, length and digest; it holds no secret. */
export interface ExplainedBase {
  readonly base: string
  readonly charset: 'utf-8'
  readonly sizeBytes: number
  readonly sha256: string
}

/** What was signed, to be held against what the partner says it computed. */
export function explainBase(base: string): ExplainedBase {
  const bytes = utf8ToBytes(base)
  return { base, charset: 'utf-8', sizeBytes: bytes.length, sha256: bytesToHex(sha256(bytes)) }
}

/** The names of the lines in which two bases differ, in order of the first; `(行数)` where one has more. */
export function differingLines(ours: string, theirs: string): string[] {
  const others = theirs.split('\n')
  const lines = ours.split('\n')
  const names = lines.flatMap((line, index) => {
    const other = others[index]
    return other === undefined || other === line ? [] : [line.slice(0, Math.max(1, line.indexOf(': ')))]
  })
  return lines.length === others.length ? names : [...names, '(行数)']
}
