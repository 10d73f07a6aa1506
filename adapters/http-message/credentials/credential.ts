import type { Calling } from '../exchange.ts'

/** What a call proves itself with, ready to use. */
export interface OpenCredential {
  /** values that the call's templates may use */
  readonly values: Readonly<Record<string, string>>
  /** values that depend on when the call is made */
  signedAt?(ms: number): Readonly<Record<string, string>>
  /** Forgets it, after the region refused it. */
  drop(): Promise<void>
}

/** The region gave no credential; the message itself was not sent. */
export class CredentialUnavailable extends Error {
  constructor(reason: string) {
    super(reason)
    this.name = 'CredentialUnavailable'
  }
}

/** A secret of the keyring; throws where it is not configured. */
export async function requireSecret({ keyring }: Pick<Calling, 'keyring'>, name: string): Promise<Uint8Array> {
  const secret = await keyring.secret(name)
  if (!secret) throw new CredentialUnavailable(`密钥 ${name} 没有配置`)
  return secret
}
