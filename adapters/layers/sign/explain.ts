import { bytesToHex, concatBytes } from '@noble/hashes/utils.js'
import { z } from 'zod'
import { fromBase64, toBase64 } from '../../../core/base64.ts'
import { type Charset, encodeText } from '../../../core/charset.ts'
import { zodIssues } from '../../../core/definitions/zod-faults.ts'
import { accepted, faulty } from '../../../core/fault.ts'
import type { JsonObject } from '../../../core/json.ts'
import type { ExplainedSignature, SignatureComparison, SignatureDesk } from '../../../core/signature.ts'
import { readCertificate } from '../x509/certificate.ts'
import { pemBlocks } from '../x509/pem.ts'
import { ALGORITHMS, ENCODINGS, type Scheme } from './scheme.ts'
import { SCHEMES } from './schemes.ts'

/** What stands where the secret would. */
const MASK = '〔密钥〕'

/** Characters of each side that are shown where two strings part. */
const SHOWN = 40

// what a scheme's functions take is what its own `request` has read
const schemes = SCHEMES as unknown as readonly Scheme<JsonObject>[]

/** All schemes of `schemes.ts`. */
export const signatureDesk: SignatureDesk = {
  schemes: schemes.map(({ name, title, source, request }) => ({
    name,
    title,
    source,
    request: z.toJSONSchema(request, { io: 'input' }) as unknown as JsonObject,
  })),
  certificatesIn: (text) =>
    pemBlocks(text).flatMap((block) => {
      const found = readCertificate(block)
      if (!found) return []
      const { fingerprint, notBefore, notAfter, publicKey } = found
      return [{ fingerprint, kind: publicKey.kind, notBefore, notAfter }]
    }),
  async explain({ scheme: name, request, key, theirs }) {
    const scheme = schemes.find((one) => one.name === name)
    if (!scheme) {
      const known = schemes.map((one) => one.name).join('、')
      return faulty([{ path: 'scheme', code: 'unknown', message: `没有签名方案“${name}”`, fix: `现有:${known}` }])
    }
    const read = scheme.request.safeParse(request)
    if (!read.success)
      return faulty(
        zodIssues(read.error).map((fault) => ({
          ...fault,
          path: fault.path === '' ? 'request' : `request.${fault.path}`,
          fix: '请对照这个方案的字段核对请求',
        })),
      )
    const attempt: Attempt = {
      scheme,
      request: read.data,
      key,
      charset: scheme.charset(read.data),
      lead: scheme.lead(read.data),
    }
    const raw = await sign(attempt).catch(() => null)
    if (raw === null) {
      const fix = '请核对密钥的写法:Ed25519、SM2 私钥为 32 字节,写作 hex: 加 64 位十六进制'
      return faulty([{ path: 'key', code: 'key-invalid', message: '用这个密钥签不出这个方案的签名', fix }])
    }
    const explained = explainOne(attempt, raw)
    if (theirs === undefined) return accepted(explained)
    return accepted({ ...explained, comparison: await compare(attempt, explained, theirs) })
  },
}

interface Attempt {
  readonly scheme: Scheme<JsonObject>
  readonly request: JsonObject
  readonly key: Uint8Array
  readonly charset: Charset
  readonly lead: Uint8Array
}

const secretOf = ({ key }: Attempt): string => new TextDecoder().decode(key)

const realText = (attempt: Attempt): string => attempt.scheme.text(attempt.request, secretOf(attempt))

const realBytes = (attempt: Attempt): Uint8Array =>
  concatBytes(attempt.lead, encodeText(realText(attempt), attempt.charset))

async function sign(attempt: Attempt): Promise<Uint8Array> {
  const { scheme, request, key } = attempt
  return ALGORITHMS[scheme.algorithm(request)](key, realBytes(attempt))
}

/** What stands in a text for bytes that are none. */
const inText = (lead: Uint8Array): string => (lead.length === 0 ? '' : `〔十六进制 ${bytesToHex(lead)}〕`)

function explainOne(attempt: Attempt, raw: Uint8Array): ExplainedSignature {
  const { scheme, request, charset, lead } = attempt
  const masked = scheme.text(request, MASK)
  const signature = ENCODINGS[scheme.encoding](raw)
  return {
    scheme: scheme.name,
    stringToSign: inText(lead) + masked,
    charset,
    bytesHex:
      bytesToHex(lead) +
      masked
        .split(MASK)
        .map((piece) => bytesToHex(encodeText(piece, charset)))
        .join(MASK),
    sizeBytes: realBytes(attempt).length,
    algorithm: scheme.algorithm(request),
    digest: bytesToHex(raw),
    signature,
    headers: scheme.headers(request, signature),
  }
}

async function compare(attempt: Attempt, ours: ExplainedSignature, given: string): Promise<SignatureComparison> {
  const { encoding } = attempt.scheme
  const fold = (text: string) => (encoding === 'base64' ? text : text.toLowerCase())
  const theirs = given.replace(/\n$/, '')
  if (fold(theirs) === fold(ours.signature)) return { verdict: 'same' }
  if (
    theirs.length === ours.signature.length &&
    (encoding === 'base64' ? fromBase64(theirs) !== null : /^[0-9a-f]+$/i.test(theirs))
  )
    return { verdict: 'other-signature', causes: await causesOf(attempt, fold(theirs), fold) }
  return compareStrings(attempt, ours.stringToSign, given)
}

/** Where two strings part, the secret masked in both: places are those of the string as it is shown. */
function compareStrings(attempt: Attempt, shown: string, given: string): SignatureComparison {
  const ours = inText(attempt.lead) + realText(attempt)
  if (ours === given) return { verdict: 'same-string' }
  const secret = secretOf(attempt)
  const mine = [...(secret === '' ? ours : shown)]
  const others = [...(secret === '' ? given : given.replaceAll(secret, MASK))]
  const first = mine.findIndex((character, index) => character !== others[index])
  const from = first === -1 ? mine.length : first
  return {
    verdict: 'other-string',
    at: from + 1,
    line: mine.slice(0, from).filter((character) => character === '\n').length + 1,
    ours: mine.slice(from, from + SHOWN).join(''),
    theirs: others.slice(from, from + SHOWN).join(''),
  }
}

/** What people most often get wrong; each is tried, and named where it gives exactly the other side's signature. */
function* variantsOf(attempt: Attempt): Generator<{ words: string; attempt: Attempt }> {
  const { request, charset, lead } = attempt
  const text = secretOf(attempt)
  yield { words: '对方的密钥末尾多一个换行', attempt: { ...attempt, key: new TextEncoder().encode(`${text}\n`) } }
  yield { words: '对方的密钥前后没有空白', attempt: { ...attempt, key: new TextEncoder().encode(text.trim()) } }
  yield { words: '对方的密钥为空', attempt: { ...attempt, key: new Uint8Array(0) } }
  const decoded = fromBase64(text)
  if (decoded) yield { words: '对方先把密钥按 Base64 解码', attempt: { ...attempt, key: decoded } }
  if (/^([0-9a-f]{2})+$/i.test(text))
    yield {
      words: '对方先把密钥按十六进制解码',
      attempt: { ...attempt, key: Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)) },
    }
  for (const other of ['utf-8', 'gbk'] as const)
    if (other !== charset)
      yield { words: `对方按 ${other.toUpperCase()} 取字节`, attempt: { ...attempt, charset: other } }
  if (lead.length > 0)
    yield {
      words: '对方没有先把随机数按 Base64 解码',
      attempt: { ...attempt, lead: new TextEncoder().encode(toBase64(lead)) },
    }
  for (const [name, value] of Object.entries(request)) {
    if (typeof value !== 'string') continue
    if (/^\d{13}$/.test(value))
      yield {
        words: `对方的 ${name} 用秒`,
        attempt: { ...attempt, request: { ...request, [name]: value.slice(0, 10) } },
      }
    if (/^\d{10}$/.test(value))
      yield { words: `对方的 ${name} 用毫秒`, attempt: { ...attempt, request: { ...request, [name]: `${value}000` } } }
  }
}

async function causesOf(attempt: Attempt, theirs: string, fold: (text: string) => string): Promise<string[]> {
  const causes: string[] = []
  for (const variant of variantsOf(attempt)) {
    const raw = await sign(variant.attempt).catch(() => null)
    if (raw && fold(ENCODINGS[attempt.scheme.encoding](raw)) === theirs) causes.push(variant.words)
  }
  return causes
}
