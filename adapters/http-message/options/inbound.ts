import { z } from 'zod'
import { STATUSES, type Status } from '../../../core/case/status.ts'
import type { Json } from '../../../core/json.ts'
import { bodyShape } from './bodies.ts'
import { keyName, path, template, treePath } from './texts.ts'

const hmacLines = z.strictObject({
  scheme: z.literal('hmac-lines'),
  headers: z.strictObject({ time: z.string().min(1), nonce: z.string().min(1), signature: z.string().min(1) }),
  prefix: z.string(),
  /** the new key and the old one while both hold */
  keys: z.array(keyName).min(1).max(2),
  windowSeconds: z.int().positive(),
  nonceSeconds: z.int().positive(),
})

/** In the query: our key, the time in ms, and the MD5 of key, secret, time and the body's SM3. */
const md5Query = z.strictObject({
  scheme: z.literal('md5-query'),
  appKey: z.string().min(1),
  /** the new secret and the old one while both hold */
  keys: z.array(keyName).min(1).max(2),
  windowMs: z.int().positive(),
})

/** Fields of the form itself: our key's number, the time and a number used once, and SM3 in capitals over all of them and the key. */
const sm3Fields = z.strictObject({
  scheme: z.literal('sm3-fields'),
  at: z.string().min(1),
  account: z.strictObject({ at: z.string().min(1), is: z.string().min(1) }),
  /** by their number, the new one and the old one while both hold */
  keys: z.record(z.string(), keyName),
  keyAt: z.string().min(1),
  timeAt: z.string().min(1),
  windowSeconds: z.int().positive(),
})

const scalar: z.ZodType<Json> = z.union([z.string(), z.number(), z.boolean(), z.null()])

const route = z.strictObject({
  method: z.enum(['GET', 'POST']).default('POST'),
  path,
  /** where several routes share a path: the members of the message that choose this one */
  when: z.record(treePath, z.union([scalar, z.array(scalar)])).default({}),
  kind: z.enum(['apply', 'supplement', 'withdraw', 'shipment', 'progress', 'reissue', 'upload', 'query']),
  /** members that name the message for ever; the same again is the same message */
  key: z.array(treePath).min(1),
  /** members under which the same content may come in another message */
  twin: z.array(treePath).default([]),
  /** members that may differ when the same message comes again */
  loose: z.array(treePath).default([]),
  /** member with our number of the case, and with theirs */
  caseNo: treePath.optional(),
  partnerCaseNo: treePath.optional(),
  /** member by which the case was named to the region when it was sent, where it tells no number */
  correlation: treePath.optional(),
  seq: treePath.optional(),
  /** the region numbers nothing here: messages are taken as they come */
  unnumbered: z.boolean().default(false),
  /** members that the path says and the message does not */
  adds: z.record(z.string(), z.string()).default({}),
  /** where its messages have another body than the region's own */
  body: bodyShape.exactOptional(),
  /** answered by a line of `replies.lines` in the charset of the message */
  line: z.boolean().default(false),
  /** of an upload: the part with the file, the texts with its name and its SM3, those that say where it belongs, and under which name ours for it stands in the answer */
  upload: z
    .strictObject({
      part: z.string().min(1),
      name: treePath,
      digest: treePath,
      names: z.array(treePath).min(1),
      ref: treePath,
      maxBytes: z.int().positive(),
      validMs: z.int().positive(),
    })
    .optional(),
  /** of a reissue: the list of files with the members that name one and give its address */
  addresses: z.strictObject({ list: treePath, ref: z.string().min(1), at: z.string().min(1) }).optional(),
})

export type Route = z.infer<typeof route>

const OUTCOME_NAMES = [
  'caseNo',
  'at',
  'at.ms',
  'hexId',
  'until.ms',
  'time.digits',
  'promise.value',
  'promise.unit',
  'code',
  'message',
  'faults',
  'status',
  'seq',
  'events',
  'expected',
]

const unit = z.enum(['G', 'Z', 'H', 'M'])
const status = z.enum(Object.keys(STATUSES) as [Status, ...Status[]])

/** How our acknowledgements are worded: by `<kind>.<outcome>`, else by the outcome; `-again` marks a repetition. */
const replies = z.strictObject({
  /** why a request was not even read: HTTP status and body; `malformed.digest` and the like where it matters what of it is, `other` for what is not listed */
  refusals: z
    .record(z.string(), z.strictObject({ status: z.int().min(200).max(599), body: template(['reason']) }))
    .refine((rows) => Object.hasOwn(rows, 'other'), { error: '要有 other 一行' }),
  outcomes: z.record(z.string(), template(OUTCOME_NAMES, ['tree.'])),
  /** the same as lines of text, for routes that are answered so; `{ref}` is the first member of the route's key */
  lines: z.record(z.string(), template([...OUTCOME_NAMES, 'ref'], ['tree.'])).default({}),
  /** code of an outcome that is not allowed, by our reason; `other` for the rest */
  codes: z.record(z.string(), z.string()).refine((rows) => Object.hasOwn(rows, 'other'), { error: '要有 other 一行' }),
  /** the group of their message that the paths of our faults start in */
  within: treePath.optional(),
  /** one fault */
  fault: template(['path', 'code', 'message']),
  faultCodes: z
    .record(z.string(), z.string())
    .refine((rows) => Object.hasOwn(rows, 'other'), { error: '要有 other 一行' }),
  units: z.partialRecord(unit, z.string()),
  statuses: z.partialRecord(status, z.string()),
})

/** How the region calls us. */
export const inboundShape = z.strictObject({
  verify: z.discriminatedUnion('scheme', [hmacLines, md5Query, sm3Fields]),
  routes: z.array(route).min(1),
  replies,
  /** how a supplement that carries only what changed is laid over the message before */
  supplement: z
    .strictObject({
      /** members that replace those of the message before */
      replace: z.array(treePath).default([]),
      /** a group that may carry new values for these members of the message before */
      patch: z.strictObject({ at: treePath, keys: z.array(z.string().min(1)).min(1) }).optional(),
      /** list whose new elements are added, with the members that name one and its material, and the list of those that go; without that, those named alike go */
      list: z
        .strictObject({ at: treePath, id: z.string().min(1), code: z.string().min(1), removed: treePath.optional() })
        .optional(),
    })
    .optional(),
})

export type Inbound = z.infer<typeof inboundShape>
