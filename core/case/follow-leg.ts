import type { Gateway } from '../gateway.ts'
import { type JsonObject, valueAt } from '../json.ts'
import type { Leg } from '../matter.ts'
import { markClock } from '../store/case-clocks.ts'
import { insertEvent, updateCase } from '../store/case-rows.ts'
import type { Statement } from '../store/driver.ts'
import { beginLeg } from './begin-leg.ts'
import type { Case } from './case.ts'
import { chainOf } from './chain.ts'
import type { EventFacts } from './event.ts'
import { isFailed, isReached, legAfter, legsOf, statusOfWhole } from './legs.ts'
import { isOver } from './moves.ts'
import { STATUSES, type Status } from './status.ts'
import { whatFollows } from './what-follows.ts'

/** What is written beside a leg's own news, and which deliveries to ring for. */
export interface Followed {
  readonly statements: readonly Statement[]
  readonly rings: readonly string[]
  /** the whole as the leg's news leaves it; null where it stays as it was */
  readonly whole: Case | null
}

const NOTHING: Followed = { statements: [], rings: [], whole: null }

/**
 * What a leg's news means for its whole: the next leg begins when this one has come to what the next waits for, the whole ends with the last
 * or with the first that fails, and otherwise stands where its leg stands. The batch is guarded by the whole's next event. A case that is no leg means nothing.
 */
export async function followLeg(gateway: Gateway, value: Case, events: readonly EventFacts[]): Promise<Followed> {
  if (value.parentId === null) return NOTHING
  const whole = await gateway.store.cases.byId(value.parentId)
  const legs = whole && legsOf(gateway.matters.get(whole.matter), whole)
  if (!whole || !legs || isOver(whole.status)) return NOTHING
  const { cases } = gateway.store
  const begun = (await cases.ofParent(whole.id)).map(({ leg }) => legs.findIndex(({ key }) => key === leg))
  const at = legs.findIndex(({ key }) => key === value.leg)
  const leg = legs[at]
  if (!leg) return NOTHING
  if (isFailed(value.status)) return write(gateway, whole, ended(gateway, whole, leg, value, events))
  if (begun.some((other) => other > at)) return NOTHING
  if (isReached(leg, value)) return write(gateway, whole, await passOn(gateway, whole, legs, leg, value))
  const status = statusOfWhole(
    begun.every((other) => other >= at),
    value.status,
  )
  if (status === whole.status) return NOTHING
  return write(gateway, whole, {
    value: { ...whole, status },
    event: eventOf(gateway, 'leg-moved', status, leg, value),
    also: NOTHING,
  })
}

/** What becomes of the whole. */
interface Turn {
  readonly value: Case
  readonly event: EventFacts
  readonly also: Pick<Followed, 'statements' | 'rings'>
}

async function write(gateway: Gateway, whole: Case, { value, event, also }: Turn): Promise<Followed> {
  const chain = chainOf(whole.id, await gateway.store.cases.lastEvent(whole), [event])
  const changed: Case = { ...value, seq: whole.seq + chain.length, updatedAt: gateway.clock.now() }
  return {
    statements: [
      ...chain.map(insertEvent),
      ...updateCase(changed, whole, gateway.applicantIndex),
      markClock(changed),
      ...whatFollows(gateway, whole, changed, [event]),
      ...also.statements,
    ],
    rings: also.rings,
    whole: changed,
  }
}

function eventOf(
  gateway: Gateway,
  type: 'leg-begun' | 'leg-moved' | 'legs-ended',
  status: Status,
  leg: Leg,
  { no, status: at }: Case,
  more: JsonObject = {},
): EventFacts {
  const data: JsonObject = { leg: leg.key, no, at, ...more }
  return { type, status, at: gateway.clock.now(), actor: 'gateway', data }
}

function ended(gateway: Gateway, whole: Case, leg: Leg, value: Case, events: readonly EventFacts[]): Turn {
  const reason = `“${leg.name}”${STATUSES[value.status]}${reasonIn(events)}`
  const end: JsonObject = { leg: leg.key, name: leg.name, no: value.no, status: value.status, reason }
  return {
    value: { ...whole, status: value.status, memo: { ...whole.memo, end } },
    event: eventOf(gateway, 'legs-ended', value.status, leg, value, { reason }),
    also: NOTHING,
  }
}

/** The words of whoever decided, where the news has any. */
function reasonIn(events: readonly EventFacts[]): string {
  const places = ['progress.decision.reason', 'progress.note', 'decision.reason', 'note', 'reason']
  for (const { data } of events.toReversed()) {
    const words = places.map((path) => valueAt(data, path)).find((word) => typeof word === 'string' && word !== '')
    if (typeof words === 'string') return `:${words}`
  }
  return ''
}

async function passOn(gateway: Gateway, whole: Case, legs: readonly Leg[], leg: Leg, value: Case): Promise<Turn> {
  const carried: Case = {
    ...whole,
    form: { ...value.form, case: whole.form['case'] ?? {} },
    materials: value.materials,
  }
  const next = legAfter(legs, leg.key, carried.form)
  if (!next) {
    const status = 'COMPLETED'
    return { value: { ...carried, status }, event: eventOf(gateway, 'legs-ended', status, leg, value), also: NOTHING }
  }
  const begun = await beginLeg(gateway, carried, next, 'gateway', { orDraft: true })
  const status = statusOfWhole(false, begun.value.status)
  return {
    value: { ...carried, status },
    event: eventOf(gateway, 'leg-begun', status, next, begun.value, { after: leg.key }),
    also: begun,
  }
}
