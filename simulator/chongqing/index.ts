import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createBehaviourSwitch } from '../behaviour-switch.ts'
import type { Simulator, SimulatorOptions } from '../contract.ts'
import { behavioursOf } from '../switches.ts'
import { createRequestCheck } from './check-request.ts'
import { answerControl } from './control-routes.ts'
import { createExchangeLog } from './exchange-log.ts'
import { createExchangeRoutes } from './exchange-routes.ts'
import { createFileShelf } from './file-shelf.ts'
import { isPushed } from './matters.ts'
import { pushCase } from './push-case.ts'
import type { Region } from './region.ts'
import { readSecrets } from './secrets.ts'
import { logExchange, openExchange, readRequest } from './send-reply.ts'

/** What only this region takes: names and keys in place of the document's demonstration ones. */
export interface ChongqingOptions extends SimulatorOptions {
  readonly secrets?: Record<string, string>
}

const DEFAULT_STEP_MS = 20
const DEFAULT_SLOW_MS = 3000

function createRegion(options: ChongqingOptions, url: () => string, signal: AbortSignal): Region {
  const now = options.now ?? Date.now
  let number = 0
  return {
    secrets: readSecrets({ ...(options.authority ? { authority: options.authority } : {}), ...options.secrets }),
    gatewayUrl: options.gatewayUrl.replace(/\/$/, ''),
    url,
    now,
    stepDelayMs: options.stepDelayMs ?? DEFAULT_STEP_MS,
    slowMs: options.slowMs ?? DEFAULT_SLOW_MS,
    behaviours: createBehaviourSwitch(options.behaviour ?? 'ok'),
    log: createExchangeLog(),
    shelf: createFileShelf(now, url),
    handled: new Map(),
    own: new Map(),
    answered: new Map(),
    signal,
    nextNumber: () => {
      number += 1
      return number
    },
  }
}

function createSimulator(region: Region, close: () => Promise<void>): Simulator {
  return {
    url: region.url(),
    reachedAt: region.url(),
    region: '500000',
    behaviours: behavioursOf('500000'),
    close,
    setBehaviour: (behaviour, times) => region.behaviours.set(behaviour, times),
    async pushCase(matter, variant = 'ok') {
      if (!isPushed(matter)) throw new Error(`模拟重庆不报送事项 ${matter}`)
      return pushCase(region, matter, variant)
    },
    received: () => structuredClone([...region.handled.values()].map((handled) => handled.view)),
    pushed: () => structuredClone([...region.own.values()].map((own) => own.view)),
  }
}

/** Whether the socket is to be dropped before the request is read; uses up one new case where it is one. */
function isDown(region: Region, incoming: IncomingMessage): boolean {
  if (region.behaviours.current() !== 'down' || !incoming.url?.startsWith('/tb/')) return false
  if (incoming.method === 'POST' && incoming.url === '/tb/v1/cases') region.behaviours.take()
  return true
}

/** Starts 重庆 as a server of its own on 127.0.0.1, ready when the promise resolves. */
export async function startSimulator(options: ChongqingOptions): Promise<Simulator> {
  const ending = new AbortController()
  let authority = ''
  const region = createRegion(options, () => `http://${authority}`, ending.signal)
  const check = createRequestCheck(region.secrets, region.now, () => authority)
  const answer = createExchangeRoutes(region, check)

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    if (isDown(region, incoming)) {
      incoming.socket.destroy()
      return
    }
    const request = await readRequest(incoming)
    if (request.target.startsWith('/_sim')) {
      const { status, contentType, body } = await answerControl(simulator, region.log, request)
      response.writeHead(status, { 'content-type': contentType })
      response.end(body)
      return
    }
    await answer(openExchange(request, response))
  }

  const server = createServer((incoming, response) => {
    serve(incoming, response).catch((error) => {
      if (ending.signal.aborted) return
      const headers = Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]))
      const { method = '', url = '' } = incoming
      const request = { method, target: url, host: '', headers, body: new Uint8Array() }
      logExchange(region, openExchange(request, response), 0, '', String(error))
      response.destroy()
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  authority = `127.0.0.1:${(server.address() as AddressInfo).port}`

  const simulator = createSimulator(region, async () => {
    ending.abort()
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    server.closeAllConnections()
    await closed
  })
  return simulator
}
