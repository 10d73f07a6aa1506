/** A parameterised statement; every value is bound, `?` marks the places. */
export interface Statement {
  readonly sql: string
  readonly params: readonly SqlValue[]
}

export type SqlValue = string | number | null
export type SqlRow = readonly SqlValue[]

/** One SQL engine. Two methods are all the store needs: no interactive transactions, because D1 has none. */
export interface SqlDriver {
  readonly engine: 'sqlite' | 'd1' | 'postgres'
  /** Runs one statement; rows as arrays in the order of the selected columns. */
  run(statement: Statement): Promise<SqlRow[]>
  /** Runs the list atomically and durably: all of it, or nothing and a throw. A primary-key or unique violation throws `KeyTaken`. */
  batch(statements: readonly Statement[]): Promise<void>
  close(): Promise<void>
}

/** Somebody else inserted this key first: read again and decide again. */
export class KeyTaken extends Error {
  constructor(options?: ErrorOptions) {
    super('a row with this key exists', options)
    this.name = 'KeyTaken'
  }
}

/** Any other fault of the engine. Carries the statement's text, never the bound values: they are personal data. */
export class StoreFailure extends Error {
  constructor(sql: string, reason: string) {
    super(`${reason} in: ${sql.slice(0, 200)}`)
    this.name = 'StoreFailure'
  }
}
