import type { JsonObject } from '../../core/json.ts'
import type { RowDatabase, RowStatement } from '../../core/links.ts'
import type { InboundMessage, InboundOutcome } from '../../core/message.ts'
import type { Partner } from '../../core/protocol.ts'
import type { Options } from './options.ts'
import { toWirePath, type WireError, writeErrors } from './paths.ts'
import { quoted, tableName } from './sql.ts'

/** A row of the region's that waits for our mark. */
export interface Marked {
  readonly name: string
  readonly kind: InboundMessage['kind']
  readonly tree: JsonObject
}

/** What became of it. */
export type Verdict = { readonly outcome: InboundOutcome | null } | { readonly errors: readonly WireError[] }

/** Marks an application as the region's document says: taken with our number of the case, or refused with every reason. What has to wait stays as it is, and is taken again. */
export async function settleApplication(
  database: RowDatabase,
  marked: Marked,
  verdict: Verdict,
  { options }: Partner<Options>,
): Promise<void> {
  const errors = 'errors' in verdict ? verdict.errors : errorsOf(verdict.outcome, marked, options)
  if (errors) return database.batch([refusing(errors, marked, options)])
  const outcome = 'outcome' in verdict ? verdict.outcome : null
  if (outcome?.outcome === 'registered' || outcome?.outcome === 'processed')
    await database.batch([taking(marked, outcome.caseNo, options)])
}

/** Why it is refused; null where it is not. */
function errorsOf(outcome: InboundOutcome | null, marked: Marked, options: Options): WireError[] | null {
  switch (outcome?.outcome) {
    case 'invalid':
      return outcome.faults.map(({ path, code, message }) => ({ code: codeOf(path, code, options), path, message }))
    case 'conflict':
      return [byOutcome('conflict', '与已登记的内容不同,更正须写新版本', options)]
    case 'not-allowed':
      return [notAllowed(outcome, marked, options)]
    case 'unknown-case':
      return [byOutcome('unknown-case', '没有这个办件', options)]
    default:
      return null
  }
}

const byOutcome = (name: string, message: string, { errors }: Options): WireError => ({
  code: errors.outcomes[name] ?? errors.otherwise,
  path: '',
  message,
})

/** A correction that was not asked for, or was answered before, has a code of its own. */
function notAllowed(
  { code, message }: { code: string; message: string },
  { kind }: Marked,
  options: Options,
): WireError {
  return byOutcome(kind === 'supplement' ? 'not-asked' : code, message, options)
}

function codeOf(path: string, code: string, { errors, application }: Options): string {
  const isMaterial = path.startsWith('materials') || path.startsWith(application.files.root)
  return (isMaterial ? errors.materials[code] : undefined) ?? errors.faults[code] ?? errors.otherwise
}

function refusing(errors: readonly WireError[], { name, tree }: Marked, options: Options): RowStatement {
  const { marks, application } = options
  const told = errors.map((error) => ({ ...error, path: toWirePath(error.path, tree, options) }))
  return {
    sql: `UPDATE ${tableName(application.table, options, application.theirs)} SET ${quoted(marks.sign)} = $2, ${quoted(marks.why)} = $3, ${quoted(marks.at)} = now() WHERE ${quoted(application.rowName)} = $1`,
    params: [name, marks.refused, writeErrors(told)],
  }
}

/** Of a case that is registered now the state begins; a version that says what an earlier one said has a sign of its own. */
function taking({ name, kind }: Marked, caseNo: string, options: Options): RowStatement {
  const { marks, application } = options
  const table = tableName(application.table, options, application.theirs)
  const [sign, at, why, number, state] = [marks.sign, marks.at, marks.why, marks.number, marks.state].map(quoted)
  const params = [name, marks.taken, caseNo]
  const marked = `${at} = now(), ${why} = NULL, ${number} = $3`
  const row = `WHERE own.${quoted(application.rowName)} = $1`
  if (kind !== 'apply') return { sql: `UPDATE ${table} AS own SET ${sign} = $2, ${marked} ${row}`, params }
  const same = [application.caseNo, application.source].map(
    (column) => `earlier.${quoted(column)} = own.${quoted(column)}`,
  )
  const version = quoted(application.version)
  const earlier = `SELECT 1 FROM ${table} AS earlier WHERE ${same.join(' AND ')} AND earlier.${version} < own.${version} AND earlier.${sign} IN ($2, $4)`
  const begun = `${state} = CASE WHEN own.${state} = $5 THEN $6 ELSE own.${state} END`
  return {
    sql: `UPDATE ${table} AS own SET ${sign} = CASE WHEN EXISTS (${earlier}) THEN $4 ELSE $2 END, ${marked}, ${begun} ${row}`,
    params: [...params, marks.same, marks.unregistered, marks.registered],
  }
}
