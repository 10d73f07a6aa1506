import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { sm3 } from 'sm-crypto-v2'
import type { Refusal } from '../../core/message.ts'
import type { Partner } from '../../core/protocol.ts'
import { md5Hex } from '../layers/md5.ts'
import { signFormSm3 } from '../layers/sign/form-sm3.ts'
import { signHmacLines } from '../layers/sign/hmac-lines.ts'
import { sameText } from '../layers/sign/sid-rid-rtime.ts'
import { readForm } from './form-body.ts'
import type { Options } from './options.ts'

type HmacLines = Extract<Options['inbound']['verify'], { scheme: 'hmac-lines' }>
type Md5Query = Extract<Options['inbound']['verify'], { scheme: 'md5-query' }>
type Sm3Fields = Extract<Options['inbound']['verify'], { scheme: 'sm3-fields' }>
type Verifying = Pick<Partner<Options>, 'options' | 'keyring' | 'clock' | 'nonces'>

/** Why a request is not the region's own, or null where it is. Looks at the bytes as they came, before anything is read from them. */
export function verifyRequest(request: Request, body: Uint8Array, partner: Verifying): Promise<Refusal | null> {
  const { verify } = partner.options.inbound
  switch (verify.scheme) {
    case 'hmac-lines':
      return verifyHmacLines(request, body, verify, partner)
    case 'md5-query':
      return verifyMd5Query(request, body, verify, partner)
    case 'sm3-fields':
      return verifySm3Fields(request, body, verify, partner)
  }
}

async function verifyHmacLines(
  request: Request,
  body: Uint8Array,
  { headers, prefix, keys, windowSeconds, nonceSeconds }: HmacLines,
  { keyring, clock, nonces }: Verifying,
): Promise<Refusal | null> {
  const [time, nonce, signature] = [headers.time, headers.nonce, headers.signature].map(
    (name) => request.headers.get(name) ?? '',
  ) as [string, string, string]
  if (!/^\d{10}$/.test(time) || !/^[\w-]{8,64}$/.test(nonce) || !signature.startsWith(prefix))
    return { reason: 'signature-missing', detail: '缺认证头,或写法不对' }
  if (Math.abs(Math.floor(clock.now() / 1_000) - Number(time)) > windowSeconds)
    return { reason: 'stale', detail: `时间戳 ${time}` }
  const { pathname, search } = new URL(request.url)
  const signed = { time, nonce, method: request.method, target: pathname + search, body }
  if (!(await fitsOneOf(keys, keyring, (key) => sameText(signature, prefix + signHmacLines(key, signed)))))
    return { reason: 'signature-wrong', detail: `${request.method} ${pathname}`.slice(0, 120) }
  const first = await nonces.first(nonce, nonceSeconds * 1_000)
  return first ? null : { reason: 'replayed', detail: `随机串 ${nonce}` }
}

/** No nonce: a repetition is known by the message's own number. */
async function verifyMd5Query(
  request: Request,
  body: Uint8Array,
  { appKey, keys, windowMs }: Md5Query,
  { keyring, clock }: Verifying,
): Promise<Refusal | null> {
  const { pathname, searchParams } = new URL(request.url)
  const [key, sign, time] = ['appKey', 'sign', 'requestTime'].map((name) => searchParams.get(name) ?? '') as [
    string,
    string,
    string,
  ]
  if (!/^\d{13}$/.test(time) || !/^[0-9a-f]{32}$/.test(sign))
    return { reason: 'signature-missing', detail: '缺签名参数,或写法不对' }
  if (key !== appKey) return { reason: 'unknown-sender', detail: 'appKey 不是约定的' }
  if (Math.abs(clock.now() - Number(time)) > windowMs) return { reason: 'stale', detail: `时间戳 ${time}` }
  const digest = sm3(body)
  const words = (secret: Uint8Array) => concatBytes(utf8ToBytes(appKey), secret, utf8ToBytes(time + digest))
  const fits = await fitsOneOf(keys, keyring, (secret) => sameText(sign, md5Hex(words(secret))))
  return fits ? null : { reason: 'signature-wrong', detail: `${request.method} ${pathname}`.slice(0, 120) }
}

/** A repetition is known by the message's own number, so that the same may be told again. */
async function verifySm3Fields(
  request: Request,
  body: Uint8Array,
  { at, account, keys, keyAt, timeAt, windowSeconds }: Sm3Fields,
  { options, keyring, clock }: Verifying,
): Promise<Refusal | null> {
  if (body.length > options.maxBodyBytes) return { reason: 'too-large', detail: `${body.length} 字节` }
  const fields = readForm(body)
  if (!fields) return { reason: 'malformed', detail: '不是约定的表单' }
  const { [at]: sign = '', ...signed } = fields
  const time = toMs(signed[timeAt] ?? '')
  if (!/^[0-9A-F]{64}$/.test(sign) || time === null) return { reason: 'signature-missing', detail: '缺签名或请求时间' }
  if (signed[account.at] !== account.is) return { reason: 'unknown-sender', detail: '账号不是约定的' }
  if (Math.abs(clock.now() - time) > windowSeconds * 1_000) return { reason: 'stale', detail: `请求时间 ${time}` }
  const name = Object.hasOwn(keys, signed[keyAt] ?? '') ? keys[signed[keyAt] ?? ''] : undefined
  const secret = name === undefined ? null : await keyring.secret(name)
  if (secret && sameText(sign, signFormSm3(signed, secret))) return null
  return { reason: 'signature-wrong', detail: new URL(request.url).pathname.slice(0, 120) }
}

/** `yyyyMMddHHmmss` of Beijing. */
function toMs(digits: string): number | null {
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(digits) ?? []
  const ms = Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}+08:00`)
  return Number.isFinite(ms) ? ms : null
}

/** Both keys are tried while a change of keys goes on; the outcome does not tell which one fitted. */
async function fitsOneOf(
  names: readonly string[],
  keyring: Verifying['keyring'],
  fits: (key: Uint8Array) => boolean,
): Promise<boolean> {
  const keys = await Promise.all(names.map((name) => keyring.secret(name)))
  return keys.some((key) => key !== null && fits(key))
}
