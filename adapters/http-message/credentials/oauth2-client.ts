import { utf8ToBytes } from '@noble/hashes/utils.js'
import { toBase64 } from '../../../core/base64.ts'
import type { Exchange } from '../../../core/message.ts'
import type { Token } from '../../../core/ports.ts'
import { decodeJson } from '../../layers/codec/json.ts'
import { type Calling, exchange } from '../exchange.ts'
import type { Credential } from '../options/credentials.ts'
import { CredentialUnavailable, type OpenCredential, requireSecret } from './credential.ts'

type Oauth2Client = Extract<Credential, { scheme: 'oauth2-client' }>

/** A bearer token by client credentials (RFC 6749 §4.4). */
export async function openOauth2Client(
  partner: Calling,
  credential: Oauth2Client,
  exchanges: Exchange[],
): Promise<OpenCredential> {
  const key = `${partner.region}:${credential.clientId}`
  const token = await partner.tokens.get(key, () => fetchToken(partner, credential, exchanges))
  return { values: { token }, drop: () => partner.tokens.drop(key, token) }
}

async function fetchToken(
  partner: Calling,
  { url, clientId, secretKey, scope, refreshBeforeMs }: Oauth2Client,
  exchanges: Exchange[],
): Promise<Token> {
  const secret = new TextDecoder().decode(await requireSecret(partner, secretKey))
  const form = new URLSearchParams({ grant_type: 'client_credentials', scope })
  const askedAt = partner.clock.now()
  const request = {
    method: 'POST' as const,
    url,
    headers: {
      authorization: `Basic ${toBase64(utf8ToBytes(`${clientId}:${secret}`))}`,
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
    },
    body: utf8ToBytes(form.toString()),
  }
  const answer = await exchange(partner, 'token', exchanges, request, true)
  if (typeof answer === 'string') throw new CredentialUnavailable(`取不到令牌:${answer}`)
  const tree = decodeJson(answer.body, { maxBytes: 64 * 1024, maxDepth: 4 })
  const fields = typeof tree === 'string' ? {} : tree
  const { access_token: token, token_type: type, expires_in: seconds, error } = fields
  if (answer.status === 200 && typeof token === 'string' && token !== '' && /^bearer$/i.test(String(type)))
    return { value: token, endsAt: askedAt + toMs(seconds) - refreshBeforeMs }
  const why = typeof error === 'string' && /^[a-z_]{1,40}$/.test(error) ? `,${error}` : ''
  throw new CredentialUnavailable(`取不到令牌:对方答复 HTTP ${answer.status}${why}`)
}

function toMs(seconds: unknown): number {
  const lifetime = Number(seconds)
  return lifetime > 0 && lifetime < 86_400 * 365 ? lifetime * 1_000 : 0
}
