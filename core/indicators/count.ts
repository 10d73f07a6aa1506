import type { CaseEvent } from '../case/event.ts'
import type { Gateway } from '../gateway.ts'
import { isBad } from '../ratings/scale.ts'
import type { Chore } from '../repeat.ts'
import { KeyTaken, type Statement } from '../store/driver.ts'
import {
  type Amount,
  addAmount,
  type IndicatorSource,
  moveProgress,
  type Progress,
  upsertMeasured,
} from '../store/indicators.ts'
import type { Ticket } from '../tickets/ticket.ts'
import { ticketClock } from '../tickets/ticket-clock.ts'
import { toDate } from '../time.ts'
import { type CountedMeasure, difference, type Measure, type Measures } from './measure.ts'
import { measureCase } from './measure-case.ts'

const EVERY_MS = 15_000
/** Rows of a source that one batch counts. */
const ROWS = 270
const MOST_BATCHES = 40
/** What is written carries the time at which it was decided; other processes write it a little later. */
const LATE_MS = 30_000
const START: Omit<Progress, 'source' | 'step'> = { at: 0, id: '', seq: 0 }

/** What one batch found: the rows it went through, what they add, what else is written with it. */
interface Batch {
  /** of the last row; null where there is none */
  readonly last: Omit<Progress, 'source' | 'step'> | null
  readonly isFull: boolean
  readonly amounts: readonly Amount[]
  readonly statements: readonly Statement[]
}

type Take = (gateway: Gateway, after: Omit<Progress, 'source' | 'step'>, until: number) => Promise<Batch>

/** Cases are counted again with every event, and what was counted of them before is taken back; tickets and ratings do not change any more, so that each is counted once, when nothing earlier can come. */
const SOURCES: Readonly<Record<IndicatorSource, { readonly again: boolean; readonly take: Take }>> = {
  events: { again: true, take: takeEvents },
  tickets: { again: false, take: takeTickets },
  ratings: { again: false, take: takeRatings },
}

/** Counts what came since, at most so many batches of each source; true where nothing is left to count. */
export async function countIndicators(gateway: Gateway, mostBatches = MOST_BATCHES): Promise<boolean> {
  let isDone = true
  for (const source of Object.keys(SOURCES) as IndicatorSource[]) {
    let more = true
    for (let batch = 0; more && batch < mostBatches; batch += 1) more = await countBatch(gateway, source)
    isDone &&= !more
  }
  return isDone
}

/** True where more may be waiting. Of two processes that count at once one finds the key taken and leaves it to the other. */
async function countBatch(gateway: Gateway, source: IndicatorSource): Promise<boolean> {
  const { store, clock } = gateway
  const { again, take } = SOURCES[source]
  const before = await store.indicators.progress(source)
  const settled = clock.now() - LATE_MS
  const until = again ? clock.now() : settled
  // what is younger may have had company since it was counted
  const isYoung = before !== null && again && before.at > settled
  const after = isYoung ? { at: settled, id: '', seq: 0 } : (before ?? START)
  const { last, isFull, amounts, statements } = await take(gateway, after, until)
  const reached = isFull && last ? last : { at: until, id: '', seq: 0 }
  try {
    await store.commit([
      ...moveProgress(before, { source, ...reached }),
      ...statements,
      ...added(amounts).flatMap(addAmount),
    ])
  } catch (error) {
    if (error instanceof KeyTaken) return false
    throw error
  }
  return isFull
}

/** Amounts for the same place in one. */
function added(amounts: readonly Amount[]): Amount[] {
  const places = new Map<string, Amount>()
  for (const one of amounts) {
    const place = [one.day, one.region, one.matter, one.direction, one.measure].join('\n')
    places.set(place, { ...one, amount: one.amount + (places.get(place)?.amount ?? 0) })
  }
  return [...places.values()].filter(({ amount }) => amount !== 0)
}

async function takeEvents(gateway: Gateway, after: Omit<Progress, 'source' | 'step'>, until: number): Promise<Batch> {
  const { indicators } = gateway.store
  const rows = await indicators.eventsAfter(after, until, ROWS)
  const ids = [...new Set(rows.map(({ id }) => id))]
  const known = new Map((await indicators.measured(ids)).map((one) => [one.caseId, one]))
  const newest = new Map(rows.map(({ id, seq }) => [id, seq]))
  const changed = ids.filter((id) => (known.get(id)?.seq ?? 0) < (newest.get(id) ?? 0))
  const [values, events] = await Promise.all([indicators.cases(changed), indicators.events(changed)])
  const amounts: Amount[] = []
  const statements: Statement[] = []
  for (const value of values) {
    const own = events.filter(({ caseId }) => caseId === value.id)
    const now = measureCase(gateway, value, own)
    const earlier = known.get(value.id)
    amounts.push(...toAmounts(difference(earlier ? (JSON.parse(earlier.measures) as Measures) : {}, now), value))
    statements.push(upsertMeasured({ caseId: value.id, seq: newestOf(own), measures: JSON.stringify(now) }))
  }
  return { last: rows.at(-1) ?? null, isFull: rows.length === ROWS, amounts, statements }
}

function newestOf(events: readonly CaseEvent[]): number {
  return events.at(-1)?.seq ?? 0
}

type Place = Pick<Amount, 'region' | 'matter' | 'direction'>

function toAmounts(measures: Measures, { region, matter, direction }: Place): Amount[] {
  return Object.entries(measures).flatMap(([day, amounts]) =>
    Object.entries(amounts).map(([measure, amount]) => ({ day, region, matter, direction, measure, amount })),
  )
}

async function takeTickets(gateway: Gateway, after: Pick<Progress, 'at' | 'id'>, until: number): Promise<Batch> {
  const { indicators } = gateway.store
  const rows = await indicators.ticketsAfter(after, until, ROWS)
  const placeOf = await placesOf(gateway, rows)
  const amounts = rows.flatMap((ticket) =>
    ticketMeasures(gateway, ticket).map((measure) => one(measure, ticket.closedAt ?? 0, placeOf(ticket.caseId))),
  )
  const last = rows.at(-1)
  return {
    last: last ? { at: last.closedAt ?? 0, id: last.id, seq: 0 } : null,
    isFull: rows.length === ROWS,
    amounts,
    statements: [],
  }
}

function ticketMeasures(gateway: Gateway, ticket: Ticket): CountedMeasure[] {
  const { dueAt, firstWordDueAt } = ticketClock(gateway, ticket)
  const counted: CountedMeasure[] = ['tickets']
  if (ticket.kind === 'complaint') counted.push('complaints')
  if (dueAt !== null) {
    counted.push('ticketsTimed')
    if ((ticket.closedAt ?? 0) <= dueAt) counted.push('ticketsOnTime')
  }
  if (firstWordDueAt !== null) {
    counted.push('firstWords')
    if ((ticket.firstWordAt ?? ticket.closedAt ?? 0) <= firstWordDueAt) counted.push('firstWordsOnTime')
  }
  return counted
}

async function takeRatings(gateway: Gateway, after: Pick<Progress, 'at' | 'id'>, until: number): Promise<Batch> {
  const rows = await gateway.store.indicators.ratingsAfter(after, until, ROWS)
  const placeOf = await placesOf(gateway, rows)
  const amounts = rows.flatMap(({ at, caseId, level }) =>
    (['ratings', isBad(level) ? 'ratingsBad' : 'ratingsGood'] as const).map((measure) =>
      one(measure, at, placeOf(caseId)),
    ),
  )
  const last = rows.at(-1)
  return {
    last: last ? { at: last.at, id: last.id, seq: 0 } : null,
    isFull: rows.length === ROWS,
    amounts,
    statements: [],
  }
}

/** Region, matter and direction of the cases that rows are about; what is about none stands apart. */
async function placesOf(gateway: Gateway, rows: readonly { caseId: string }[]): Promise<(caseId: string) => Place> {
  const ids = [...new Set(rows.map(({ caseId }) => caseId).filter((id) => id !== ''))]
  const found = new Map((await gateway.store.indicators.cases(ids)).map((value) => [value.id, value]))
  return (caseId) => found.get(caseId) ?? { region: '', matter: '', direction: 'out' }
}

function one(measure: Measure, at: number, { region, matter, direction }: Place): Amount {
  return { day: toDate(at), region, matter, direction, measure, amount: 1 }
}

/** Counts while the process lives. */
export function counting(gateway: Gateway): Chore {
  return { name: 'indicators', everyMs: EVERY_MS, work: () => countIndicators(gateway) }
}
