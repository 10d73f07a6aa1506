import { z } from 'zod'
import { path, texts } from './texts.ts'

/** We keep the file and hand out a one-time address, `<our URL><path>/<file id>?<secretParam>=<secret>`; the region fetches it. */
const links = z.strictObject({
  as: z.literal('links'),
  path,
  secretParam: z.string().regex(/^\w+$/),
  secretBytes: z.int().min(16).max(64),
  validMs: z.int().positive(),
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
  send: z.discriminatedUnion('as', [links]),
  fetch: z.discriminatedUnion('as', [get]),
})

export type Files = z.infer<typeof filesShape>
