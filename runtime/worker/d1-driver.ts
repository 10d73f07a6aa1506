import type { D1Database } from '@cloudflare/workers-types'
import { KeyTaken, type SqlDriver, type SqlRow, type Statement, StoreFailure } from '../../core/store/driver.ts'

/** Cloudflare D1; its own `batch` is atomic. */
export function openD1Driver(db: D1Database): SqlDriver {
  const prepare = ({ sql, params }: Statement) => db.prepare(sql).bind(...params)
  return {
    engine: 'd1',
    async run(statement) {
      try {
        return (await prepare(statement).raw()) as unknown as SqlRow[]
      } catch (error) {
        throw toFailure(statement.sql, error)
      }
    },
    async batch(statements) {
      try {
        await db.batch(statements.map(prepare))
      } catch (error) {
        throw toFailure('batch', error)
      }
    },
    close: async () => {},
  }
}

function toFailure(sql: string, error: unknown): Error {
  const message = error instanceof Error ? error.message : ''
  return /UNIQUE constraint failed/.test(message) ? new KeyTaken() : new StoreFailure(sql, 'd1 failure')
}
