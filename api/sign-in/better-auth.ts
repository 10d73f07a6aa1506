import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { betterAuth } from 'better-auth/minimal'
import { genericOAuth } from 'better-auth/plugins/generic-oauth'
import { username } from 'better-auth/plugins/username'
import type { Gateway } from '../../core/gateway.ts'
import { newId } from '../../core/ids.ts'
import { PASSWORD_LENGTH, USERNAME } from '../../core/sign-in/account.ts'
import { storeAdapter } from './adapter.ts'
import { PROVIDER_ID } from './desk.ts'

/** How people sign in here. */
export interface SignInOptions {
  /** signs the cookies; 32 bytes, hex */
  readonly secret: string
  /** a session ends so long after its last use */
  readonly idleMs: number
  /** a session ends so long after it began, however much it is used */
  readonly longestMs: number
  readonly provider: OpenIdProvider | null
}

/** An OpenID provider that people may sign in at (OpenID Connect Discovery 1.0). */
export interface OpenIdProvider {
  /** as people know it */
  readonly name: string
  /** ends in `/.well-known/openid-configuration` */
  readonly discoveryUrl: string
  readonly clientId: string
  readonly clientSecret: string
}

/** better-auth as it is used here: names and passwords, one OpenID provider, sessions in our store. It has no clock but the system's; when a session ends is decided by ours. */
export function createAuth(gateway: Gateway, options: SignInOptions) {
  const { store, clock, random, publicUrl } = gateway
  const text = { type: 'string', required: false, input: false } as const
  const ours = { type: 'number', bigint: true, required: false, input: false } as const
  return betterAuth({
    appName: 'tongban',
    baseURL: publicUrl,
    basePath: '/auth',
    secret: options.secret,
    database: storeAdapter(store.signInRows),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      // our own rules say when one is too short, in words
      minPasswordLength: 1,
      maxPasswordLength: PASSWORD_LENGTH.most * 4,
    },
    user: {
      additionalFields: {
        roles: { ...text, defaultValue: '' },
        matters: { ...text, defaultValue: '[]' },
        windowName: text,
        active: { ...ours, defaultValue: 1 },
      },
    },
    session: {
      expiresIn: Math.ceil(options.longestMs / 1_000),
      disableSessionRefresh: true,
      additionalFields: { endsAt: ours, latestAt: ours },
    },
    account: { accountLinking: { enabled: false } },
    plugins: [
      username({
        displayUsername: false,
        minUsernameLength: 2,
        maxUsernameLength: 40,
        usernameValidator: (name) => USERNAME.test(name),
      }),
      ...(options.provider ? [genericOAuth({ config: [providerConfig(options.provider)] })] : []),
    ],
    databaseHooks: {
      session: {
        create: {
          async before(session) {
            const [person] = await store.signInRows.find('user', [ofId(session.userId)], { limit: 1 })
            if (person?.['active'] !== 1) return false
            const now = clock.now()
            return { data: { ...session, endsAt: now + options.idleMs, latestAt: now + options.longestMs } }
          },
        },
      },
    },
    advanced: {
      cookiePrefix: 'tongban',
      useSecureCookies: publicUrl.startsWith('https:'),
      defaultCookieAttributes: { sameSite: 'strict', httpOnly: true, path: '/' },
      // the provider sends the browser back from its own site
      cookies: { state: { attributes: { sameSite: 'lax' } } },
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => newId(clock, random) },
      // every request has passed our own check, which knows the address it came by
      disableCSRFCheck: true,
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
  })
}

function ofId(id: string) {
  return { field: 'id', operator: 'eq', value: id, or: false } as const
}

function providerConfig({ discoveryUrl, clientId, clientSecret }: OpenIdProvider) {
  return {
    providerId: PROVIDER_ID,
    discoveryUrl,
    clientId,
    clientSecret,
    scopes: ['openid', 'profile'],
    pkce: true,
    requireIdTokenVerification: true,
    /** A name to show, and in place of an address, which we have no use for, one that nobody has: people are told apart by the subject alone. */
    mapProfileToUser: (profile: Record<string, unknown>) => ({
      name: String(profile['name'] ?? profile['preferred_username'] ?? '未具名').slice(0, 60),
      email: `${bytesToHex(sha256(utf8ToBytes(`${discoveryUrl} ${String(profile['sub'])}`))).slice(0, 40)}@provider.invalid`,
      emailVerified: false,
    }),
  }
}

export type Auth = ReturnType<typeof createAuth>
