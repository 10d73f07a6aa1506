import { z } from 'zod'
import { zodIssues } from '../../core/definitions/zod-faults.ts'
import { accepted, type Checked, faulty } from '../../core/fault.ts'

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

/** The columns of a table in their order, and under which tab of the region's portal each is typed in; one that has none is not. */
export interface Header {
  readonly names: readonly string[]
  readonly tabs: Readonly<Record<string, string>>
}

/** `a,b@tab,c` */
const header = z.string().transform((text): Header => {
  const columns = text.split(',').map((column) => column.split('@'))
  const typed = columns.filter(([, tab]) => tab !== undefined)
  return {
    names: columns.map(([name = '']) => name),
    tabs: Object.fromEntries(typed.map(([name = '', tab = '']) => [name, tab])),
  }
})

const publicKey = z.string().regex(/^04[0-9a-f]{128}$/, { error: '应是 04 开头的 SM2 公钥,130 位小写十六进制' })
const fingerprint = z.string().regex(/^[0-9a-f]{64}$/, { error: '应是证书的 SHA-256,64 位小写十六进制' })

const csvPackage = z.strictObject({
  dialect: z.literal('csv-package'),
  drop,
  /** where packages lie, ours and the region's; receipts lie in the `ack` of either, written by whoever reads what lies in the other */
  folders: z.strictObject({ ours: key, theirs: key }),
  /** `key` is a name in the keyring; of the region its public keys, and the certificates of its CMS signatures */
  seal: z.strictObject({ key, theirs: z.array(publicKey).min(1), certificates: z.array(fingerprint) }),
  charset: z.enum(['gb18030', 'gbk', 'utf-8']),
  maxPackageBytes: z.int().positive(),
  maxFileBytes: z.int().positive(),
  /** how far the day in a package's name may be from today */
  maxAgeDays: z.int().positive(),
  /** a package without a receipt for so long is asked about by telephone */
  missingAfterMs: z.int().positive(),
  /** a package that has to wait is written again under its name after so long */
  deferredMs: z.int().positive(),
  /** tables by their key in the tree, in the order in which they are printed; columns by matter, or `all` */
  files: z.record(
    z.string(),
    z.strictObject({ name: key, rows: z.enum(['one', 'many']), columns: z.record(z.string(), header) }),
  ),
  /** what columns of one element begin with */
  groups: z.array(key),
  /** the key of the list of materials, its columns, what its use of a line is called, and where the files are counted */
  materials: z.strictObject({
    key,
    code: key,
    ending: key,
    number: key,
    file: key,
    digest: key,
    use: key,
    fresh: key,
    replaced: key,
    kept: key,
    count: key,
  }),
  /** how a case goes on: the key of its events, what names a document's file by its type, the licence's file, what is to be mended */
  progress: z.strictObject({
    key,
    document: z.strictObject({ type: key, file: key, codes: z.record(z.string(), key) }),
    licence: z.strictObject({ key, file: key, digest: key }),
    defects: z.strictObject({ key, about: key }),
  }),
  /** the sheet from which people of the region's type a case in: for which matters, from which tables */
  assist: z.strictObject({ name: key, columns: header, matters: z.array(key), tables: z.array(key) }),
  receipt: z.strictObject({ columns: header }),
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
