import { parseArgs } from 'node:util'
import { BEHAVIOURS, type Simulator, type SimulatorOptions } from './contract.ts'

const OPTIONS = {
  port: { type: 'string', default: '0' },
  gateway: { type: 'string', default: 'http://127.0.0.1:8787' },
  behave: { type: 'string', default: 'ok' },
  'step-ms': { type: 'string', default: '20' },
  signed: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

/** Runs a simulator as this process: options from the command line, one JSON line when it answers, ends on SIGTERM and SIGINT; exit code 2 where an option is none or it cannot play what `--behave` names. */
export async function runRegion(
  start: (options: SimulatorOptions) => Promise<Simulator>,
  args: readonly string[] = process.argv.slice(2),
): Promise<Simulator> {
  const values = readOptions(args)
  const behaviour = BEHAVIOURS.find((known) => known === values.behave)
  const simulator = await start({
    port: Number(values.port),
    gatewayUrl: values.gateway,
    ...(behaviour ? { behaviour } : {}),
    stepDelayMs: Number(values['step-ms']),
    signed: values.signed,
  })
  if (!behaviour || !simulator.behaviours.includes(behaviour)) {
    process.stderr.write(`--behave 只有 ${simulator.behaviours.join('、')}\n`)
    await simulator.close()
    process.exit(2)
  }
  process.stdout.write(
    `${JSON.stringify({ region: simulator.region, url: simulator.url, reachedAt: simulator.reachedAt })}\n`,
  )
  let ending = false
  // a terminal tells everything that it started, and so does whoever started this
  const end = () => {
    if (!ending) void simulator.close().then(() => process.exit(0))
    ending = true
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, end)
  return simulator
}

function readOptions(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values
  } catch {
    const known = Object.keys(OPTIONS).map((name) => `--${name}`)
    process.stderr.write(`选项不对:${args.join(' ')}。只有 ${known.join('、')}\n`)
    process.exit(2)
  }
}
