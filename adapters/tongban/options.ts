import { z } from 'zod'
import { zodIssues } from '../../core/definitions/zod-faults.ts'
import { accepted, type Checked, faulty } from '../../core/fault.ts'
import { SUITES, type SuiteName } from '../layers/sign/suites.ts'

const suite = z.enum(Object.keys(SUITES) as [SuiteName, ...SuiteName[]])
const id = z.string().regex(/^\d{12}$/, { error: '应是 12 位标识' })
const keyid = z.string().regex(/^[A-Za-z0-9._-]{1,64}$/, { error: '应是字母、数字、点、横线的密钥编号' })

const PUBLIC_KEY: Readonly<Record<SuiteName, RegExp>> = {
  ed25519: /^[0-9a-f]{64}$/,
  'sm2-sm3': /^04[0-9a-f]{128}$/,
}

const theirKey = z
  .strictObject({ keyid, suite, publicKey: z.string() })
  .refine(({ suite: name, publicKey }) => PUBLIC_KEY[name].test(publicKey), {
    error: '公钥写法不对:Ed25519 为 64 位小写十六进制,SM2 为 04 开头的 130 位',
    path: ['publicKey'],
  })

const shape = z.strictObject({
  baseUrl: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/$/, '')),
  /** test adds `TB-Explain` to a 401: the base that we computed; production never does */
  environment: z.enum(['production', 'test']).default('production'),
  /** `secret` names our private key in the keyring: the seed of Ed25519, or SM2's scalar */
  us: z.strictObject({ id, keyid, suite, secret: z.string().min(1) }),
  /** several keys while an old one and its successor hold side by side */
  them: z.strictObject({ id, keys: z.array(theirKey).min(1) }),
  /** the header in which the proxy that ends TLS tells the client certificate's URI; left out where nothing ends TLS before us */
  certificateHeader: z.string().min(1).exactOptional(),
  windowSeconds: z.int().positive().default(300),
  urlValidMs: z.int().positive().default(86_400_000),
  connectTimeoutMs: z.int().positive().default(3_000),
  timeoutMs: z.int().positive().default(20_000),
  fileTimeoutMs: z.int().positive().default(120_000),
  maxBodyBytes: z
    .int()
    .positive()
    .default(2 * 1024 * 1024),
  maxFileBytes: z
    .int()
    .positive()
    .default(20 * 1024 * 1024),
})

export type Options = z.infer<typeof shape>

/** Levels of nesting in a body, at most. */
export const MOST_DEPTH = 12

/** Reads the region's `options`. */
export function readOptions(raw: unknown): Checked<Options> {
  const parsed = shape.safeParse(raw)
  if (parsed.success) return accepted(parsed.data)
  return faulty(zodIssues(parsed.error).map((fault) => ({ ...fault, path: `options.${fault.path}` })))
}
