import type { SqlValue, Statement } from '../../core/store/driver.ts'

/** D1 takes statements of at most 100,000 bytes; a character is four bytes at most, a bound value one of at most a hundred. */
const PIECE = 20_000
const INLINE = 200

const SCRATCH = 'prepare_texts'

/** Statements as one SQL text for engines that bind nothing (`wrangler d1 execute --file`): values are literals, and no statement is longer than D1 takes. Empty where there are none. */
export function toSqlText(statements: readonly Statement[]): string {
  if (statements.length === 0) return ''
  const scratch: string[] = []
  const toLiteral = (value: SqlValue): string => {
    if (value === null) return 'null'
    if (typeof value === 'number') return String(value)
    if (value.length <= INLINE) return quote(value)
    const id = scratch.length
    scratch.push(value)
    return `(select text from ${SCRATCH} where id = ${id})`
  }
  const lines = statements.map(({ sql, params }) => fill(sql, params.map(toLiteral)))
  const table =
    scratch.length === 0
      ? []
      : [`create table ${SCRATCH} (id bigint primary key, text text not null)`, ...scratch.flatMap(keep)]
  const end = scratch.length === 0 ? [] : [`drop table ${SCRATCH}`]
  return [...table, ...lines, ...end].map((line) => `${line};\n`).join('')
}

/** No statement of the store holds a question mark that marks no place. */
function fill(sql: string, literals: readonly string[]): string {
  const [first = '', ...rest] = sql.split('?')
  return rest.reduce((text, part, index) => text + literals[index] + part, first)
}

function keep(value: string, id: number): string[] {
  const [first = '', ...more] = piecesOf(value)
  return [
    `insert into ${SCRATCH} (id, text) values (${id}, ${quote(first)})`,
    ...more.map((piece) => `update ${SCRATCH} set text = text || ${quote(piece)} where id = ${id}`),
  ]
}

function piecesOf(value: string): string[] {
  const pieces: string[] = []
  for (let from = 0; from < value.length; ) {
    const cutsPair = /[\ud800-\udbff]/.test(value[from + PIECE - 1] ?? '')
    const to = from + PIECE - (cutsPair ? 1 : 0)
    pieces.push(value.slice(from, to))
    from = to
  }
  return pieces
}

const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`
