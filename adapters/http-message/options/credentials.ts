import { z } from 'zod'
import { keyName, path } from './texts.ts'

/** RFC 6749 §4.4, the client authenticated by HTTP Basic; gives `{token}`. */
const oauth2Client = z.strictObject({
  scheme: z.literal('oauth2-client'),
  url: z.url({ protocol: /^https?$/ }),
  clientId: z.string().min(1),
  secretKey: keyName,
  scope: z.string().min(1),
  /** how long before its end a token is replaced */
  refreshBeforeMs: z.int().nonnegative().default(300_000),
})

/**
 * A secret good for days that renews itself and one good for minutes that signs: each call of either service gives both anew.
 * Gives `{appKey}` and `{sign}`, the MD5 of key, signing secret and the call's time in ms.
 */
const twoLevelSecret = z.strictObject({
  scheme: z.literal('two-level-secret'),
  appKey: z.string().min(1),
  /** the secret that only the first exchange needs */
  secretKey: keyName,
  /** services that give both secrets for that one, and for the one that renews */
  byKey: path,
  bySecret: path,
  /** how long before its end the signing secret is replaced */
  refreshBeforeMs: z.int().nonnegative(),
})

/**
 * A session: a challenge, the password's digest over it, then a cookie and a token, which every call carries. Gives `{session}` and `{token}`.
 * One session an account: all processes share it.
 */
const loginSession = z.strictObject({
  scheme: z.literal('login-session'),
  account: z.string().min(1),
  passwordKey: keyName,
  challenge: path,
  login: path,
  cookie: z.string().min(1),
  /** how long a session may be used without a new login */
  validMs: z.int().positive(),
})

/** What our calls prove themselves with, fetched once and kept until its end. */
export const credentialShape = z.discriminatedUnion('scheme', [oauth2Client, twoLevelSecret, loginSession])

export type Credential = z.infer<typeof credentialShape>
