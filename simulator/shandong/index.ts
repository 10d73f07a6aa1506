import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createBehaviourSwitch } from '../behaviour-switch.ts'
import {
  COMMON_BEHAVIOURS,
  type PushedCase,
  type ReceivedCase,
  type Simulator,
  type SimulatorOptions,
} from '../contract.ts'
import { answerControl } from '../control-routes.ts'
import { answerText, send } from './answers.ts'
import { createCollecting } from './collecting.ts'
import { createHandling } from './handling.ts'
import { createOpener } from './open-request.ts'

/** 山东 as a server of its own: signed headers, sealed stages, numbers that go up by one; handles what the gateway sends, pushes what it collects, misbehaves on demand. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const now = options.now ?? Date.now
  const behaviours = createBehaviourSwitch(options.behaviour ?? 'ok')
  const open = createOpener(now)
  const received = new Map<string, ReceivedCase>()
  const pushed = new Map<string, PushedCase>()
  const handling = createHandling({ ...options, now, received, takeBehaviour: behaviours.take })
  const collecting = createCollecting({ gatewayUrl: options.gatewayUrl, now, pushed })

  async function exchange(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const stage = await open(request)
    if (typeof stage === 'string') return send(response, answerText(stage, now()))
    if (await handling.take(stage, response)) return
    send(response, answerText('200', now(), collecting.takeStage(stage)))
  }

  const server = createServer((request, response) => {
    const work = request.url?.startsWith('/_sim')
      ? answerControl(simulator, '山东', request, response)
      : exchange(request, response)
    work.catch(() => {
      if (!response.headersSent) send(response, answerText('500', now()))
    })
  })
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const simulator: Simulator = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: '370000',
    behaviours: COMMON_BEHAVIOURS,
    async close() {
      handling.stop()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
    setBehaviour: behaviours.set,
    pushCase: collecting.push,
    received: () => [...received.values()],
    pushed: () => [...pushed.values()],
  }
  return simulator
}
