import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { PushedCase, ReceivedCase, Simulator } from './contract.ts'
import { answerControl } from './control-routes.ts'

/** What a region is to its server: the rest of a simulator, and what it does in its own way. */
export interface ServedRegion extends Pick<Simulator, 'region' | 'behaviours' | 'setBehaviour' | 'pushCase'> {
  readonly name: string
  /** 0 or none takes any free port */
  readonly port: number | undefined
  /** where it is reached beside HTTP, as URLs */
  readonly beside?: readonly string[]
  readonly receivedCases: ReadonlyMap<string, ReceivedCase>
  readonly pushedCases: ReadonlyMap<string, PushedCase>
  /** Answers a request of the region's own interface. */
  exchange(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** The region's own words for a fault of ours. */
  answerFault(response: ServerResponse): void
  /** Stops what is still to come, and what it is reached by beside HTTP. */
  stop(): void | Promise<void>
}

/** A region as a server on this machine: its own interface, and under `/_sim` the page and the switches. */
export async function serveRegion(region: ServedRegion): Promise<Simulator> {
  const server = createServer((request, response) => {
    const work = request.url?.startsWith('/_sim')
      ? answerControl(simulator, region.name, request, response)
      : region.exchange(request, response)
    work.catch(() => {
      if (!response.headersSent) region.answerFault(response)
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(region.port ?? 0, '127.0.0.1', resolve)
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const simulator: Simulator = {
    url,
    reachedAt: [url, ...(region.beside ?? [])].join('+'),
    region: region.region,
    behaviours: region.behaviours,
    async close() {
      await region.stop()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
    setBehaviour: region.setBehaviour,
    pushCase: region.pushCase,
    received: () => [...region.receivedCases.values()],
    pushed: () => [...region.pushedCases.values()],
  }
  return simulator
}
