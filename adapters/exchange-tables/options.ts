import { z } from 'zod'
import { zodIssues } from '../../core/definitions/zod-faults.ts'
import { accepted, type Checked, faulty } from '../../core/fault.ts'

const name = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/, { error: '应是小写字母、数字、下划线组成的数据库名称' })
const key = z.string().min(1)

/** What a column holds; it decides how the row's checksum words its value. `xml` is a text whose values are attributes. */
export type ColumnType = 'text' | 'xml' | 'integer' | 'timestamp' | 'bytea'

export interface Column {
  readonly name: string
  readonly type: ColumnType
}

const TYPES: readonly string[] = ['text', 'xml', 'integer', 'timestamp', 'bytea']
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

const ms = z.int().positive()

const table = z.strictObject({
  schema: name,
  columns,
  /** the column that counts a case's rows from 1, on from the last that lies there */
  numbered: key.exactOptional(),
  /** the column without which there is no row */
  existsBy: key.exactOptional(),
  /** a case has one row here at most: a second is not written */
  once: z.literal(true).exactOptional(),
  /** columns that hold files, each with the column of its MD5 */
  files: z.record(key, key).default({}),
})

const options = z.strictObject({
  /** `password` is a name in the keyring */
  database: z.strictObject({
    url: z.url({ protocol: /^postgres$/, error: '应是 postgres://用户@主机:端口/库名' }),
    password: key,
    maxConnections: z.int().positive(),
  }),
  /** keys of the rows' checksums, names in the keyring; while the region changes its own the old one stays beside the new one */
  rowKeys: z.strictObject({ ours: key, theirs: z.array(key).min(1) }),
  /** how often the tables are read */
  pollEveryMs: ms,
  /** a row that was written may stay unseen for so long; it is not written again meanwhile */
  unseenMs: ms,
  /** a row that was claimed and not marked for so long is claimed again */
  reclaimAfterMs: ms,
  /** how far the time of writing of a row may be from now */
  staleMs: ms,
  /** an answer that is missing for so long is told */
  missingAfterMs: ms,
  /** most bytes of a row's documents and files */
  maxColumnBytes: z.int().positive(),
  /** by name without schema, in the order in which they are written */
  tables: z.record(name, table),
  /** columns that the checksum leaves out, because the reader writes them */
  unsummed: z.array(z.string().min(1)),
  /** columns that say when a row was written */
  written: z.array(key).min(1),
  /** columns by which a row's reader answers it, and the words of the first; `number` and `state` are those of the case */
  marks: z.strictObject({
    sign: key,
    at: key,
    why: key,
    number: key,
    state: key,
    waiting: key,
    reading: key,
    taken: key,
    refused: key,
    same: key,
    /** the state of a case that was registered, and of one that waits to be */
    registered: key,
    unregistered: key,
  }),
  /** the table of applications, its columns that name the row, the case, whoever collected it and the version, and the columns that hold documents of XML */
  application: z.strictObject({
    table: name,
    /** where the region's own applications lie, in a table of the same name and columns */
    theirs: name,
    rowName: z.string().min(1),
    caseNo: key,
    source: key,
    version: key,
    /** the column that says what a later version is for, by how it begins */
    reason: z.strictObject({ column: key, supplement: key, withdraw: key }),
    charset: z.enum(['gbk', 'gb18030', 'utf-8']),
    encodingName: key,
    form: z.strictObject({ column: key, root: key }),
    files: z.strictObject({ column: key, root: key }),
    /** what stands in a text for a character that the charset has not, and the list that says which it was */
    rare: z.strictObject({ sign: key, list: key }),
    /** what a line break in a text becomes */
    lineBreak: z.string(),
  }),
  /** the tables in which the region tells how our cases go on, numbered over all of them */
  answers: z.strictObject({
    tables: z.array(name).min(1),
    rowName: key,
    caseNo: key,
    partnerNo: key,
    number: key,
    sign: key,
  }),
  /** the region's codes for what is wrong: by the code of a fault, of a file's fault, by what came of a row otherwise */
  errors: z.strictObject({
    faults: z.record(z.string(), key),
    materials: z.record(z.string(), key),
    outcomes: z.record(z.string(), key),
    otherwise: key,
  }),
})

export type Options = z.infer<typeof options>

/** Reads the region's `options`; every column has a type, and every table that is named is one of the tables. */
export function readOptions(raw: unknown): Checked<Options> {
  const parsed = z.object({ options }).safeParse({ options: raw })
  if (!parsed.success) return faulty(zodIssues(parsed.error))
  const { tables, application, answers } = parsed.data.options
  const unknown = [application.table, ...answers.tables].filter((one) => !Object.hasOwn(tables, one))
  if (unknown.length === 0) return accepted(parsed.data.options)
  return faulty(
    unknown.map((one) => ({
      path: one === application.table ? 'options.application.table' : 'options.answers.tables',
      code: 'code',
      message: `表“${one}”不在 tables 里`,
      fix: '请在 tables 里写明它的列',
    })),
  )
}
