import type { Case } from '../case/case.ts'
import { changeCase } from '../case/commit.ts'
import { firstDifferences } from '../case/differences.ts'
import type { EventFacts } from '../case/event.ts'
import type { Gateway, Region } from '../gateway.ts'
import type { InboundMessage, InboundOutcome } from '../message.ts'
import type { Statement } from '../store/driver.ts'
import { findCase } from './find-case.ts'
import { rememberMessage } from './remember.ts'

type Decide = (
  value: Case,
  now: number,
) => Promise<{ event: EventFacts | null; value: Case; statements: Statement[]; outcome: InboundOutcome }>

/** A message about a case of one of these directions: the same again gets the same answer, another under its key a conflict, one that comes before its turn a gap; else `decide` says what it does. */
export async function aboutCase(
  gateway: Gateway,
  region: Region,
  message: InboundMessage,
  directions: readonly Case['direction'][],
  decide: Decide,
): Promise<InboundOutcome> {
  const earlier = await gateway.store.inbox.find(region.code, message.key)
  if (earlier && earlier.digest !== message.digest)
    return {
      outcome: 'conflict',
      of: 'message',
      differences: firstDifferences(earlier.tree, message.tree).map((path) => ({ path })),
    }
  if (earlier) return { ...(earlier.outcome as unknown as InboundOutcome), duplicate: true } as InboundOutcome
  const found = await findCase(gateway, region, message)
  if (!found || !directions.includes(found.direction)) return { outcome: 'unknown-case' }
  const { answer } = await changeCase(
    gateway,
    () => gateway.store.cases.byId(found.id),
    async (value) => {
      const expected = Number(value.memo['place'] ?? 1) + 1
      if (message.place !== undefined && message.place !== expected)
        return { events: [], value, statements: [], answer: { outcome: 'gap', expected } as InboundOutcome }
      const now = gateway.clock.now()
      const step = await decide(value, now)
      const place = { caseId: value.id, seq: message.seq, state: 'done' as const }
      const remembered = rememberMessage(gateway, region, message, step.outcome, place)
      return {
        events: step.event ? [step.event] : [],
        value: message.place === undefined ? step.value : atPlace(step.value, message.place),
        statements: [...remembered, ...step.statements],
        answer: step.outcome,
      }
    },
  )
  await gateway.doorbell.ring([])
  return answer
}

function atPlace(value: Case, place: number): Case {
  return { ...value, memo: { ...value.memo, place } }
}
