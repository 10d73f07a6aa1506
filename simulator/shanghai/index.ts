import type { IncomingMessage, ServerResponse } from 'node:http'
import { createBehaviourSwitch } from '../behaviour-switch.ts'
import type { PushedCase, ReceivedCase, Simulator, SimulatorOptions } from '../contract.ts'
import { serveRegion } from '../serve-region.ts'
import { behavioursOf } from '../switches.ts'
import { createCollecting } from './collecting.ts'
import { createFileShelf } from './file-shelf.ts'
import { createHandling } from './handling.ts'
import { lookUp } from './look-up.ts'
import { createTokenOffice } from './token-office.ts'
import { type Body, outer, send } from './wire.ts'

const MAX_BODY_BYTES = 5 * 1024 * 1024

/** 上海 as a server of its own: gives tokens, fetches and handles what the gateway sends, pushes what it collects, misbehaves on demand. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const now = options.now ?? Date.now
  const behaviours = createBehaviourSwitch(options.behaviour ?? 'ok')
  const office = createTokenOffice(now)
  const shelf = createFileShelf(now, () => simulator.url)
  const received = new Map<string, ReceivedCase>()
  const pushed = new Map<string, PushedCase>()
  const handling = createHandling({
    ...options,
    now,
    shelf,
    received,
    takeBehaviour: behaviours.take,
    expire: office.expire,
  })
  const collecting = createCollecting({ gatewayUrl: options.gatewayUrl, now, pushed, shelf })

  async function exchange(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', simulator.url)
    if (url.pathname.startsWith('/pull/')) return shelf.serve(request, response, office)
    const text = await readText(request)
    if (text === null) return send(response, outer('400', '报文过大'))
    if (url.pathname === '/oauth2/token') return office.issue(request, text, response)
    if (!office.isBearer(request)) return send(response, outer('401', '令牌无效或已过期'))
    if (request.method === 'GET') return send(response, lookUp(url, handling))
    const body = parse(text)
    if (!body) return send(response, outer('400', '报文不可解析'))
    if (url.pathname === '/api/v2/progress/report') return send(response, collecting.takeProgress(body))
    const [, operation = ''] = /^\/api\/v2\/apply\/(\w+)$/.exec(url.pathname) ?? []
    return handling.take(operation, body, response)
  }

  const simulator: Simulator = await serveRegion({
    region: '310000',
    name: '上海',
    port: options.port,
    behaviours: behavioursOf('310000'),
    receivedCases: received,
    pushedCases: pushed,
    exchange,
    answerFault: (response) => send(response, outer('500', '模拟地区内部错误')),
    stop: () => handling.progress.stop(),
    setBehaviour: behaviours.set,
    pushCase: collecting.push,
  })
  return simulator
}

/** The text of a request; null where it is longer than the region takes (§1.2). */
async function readText(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += (chunk as Buffer).length
    if (size > MAX_BODY_BYTES) return null
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parse(text: string): Body | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : null
  } catch {
    return null
  }
}
