import type { CaseEvent } from '../case/event.ts'
import { isObject, valueAt } from '../json.ts'
import type { Limit } from '../matter.ts'
import { provisionalYear } from './calendar.ts'
import { type Count, countsDays, endOf, lengthMs, limitEndsAt, measureOf } from './counting.ts'
import { advance, countedMs, dateOf, dayOf, type Measure, type Reached, type Span } from './spans.ts'
import { type Owner, STAGES, type StageKey, type StagePlan, type Threshold } from './stages.ts'
import type { Spell } from './timeline.ts'

/** From best to worst. none: no limit, or it does not run · unknown: the calendar does not reach its end, so nobody can say */
export const COLOURS = ['none', 'normal', 'yellow', 'unknown', 'red', 'overdue'] as const

export type Colour = (typeof COLOURS)[number]

/** A limit and the last moment of it; `endsAt` is null while it is suspended, or unknown. */
export interface CountedLimit {
  /** left out where only the day of its end was told */
  readonly limit?: Limit
  readonly endsAt: number | null
}

/** The clock of one stage of a case. Times in ms. */
export interface StageClock {
  readonly stage: StageKey
  readonly name: string
  readonly owner: Owner
  readonly state: 'running' | 'paused' | 'ended'
  readonly colour: Colour
  readonly since: number
  readonly endedAt: number | null
  /** the time in which it ran; pauses are not in it */
  readonly ranMs: number
  /** the promise where there is one, else what the law leaves; null where it has no limit, is suspended or unknown */
  readonly dueAt: number | null
  readonly yellowAt: number | null
  readonly redAt: number | null
  readonly promised: CountedLimit | null
  readonly statutory: CountedLimit | null
  /** the year that the calendar lacks */
  readonly unknownYear: string | null
  /** the year that its end rests on and whose days off are not official yet: the end may move */
  readonly provisionalYear: string | null
}

/** What the clocks of a case rest on. */
export interface ClockFacts {
  readonly events: readonly CaseEvent[]
  readonly plan: StagePlan
  /** how limits are counted on our side, and on the side that handles the case */
  readonly here: Count
  readonly there: Count
  /** the limits of the matter (or of the leg) that are declared for the review */
  readonly review: { readonly promised?: Limit; readonly statutory?: Limit }
  readonly now: number
}

const BEFORE_ACCEPTANCE: readonly StageKey[] = ['sign', 'courier', 'accept']
const PAUSES: readonly StageKey[] = ['correct', 'special']

/** The clocks of every stage that the case came to, in the stages' order. */
export function stageClocks(facts: ClockFacts, spells: readonly Spell[]): readonly StageClock[] {
  return STAGES.flatMap((stage) => {
    const covered = coveredBy(stage, facts)
    const all = spells.filter((spell) => covered.includes(spell.stage))
    // every notice has a clock of its own
    const own = PAUSES.includes(stage) ? all.slice(-1) : all
    return own.length > 0 ? [clockOf(facts, stage, own, spells)] : []
  })
}

/** The stages through which a clock runs: the law's five days from the delivery or from the signing, as agreed; a review from the receipt where the law takes the case for accepted. */
function coveredBy(stage: StageKey, { plan, events }: ClockFacts): readonly StageKey[] {
  if (stage === 'accept' && plan.acceptFrom === 'delivered') return BEFORE_ACCEPTANCE
  if (stage === 'review' && events.some(({ type }) => type === 'deemed-accepted'))
    return [...BEFORE_ACCEPTANCE, 'review']
  return [stage]
}

function clockOf(facts: ClockFacts, key: StageKey, own: readonly Spell[], spells: readonly Spell[]): StageClock {
  const stage = facts.plan.stages[key]
  const count = stage.owner === 'handling' ? facts.there : facts.here
  const { state, endedAt } = stateOf(own, spells)
  const spans = toSpans(own, state)
  const since = own[0]?.from ?? 0
  const given = givenLimits(facts, key, own)
  const [promised, statutory] = [given.promised, given.statutory].map(
    (limit) => limit && endOfLimit(limit, spans, count),
  )
  const leading = promised ?? statutory
  const dueAt = atOf(leading)
  const measure = measureOf(given.promised?.limit?.unit ?? given.statutory?.limit?.unit ?? 'Z', count)
  const [yellowAt, redAt] = [stage.yellow ?? facts.plan.warn.yellow, stage.red ?? facts.plan.warn.red].map(
    (threshold) => (dueAt === null ? null : warnsAt(threshold, spans, dueAt, measure, count)),
  )
  const clock = {
    stage: key,
    name: stage.name,
    owner: stage.owner,
    state,
    since,
    endedAt,
    ranMs: own.reduce((sum, { from, to }) => sum + Math.max(0, (to ?? facts.now) - from), 0),
    dueAt,
    yellowAt: yellowAt ?? null,
    redAt: redAt ?? null,
    promised: toCounted(given.promised?.limit, promised),
    statutory: toCounted(given.statutory?.limit, statutory),
    unknownYear: leading?.is === 'unknown' ? leading.year : null,
    provisionalYear: reachedYear((given.promised ?? given.statutory)?.limit, since, dueAt, count),
  }
  return { ...clock, colour: colourOf(clock, facts.now) }
}

/** A clock ends when the case goes on to another stage that is no pause of it. */
function stateOf(own: readonly Spell[], spells: readonly Spell[]): Pick<StageClock, 'state' | 'endedAt'> {
  const last = own.at(-1) as Spell
  if (last.to === null) return { state: 'running', endedAt: null }
  const after = spells.slice(spells.indexOf(last) + 1)
  const waits = after.at(-1)?.to === null && after.every(({ stage }) => PAUSES.includes(stage))
  return waits ? { state: 'paused', endedAt: null } : { state: 'ended', endedAt: last.to }
}

/** What has ended is counted on as if it ran still, so that its end can be told from its limit. */
function toSpans(own: readonly Spell[], state: StageClock['state']): readonly Span[] {
  const spans: Span[] = []
  for (const { from, to } of own) {
    const last = spans.at(-1)
    if (last?.to === from) spans[spans.length - 1] = { from: last.from, to }
    else spans.push({ from, to })
  }
  const open = spans.at(-1)
  return state === 'ended' && open ? [...spans.slice(0, -1), { ...open, to: null }] : spans
}

/** A limit, or the day that a notice names as its last. */
type Given =
  | { readonly limit: Limit; readonly dueOn?: undefined }
  | { readonly limit?: undefined; readonly dueOn: string }

interface GivenLimits {
  readonly promised: Given | undefined
  readonly statutory: Given | undefined
}

function givenLimits({ plan, review, events }: ClockFacts, key: StageKey, own: readonly Spell[]): GivenLimits {
  const { promised, statutory } = plan.stages[key]
  const event = own.at(-1)?.event
  if (key === 'correct')
    return { promised: noticeOf(event, 'correction', 'dueOn') ?? toGiven(promised), statutory: undefined }
  if (key === 'special')
    return { promised: noticeOf(event, 'suspension', 'to') ?? toGiven(promised), statutory: undefined }
  if (key !== 'review') return { promised: toGiven(promised), statutory: toGiven(statutory) }
  return {
    promised: toGiven(told(events, 'promised') ?? review.promised ?? promised),
    statutory: toGiven(told(events, 'statutory') ?? review.statutory ?? statutory),
  }
}

function toGiven(limit: Limit | undefined): Given | undefined {
  return limit && { limit }
}

/** What whoever decides said of a matter: a region in its progress, our own handler in the step. */
function said(event: CaseEvent | undefined, path: string): unknown {
  return event && (valueAt(event.data, `progress.${path}`) ?? valueAt(event.data, path))
}

/** The limit that the newest acceptance told. */
function told(events: readonly CaseEvent[], kind: 'promised' | 'statutory'): Limit | undefined {
  return events.map((event) => toLimit(said(event, `limit.${kind}`))).findLast((limit) => limit !== undefined)
}

function noticeOf(event: CaseEvent | undefined, group: 'correction' | 'suspension', day: string): Given | undefined {
  const dueOn = said(event, `${group}.${day}`)
  if (typeof dueOn === 'string' && dueOn !== '') return { dueOn: dueOn.slice(0, 10) }
  const days = { value: said(event, `${group}.days`), unit: said(event, `${group}.unit`) ?? 'G' }
  return toGiven(toLimit(said(event, `${group}.limit`)) ?? toLimit(days))
}

function toLimit(raw: unknown): Limit | undefined {
  if (!isObject(raw)) return undefined
  const { value, unit } = raw
  const known = typeof value === 'number' && value > 0 && typeof unit === 'string' && 'GZHM'.includes(unit)
  return known ? { value, unit: unit as Limit['unit'] } : undefined
}

function endOfLimit(given: Given, spans: readonly Span[], count: Count): Reached {
  if (given.limit) return limitEndsAt(given.limit, spans, count)
  return { is: 'at', at: endOf(dayOf(Date.parse(`${given.dueOn}T00:00:00+08:00`)), count.counting) }
}

/** The provisional year that a limit counted by days reaches; a day that a notice names, and hours that pass day and night, rest on no calendar. */
function reachedYear(limit: Limit | undefined, since: number, dueAt: number | null, count: Count): string | null {
  if (!limit || dueAt === null || !countsDays(limit, count)) return null
  return provisionalYear(dateOf(dayOf(since)), dateOf(dayOf(dueAt)), count.calendar)
}

function atOf(reached: Reached | undefined): number | null {
  return reached?.is === 'at' ? reached.at : null
}

function toCounted(limit: Limit | undefined, reached: Reached | undefined): CountedLimit | null {
  return reached ? { ...(limit ? { limit } : {}), endsAt: atOf(reached) } : null
}

/** When only so much of the limit is left. */
function warnsAt(threshold: Threshold, spans: readonly Span[], dueAt: number, measure: Measure, count: Count): number {
  const wholeMs = countedMs(spans, dueAt, measure) ?? 0
  const leftMs = typeof threshold === 'number' ? (wholeMs * threshold) / 100 : lengthMs(threshold, count)
  const reached = advance(spans, Math.max(0, wholeMs - leftMs), measure)
  return reached.is === 'at' ? reached.at : dueAt
}

type Timed = Pick<
  StageClock,
  'state' | 'endedAt' | 'dueAt' | 'yellowAt' | 'redAt' | 'unknownYear' | 'promised' | 'statutory'
>

function colourOf(clock: Timed, now: number): Colour {
  if (clock.unknownYear !== null) return 'unknown'
  if (clock.state === 'paused' || clock.dueAt === null) return 'none'
  const at = clock.endedAt ?? now
  if (at > clock.dueAt) return 'overdue'
  if (clock.state === 'ended') return 'normal'
  if (clock.redAt !== null && at >= clock.redAt) return 'red'
  return clock.yellowAt !== null && at >= clock.yellowAt ? 'yellow' : 'normal'
}
