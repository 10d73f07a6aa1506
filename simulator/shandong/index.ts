import type { IncomingMessage, ServerResponse } from 'node:http'
import { createBehaviourSwitch } from '../behaviour-switch.ts'
import type { PushedCase, ReceivedCase, Simulator, SimulatorOptions } from '../contract.ts'
import { serveRegion } from '../serve-region.ts'
import { behavioursOf } from '../switches.ts'
import { answerText, send } from './answers.ts'
import { createCollecting } from './collecting.ts'
import { createHandling } from './handling.ts'
import { createOpener } from './open-request.ts'

/** 山东 as a server of its own: signed headers, sealed stages, numbers that go up by one; handles what the gateway sends, pushes what it collects, misbehaves on demand. */
export function startSimulator(options: SimulatorOptions): Promise<Simulator> {
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

  return serveRegion({
    region: '370000',
    name: '山东',
    port: options.port,
    behaviours: behavioursOf('370000'),
    receivedCases: received,
    pushedCases: pushed,
    exchange,
    answerFault: (response) => send(response, answerText('500', now())),
    stop: () => handling.stop(),
    setBehaviour: behaviours.set,
    pushCase: collecting.push,
  })
}
