import type { Case } from '../case/case.ts'
import { changeCase, type Decision } from '../case/commit.ts'
import type { EventFacts } from '../case/event.ts'
import { isOver } from '../case/moves.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import type { JsonObject } from '../json.ts'
import type { Chore } from '../repeat.ts'
import type { Staff } from '../store/people.ts'
import { assign, mayDecide } from './assign.ts'

const EVERY_MS = 600_000

/** Gives an inbound case to another handler, by name or by a new draw; never without a reason, never to oneself, and never to whoever collected it. */
export async function reassignCase(
  gateway: Gateway,
  no: string,
  { handler, reason }: { readonly handler?: string | undefined; readonly reason: string },
  by: Staff,
): Promise<Case> {
  if (reason.trim() === '') throw new GatewayError('body-invalid', '改派必须写明理由')
  const { value } = await changeCase(
    gateway,
    () => gateway.store.cases.byNo(no),
    async (found) => {
      if (found.direction !== 'in') throw new GatewayError('state-conflict', '只有转来的办件可以改派')
      if (isOver(found.status)) throw new GatewayError('state-conflict', '办件已有结果,不用改派')
      const given = handler === undefined ? await draw(gateway, found, by) : await named(gateway, found, handler, by)
      if (given.handler === null) throw new GatewayError('state-conflict', '没有别的经办人能办这个事项')
      return assigned(gateway, found, given, { reason }, `staff:${by.id}`)
    },
  )
  return value
}

interface Given {
  readonly handler: string | null
  readonly data: JsonObject
}

async function draw(gateway: Gateway, found: Case, by: Staff | null): Promise<Given> {
  const drawn = await assign(gateway, found.matter, [found.handler, found.clerkId, by?.id ?? null])
  return drawn ? { handler: drawn.chosen, data: { draw: drawn } } : { handler: null, data: { nobody: true } }
}

async function named(gateway: Gateway, found: Case, handler: string, by: Staff): Promise<Given> {
  const person = (await gateway.store.people.handlers()).find(({ id }) => id === handler)
  if (!person) throw new GatewayError('not-found', '没有这个经办人')
  if (handler === by.id) throw new GatewayError('forbidden', '不能把办件派给自己')
  if (handler === found.clerkId) throw new GatewayError('forbidden', '收件的人不能办理自己收的件')
  if (handler === found.handler) throw new GatewayError('state-conflict', '办件现在就是他在办')
  if (!mayDecide(person, found.matter)) throw new GatewayError('state-conflict', '这个经办人不办这个事项')
  return { handler, data: { to: handler } }
}

function assigned(
  gateway: Gateway,
  found: Case,
  { handler, data }: Given,
  more: JsonObject,
  actor: string,
): Decision<null> {
  const facts = { status: found.status, at: gateway.clock.now(), actor }
  const event: EventFacts = { type: 'assigned', ...facts, data: { from: found.handler, ...data, ...more } }
  return { events: [event], value: { ...found, handler }, statements: [], answer: null }
}

/** Draws anew for every undecided case whose handler may not decide it any more, and for those that nobody could take so far; each draw is recorded. How many were given to somebody. */
export async function handOver(gateway: Gateway): Promise<number> {
  const { cases, people } = gateway.store
  let given = 0
  for (const { handler, matter } of await cases.holdings()) {
    const holds = async () => (await people.handlers()).some((one) => one.id === handler && mayDecide(one, matter))
    if (await holds()) continue
    for (const id of await cases.heldBy(handler, matter)) if (await handOverOne(gateway, id, handler)) given += 1
  }
  return given
}

async function handOverOne(gateway: Gateway, id: string, from: string | null): Promise<boolean> {
  const { answer } = await changeCase(
    gateway,
    () => gateway.store.cases.byId(id),
    async (found) => {
      const nothing = { events: [], value: found, statements: [], answer: false }
      if (found.handler !== from || isOver(found.status)) return nothing
      const given = await draw(gateway, found, null)
      if (given.handler === null && from === null) return nothing
      const reason = from === null ? '此前没有人可派' : '原经办人已停用,或不再办这个事项'
      return { ...assigned(gateway, found, given, { reason }, 'gateway'), answer: given.handler !== null }
    },
  )
  return answer
}

/** What a change of people left undone, after a crash or where it was made by hand. */
export function handingOver(gateway: Gateway): Chore {
  return { name: 'hand-over', everyMs: EVERY_MS, work: () => handOver(gateway) }
}
