import { createCipheriv, createHash, createHmac } from 'node:crypto'

export type Body = Record<string, unknown>

/** One of §3.8's `errors`. */
export interface WireError {
  readonly path: string
  readonly code: string
  readonly message: string
}

/** The demo keys and ids of the interface document, §1.2 and §2.6. */
export const DEMO = {
  gatewayRid: '7b1f6c2e-0d4a-4e58-9a37-5c21d8e4f601',
  ownRid: 'c3a9e1d4-2b60-4f17-8e5d-90ab12cd34ef',
  appKey: '9c1e6f0b7a2d4853b6f9e0d1c2a3b4f5',
  secret: '4d3c2b1a0f9e8d7c6b5a49382716f5e4',
  reverseSecret: 'e8f7a6b5c4d3e2f10918273645546372',
  ownPrefix: 's_1300000900000_',
  gatewayPrefix: 's_5101070900000_',
} as const

/** §2.3 */
export function sign(key: string, sid: string, rid: string, rtime: string): string {
  return createHmac('sha256', key)
    .update(sid + rid + rtime)
    .digest('base64')
}

/** §2.2: AES-128-ECB under the first 16 bytes of SHA1(SHA1(appKey)). */
export function sealSecret(appKey: string, secret: string): string {
  const key = createHash('sha1').update(createHash('sha1').update(appKey).digest()).digest().subarray(0, 16)
  const cipher = createCipheriv('aes-128-ecb', key, null)
  return Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]).toString('base64')
}

/** §3.8: two layers. */
export function answer(code: string, message: string, data: object = {}, errors: readonly object[] = []): object {
  return { code: '0', message: 'success', data: { code, message, data, errors } }
}

/** `yyyy-MM-dd HH:mm:ss` in Beijing. */
export function beijingTime(ms: number): string {
  return new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
}

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')
