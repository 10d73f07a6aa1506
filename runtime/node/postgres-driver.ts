import pg from 'pg'
import { KeyTaken, type SqlDriver, type SqlRow, type Statement, StoreFailure } from '../../core/store/driver.ts'

/** int8 comes as text by default; our times and counts are far below 2^53. */
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === 20 ? Number : pg.types.getTypeParser(oid, format as 'text'),
}

/** PostgreSQL through a pool; a batch is one transaction. `?` becomes `$n`: no statement holds a quote or a question mark of its own. */
export function openPostgresDriver(url: string, maxConnections = 10): SqlDriver {
  const pool = new pg.Pool({ connectionString: url, max: maxConnections, types: types as never })
  pool.on('error', () => {})
  // the pool hears no client that is out: a connection that the server ends between two statements would end this process
  pool.on('connect', (client) => client.on('error', () => {}))
  const numbered = new Map<string, string>()

  function toNumbered(sql: string): string {
    const known = numbered.get(sql)
    if (known) return known
    let place = 0
    const text = sql.replaceAll('?', () => `$${++place}`)
    if (numbered.size < 1_000) numbered.set(sql, text)
    return text
  }

  async function execute(client: pg.Pool | pg.PoolClient, { sql, params }: Statement): Promise<SqlRow[]> {
    try {
      const result = await client.query({ text: toNumbered(sql), values: [...params], rowMode: 'array' })
      return result.rows as SqlRow[]
    } catch (error) {
      throw toFailure(sql, error)
    }
  }

  return {
    engine: 'postgres',
    run: (statement) => execute(pool, statement),
    async batch(statements) {
      const client = await pool.connect()
      try {
        await client.query('begin')
        for (const statement of statements) await execute(client, statement)
        await client.query('commit')
      } catch (error) {
        await client.query('rollback').catch(() => {})
        throw error instanceof KeyTaken || error instanceof StoreFailure ? error : toFailure('transaction', error)
      } finally {
        client.release()
      }
    },
    close: () => pool.end(),
  }
}

function toFailure(sql: string, error: unknown): Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return code === '23505' ? new KeyTaken() : new StoreFailure(sql, `postgres ${code || 'failure'}`)
}
