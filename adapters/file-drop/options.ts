import { z } from 'zod'
import { zodIssues } from '../../core/definitions/zod-faults.ts'
import { accepted, type Checked, faulty } from '../../core/fault.ts'
import { header, packageShape } from '../layers/csv-package/format.ts'

const key = z.string().min(1)

/** Where files are put and fetched: see `DropAccount`. */
const drop = z.strictObject({
  url: z
    .string()
    .regex(/^(sftp:\/\/[^/@]+@[^/@]+|file:\/\/\/.*)$/, { error: '应写作 sftp://用户@主机:端口,或挂载目录 file:///…' }),
  /** name in the keyring */
  privateKey: key,
  hostKey: key,
  /** what a name ends with while its file is written */
  partSuffix: key,
  pollEveryMs: z.int().positive(),
})

const formJson = z.strictObject({
  dialect: z.literal('form-json'),
  baseUrl: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/$/, '')),
  /** `password` is a name in the keyring */
  account: z.strictObject({ user: key, password: key }),
  drop,
  /** of a call */
  timeoutMs: z.int().positive(),
  /** an event that nobody gave a receipt for is laid again after so long */
  replayAfterMs: z.int().positive(),
  /** how long the region keeps files that have a receipt */
  keptMs: z.int().positive(),
  maxBodyBytes: z.int().positive(),
  maxArchiveBytes: z.int().positive(),
  /** files of an archive, and bytes of one */
  maxFiles: z.int().positive(),
  maxFileBytes: z.int().positive(),
  /** the region's codes for what is wrong: by the code of a fault, of a file's fault, by what came of a file otherwise */
  errors: z.strictObject({
    faults: z.record(z.string(), key),
    materials: z.record(z.string(), key),
    outcomes: z.record(z.string(), key),
    otherwise: key,
  }),
})

const csvPackage = z.strictObject({
  dialect: z.literal('csv-package'),
  ...packageShape,
  drop,
  /** where packages lie, ours and the region's; receipts lie in the `ack` of either, written by whoever reads what lies in the other */
  folders: z.strictObject({ ours: key, theirs: key }),
  /** how far the day in a package's name may be from today */
  maxAgeDays: z.int().positive(),
  /** a package without a receipt for so long is asked about by telephone */
  missingAfterMs: z.int().positive(),
  /** a package that has to wait is written again under its name after so long */
  deferredMs: z.int().positive(),
  receipt: z.strictObject({ columns: header }),
  /** a workbook in place of tables: its name, and which sheet is which table */
  workbook: z
    .strictObject({
      name: key,
      sheets: z.record(z.string(), key),
      maxRows: z.int().positive(),
      /** our own packages hold a workbook too in place of their tables */
      send: z.boolean().default(false),
    })
    .exactOptional(),
  /** the region's codes for what is wrong: by the code of a fault, of a material's fault, by what came of a package otherwise */
  errors: z.strictObject({
    faults: z.record(z.string(), key),
    materials: z.record(z.string(), key),
    outcomes: z.record(z.string(), key),
    otherwise: key,
  }),
})

const options = z.discriminatedUnion('dialect', [formJson, csvPackage], {
  error: ({ code }) => (code === 'invalid_union' ? '应是 form-json 或 csv-package' : undefined),
})

export type FormJsonOptions = z.infer<typeof formJson>
export type CsvPackageOptions = z.infer<typeof csvPackage>
export type Options = z.infer<typeof options>

/** Reads the region's `options`; the dialect says which. */
export function readOptions(raw: unknown): Checked<Options> {
  const parsed = z.object({ options }).safeParse({ options: raw })
  return parsed.success ? accepted(parsed.data.options) : faulty(zodIssues(parsed.error))
}
