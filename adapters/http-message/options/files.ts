import { z } from 'zod'
import { path, texts, treePath } from './texts.ts'

/** We keep the file and hand out a one-time address, `<our URL><path>/<file id>`; its secret goes into the query of that, or apart from it into a header of the region's request. */
const links = z
  .strictObject({
    as: z.literal('links'),
    path,
    secretParam: z.string().regex(/^\w+$/).exactOptional(),
    secretHeader: z
      .string()
      .regex(/^[a-z-]+$/)
      .exactOptional(),
    secretBytes: z.int().min(16).max(64),
    validMs: z.int().positive(),
  })
  .refine(({ secretParam, secretHeader }) => (secretParam === undefined) !== (secretHeader === undefined), {
    error: 'secretParam 与 secretHeader 写且只写一个',
  })

const UPLOAD_NAMES = ['caseNo', 'material', 'name', 'sm3', 'sha256', 'size', 'mediaType'] as const

/** Every file goes before the message that names it, in a form of its own; the region's answer gives its name there. */
const upload = z.strictObject({
  as: z.literal('upload'),
  path,
  /** texts of the form, in this order, and the part with the file behind them */
  texts: texts(UPLOAD_NAMES),
  part: z.string().min(1),
  /** where the answer has the file's name, and how long that may be used */
  id: treePath,
  validMs: z.int().positive(),
})

/** A file is asked for by name; its bytes are the answer, unless that is a message. */
const ask = z.strictObject({
  as: z.literal('ask'),
  path,
  /** names of the file and of its case in the body */
  body: texts(['ref', 'partnerCaseNo', 'caseNo']),
  maxBytes: z.int().positive(),
})

/** The region keeps its files at addresses that its messages name. */
const get = z.strictObject({
  as: z.literal('get'),
  headers: texts(['token', 'uuid']),
  /** scheme and host of these addresses, where they are not those of `baseUrl` */
  origins: z.array(z.url({ protocol: /^https?$/ })).default([]),
  maxBytes: z.int().positive(),
})

/** How files travel, each way. */
export const filesShape = z.strictObject({
  send: z.discriminatedUnion('as', [links, upload]),
  fetch: z.discriminatedUnion('as', [get, ask]),
})

export type Files = z.infer<typeof filesShape>
