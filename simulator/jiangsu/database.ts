import { readFileSync } from 'node:fs'
import pg from 'pg'
import { startPostgres } from '../start-postgres.ts'

const TABLES = new URL('tables.sql', import.meta.url)
const TIMESTAMP = 1114

/** The exchange database as the region runs it: its own connections, and where the gateway's account connects. */
export interface Exchange {
  readonly pool: pg.Pool
  readonly gatewayUrl: string
  stop(): Promise<void>
}

/** §1.1, §3.1: PostgreSQL with `ksqz`, its tables and the gateway's account with what it may do. */
export async function openExchange(): Promise<Exchange> {
  const server = await startPostgres('ksqz')
  const asWritten: typeof pg.types.getTypeParser = ((oid: number, format: 'text') =>
    oid === TIMESTAMP ? String : pg.types.getTypeParser(oid, format)) as never
  const zoned = new pg.Client({ connectionString: server.url })
  await zoned.connect()
  await zoned.query(`ALTER DATABASE ksqz SET timezone = 'Asia/Shanghai'`)
  await zoned.end()
  const pool = new pg.Pool({ connectionString: server.url, max: 6, types: { getTypeParser: asWritten } })
  // whoever waits for a connection that the server closes is told by its query
  pool.on('error', () => {})
  await pool.query(readFileSync(TABLES, 'utf8'))
  return {
    pool,
    gatewayUrl: `postgres://u510107@127.0.0.1:${server.port}/ksqz`,
    async stop() {
      await pool.end()
      await server.stop()
    },
  }
}
