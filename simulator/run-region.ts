import { parseArgs } from 'node:util'
import type { Behaviour, Simulator, SimulatorOptions } from './contract.ts'

/** Runs a simulator as this process: options from the command line, one JSON line when it answers, ends on SIGTERM and SIGINT. */
export async function runRegion(start: (options: SimulatorOptions) => Promise<Simulator>): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      gateway: { type: 'string', default: 'http://127.0.0.1:8787' },
      behave: { type: 'string', default: 'ok' },
      'step-ms': { type: 'string', default: '20' },
    },
  })
  const simulator = await start({
    port: Number(values.port),
    gatewayUrl: values.gateway,
    behaviour: values.behave as Behaviour,
    stepDelayMs: Number(values['step-ms']),
  })
  process.stdout.write(`${JSON.stringify({ region: simulator.region, url: simulator.url })}\n`)
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => void simulator.close().then(() => process.exit(0)))
}
