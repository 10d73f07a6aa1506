import type { Gateway, Region } from '../gateway.ts'
import type { Refusal } from '../message.ts'
import { createRefusalRecorder } from './refusals.ts'
import { memoOf, takeMessage } from './take-message.ts'

/** Where a request came in: the region's own prefix, and what follows it. */
export interface Entrance {
  readonly region: Region
  readonly mount: string
  readonly path: string
}

/** Takes the requests of regions; every one leaves a record, also the one that was refused. */
export interface Receiver {
  /** Verified by the region's protocol, decided here, answered in the region's own acknowledgement. */
  receive(request: Request, entrance: Entrance): Promise<Response>
  /** Notes a request that was refused before any protocol saw it. */
  refuse(request: Request, entrance: Entrance, refusal: Refusal): Promise<void>
}

export function createReceiver(gateway: Gateway): Receiver {
  const record = createRefusalRecorder(gateway)
  const refuse: Receiver['refuse'] = ({ method }, { region, mount }, refusal) =>
    record(region, { method, mount, refusal })
  return {
    refuse,
    async receive(request, { region, mount, path }) {
      const received = await region.link.receive(request, path)
      switch (received.kind) {
        case 'answered':
          return received.response
        case 'refused':
          await record(region, {
            method: request.method,
            mount,
            refusal: received.refusal,
            exchange: received.exchange,
          })
          return received.response
        case 'message': {
          const outcome = await takeMessage(gateway, region, received.message)
          return region.link.reply(outcome, received.message, () => memoOf(gateway, outcome))
        }
      }
    },
  }
}
