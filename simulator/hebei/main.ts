import { parseArgs } from 'node:util'
import type { Behaviour } from '../contract.ts'
import { startSimulator } from './index.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    gateway: { type: 'string', default: 'http://127.0.0.1:8787' },
    behave: { type: 'string', default: 'ok' },
    'step-ms': { type: 'string', default: '20' },
  },
})
const simulator = await startSimulator({
  port: Number(values.port),
  gatewayUrl: values.gateway,
  behaviour: values.behave as Behaviour,
  stepDelayMs: Number(values['step-ms']),
})
process.stdout.write(`${JSON.stringify({ region: simulator.region, url: simulator.url })}\n`)
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.on(signal, () => void simulator.close().then(() => process.exit(0)))
