import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHttp } from '../../runtime/node/http.ts'

const LISTENER = `const s = require('node:net').createServer();
s.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => console.log(s.address().port))`
/** More than the kernel queues for a listener of backlog 1. */
const MANY = 8

describe('a region whose machine takes no connection', () => {
  let listener: ChildProcess
  let port: number
  let queued: Socket[]
  beforeEach(async () => {
    listener = spawn(process.execPath, ['-e', LISTENER], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [line] = (await once(listener.stdout as NodeJS.ReadableStream, 'data')) as [Buffer]
    port = Number(String(line))
    // stopped, it accepts nothing: once its queue is full, the kernel answers no SYN
    listener.kill('SIGSTOP')
    queued = Array.from({ length: MANY }, () => connect(port, '127.0.0.1').on('error', () => {}))
  })
  afterEach(async () => {
    for (const socket of queued) socket.destroy()
    listener.kill('SIGKILL')
    await once(listener, 'exit')
  })

  it('is given up after the time to connect that the region declares, with nothing sent', async () => {
    await Promise.race(queued.map((socket) => once(socket, 'connect')))
    const http = createHttp(new Set(['127.0.0.1']), { secret: async () => null })
    const request = { method: 'GET', url: `http://127.0.0.1:${port}/`, headers: {}, maxResponseBytes: 100 } as const
    const startedAt = performance.now()
    const outcome = await http.send({ ...request, connectTimeoutMs: 400, timeoutMs: 60_000 }).catch((error) => error)
    expect(outcome).toMatchObject({ name: 'HttpFailure', reason: 'connect', bodySent: false })
    // undici looks at its timers about once a second
    expect(performance.now() - startedAt).toBeLessThan(4_000)
    await http.close()
  })
})
