import { utf8ToBytes } from '@noble/hashes/utils.js'
import { isObject } from '../../../core/json.ts'
import type { Exchange } from '../../../core/message.ts'
import type { Token } from '../../../core/ports.ts'
import { decodeJson } from '../../layers/codec/json.ts'
import { md5Hex } from '../../layers/md5.ts'
import { type Calling, exchange } from '../exchange.ts'
import type { Credential } from '../options/credentials.ts'
import { CredentialUnavailable, type OpenCredential, requireSecret } from './credential.ts'

type TwoLevelSecret = Extract<Credential, { scheme: 'two-level-secret' }>

/** MD5 of the key, a secret and the time in ms, nothing between them: how every call of this family is signed. */
export function signAt(appKey: string, secret: string, time: string): string {
  return md5Hex(utf8ToBytes(appKey + secret + time))
}

/** The signing secret, from the cache or renewed; only where no renewing secret is left the first exchange is made again. */
export async function openTwoLevelSecret(
  partner: Calling,
  credential: TwoLevelSecret,
  exchanges: Exchange[],
): Promise<OpenCredential> {
  const { appKey } = credential
  const key = `${partner.region}:${appKey}`
  const secret = await partner.tokens.get(key, () => renew(partner, credential, key, exchanges))
  return {
    values: { appKey },
    signedAt: (ms) => ({ sign: signAt(appKey, secret, String(ms)) }),
    drop: () => partner.tokens.drop(key, secret),
  }
}

async function renew(partner: Calling, credential: TwoLevelSecret, key: string, exchanges: Exchange[]): Promise<Token> {
  const renewing = await heldSecret(partner, `${key}:renewing`)
  const renewed = renewing ? await ask(partner, credential, credential.bySecret, renewing, exchanges) : null
  if (renewing) await partner.tokens.drop(`${key}:renewing`, renewing)
  const both =
    renewed ?? (await ask(partner, credential, credential.byKey, await firstSecret(partner, credential), exchanges))
  if (!both) throw new CredentialUnavailable('换不到业务密钥:对方没有给出两级密钥')
  await partner.tokens.get(`${key}:renewing`, async () => both.renewing)
  return both.signing
}

/** The secret that renews, where one is still good. */
async function heldSecret({ tokens }: Calling, key: string): Promise<string | null> {
  try {
    return await tokens.get(key, () => Promise.reject(new NothingHeld()))
  } catch (error) {
    if (error instanceof NothingHeld) return null
    throw error
  }
}

class NothingHeld extends Error {}

async function firstSecret(partner: Calling, { secretKey }: TwoLevelSecret): Promise<string> {
  return new TextDecoder().decode(await requireSecret(partner, secretKey))
}

/** Both secrets for one; null where the region refuses that one. */
async function ask(
  partner: Calling,
  { appKey, refreshBeforeMs }: TwoLevelSecret,
  path: string,
  secret: string,
  exchanges: Exchange[],
): Promise<{ signing: Token; renewing: Token } | null> {
  const requestTime = String(partner.clock.now())
  const form = new URLSearchParams({ appKey, sign: signAt(appKey, secret, requestTime), requestTime })
  const request = {
    method: 'POST' as const,
    url: partner.options.baseUrl + path,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: utf8ToBytes(form.toString()),
  }
  const answer = await exchange(partner, 'token', exchanges, request, true)
  if (typeof answer === 'string') throw new CredentialUnavailable(`换不到业务密钥:${answer}`)
  const tree = answer.status === 200 ? decodeJson(answer.body, { maxBytes: 64 * 1024, maxDepth: 4 }) : 'not-json'
  if (typeof tree === 'string') throw new CredentialUnavailable(`换不到业务密钥:对方答复 HTTP ${answer.status}`)
  const { datas } = tree
  if (!isObject(datas)) return null
  const signing = toToken(datas['requestSecret'], datas['requestSecretEndTime'], refreshBeforeMs)
  const renewing = toToken(datas['refreshSecret'], datas['refreshSecretEndTime'], 0)
  return signing && renewing ? { signing, renewing } : null
}

function toToken(value: unknown, end: unknown, marginMs: number): Token | null {
  if (typeof value !== 'string' || value === '' || typeof end !== 'number') return null
  return { value, endsAt: end - marginMs }
}
