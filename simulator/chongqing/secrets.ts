/** Keys and names of the two sides; the defaults are the document's demonstration keys (§2.7). */
export interface Secrets {
  /** this region's 12-digit name */
  partnerId: string
  /** the gateway's 12-digit name */
  gatewayId: string
  gatewayKeyid: string
  /** Ed25519 public key, 32 bytes, hex */
  gatewayPublicKey: string
  sm2Keyid: string
  sm2PrivateKey: string
  sm2PublicKey: string
  /** further host names this server answers to, separated by commas */
  authority: string
}

const DEMO_SECRETS: Secrets = {
  partnerId: '500000000000',
  gatewayId: '510107000000',
  gatewayKeyid: 'wuhou-ed25519-2026a',
  gatewayPublicKey: '1782900378c40ae06ffd0376c3ed54025edb0b98057d4a7fc09a0d0c96b2ad3c',
  sm2Keyid: 'cq-sm2-2026a',
  sm2PrivateKey: 'e2dfee5cb16ecddc0fe8ba523ce019229b6745ab1be4c8af3d3b03b2d2eb9838',
  sm2PublicKey:
    '04c17478f2057cf941b37c00879c110b8c4d268dbc85234848a643fe2766ffe78953c3cd3066744c24e72f21673ac7942e7af7b09480d9283dbaa6d419aff490d4',
  authority: '',
}

/** The demonstration secrets with the given ones in their place. */
export function readSecrets(overrides: Record<string, string> = {}): Secrets {
  return { ...DEMO_SECRETS, ...overrides }
}
