import { parseArgs } from 'node:util'
import { Agent, request } from 'undici'

/* The load generator, a process of its own: posts `count` bodies over `connections` connections and prints its latencies. */

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    token: { type: 'string', default: '' },
    count: { type: 'string', default: '1000' },
    connections: { type: 'string', default: '64' },
    body: { type: 'string', default: '{}' },
    prefix: { type: 'string', default: 'k' },
  },
})
const count = Number(values.count)
const agent = new Agent({ connections: Number(values.connections), pipelining: 1 })
const latenciesMs: number[] = []
let next = 0
let failed = 0

async function worker(): Promise<void> {
  while (next < count) {
    const key = `${values.prefix}-${next}`
    next += 1
    const startedAt = performance.now()
    const { statusCode, body } = await request(String(values.url), {
      method: 'POST',
      dispatcher: agent,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${values.token}`, 'idempotency-key': key },
      body: String(values.body),
    })
    const text = await body.text()
    if (statusCode >= 300) {
      failed += 1
      if (failed === 1) process.stderr.write(`${statusCode} ${text.slice(0, 500)}\n`)
    }
    latenciesMs.push(performance.now() - startedAt)
  }
}

const startedAt = performance.now()
await Promise.all(Array.from({ length: Number(values.connections) }, worker))
const seconds = (performance.now() - startedAt) / 1000
latenciesMs.sort((a, b) => a - b)
const at = (share: number) =>
  Math.round((latenciesMs[Math.min(latenciesMs.length - 1, Math.floor(latenciesMs.length * share))] ?? 0) * 10) / 10
process.stdout.write(
  JSON.stringify({
    perSecond: Math.round(count / seconds),
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    p99Ms: at(0.99),
    seconds,
    failed,
  }),
)
process.exit(0)
