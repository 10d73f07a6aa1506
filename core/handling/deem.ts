import type { Case } from '../case/case.ts'
import type { CaseEvent, EventFacts } from '../case/event.ts'
import type { Status } from '../case/status.ts'
import type { CaseClocks } from '../clock/case-clocks.ts'
import type { StageClock } from '../clock/stage-clocks.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import type { JsonObject } from '../json.ts'
import type { Statement } from '../store/driver.ts'
import { toTime } from '../time.ts'
import { progressDelivery } from './progress-delivery.ts'
import { promiseOf } from './promise.ts'

const NOTE = '逾期视为受理'

/** What the law's acceptance makes of a case. */
interface Deemed {
  readonly value: Case
  readonly events: readonly EventFacts[]
  readonly statements: readonly Statement[]
  readonly rings: readonly string[]
}

/** Whether the law takes the case for accepted: its days went by without a word on acceptance or a notice of correction (行政许可法第三十二条). */
export function isDeemedAccepted(value: Case, events: readonly CaseEvent[], found: CaseClocks): boolean {
  const clock = acceptance(found)
  const waits = value.status === 'DELIVERED' || value.status === 'SIGNED'
  if (!waits || clock?.state !== 'running' || clock.statutory?.endsAt == null) return false
  const ended = clock.colour === 'overdue'
  return ended && !events.some(({ type, status }) => type === 'deemed-accepted' || status === 'CORRECTION')
}

/** Of a case that a region handles, an event alone: only the region accepts. Of one that is handled here, the acceptance itself, told to the region; where its message cannot say so without a person, the event says that it was not told. */
export async function deemAccepted(gateway: Gateway, value: Case, found: CaseClocks, now: number): Promise<Deemed> {
  const since = acceptance(found)?.since ?? now
  const data: JsonObject = { note: NOTE, receivedAt: toTime(since) }
  const event = { type: 'deemed-accepted', at: now, actor: 'gateway' } as const
  if (value.direction === 'out')
    return { value, events: [{ ...event, status: value.status, data }], statements: [], rings: [] }
  const limit = promiseOf(gateway, value, since)
  const accepted: Case = {
    ...value,
    status: 'ACCEPTED',
    memo: { ...value.memo, ...(limit ? { limit: limit as unknown as JsonObject } : {}) },
  }
  const told = await tell(gateway, accepted, value.status, limit, now)
  const said = { ...data, ...(limit ? { limit: limit as unknown as JsonObject } : {}), ...told.data }
  return { ...told, events: [{ ...event, status: 'ACCEPTED', data: said }] }
}

function acceptance({ clocks }: CaseClocks): StageClock | undefined {
  return clocks.find(({ stage }) => stage === 'accept')
}

type Told = Omit<Deemed, 'events'> & { readonly data: JsonObject }

/** The messages that tell the region: that we signed, where it does not know yet, and that the case is accepted. */
async function tell(
  gateway: Gateway,
  accepted: Case,
  before: Status,
  limit: ReturnType<typeof promiseOf>,
  now: number,
): Promise<Told> {
  const region = accepted.parentId === null ? gateway.regions.get(accepted.region) : undefined
  if (!region) return { value: accepted, statements: [], rings: [], data: {} }
  const facts = { occurredAtMs: now, officer: null }
  try {
    let value = accepted
    const statements: Statement[] = []
    const rings: string[] = []
    for (const status of before === 'DELIVERED' ? (['SIGNED', 'ACCEPTED'] as const) : (['ACCEPTED'] as const)) {
      const more = status === 'ACCEPTED' ? { note: NOTE, ...(limit ? { limit } : {}) } : {}
      const one = await progressDelivery(
        gateway,
        region,
        { ...value, status },
        { status, ...facts, ...more },
        rings.length > 0 || undefined,
      )
      statements.push(...one.statements)
      rings.push(one.deliveryId)
      value = one.value
    }
    return { value, statements, rings, data: { deliveries: [...rings] } }
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    const faults = error.faults.map(({ path, code }) => ({ path, code }))
    return { value: accepted, statements: [], rings: [], data: { untold: error.detail, faults } }
  }
}
