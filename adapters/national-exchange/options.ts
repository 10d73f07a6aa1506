import { z } from 'zod'
import { zodIssues } from '../../core/definitions/zod-faults.ts'
import { accepted, type Checked, faulty } from '../../core/fault.ts'

const shape = z.strictObject({
  baseUrl: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/$/, '')),
  /** `gjgxjhpt` or `gjzwfwpt`: the same rule under another name */
  headerPrefix: z.enum(['gjgxjhpt', 'gjzwfwpt']),
  /** our requester id at theirs, their requester id at ours */
  rid: z.uuid(),
  partnerRid: z.uuid(),
  sidPrefix: z.strictObject({ theirs: z.string().min(1), ours: z.string().min(1) }),
  /** names in the keyring */
  keys: z.strictObject({ appKey: z.string().min(1), reverseSecret: z.string().min(1) }),
  windowMs: z.int().positive().default(300_000),
  connectTimeoutMs: z.int().positive().default(5_000),
  timeoutMs: z.int().positive().default(30_000),
  maxBodyBytes: z
    .int()
    .positive()
    .default(15 * 1024 * 1024),
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

/** The exchange's services by number: same number on both sides, other prefix. */
export const SERVICES = {
  secret: '3100',
  upload: '3101',
  apply: '3102',
  supplement: '3103',
  withdraw: '3104',
  query: '3105',
  download: '3106',
  shipment: '3107',
  progress: '3201',
} as const

export type Service = keyof typeof SERVICES
