import { setTimeout as pause } from 'node:timers/promises'
import type { Behaviour } from '../contract.ts'
import type { Region } from './region.ts'

const ACCOUNT = 'u510107'

/** For as long as the region is slow: `down` ends the gateway's connections and lets it in no more, `hang` holds the tables so that it waits. */
export async function stopServing({ pool, slowMs, ending }: Region, behaviour: Behaviour): Promise<void> {
  if (behaviour === 'down') {
    await pool.query(`ALTER ROLE ${ACCOUNT} NOLOGIN`)
    await pool.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1', [ACCOUNT])
    await pause(slowMs, undefined, { signal: ending })
    await pool.query(`ALTER ROLE ${ACCOUNT} LOGIN`)
  }
  if (behaviour === 'hang') {
    const client = await pool.connect()
    try {
      await client.query('BEGIN')
      await client.query('LOCK TABLE wq_in.inf_apply IN ACCESS EXCLUSIVE MODE')
      await pause(slowMs, undefined, { signal: ending })
    } finally {
      await client.query('ROLLBACK')
      client.release()
    }
  }
}
