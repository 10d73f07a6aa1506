import { z } from 'zod'
import { keyName } from './texts.ts'

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

/** What our calls prove themselves with, fetched once and kept until its end. */
export const credentialShape = z.discriminatedUnion('scheme', [oauth2Client])

export type Credential = z.infer<typeof credentialShape>
