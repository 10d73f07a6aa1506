import Database from 'better-sqlite3'
import { KeyTaken, type SqlDriver, type SqlRow, type Statement, StoreFailure } from '../../core/store/driver.ts'

interface Waiting {
  readonly statements: readonly Statement[]
  readonly resolve: (rows: SqlRow[]) => void
  readonly reject: (reason: unknown) => void
}

/** What one batch came to inside the transaction; told to its owner after the commit that makes it durable. */
type Outcome = { readonly rows: SqlRow[] } | { readonly failure: unknown }

/**
 * better-sqlite3 in WAL mode with `synchronous=FULL`. All writes that are waiting commit together, each batch under its own savepoint; reads are
 * answered at once.
 */
export function openSqliteDriver(path: string): SqlDriver {
  const db = new Database(path)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('busy_timeout = 5000')
  db.pragma('wal_autocheckpoint = 4000')
  // 16 MiB: the indexes' inner pages stay in memory
  db.pragma('cache_size = -16384')
  const prepared = new Map<string, Database.Statement>()
  const prepare = (sql: string): Database.Statement => {
    const known = prepared.get(sql)
    if (known) return known
    const statement = compile(db, sql)
    if (statement.reader) statement.raw(true)
    if (prepared.size < 500) prepared.set(sql, statement)
    return statement
  }
  const control = (sql: string): (() => void) => {
    const statement = db.prepare(sql)
    return () => void statement.run()
  }
  const [begin, commit, rollback] = [control('begin immediate'), control('commit'), control('rollback')]
  const [save, undo, release] = [control('savepoint batch'), control('rollback to batch'), control('release batch')]
  let waiting: Waiting[] = []

  function execute({ sql, params }: Statement): SqlRow[] {
    const statement = prepare(sql)
    try {
      if (statement.reader) return statement.all(...params) as SqlRow[]
      statement.run(...params)
      return []
    } catch (error) {
      throw toFailure(sql, error)
    }
  }

  function runBatch({ statements }: Waiting): Outcome {
    let rows: SqlRow[] = []
    save()
    try {
      for (const statement of statements) rows = execute(statement)
    } catch (failure) {
      undo()
      return { failure }
    } finally {
      release()
    }
    return { rows }
  }

  function commitWaiting(): void {
    const group = waiting
    waiting = []
    let outcomes: Outcome[]
    try {
      begin()
      outcomes = group.map(runBatch)
      commit()
    } catch (error) {
      if (db.inTransaction) rollback()
      for (const batch of group) batch.reject(toFailure('commit', error))
      return
    }
    group.forEach((batch, index) => {
      const outcome = outcomes[index] as Outcome
      if ('failure' in outcome) batch.reject(outcome.failure)
      else batch.resolve(outcome.rows)
    })
  }

  const write = (statements: readonly Statement[]): Promise<SqlRow[]> =>
    new Promise((resolve, reject) => {
      waiting.push({ statements, resolve, reject })
      if (waiting.length === 1) setImmediate(commitWaiting)
    })

  return {
    engine: 'sqlite',
    async run(statement) {
      return prepare(statement.sql).readonly ? execute(statement) : write([statement])
    },
    async batch(statements) {
      await write(statements)
    },
    close: async () => {
      if (waiting.length > 0) commitWaiting()
      db.close()
    },
  }
}

function compile(db: Database.Database, sql: string): Database.Statement {
  try {
    return db.prepare(sql)
  } catch (error) {
    throw toFailure(sql, error)
  }
}

function toFailure(sql: string, error: unknown): Error {
  if (error instanceof KeyTaken || error instanceof StoreFailure) return error
  const code = error instanceof Database.SqliteError ? error.code : ''
  if (code === 'SQLITE_CONSTRAINT_PRIMARYKEY' || code === 'SQLITE_CONSTRAINT_UNIQUE') return new KeyTaken()
  return new StoreFailure(sql, code || 'sqlite failure')
}
