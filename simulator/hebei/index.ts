import type { IncomingMessage, ServerResponse } from 'node:http'
import { createBehaviourSwitch } from '../behaviour-switch.ts'
import type { PushedCase, ReceivedCase, Simulator, SimulatorOptions } from '../contract.ts'
import { serveRegion } from '../serve-region.ts'
import { behavioursOf } from '../switches.ts'
import { createCollecting } from './collecting.ts'
import { createGate, secretAnswer } from './exchange.ts'
import { createHandling } from './handling.ts'
import { answer } from './wire.ts'

/** 河北 as a server of its own: handles what the gateway sends, pushes what it collects, misbehaves on demand. */
export function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const now = options.now ?? Date.now
  const behaviours = createBehaviourSwitch(options.behaviour ?? 'ok')
  const gate = createGate(now)
  const received = new Map<string, ReceivedCase>()
  const pushed = new Map<string, PushedCase>()
  const handling = createHandling({ ...options, now, received, takeBehaviour: behaviours.take })
  const collecting = createCollecting({ gatewayUrl: options.gatewayUrl, now, pushed })

  async function exchange(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await readText(request)
    const isSecret = request.url === '/sysapi/auth/refreshappsecret'
    const passed = gate(request.headers, isSecret)
    if ('code' in passed) return send(response, { code: passed.code, message: '拒绝', data: {} })
    if (isSecret) return send(response, secretAnswer(now()))
    const body = JSON.parse(text) as Record<string, unknown>
    if (passed.service === '3201') return send(response, await collecting.takeProgress(body))
    return handling.take(passed.service, body, response)
  }

  return serveRegion({
    region: '130000',
    name: '河北',
    port: options.port,
    behaviours: behavioursOf('130000'),
    receivedCases: received,
    pushedCases: pushed,
    exchange,
    answerFault: (response) => send(response, answer('300', '模拟地区内部错误')),
    stop: () => handling.stop(),
    setBehaviour: behaviours.set,
    pushCase: collecting.push,
  })
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

function send(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json;charset=UTF-8' })
  response.end(JSON.stringify(value))
}
