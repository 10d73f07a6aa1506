import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createBehaviourSwitch } from '../behaviour-switch.ts'
import type { Simulator, SimulatorOptions } from '../contract.ts'
import { answerControl } from '../control-routes.ts'
import { behavioursOf } from '../switches.ts'
import { createGatewayClient } from './gateway-client.ts'
import { createMessageSecurity, type MessageSecurity } from './message-security.ts'
import { createOperations } from './operations.ts'
import { pushCase } from './push-case.ts'
import type { Region } from './region.ts'
import { publishService } from './soap-service.ts'
import { SERVICE_PATH } from './wsdl.ts'

const DEFAULT_STEP_MS = 20
const DEFAULT_SLOW_MS = 5_000

/** Numbers of pushed cases begin with the second of the day, so that a region started again on the same day does not give one twice. */
const firstNumber = (now: number): number => (Math.floor(now / 1000) % 86_400) * 10

async function createRegion(
  options: SimulatorOptions,
  now: () => number,
  security: MessageSecurity | null,
  signal: AbortSignal,
): Promise<Region> {
  let number = firstNumber(now())
  return {
    now,
    stepDelayMs: options.stepDelayMs ?? DEFAULT_STEP_MS,
    slowMs: options.slowMs ?? DEFAULT_SLOW_MS,
    gateway: await createGatewayClient(options.gatewayUrl, security),
    behaviours: createBehaviourSwitch(options.behaviour ?? 'ok'),
    signed: security !== null,
    handled: new Map(),
    own: new Map(),
    signal,
    nextNumber() {
      number += 1
      return number
    },
  }
}

/** 湖北 as a server of its own: handles what the gateway sends, pushes what it collects, misbehaves on demand. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const ending = new AbortController()
  const now = options.now ?? Date.now
  const security = options.signed ? createMessageSecurity(now) : null
  const region = await createRegion(options, now, security, ending.signal)
  const server = createServer((request, response) => {
    answerControl(simulator, '湖北', request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await publishService(server, url + SERVICE_PATH, createOperations(region), security)
  const simulator: Simulator = {
    url,
    reachedAt: url,
    region: '420000',
    behaviours: behavioursOf('420000'),
    async close() {
      ending.abort()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
    setBehaviour: region.behaviours.set,
    pushCase: (matter, variant) => pushCase(region, matter, variant),
    received: () => structuredClone([...region.handled.values()].map(({ view }) => view)),
    pushed: () => structuredClone([...region.own.values()].map(({ view }) => view)),
  }
  return simulator
}
