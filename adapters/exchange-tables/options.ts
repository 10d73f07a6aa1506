import { z } from 'zod'
import { zodIssues } from '../../core/definitions/zod-faults.ts'
import { accepted, type Checked, faulty } from '../../core/fault.ts'

const name = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/, { error: '应是小写字母、数字、下划线组成的数据库名称' })
const key = z.string().min(1)

/** What a column holds; it decides how the row's checksum words its value. */
export type ColumnType = 'text' | 'integer' | 'timestamp' | 'bytea'

export interface Column {
  readonly name: string
  readonly type: ColumnType
}

const TYPES: readonly string[] = ['text', 'integer', 'timestamp', 'bytea']
const COLUMN = /^[A-Za-z_]\w{0,62}(:[a-z]+)?$/

/** `no org_id form:bytea promise:integer`: the columns in the order of the table's definition; text where nothing is said. */
const columns = z.string().transform((text, context): readonly Column[] => {
  const words = text.trim().split(/\s+/)
  return words.map((word) => {
    const [own = '', type = 'text'] = word.split(':')
    if (!COLUMN.test(word) || !TYPES.includes(type))
      context.addIssue({
        code: 'custom',
        message: `列“${word.slice(0, 80)}”应写作 列名 或 列名:类型(${TYPES.join('、')})`,
      })
    return { name: own, type: type as ColumnType }
  })
})

const table = z.strictObject({ schema: name, columns })

const options = z.strictObject({
  /** `password` is a name in the keyring */
  database: z.strictObject({
    url: z
      .string()
      .regex(/^postgres:\/\/[^/@]+@[^/@]+\/\w+$/, { error: '应写作 postgres://用户@主机:端口/库名,口令另存钥匙库' }),
    password: key,
    maxConnections: z.int().positive(),
  }),
  /** keys of the rows' checksums, names in the keyring; while the region changes its own the old one stays beside the new one */
  rowKeys: z.strictObject({ ours: key, theirs: z.array(key).min(1) }),
  /** how often the tables are read */
  pollEveryMs: z.int().positive(),
  /** a row's most bytes in one column */
  maxColumnBytes: z.int().positive(),
  /** by name without schema, in the order in which they are written */
  tables: z.record(name, table),
  /** columns that the checksum leaves out, because the reader writes them */
  unsummed: z.array(z.string().min(1)),
  /** the table of applications, its column that names the row, and the columns that hold documents of XML */
  application: z.strictObject({
    table: name,
    rowName: z.string().min(1),
    charset: z.enum(['gbk', 'gb18030', 'utf-8']),
    encodingName: key,
    form: z.strictObject({ column: key, root: key }),
    files: z.strictObject({ column: key, root: key }),
    /** what stands in a text for a character that the charset has not, and the list that says which it was */
    rare: z.strictObject({ sign: key, list: key }),
    /** what a line break in a text becomes */
    lineBreak: z.string(),
  }),
})

export type Options = z.infer<typeof options>

/** Reads the region's `options`; every column has a type and the table of applications is one of the tables. */
export function readOptions(raw: unknown): Checked<Options> {
  const parsed = z.object({ options }).safeParse({ options: raw })
  if (!parsed.success) return faulty(zodIssues(parsed.error))
  const { tables, application } = parsed.data.options
  if (Object.hasOwn(tables, application.table)) return accepted(parsed.data.options)
  const message = `申请表“${application.table}”不在 tables 里`
  return faulty([{ path: 'options.application.table', code: 'code', message, fix: '请在 tables 里写明它的列' }])
}
