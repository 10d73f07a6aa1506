import { md5 } from '@noble/hashes/legacy.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { sm2 } from 'sm-crypto-v2'
import { ALGORITHMS, ENCODINGS, type Scheme } from '../adapters/layers/sign/scheme.ts'
import { SCHEMES } from '../adapters/layers/sign/schemes.ts'
import { SUITES } from '../adapters/layers/sign/suites.ts'
import { encodeText } from '../core/charset.ts'
import type { JsonObject } from '../core/json.ts'

/* Signing by each scheme against the same primitive called bare on the same bytes. All per second of processor time of this process: a busy machine counts less. */

/** What one way of signing does in a second of one core. */
export interface SigningFigures {
  readonly scheme: string
  readonly perSecond: number
  readonly barePerSecond: number
  readonly ratioToBare: number
}

/** Signing and verifying by one suite, for a key that came before; the library alone does not remember keys. */
export interface SuiteFigures {
  readonly suite: string
  readonly signPerSecond: number
  readonly verifyPerSecond: number
  readonly libraryVerifyPerSecond?: number
}

const ROUNDS = 5
const RUN_MS = 200

async function perSecond(work: () => unknown): Promise<number> {
  const rounds: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = process.cpuUsage()
    const end = performance.now() + RUN_MS
    let count = 0
    while (performance.now() < end) {
      await work()
      count += 1
    }
    const { user, system } = process.cpuUsage(before)
    rounds.push(count / ((user + system) / 1e6))
  }
  return Math.round(rounds.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0)
}

const filled = { nonce: 'c9f15cbf-f4ac-4a6c-b54d-f51abf4b5b44', timestamp: '1700000000000', appKey: 'demoKey' }
const body = JSON.stringify({ form: '跨省通办'.repeat(250) })
const texts = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`FIELD_${index}`, `值${index}`]))

/** A request of a usual size for each scheme. */
const REQUESTS: Readonly<Record<string, JsonObject>> = {
  'sid-rid-rtime': { sid: 's_1200000900000_2108', rid: filled.nonce, rtime: filled.timestamp },
  tif: { paasid: 'p', timestamp: filled.timestamp, nonce: filled.nonce },
  'x-ca': { method: 'POST', headers: { 'x-ca-key': 'k', 'x-ca-nonce': filled.nonce }, path: '/demo/apply', body },
  csb: { parameters: [['_api_name', 'apply'] as never, ...(Object.entries(texts) as never[])] },
  'app-key-md5': { appKey: 'demoAppKey', requestTime: filled.timestamp },
  'arguments-md5': { argumentsXml: `<arguments>${body}</arguments>` },
  'x-aep': filled,
  'x-aep-plain': filled,
  'x-aep-business': { nonce: filled.nonce, timestamp: filled.timestamp, business: 'BUSI01' },
  'x-ka': { nonce: filled.nonce, timestamp: filled.timestamp },
  jpaas: { app_id: 'a', biz_content: body, interface_id: 'i', timestamp: filled.timestamp },
  identify: { timestamp: '1772414100', nonce: '0a1b2c3d4e5f6071', deptCode: 'D', tableName: 'T', xml: body },
  'hmac-lines': { time: '1772414230', nonce: 'n', method: 'POST', target: '/sh/callback', body },
  'form-sm3': { fields: texts },
  'username-token': { username: 'u', nonce: '8PHy8/T19vf4+fr7/P3+/w==', created: '2026-03-05T02:05:32Z' },
  rfc9421: { suite: 'ed25519', components: [['@method', 'POST'] as never], parameters: [['keyid', 'k'] as never] },
}

/** Schemes that put a digest of the body into their text: the bare call makes it too. */
const BODY_DIGESTS: Readonly<Record<string, (bytes: Uint8Array) => unknown>> = {
  'x-ca': md5,
  identify: sha256,
  'hmac-lines': sha256,
}

async function signing(scheme: Scheme<JsonObject>): Promise<SigningFigures> {
  const request = scheme.request.parse(REQUESTS[scheme.name])
  const key = new Uint8Array(32).fill(7)
  const secret = 'demoSecretdemoSecretdemoSecret00'
  const algorithm = ALGORITHMS[scheme.algorithm(request)]
  const encode = ENCODINGS[scheme.encoding]
  const bytes = encodeText(scheme.text(request, secret), scheme.charset(request))
  const bodyBytes = encodeText(body, 'utf-8')
  const digestBody = BODY_DIGESTS[scheme.name]
  const bare = await perSecond(() => {
    digestBody?.(bodyBytes)
    return algorithm(key, bytes)
  })
  const whole = await perSecond(async () =>
    encode(await algorithm(key, encodeText(scheme.text(request, secret), scheme.charset(request)))),
  )
  return {
    scheme: scheme.name,
    perSecond: whole,
    barePerSecond: bare,
    ratioToBare: Math.round((whole / bare) * 100) / 100,
  }
}

async function suites(): Promise<SuiteFigures[]> {
  const bytes = new TextEncoder().encode(body)
  const key = Uint8Array.from({ length: 32 }, (_, index) => index + 1)
  const sm2Public = sm2.getPublicKeyFromPrivateKey(bytesToHex(key))
  const sm2Signature = await SUITES['sm2-sm3'].sign(key, bytes)
  const sm2Key = Uint8Array.from(sm2Public.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  const options = { hash: true, der: false, userId: '1234567812345678' } as const
  return [
    {
      suite: 'sm2-sm3',
      signPerSecond: await perSecond(() => SUITES['sm2-sm3'].sign(key, bytes)),
      verifyPerSecond: await perSecond(() => SUITES['sm2-sm3'].verify(sm2Key, bytes, sm2Signature)),
      libraryVerifyPerSecond: await perSecond(() =>
        sm2.doVerifySignature(bytes, bytesToHex(sm2Signature), sm2Public, options),
      ),
    },
  ]
}

/** Measures every scheme, then the suite whose primitive is not the platform's own. */
export async function measureProtocols(): Promise<{ signing: SigningFigures[]; suites: SuiteFigures[] }> {
  const figures: SigningFigures[] = []
  for (const scheme of SCHEMES) figures.push(await signing(scheme as unknown as Scheme<JsonObject>))
  return { signing: figures, suites: await suites() }
}
