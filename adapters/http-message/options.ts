import { z } from 'zod'
import { zodIssues } from '../../core/definitions/zod-faults.ts'
import { accepted, type Checked, faulty } from '../../core/fault.ts'
import { answerRule, lineShape } from './options/answers.ts'
import { bodyShape } from './options/bodies.ts'
import { credentialShape } from './options/credentials.ts'
import { filesShape } from './options/files.ts'
import { inboundShape } from './options/inbound.ts'
import { keyName, path, texts, treePath } from './options/texts.ts'

/** What an operation is called with beside its message. */
const CALL_NAMES = [
  'token',
  'appKey',
  'sign',
  'uuid',
  'message.id',
  'caseNo',
  'partnerCaseNo',
  'time.ms',
  'time.seconds',
  'time.digits',
  'request.hex',
  'session',
] as const

const call = z.strictObject({ path })

const operations = z.partialRecord(z.enum(['apply', 'supplement', 'withdraw', 'shipment', 'progress', 'reissue']), call)

const channel = z.strictObject({
  matters: z.array(z.string().regex(/^M\d{2}$/)).min(1),
  body: bodyShape,
  headers: texts(CALL_NAMES),
  operations,
  /** an answer of one line; what begins as JSON is read as elsewhere */
  line: lineShape.exactOptional(),
  send: filesShape.shape.send,
  /** the member by which the region's own messages name the case */
  correlation: treePath.exactOptional(),
})

const shape = z.strictObject({
  /** scheme and host of the region's services, without a trailing slash */
  baseUrl: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/$/, '')),
  connectTimeoutMs: z.int().positive().default(5_000),
  timeoutMs: z.int().positive().default(30_000),
  maxBodyBytes: z
    .int()
    .positive()
    .default(5 * 1024 * 1024),
  maxDepth: z.int().positive().max(64).default(16),
  body: bodyShape,
  /** other ways that some matters go, under the same credential */
  channels: z.array(channel).default([]),
  credential: credentialShape.exactOptional(),
  calls: z.strictObject({
    headers: texts(CALL_NAMES),
    /** in the query of every call */
    query: texts(CALL_NAMES).default({}),
    /** in the form of every call, where bodies are forms */
    fields: texts(CALL_NAMES).default({}),
    /** where bodies are forms: SM3 in capitals over all fields and the key, and the field that holds it */
    sign: z
      .strictObject({ scheme: z.literal('sm3-fields'), at: z.string().min(1), secretKey: keyName })
      .exactOptional(),
    /** what the region offers, by the kind of message that it takes */
    operations,
  }),
  answer: answerRule,
  files: filesShape,
  inbound: inboundShape,
})

export type Options = z.infer<typeof shape> & {
  /** of the channel that a matter goes through, where it has one of its own */
  readonly line?: z.infer<typeof lineShape>
  readonly correlation?: string
}

/** Reads the region's `options`; every fault with its path. */
export function readOptions(raw: unknown): Checked<Options> {
  const parsed = shape.safeParse(raw)
  if (parsed.success) return accepted(parsed.data)
  return faulty(zodIssues(parsed.error).map((fault) => ({ ...fault, path: `options.${fault.path}` })))
}
