import { utf8ToBytes } from '@noble/hashes/utils.js'
import { sm3 } from 'sm-crypto-v2'
import { isObject, type JsonObject } from '../../../core/json.ts'
import type { Exchange } from '../../../core/message.ts'
import type { HttpResponse, Token } from '../../../core/ports.ts'
import { decodeJson } from '../../layers/codec/json.ts'
import { fillTexts } from '../../layers/template.ts'
import { type Calling, exchange, moment } from '../exchange.ts'
import { type Fields, writeForm } from '../form-body.ts'
import type { Credential } from '../options/credentials.ts'
import { completeFields } from '../signed-fields.ts'
import { CredentialUnavailable, type OpenCredential, requireSecret } from './credential.ts'

type LoginSession = Extract<Credential, { scheme: 'login-session' }>

/** SM3 in capitals of the password's own SM3 in capitals and the challenge behind it. */
function passwordDigest(password: Uint8Array, challenge: string): string {
  return sm3(sm3(password).toUpperCase() + challenge).toUpperCase()
}

/** The session from the cache, or a new one. */
export async function openLoginSession(
  partner: Calling,
  credential: LoginSession,
  exchanges: Exchange[],
): Promise<OpenCredential> {
  const key = `${partner.region}:${credential.account}`
  const held = await partner.tokens.get(key, () => logIn(partner, credential, exchanges))
  const [session = '', token = ''] = held.split(' ')
  return { values: { session, token }, drop: () => partner.tokens.drop(key, held) }
}

async function logIn(partner: Calling, credential: LoginSession, exchanges: Exchange[]): Promise<Token> {
  const { challenge: path, login, passwordKey, cookie, validMs } = credential
  const since = partner.clock.now()
  const challenge = textAt(await ask(partner, path, {}, exchanges), 'CHALLENGE')
  if (!challenge) throw new CredentialUnavailable('登录不了:对方没有给出挑战串')
  const digest = passwordDigest(await requireSecret(partner, passwordKey), challenge)
  const answer = await ask(partner, login, { CHALLENGE: challenge, PWD_DIGEST: digest }, exchanges)
  const token = textAt(answer, 'FORM_TOKEN')
  const session = cookieNamed(cookie, answer.headers)
  if (!token || !session) throw new CredentialUnavailable(`登录不了:对方答复 ${codeOf(answer)}`)
  return { value: `${session} ${token}`, endsAt: since + validMs }
}

async function ask(partner: Calling, path: string, fields: Fields, exchanges: Exchange[]): Promise<HttpResponse> {
  const values = moment(partner, partner.clock.now())
  const { headers, baseUrl } = { headers: partner.options.calls.headers, baseUrl: partner.options.baseUrl }
  const body = utf8ToBytes(writeForm(await completeFields(fields, partner, values)))
  const request = {
    method: 'POST' as const,
    url: baseUrl + path,
    headers: fillTexts(headers, (name) => values[name]),
    body,
  }
  const answer = await exchange(partner, 'login', exchanges, request, true)
  if (typeof answer === 'string') throw new CredentialUnavailable(`登录不了:${answer}`)
  return answer
}

function treeOf({ body }: HttpResponse): JsonObject {
  const tree = decodeJson(body, { maxBytes: 64 * 1024, maxDepth: 4 })
  return typeof tree === 'string' ? {} : tree
}

/** A word of the answer's data; it becomes part of headers, so nothing but letters and digits is taken. */
function textAt(answer: HttpResponse, name: string): string | null {
  const { DATA: data } = treeOf(answer)
  const value = isObject(data) ? data[name] : undefined
  return typeof value === 'string' && /^[A-Za-z0-9]{8,128}$/.test(value) ? value : null
}

function codeOf(answer: HttpResponse): string {
  const { CODE: code } = treeOf(answer)
  return typeof code === 'string' && /^\w{1,16}$/.test(code) ? code : `HTTP ${answer.status}`
}

function cookieNamed(name: string, headers: HttpResponse['headers']): string | null {
  const given = headers['set-cookie'] ?? ''
  const start = given.indexOf(`${name}=`)
  const [value = ''] = start < 0 ? [] : given.slice(start + name.length + 1).split(';')
  return /^[A-Za-z0-9]{8,128}$/.test(value) ? value : null
}
