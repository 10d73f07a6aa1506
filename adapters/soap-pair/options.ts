import { z } from 'zod'
import { zodIssues } from '../../core/definitions/zod-faults.ts'
import { accepted, type Checked, faulty } from '../../core/fault.ts'
import { fromPem } from '../layers/x509/pem.ts'

const sid = z.string().regex(/^\d{6}$/)
const operation = z.string().regex(/^[A-Z][A-Z0-9_]*$/)
const unit = z.strictObject({ code: z.string().regex(/^\d{12}$/), name: z.string().min(1).max(100) })
const key = z.string().min(1)

const matter = z.strictObject({
  /** ZAGLYWFLDM */
  class: z.string().regex(/^\d{4}$/),
  /** SXJBBM, the region's basic code; an application that names another is refused */
  basicCode: z.string().min(1),
  request: operation,
  feedback: operation,
  requestSid: sid,
  feedbackSid: sid,
  /** the main record comes once for every person of the case: `main` of the tree is a list */
  repeats: z.boolean().default(false),
  /** sids of records that are lists of the form, replaced as a whole by a supplement */
  lists: z.array(sid).default([]),
  /** classes of materials whose originals travel by post: their records have no content */
  posted: z.array(z.string()).default([]),
})

/** The profile that signs: every call and answer, both ways. Left out, nothing is signed and a signed message is not understood. */
const signature = z.strictObject({
  /** PEM of our certificate; `key` names its private key (PKCS#8) in the keyring */
  certificate: z.string().refine((text) => fromPem(new TextEncoder().encode(text), 'CERTIFICATE') !== null, {
    error: '应是 PEM 格式的证书',
  }),
  key,
  /** SHA-256 of the region's certificates, lower-case hex; an old one and its successor hold side by side */
  theirs: z.array(z.string().regex(/^[0-9a-f]{64}$/, { error: '应是 64 位小写十六进制的证书指纹' })).min(1),
  validMs: z.int().positive().default(300_000),
  toleranceMs: z.int().positive().default(60_000),
})

const shape = z.strictObject({
  baseUrl: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/$/, '')),
  /** where the service lies on either side */
  servicePath: z.string().startsWith('/'),
  serviceName: z.string().min(1),
  namespace: z.url(),
  /** BBH and XTYWQYFW of every head */
  version: z.string().min(1).max(8),
  scope: z.string().min(1),
  unit: z.strictObject({ ours: unit, theirs: unit }),
  /** names in the keyring: the code we send, and those that the region may send (the old one runs on for a while) */
  keys: z.strictObject({ outbound: key, inbound: z.array(key).min(1) }),
  signature: signature.exactOptional(),
  matters: z.record(z.string(), matter),
  general: z.strictObject({ supplement: operation, withdraw: operation, query: operation }),
  /** every operation of the WSDL in its order; both sides publish all of them */
  operations: z.array(operation).min(1),
  /** how far FSSJ may be from our clock */
  windowMs: z.int().positive().default(600_000),
  connectTimeoutMs: z.int().positive().default(10_000),
  timeoutMs: z.int().positive().default(60_000),
  maxPackageBytes: z.int().positive().default(31_457_280),
  maxFileBytes: z.int().positive().default(5_242_880),
})

export type Options = z.infer<typeof shape>
export type MatterOptions = Options['matters'][string]

/** Reads the region's `options`; an operation that a matter names must be one of the WSDL. */
export function readOptions(raw: unknown): Checked<Options> {
  const parsed = shape.safeParse(raw)
  if (!parsed.success)
    return faulty(zodIssues(parsed.error).map((fault) => ({ ...fault, path: `options.${fault.path}` })))
  const options = parsed.data
  const named = Object.entries(options.matters).flatMap(([id, { request, feedback }]) => [
    { path: `options.matters.${id}.request`, name: request },
    { path: `options.matters.${id}.feedback`, name: feedback },
  ])
  const general = Object.entries(options.general).map(([id, name]) => ({ path: `options.general.${id}`, name }))
  const unknown = [...named, ...general].filter(({ name }) => !options.operations.includes(name))
  if (unknown.length === 0) return accepted(options)
  return faulty(unknown.map(({ path, name }) => ({ path, code: 'code', message: `operations 没有列出操作 ${name}` })))
}

/** Limits for reading what the region sends: a package in its envelope, with room for what escaping adds. */
export function limitsOf({ maxPackageBytes }: Options) {
  return { maxBytes: maxPackageBytes + 2_097_152, maxDepth: 8, maxElements: 20_000 }
}
