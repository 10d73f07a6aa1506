import { z } from 'zod'
import { zodIssues } from '../../core/definitions/zod-faults.ts'
import { accepted, type Checked, faulty } from '../../core/fault.ts'

const key = z.string().min(1)

/** Where files are put and fetched: an account on a server of the region's, its host key known beforehand. */
const drop = z.strictObject({
  host: key,
  port: z.int().positive(),
  user: key,
  /** name in the keyring */
  privateKey: key,
  hostKey: key,
  pollEveryMs: z.int().positive(),
})

const formJson = z.strictObject({
  dialect: z.literal('form-json'),
  baseUrl: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/$/, '')),
  /** `password` is a name in the keyring */
  account: z.strictObject({ user: key, password: key }),
  drop,
  maxBodyBytes: z.int().positive(),
  maxArchiveBytes: z.int().positive(),
})

const options = z.discriminatedUnion('dialect', [formJson], {
  error: ({ code }) => (code === 'invalid_union' ? '应是 form-json' : undefined),
})

export type FormJsonOptions = z.infer<typeof formJson>
export type Options = z.infer<typeof options>

/** Reads the region's `options`; the dialect says which. */
export function readOptions(raw: unknown): Checked<Options> {
  const parsed = z.object({ options }).safeParse({ options: raw })
  return parsed.success ? accepted(parsed.data.options) : faulty(zodIssues(parsed.error))
}
