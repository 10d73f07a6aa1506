import { z } from 'zod'
import { zodIssues } from '../../core/definitions/zod-faults.ts'
import { accepted, type Checked, faulty } from '../../core/fault.ts'

const key = z.string().min(1)
const codes = z.record(z.string(), z.string().min(1))

const common = {
  baseUrl: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/$/, '')),
  /** how far the partner's clock may be from ours */
  windowMs: z.int().positive().default(300_000),
  /** how long a nonce may not come again */
  nonceMs: z.int().positive().default(600_000),
  connectTimeoutMs: z.int().positive(),
  timeoutMs: z.int().positive(),
  /** most bytes of one request body */
  maxBodyBytes: z.int().positive(),
}

const approveData = z.strictObject({
  dialect: z.literal('approve-data'),
  ...common,
  /** who we are there; `secret` and `sm4` are names in the keyring */
  outbound: z.strictObject({ appKey: key, secret: key, sm4: key }),
  /** who the region is here; the old one runs on beside the new one for a while */
  inbound: z.array(z.strictObject({ appKey: key, secret: key, sm4: key })).min(1),
  /** the word that stands where nothing is, and what a line break inside a text becomes */
  filler: z.string().min(1).default('无'),
  lineBreak: z.string().default('；'),
  /** records of one material message, and their bytes, at most */
  maxRecords: z.int().positive().default(10),
  maxMaterialBytes: z.int().positive().default(16_777_216),
  /** words of the answer to a query that are not those of the messages */
  query: z.strictObject({
    applicantKinds: codes,
    idTypes: codes,
    /** our status → BJZT, or BJZT+HJDM */
    states: codes,
  }),
})

const exInfo = z.strictObject({
  dialect: z.literal('ex-info'),
  ...common,
  /** of the SOAP service, the same on both sides */
  servicePath: z.string().startsWith('/'),
  /** how the organisations are called in `deptCode` */
  deptCode: z.strictObject({ ours: key, theirs: key }),
  /** names in the keyring; while a key of the region's is changed the old one stays beside the new one */
  keys: z.strictObject({ outbound: key, inbound: z.array(key).min(1) }),
  /** where and as whom the region is asked about a case (3.6); `token` is a name in the keyring */
  rest: z.strictObject({ path: z.string().startsWith('/'), paasid: key, token: key }),
  /** VER of the forms */
  formVersion: z.string().min(1),
})

export type ApproveDataOptions = z.infer<typeof approveData>
export type ExInfoOptions = z.infer<typeof exInfo>
export type Options = ApproveDataOptions | ExInfoOptions

const options = z.discriminatedUnion('dialect', [approveData, exInfo], {
  error: ({ code }) => (code === 'invalid_union' ? '应是 approve-data 或 ex-info' : undefined),
})

/** Reads the region's `options`; the dialect says which. */
export function readOptions(raw: unknown): Checked<Options> {
  const parsed = z.object({ options }).safeParse({ options: raw })
  return parsed.success ? accepted(parsed.data.options) : faulty(zodIssues(parsed.error))
}

/** Limits for reading what the region sends. */
export function limitsOf({ maxBodyBytes }: Options) {
  return { maxBytes: maxBodyBytes, maxDepth: 12, maxElements: 50_000 }
}
