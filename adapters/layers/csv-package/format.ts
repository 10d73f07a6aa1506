import { z } from 'zod'

const key = z.string().min(1)

/** The columns of a table in their order, and under which tab of the region's portal each is typed in; one that has none is not. */
export interface Header {
  readonly names: readonly string[]
  readonly tabs: Readonly<Record<string, string>>
}

/** `a,b@tab,c` */
export const header = z.string().transform((text): Header => {
  const columns = text.split(',').map((column) => column.split('@'))
  const typed = columns.filter(([, tab]) => tab !== undefined)
  return {
    names: columns.map(([name = '']) => name),
    tabs: Object.fromEntries(typed.map(([name = '', tab = '']) => [name, tab])),
  }
})

const publicKey = z.string().regex(/^04[0-9a-f]{128}$/, { error: '应是 04 开头的 SM2 公钥,130 位小写十六进制' })
const fingerprint = z.string().regex(/^[0-9a-f]{64}$/, { error: '应是证书的 SHA-256,64 位小写十六进制' })

/** What a package is made of: the part of a region's options that says it, whichever way the package travels. */
export const packageShape = {
  /** `key` is a name in the keyring; of the region its public keys, and the certificates of its CMS signatures */
  seal: z.strictObject({ key, theirs: z.array(publicKey).min(1), certificates: z.array(fingerprint) }),
  charset: z.enum(['gb18030', 'gbk', 'utf-8']),
  maxPackageBytes: z.int().positive(),
  maxFileBytes: z.int().positive(),
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
}

const whole = z.strictObject(packageShape)

export type PackageFormat = z.infer<typeof whole>
