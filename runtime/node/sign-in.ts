import { createHmac } from 'node:crypto'
import type { SignInDesk } from '../../api/sign-in/desk.ts'
import { openSignInDesk } from '../../api/sign-in/open-desk.ts'
import type { Gateway } from '../../core/gateway.ts'
import type { Settings } from './settings.ts'

/** The key of the secret that we share with the OpenID provider. */
const CLIENT_SECRET = 'oidc-client-secret'
const DEFAULT = { idleMs: 30 * 60_000, longestMs: 12 * 3_600_000, provider: null } as const

/** The desk that people sign in at, by the settings. Its cookies are signed with a key made of the master key for this use alone. Throws where the OpenID provider's secret is not in the keyring. */
export async function openDesk(
  gateway: Gateway,
  { masterKey, signIn = DEFAULT }: Pick<Settings, 'masterKey' | 'signIn'>,
): Promise<SignInDesk> {
  const secret = createHmac('sha256', masterKey).update('tongban sign-in cookies').digest('hex')
  return openSignInDesk(gateway, { ...signIn, secret, provider: await withSecret(gateway, signIn.provider) })
}

async function withSecret({ keyring }: Gateway, provider: NonNullable<Settings['signIn']>['provider']) {
  if (provider === null) return null
  const secret = await keyring.secret(CLIENT_SECRET)
  if (!secret)
    throw new Error(`密钥库里没有 ${CLIENT_SECRET}:请用 tongban key set ${CLIENT_SECRET} 存入单位账号的客户端密钥`)
  return { ...provider, clientSecret: new TextDecoder().decode(secret) }
}
