import Database from 'better-sqlite3'
import { KeyTaken, type SqlDriver, type SqlRow, type Statement, StoreFailure } from '../../core/store/driver.ts'

interface Waiting {
  readonly statements: readonly Statement[]
  readonly resolve: () => void
  readonly reject: (reason: unknown) => void
}

/** better-sqlite3 in WAL mode with `synchronous=FULL`. All batches that are waiting commit together, each under its own savepoint. */
export function openSqliteDriver(path: string): SqlDriver {
  const db = new Database(path)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('busy_timeout = 5000')
  db.pragma('wal_autocheckpoint = 4000')
  const prepared = new Map<string, Database.Statement>()
  let waiting: Waiting[] = []

  function prepare(sql: string): Database.Statement {
    const known = prepared.get(sql)
    if (known) return known
    const statement = db.prepare(sql)
    if (statement.reader) statement.raw(true)
    if (prepared.size < 500) prepared.set(sql, statement)
    return statement
  }

  function execute(statement: Statement): SqlRow[] {
    try {
      const ready = prepare(statement.sql)
      if (ready.reader) return ready.all(...statement.params) as SqlRow[]
      ready.run(...statement.params)
      return []
    } catch (error) {
      throw toFailure(statement.sql, error)
    }
  }

  /** The batches' own outcomes are told only after the commit that makes them durable. */
  function commitWaiting(): void {
    const group = waiting
    waiting = []
    const failed = new Map<Waiting, unknown>()
    try {
      db.exec('begin immediate')
      for (const batch of group) {
        db.exec('savepoint batch')
        try {
          for (const statement of batch.statements) execute(statement)
        } catch (error) {
          failed.set(batch, error)
          db.exec('rollback to batch')
        }
        db.exec('release batch')
      }
      db.exec('commit')
    } catch (error) {
      if (db.inTransaction) db.exec('rollback')
      for (const batch of group) batch.reject(toFailure('commit', error))
      return
    }
    for (const batch of group) {
      if (failed.has(batch)) batch.reject(failed.get(batch))
      else batch.resolve()
    }
  }

  return {
    engine: 'sqlite',
    run: async (statement) => execute(statement),
    batch: (statements) =>
      new Promise<void>((resolve, reject) => {
        waiting.push({ statements, resolve, reject })
        if (waiting.length === 1) setImmediate(commitWaiting)
      }),
    close: async () => {
      if (waiting.length > 0) commitWaiting()
      db.close()
    },
  }
}

function toFailure(sql: string, error: unknown): Error {
  if (error instanceof KeyTaken || error instanceof StoreFailure) return error
  const code = error instanceof Database.SqliteError ? error.code : ''
  if (code === 'SQLITE_CONSTRAINT_PRIMARYKEY' || code === 'SQLITE_CONSTRAINT_UNIQUE') return new KeyTaken()
  return new StoreFailure(sql, code || 'sqlite failure')
}
