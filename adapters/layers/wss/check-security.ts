import { toBase64 } from '../../../core/base64.ts'
import type { Refusal } from '../../../core/message.ts'
import type { Clock } from '../../../core/ports.ts'
import type { NonceGuard } from '../../../core/protocol.ts'
import type { XmlElement } from '../codec/xml.ts'
import { sameText } from '../sign/sid-rid-rtime.ts'
import type { SecurityFault } from './elements.ts'
import { type ReadToken, readSecurity } from './read-security.ts'
import { passwordDigest } from './username-token.ts'

/** Who may send, and how long a token is good. */
export interface WssRules {
  /** The passwords that hold for a user at present (the old one runs on for a while); none for a user who is not known. */
  passwords(username: string): Promise<readonly string[]>
  /** how far Created may be from our clock; the profile advises five minutes at least (§3.1) */
  readonly windowMs: number
  readonly clock: Pick<Clock, 'now'>
  readonly nonces: Pick<NonceGuard, 'first'>
}

/** Who sent a message, or why it is not taken: for our record, and the code and sentence of the Fault that tells the sender (SOAP Message Security 1.1 §12). */
export type WssSender = { readonly kind: 'user'; readonly username: string } | WssRefused

export interface WssRefused {
  readonly kind: 'refused'
  readonly reason: Refusal['reason']
  /** local name in the namespace `WSSE` */
  readonly code: string
  readonly message: string
}

export type WssRefusal = Omit<WssRefused, 'kind'>

const REFUSALS = {
  missing: {
    reason: 'signature-missing',
    code: 'InvalidSecurity',
    message: 'SOAP 头没有 wsse:Security/wsse:UsernameToken,请贵方带上用户名令牌',
  },
  malformed: {
    reason: 'malformed',
    code: 'InvalidSecurity',
    message: 'wsse:Security 写法不对:请贵方核对 Username、Password、Nonce、Created 各有且只有一个,Created 带时区',
  },
  unsupported: {
    reason: 'malformed',
    code: 'UnsupportedSecurityToken',
    message: 'wsse:Security 中有我方不支持的内容:只收口令摘要(PasswordDigest)的 UsernameToken,请贵方去掉其他',
  },
  expired: {
    reason: 'stale',
    code: 'MessageExpired',
    message: 'wsu:Created 与我方时钟相差过大,或 wsu:Expires 已过,请贵方校准时钟后重新生成令牌',
  },
  failed: {
    reason: 'signature-wrong',
    code: 'FailedAuthentication',
    message: '用户名或口令摘要不符,请贵方核对:Nonce 先按 Base64 解码,再接 Created 原文与口令,取 SHA-1',
  },
  replayed: {
    reason: 'replayed',
    code: 'FailedAuthentication',
    message: 'wsse:Nonce 已经用过,请贵方每次请求换一个新的 Nonce',
  },
} as const satisfies Record<SecurityFault | 'expired' | 'failed' | 'replayed', WssRefusal>

/**
 * Who sent the message with this SOAP header, by its UsernameToken. A user who is not known and a password that is wrong are refused alike.
 * A nonce is registered only once its digest was right, so nobody else can use one up; it is kept for as long as its Created could be taken.
 */
export async function checkSecurity(header: XmlElement | null, rules: WssRules): Promise<WssSender> {
  const token = readSecurity(header)
  if (typeof token === 'string') return refused(token)
  const now = rules.clock.now()
  if (Math.abs(now - token.createdAt) > rules.windowMs) return refused('expired')
  if (token.expiresAt !== null && token.expiresAt <= now) return refused('expired')
  if (!isRight(token, await rules.passwords(token.username))) return refused('failed')
  // without the name, which is not digested: under another's it would be new
  const nonce = `wss:${toBase64(token.nonce)}`
  // one from the future is good for twice the window
  if (!(await rules.nonces.first(nonce, 2 * rules.windowMs + 1))) return refused('replayed')
  return { kind: 'user', username: token.username }
}

function isRight({ nonce, created, digest }: ReadToken, passwords: readonly string[]): boolean {
  let right = false
  for (const password of passwords.filter((one) => one !== ''))
    right = sameText(digest, passwordDigest(nonce, created, password)) || right
  return right
}

function refused(why: keyof typeof REFUSALS): WssSender {
  return { kind: 'refused', ...REFUSALS[why] }
}
