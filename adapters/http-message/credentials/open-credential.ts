import type { Exchange } from '../../../core/message.ts'
import type { Calling } from '../exchange.ts'
import type { OpenCredential } from './credential.ts'
import { openLoginSession } from './login-session.ts'
import { openOauth2Client } from './oauth2-client.ts'
import { openTwoLevelSecret } from './two-level-secret.ts'

const NOTHING: OpenCredential = { values: {}, drop: async () => {} }

/** The region's credential, from the cache or fetched anew; throws `CredentialUnavailable`. */
export function openCredential(partner: Calling, exchanges: Exchange[]): Promise<OpenCredential> {
  const { credential } = partner.options
  if (!credential) return Promise.resolve(NOTHING)
  switch (credential.scheme) {
    case 'oauth2-client':
      return openOauth2Client(partner, credential, exchanges)
    case 'two-level-secret':
      return openTwoLevelSecret(partner, credential, exchanges)
    case 'login-session':
      return openLoginSession(partner, credential, exchanges)
  }
}
