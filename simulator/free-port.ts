import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/** Below the range from which systems take the ports of outgoing connections (Linux: 32768 and up), so that none of these takes it before it is listened on (again). */
const FROM = 10_000
const TO = 32_000
const TRIES = 50

/** A TCP port that was free a moment ago, and that only someone who asks for it by number can take. */
export async function freePort(): Promise<number> {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const port = randomInt(FROM, TO)
    if (await isFree(port)) return port
  }
  throw new Error('no port')
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
