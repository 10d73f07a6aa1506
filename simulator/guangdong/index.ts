import type { IncomingMessage, ServerResponse } from 'node:http'
import { createBehaviourSwitch } from '../behaviour-switch.ts'
import type { PushedCase, ReceivedCase, Simulator, SimulatorOptions } from '../contract.ts'
import { serveRegion } from '../serve-region.ts'
import { behavioursOf } from '../switches.ts'
import { busText, resultText, send } from './answers.ts'
import { createCollecting } from './collecting.ts'
import { readExInfo } from './ex-info.ts'
import { createHandling } from './handling.ts'
import { createGate } from './identify.ts'
import { createTifGate, lookUp } from './look-up.ts'
import { readCall, writeFault } from './soap.ts'

const MAX_BODY_BYTES = 20 * 1024 * 1024

/** 广东 as a server of its own: one SOAP operation for eleven tables and a query; handles what the gateway sends, pushes what it collects, misbehaves on demand. */
export function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const now = options.now ?? Date.now
  const behaviours = createBehaviourSwitch(options.behaviour ?? 'ok')
  const check = createGate(now)
  const checkQuery = createTifGate(now)
  const received = new Map<string, ReceivedCase>()
  const pushed = new Map<string, PushedCase>()
  const handling = createHandling({ ...options, now, received, takeBehaviour: behaviours.take })
  const collecting = createCollecting({ gatewayUrl: options.gatewayUrl, now, pushed })

  async function exchange(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await readBody(request)
    const query = /^\/ebus\/gdks\/api\/v1\/banjian\/(\d{20})(\?repush=1)?$/.exec(request.url ?? '')
    if (query) return answerQuery(request, response, query[1] ?? '', query[2] !== undefined)
    if (request.url !== '/focus/services/FocusService') return void response.writeHead(404).end()
    const call = readCall(text)
    if (!call) return send(response, writeFault('Client', '没有这个操作'), 500)
    const refused = check(call)
    if (refused) return send(response, busText(call.tableName, refused, now()))
    const info = readExInfo(call.xml)
    if (info?.table !== call.tableName) return send(response, busText(call.tableName, '70', now()))
    if (info.table === 'EX_GDBS_SB' || info.table === 'EX_GDBS_SBCL') return handling.take(info, response)
    send(response, resultText(info, collecting.takeStep(info), now()))
  }

  function answerQuery(request: IncomingMessage, response: ServerResponse, short: string, isRepeat: boolean): void {
    const refused = checkQuery(request)
    const registered = handling.caseOf(short)
    const value = refused
      ? { errcode: refused, errmsg: '拒绝' }
      : registered
        ? { errcode: 0, errmsg: 'ok', data: lookUp(registered) }
        : { errcode: 20_001, errmsg: '办件不存在' }
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(value))
    if (!refused && registered && isRepeat) void handling.repeat(registered)
  }

  return serveRegion({
    region: '440000',
    name: '广东',
    port: options.port,
    behaviours: behavioursOf('440000'),
    receivedCases: received,
    pushedCases: pushed,
    exchange,
    answerFault: (response) => send(response, writeFault('Server', '模拟地区内部错误'), 500),
    stop: () => handling.stop(),
    setBehaviour: behaviours.set,
    pushCase: collecting.push,
  })
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += (chunk as Buffer).length
    if (size > MAX_BODY_BYTES) return ''
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks).toString('utf8')
}
