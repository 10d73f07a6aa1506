import { randomFillSync } from 'node:crypto'
import { pino } from 'pino'
import type { Log, Random } from '../../core/ports.ts'

const POOL_BYTES = 16_384

/** The operating system's randomness, drawn in blocks because a call for 16 bytes costs as much as one for 16 KiB. */
export function createSystemRandom(): Random {
  let pool = new Uint8Array(0)
  return {
    bytes(length) {
      if (length > POOL_BYTES) return randomFillSync(new Uint8Array(length))
      if (pool.length < length) pool = randomFillSync(new Uint8Array(POOL_BYTES))
      const taken = pool.slice(0, length)
      pool.fill(0, 0, length)
      pool = pool.subarray(length)
      return taken
    },
  }
}

/** The technical log: JSON lines on stderr, so that stdout stays free for a command's own answer. */
export function createLog(level: string): Log {
  const logger = pino({ level, base: null }, pino.destination({ dest: 2, sync: false }))
  return {
    info: (event, facts) => logger.info({ event, ...facts }),
    warn: (event, facts) => logger.warn({ event, ...facts }),
    error: (event, facts) => logger.error({ event, ...facts }),
  }
}
