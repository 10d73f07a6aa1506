import { setTimeout as pause } from 'node:timers/promises'
import { createBehaviourSwitch } from '../behaviour-switch.ts'
import type { Simulator, SimulatorOptions } from '../contract.ts'
import { serveRegion } from '../serve-region.ts'
import { behavioursOf } from '../switches.ts'
import { pushCase, takeEvents } from './collecting.ts'
import { openExchange } from './database.ts'
import { takeApplications } from './handling.ts'
import type { Region } from './region.ts'

/** Below this a look at the tables would cost more than it brings. */
const LEAST_LOOK_MS = 20

/** 江苏 as an exchange database of its own, which it looks at again and again: takes the gateway's rows, answers with rows, lays out its own cases, misbehaves on demand. By HTTP there is only `/_sim`. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const behaviours = createBehaviourSwitch(options.behaviour ?? 'ok')
  const exchange = await openExchange()
  const ending = new AbortController()
  const region: Region = {
    pool: exchange.pool,
    now: options.now ?? Date.now,
    lookEveryMs: Math.max(LEAST_LOOK_MS, options.stepDelayMs ?? LEAST_LOOK_MS),
    slowMs: options.slowMs ?? 5_000,
    takeBehaviour: behaviours.take,
    ending: ending.signal,
    handled: new Map(),
    own: new Map(),
    received: new Map(),
    pushed: new Map(),
  }
  const looking = lookAround(region)
  return serveRegion({
    region: '320000',
    name: '江苏',
    port: options.port,
    beside: [exchange.gatewayUrl],
    behaviours: behavioursOf('320000'),
    receivedCases: region.received,
    pushedCases: region.pushed,
    exchange: async (_request, response) => void response.writeHead(404).end(),
    answerFault: (response) => void response.writeHead(500).end(),
    async stop() {
      ending.abort()
      await looking
      await exchange.stop()
    },
    setBehaviour: behaviours.set,
    pushCase: (matter, variant) => pushCase(region, matter, variant),
  })
}

async function lookAround(region: Region): Promise<void> {
  while (!region.ending.aborted) {
    // a look that fails is looked again: the server may be restarting
    await takeApplications(region).catch(() => {})
    await takeEvents(region).catch(() => {})
    await pause(region.lookEveryMs, undefined, { signal: region.ending }).catch(() => {})
  }
}
