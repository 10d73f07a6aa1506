import { parseArgs } from 'node:util'
import { BEHAVIOURS } from '../contract.ts'
import { startSimulator } from './index.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    gateway: { type: 'string', default: 'http://127.0.0.1:8787' },
    behave: { type: 'string', default: 'ok' },
    'step-ms': { type: 'string', default: '20' },
  },
})

const behaviour = BEHAVIOURS.find((known) => known === values.behave)
if (!behaviour) {
  console.error(`--behave 只有 ${BEHAVIOURS.join('、')}`)
  process.exit(2)
}

const simulator = await startSimulator({
  port: Number(values.port),
  gatewayUrl: values.gateway,
  behaviour,
  stepDelayMs: Number(values['step-ms']),
})
console.log(JSON.stringify({ region: simulator.region, url: simulator.url }))

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    simulator.close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  })
}
