import pg from 'pg'
import { type DatabaseAccount, LinkFailure, type RowDatabase, RowRefused, type RowValue } from '../../core/links.ts'
import type { Keyring } from '../../core/ports.ts'
import { requireSecret } from '../../core/secrets.ts'
import type { createAddressCheck } from './address-check.ts'

const CONNECT_MS = 10_000
const STATEMENT_MS = 60_000

/** int8 as a number; timestamps, dates and numerics as the database writes them, whatever the machine's time zone. */
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === pg.types.builtins.INT8) return Number
    const asWritten = [pg.types.builtins.TIMESTAMP, pg.types.builtins.TIMESTAMPTZ, pg.types.builtins.DATE]
    return asWritten.includes(oid) ? String : pg.types.getTypeParser(oid, format as 'text')
  },
}

/** An exchange database of a region's, through a pool that connects when it is first asked. */
export function openRowDatabase(
  account: DatabaseAccount,
  keyring: Keyring,
  addresses: ReturnType<typeof createAddressCheck>,
): { value: RowDatabase; close(): Promise<void> } {
  const url = new URL(account.url)
  const pool = new pg.Pool({
    host: url.hostname,
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    database: url.pathname.slice(1),
    password: async () => new TextDecoder().decode(await requireSecret(keyring, account.password)),
    max: account.maxConnections,
    ssl: url.searchParams.get('sslmode') === 'verify-full',
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    query_timeout: STATEMENT_MS,
    types: types as never,
  })
  pool.on('error', () => {})
  // the pool hears no client that is out: a connection that the server ends between two statements would end this process
  pool.on('connect', (client) => client.on('error', () => {}))

  async function connect(): Promise<pg.PoolClient> {
    const allowed = await addresses.check(url)
    if (allowed !== 'allowed') throw new LinkFailure(allowed === 'unknown' ? 'connect' : 'address-not-allowed')
    return pool.connect().catch((error: unknown) => {
      throw toFailure(error, 'connect')
    })
  }

  async function withClient<Value>(work: (client: pg.PoolClient) => Promise<Value>): Promise<Value> {
    const client = await connect()
    let broken = true
    try {
      const value = await work(client)
      broken = false
      return value
    } catch (error) {
      const failure = toFailure(error, 'reset')
      broken = !(failure instanceof RowRefused)
      throw failure
    } finally {
      client.release(broken)
    }
  }

  return {
    value: {
      query: (sql, params) =>
        withClient(async (client) => (await client.query<Record<string, RowValue>>(sql, [...params])).rows),
      batch: (statements) =>
        withClient(async (client) => {
          await client.query('begin')
          try {
            for (const { sql, params } of statements) await client.query(sql, [...params])
            await client.query('commit')
          } catch (error) {
            await client.query('rollback').catch(() => {})
            throw error
          }
        }),
    },
    close: () => pool.end(),
  }
}

/** A code of the server means that it answered; its class 28 that it does not let us in. */
function toFailure(error: unknown, reason: LinkFailure['reason']): Error {
  if (error instanceof LinkFailure || !(error instanceof Error)) return error as Error
  const code = 'code' in error ? String(error.code) : ''
  if (/^28/.test(code)) return new LinkFailure('refused', { cause: error })
  if (/^(08|57)/.test(code)) return new LinkFailure('reset', { cause: error })
  if (/^[0-9A-Z]{5}$/.test(code)) return new RowRefused(code)
  if (/timeout/i.test(error.message)) return new LinkFailure('timeout', { cause: error })
  return /^E[A-Z]+$/.test(code) || reason === 'reset' ? new LinkFailure(reason, { cause: error }) : error
}
