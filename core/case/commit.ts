import { followBundle } from '../bundle/follow-bundle.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { markClock, movesClock } from '../store/case-clocks.ts'
import { insertEvent, updateCase } from '../store/case-rows.ts'
import { KeyTaken, type Statement } from '../store/driver.ts'
import type { Case } from './case.ts'
import { chainOf } from './chain.ts'
import type { EventFacts } from './event.ts'
import { followLeg } from './follow-leg.ts'
import { whatFollows } from './what-follows.ts'

/** A decision about a case: what happened, what the case becomes, and what else is written in the same batch. */
export interface Decision<Answer> {
  readonly events: readonly EventFacts[]
  readonly value: Case
  readonly statements: readonly Statement[]
  readonly answer: Answer
}

const TRIES = 3

/** For what has happened already and must be written down: everybody who is first is done, so many can wait for one another. */
export const PATIENT_TRIES = 100

/** Tries that follow one another without a pause. */
const TRIES_AT_ONCE = 2

const MOST_PAUSE_MS = 40

/** A moment, of another length for each who waits, in which those who were first get on. */
export function letOthersPass({ clock, random }: Pick<Gateway, 'clock' | 'random'>): Promise<void> {
  return clock.sleep(((random.bytes(1)[0] ?? 0) * MOST_PAUSE_MS) / 255)
}

/**
 * Reads the case, lets `decide` say what to write, and writes it in one batch guarded by the next event's key. Where another was
 * first, reads again and decides again, three times unless told; from the second time on it pauses a moment first. What a leg's news means for the
 * whole that it belongs to is written in the same batch. `decide` may throw a `GatewayError` or answer without writing (no events).
 */
export async function changeCase<Answer>(
  gateway: Gateway,
  read: () => Promise<Case | null>,
  decide: (value: Case) => Promise<Decision<Answer>>,
  tries = TRIES,
): Promise<{ answer: Answer; value: Case }> {
  for (let attempt = 1; ; attempt += 1) {
    const value = await read()
    if (!value) throw new GatewayError('case-unknown')
    const decision = await decide(value)
    if (decision.events.length === 0 && decision.statements.length === 0) return { answer: decision.answer, value }
    const chain = chainOf(value.id, await gateway.store.cases.lastEvent(value), decision.events)
    const changed: Case = { ...decision.value, seq: value.seq + chain.length, updatedAt: gateway.clock.now() }
    try {
      const followed = await followLeg(gateway, changed, decision.events)
      const begun = await followBundle(gateway, followed.whole ?? changed)
      const own = [
        ...chain.map(insertEvent),
        ...updateCase(changed, value, gateway.applicantIndex),
        ...whatFollows(gateway, value, changed, decision.events),
        ...decision.statements,
      ]
      const marked = movesClock(value, changed, decision.events) ? [markClock(changed)] : []
      await gateway.store.commit([...own, ...marked, ...followed.statements, ...begun.statements])
      const rings = [...followed.rings, ...begun.rings]
      if (rings.length > 0) await gateway.doorbell.ring(rings)
      return { answer: decision.answer, value: changed }
    } catch (error) {
      if (!(error instanceof KeyTaken)) throw error
      if (attempt >= tries) throw new GatewayError('busy')
      if (attempt >= TRIES_AT_ONCE) await letOthersPass(gateway)
    }
  }
}
