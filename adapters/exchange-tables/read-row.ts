import { fromBase64 } from '../../core/base64.ts'
import { decodeText, uncarriedCharacters } from '../../core/charset.ts'
import type { Checked } from '../../core/fault.ts'
import { isObject, type Json, type JsonObject } from '../../core/json.ts'
import type { InlineFile, Refusal } from '../../core/message.ts'
import type { Partner } from '../../core/protocol.ts'
import { requireSecret } from '../../core/secrets.ts'
import { md5Hex } from '../layers/md5.ts'
import { sameText } from '../layers/sign/sid-rid-rtime.ts'
import type { Options } from './options.ts'
import type { WireError } from './paths.ts'
import { type RowValues, sumRow } from './row-sum.ts'
import { toTree } from './rows.ts'

/** Why a row is refused as it stands: for our record, and as the region is told. */
export interface BadRow {
  readonly refusal: Refusal
  readonly errors: readonly WireError[]
  /** as far as it could be read */
  readonly tree?: JsonObject
}

/** What a row says: the region's own form, its files taken out under references of ours, and the row as the evidence shows it. */
export interface GoodRow {
  readonly tree: JsonObject
  readonly files: readonly InlineFile[]
  readonly shown: string
}

const bad = (reason: Refusal['reason'], detail: string, options: Options, path: string, message: string): BadRow => ({
  refusal: { reason, detail },
  errors: [{ code: options.errors.outcomes[reason] ?? options.errors.otherwise, path, message }],
})

/** Whether a row is as the region wrote it, by one of its keys. */
export async function isAsWritten(
  table: string,
  row: RowValues,
  { options, keyring }: Partner<Options>,
): Promise<boolean> {
  for (const name of options.rowKeys.theirs) {
    const sum = sumRow(table, row, await requireSecret(keyring, name), options)
    if (sameText(sum, String(row['row_sum'] ?? ''))) return true
  }
  return false
}

/** Checks and reads a row; `name` is the one it has in its table. */
export async function readRow(
  table: string,
  name: string,
  row: RowValues,
  partner: Partner<Options>,
): Promise<GoodRow | BadRow> {
  const { options } = partner
  const detail = `${table} ${name}`
  if (!(await isAsWritten(table, row, partner))) return bad('signature-wrong', detail, options, 'row_sum', '行校验不符')
  const texts = toTexts(table, row, options)
  if ('broken' in texts) return bad('malformed', detail, options, texts.broken, '不能按约定的字符集解析')
  const read: Checked<JsonObject> = toTree({ [table]: texts.row }, options)
  if (!read.ok) return bad('malformed', detail, options, read.faults[0]?.path ?? '', read.faults[0]?.message ?? '')
  const listed = takeListed(read.value, name, options)
  if ('errors' in listed) return { refusal: { reason: 'malformed', detail }, errors: listed.errors, tree: read.value }
  const held = takeHeld(table, name, row, options)
  if ('errors' in held) return { refusal: { reason: 'malformed', detail }, errors: held.errors }
  const own = listed.tree[table]
  const tree = { ...listed.tree, [table]: { ...(isObject(own) ? own : {}), ...held.refs } }
  return { tree, files: [...listed.files, ...held.files], shown: JSON.stringify(tree) }
}

/** The row's values as texts, documents decoded; files are left out. */
function toTexts(
  table: string,
  row: RowValues,
  { tables, application, unsummed }: Options,
): { row: JsonObject } | { broken: string } {
  const texts: JsonObject = {}
  for (const { name, type } of tables[table]?.columns ?? []) {
    const value = row[name]
    // what the reader writes is no part of what was said
    if (value === null || value === undefined || unsummed.includes(name)) continue
    if (!(value instanceof Uint8Array)) texts[name] = String(value)
    else if (table === application.table && type === 'bytea') {
      const text = decodeText(value, application.charset)
      if (text === null || uncarriedCharacters(text, application.charset).length > 0)
        return { broken: name === application.form.column ? application.form.root : application.files.root }
      texts[name] = text
    }
  }
  return { row: texts }
}

/** Files inside the list of materials, each as it is described; in the tree their references stand for them. */
function takeListed(
  tree: JsonObject,
  name: string,
  { application, errors }: Options,
): { tree: JsonObject; files: InlineFile[] } | { errors: WireError[] } {
  const root = application.files.root
  const lines = tree[root]
  if (!Array.isArray(lines)) return { tree, files: [] }
  const files: InlineFile[] = []
  const wrong: WireError[] = []
  const taken = lines.map((line, index): Json => {
    if (!isObject(line) || typeof line['WJNR'] !== 'string') return line
    const bytes = fromBase64(line['WJNR'])
    const ref = `${name}:${index}`
    const isSame = bytes && md5Hex(bytes) === line['WJZY'] && String(bytes.length) === line['WJDX']
    if (!isSame)
      wrong.push({
        code: errors.materials['file-mismatch'] ?? errors.otherwise,
        path: `${root}[${index}].WJNR`,
        message: '附件 MD5 或大小不符',
      })
    else files.push({ ref, name: String(line['WJM'] ?? ''), bytes })
    return { ...line, WJNR: ref }
  })
  return wrong.length > 0 ? { errors: wrong } : { tree: { ...tree, [root]: taken }, files }
}

/** Files in columns of their own. */
function takeHeld(
  table: string,
  name: string,
  row: RowValues,
  { tables, errors }: Options,
): { refs: JsonObject; files: InlineFile[] } | { errors: WireError[] } {
  const refs: JsonObject = {}
  const files: InlineFile[] = []
  for (const [column, digest] of Object.entries(tables[table]?.files ?? {})) {
    const bytes = row[column]
    if (!(bytes instanceof Uint8Array)) continue
    if (md5Hex(bytes) !== row[digest])
      return {
        errors: [
          { code: errors.materials['file-mismatch'] ?? errors.otherwise, path: column, message: '文件 MD5 不符' },
        ],
      }
    refs[column] = `${name}:${column}`
    files.push({ ref: `${name}:${column}`, name: '', bytes })
  }
  return { refs, files }
}
