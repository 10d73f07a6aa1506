import { createHmac } from 'node:crypto'

/** The demonstration keys of the interface document, §2.1. */
export const DEMO = {
  /** the gateway towards the region */
  theirs: { appkey: 'sdkst510107', secret: 'sdDemoSecretOut01' },
  /** the region towards the gateway */
  ours: { appkey: 'kst370000', secret: 'sdDemoSecretIn0001' },
} as const

export interface Signed {
  readonly appkey: string
  readonly nonce: string
  readonly timestamp: string
}

/** §2.3: lower-case hex; neither the body nor the encryption flag is signed. */
export function signHeaders(secret: string, { appkey, nonce, timestamp }: Signed): string {
  const text = `x-aep-appkey=${appkey}&x-aep-nonce=${nonce}&x-aep-timestamp=${timestamp}`
  return createHmac('sha256', secret).update(text).digest('hex')
}
