import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { assign } from '../handling/assign.ts'
import type { JsonObject } from '../json.ts'
import type { Case } from './case.ts'
import { requireRoute } from './check.ts'
import type { EventFacts } from './event.ts'
import { type Submitted, toSubmitted } from './submission.ts'

/* The ways in which a case begins that belongs to something larger: a leg of a whole, a child of a bundle. */

/** Sent to its region; throws where it may not leave. */
export function toSent(gateway: Gateway, draft: Case, actor: string): Submitted {
  requireRoute(gateway, { ...draft, direction: 'out' })
  return toSubmitted(gateway, draft, actor, false)
}

/** Given to a handler of our own; `data` says what it belongs to. */
export async function toHandledHere(gateway: Gateway, draft: Case, data: JsonObject): Promise<Submitted> {
  const draw = await assign(gateway, draft.matter, [draft.clerkId])
  const common = { status: 'DELIVERED', at: gateway.clock.now(), actor: 'gateway' } as const
  return {
    value: { ...draft, status: 'DELIVERED', handler: draw?.chosen ?? null },
    events: [
      { ...common, type: 'received', data },
      { ...common, type: 'assigned', data: draw ? { draw } : { nobody: true } },
    ],
    statements: [],
    rings: [],
  }
}

/** What `start` gives; where that may not be, with `orDraft` the case as a draft that says why, for the window to mend. */
export async function orKept(
  gateway: Gateway,
  draft: Case,
  orDraft: boolean,
  start: () => Promise<Submitted>,
): Promise<Submitted> {
  try {
    return await start()
  } catch (error) {
    if (!orDraft || !(error instanceof GatewayError)) throw error
    return keep(gateway, draft, error)
  }
}

function keep(gateway: Gateway, draft: Case, { code, detail, faults }: GatewayError): Submitted {
  const refusal = { code, message: detail, faults: faults.map((fault) => ({ ...fault })) }
  const data: JsonObject = { code, message: detail }
  const event: EventFacts = { type: 'drafted', status: 'DRAFT', at: gateway.clock.now(), actor: 'gateway', data }
  return { value: { ...draft, memo: { refusal } }, events: [event], statements: [], rings: [] }
}
