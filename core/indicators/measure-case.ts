import type { Case } from '../case/case.ts'
import type { CaseEvent } from '../case/event.ts'
import { isOver } from '../case/moves.ts'
import type { Status } from '../case/status.ts'
import { type CaseClocks, caseClocks } from '../clock/case-clocks.ts'
import type { StageClock } from '../clock/stage-clocks.ts'
import { exemptedOf } from '../exemptions/why-exempt.ts'
import type { Gateway } from '../gateway.ts'
import { isObject, type Json } from '../json.ts'
import type { Matter } from '../matter.ts'
import { toDate } from '../time.ts'
import { type CountedMeasure, type Measures, openMeasures } from './measure.ts'
import { spanMeasure } from './spans.ts'

type Add = ReturnType<typeof openMeasures>['add']
const MINUTE_MS = 60_000

/** How a case ended, by the status that it first reached after which nothing is decided any more. */
const ENDS: Partial<Record<Status, CountedMeasure>> = {
  COMPLETED: 'completed',
  SHIPPED: 'completed',
  DELIVERED_RESULT: 'completed',
  ARCHIVED: 'completed',
  DENIED: 'denied',
  REFUSED: 'refused',
  RETURNED: 'returned',
  WITHDRAWN: 'withdrawn',
  TERMINATED: 'terminated',
}
const ANSWERS: ReadonlySet<CountedMeasure> = new Set(['completed', 'denied', 'refused', 'returned'])

/** What a case and its events add to the sums, each on the day on which it came about. The whole of a case with legs adds nothing but its legs: these are cases of their own. */
export function measureCase(
  gateway: Pick<Gateway, 'config' | 'home' | 'matters' | 'regions'>,
  value: Case,
  events: readonly CaseEvent[],
): Measures {
  const { days, add } = openMeasures()
  const legs = events.filter(({ type }) => type === 'leg-begun')
  for (const { at } of legs) add(toDate(at), 'joint')
  if (legs.length > 0) return days
  measureIntake(gateway.matters.get(value.matter), value, events, add)
  measureSteps(value, events, add)
  const end = events.find(({ status }) => isOver(status))
  const how = end && ENDS[end.status]
  if (!end || !how) return days
  const day = toDate(end.at)
  add(day, how)
  if (ANSWERS.has(how)) measureAnswer(gateway, value, events, { end, how, day }, add)
  return days
}

function measureIntake(matter: Matter | undefined, value: Case, events: readonly CaseEvent[], add: Add): void {
  const begun = events.find(({ type }) => type === 'submitted' || type === 'received')
  if (!begun) return
  const day = toDate(begun.at)
  add(day, begun.type === 'submitted' ? 'submitted' : 'received')
  add(day, 'begun')
  if (value.bundleId !== null) add(day, 'bundled')
  const { case: _, ...asked } = value.form
  add(day, 'fields', filled(asked))
  if (!matter) return
  const slots = new Set(value.materials.map(({ slot }) => slot))
  add(day, 'listed', matter.materials.filter(({ slot }) => slots.has(slot)).length)
  add(day, 'exempt', exemptedOf(matter, value.materials, '').length)
}

/** How many values a form holds; every cell of a list counts. */
function filled(value: Json): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, element) => sum + filled(element), 0)
  if (isObject(value)) return Object.values(value).reduce<number>((sum, member) => sum + filled(member), 0)
  return value === null || value === '' ? 0 : 1
}

/** Events that each count for themselves. */
const STEPS: Partial<Record<CaseEvent['type'], CountedMeasure>> = {
  'deemed-accepted': 'deemed',
  'delivery-dead': 'dead',
  'delivery-refused': 'faulty',
  redriven: 'redriven',
  progress: 'told',
  'document-issued': 'documents',
  reminded: 'reminded',
}
const WARNINGS: Readonly<Record<string, CountedMeasure>> = {
  yellow: 'warnedYellow',
  red: 'warnedRed',
  overdue: 'warnedOverdue',
}

function measureSteps({ direction }: Case, events: readonly CaseEvent[], add: Add): void {
  let before: Status | null = null
  let reached = false
  for (const { type, status, at, data } of events) {
    const day = toDate(at)
    const step = STEPS[type]
    if (step) add(day, step)
    if (step === 'deemed' && direction === 'out') add(day, 'silent')
    if (type === 'progress-unknown') for (const one of ['told', 'unknown'] as const) add(day, one)
    if (type === 'clock-warned') {
      const warning = WARNINGS[String(data['colour'])]
      if (warning) add(day, warning)
    }
    if (type === 'assigned') measureAssigned(data, day, add)
    if (type === 'delivered') {
      const attempts = typeof data['attempt'] === 'number' ? data['attempt'] : 1
      add(day, 'delivered')
      if (attempts <= 1) add(day, 'firstTry')
      add(day, 'retries', Math.max(0, attempts - 1))
      if (!reached && data['kind'] === 'apply') add(day, 'reached')
      reached ||= data['kind'] === 'apply'
    }
    if (status === 'CORRECTION' && before !== 'CORRECTION') add(day, 'notices')
    before = status
  }
}

function measureAssigned(data: CaseEvent['data'], day: string, add: Add): void {
  if (Object.hasOwn(data, 'from')) add(day, 'reassigned')
  if (isObject(data['draw'])) add(day, 'draws')
  if (data['nobody'] === true) add(day, 'nobody')
}

interface End {
  readonly end: CaseEvent
  readonly how: CountedMeasure
  readonly day: string
}

function measureAnswer(
  gateway: Pick<Gateway, 'config' | 'home' | 'matters' | 'regions'>,
  value: Case,
  events: readonly CaseEvent[],
  { end, how, day }: End,
  add: Add,
): void {
  const before = events.slice(0, events.indexOf(end) + 1)
  const notices = before.filter(
    ({ status }, index) => status === 'CORRECTION' && before[index - 1]?.status !== 'CORRECTION',
  ).length
  const wasRefused = before.some(({ type }) => type === 'delivery-refused')
  const begun = before.find(({ type }) => type === 'submitted' || type === 'received')
  add(day, 'answered')
  add(day, 'corrections', notices)
  if (notices > 0) add(day, 'corrected')
  if (how === 'completed' && notices === 0 && !wasRefused) add(day, 'firstPass')
  if (begun && toDate(begun.at) === day) add(day, 'sameDay')
  const found = caseClocks(gateway, value, before, end.at)
  if (found) measureClocks(found, day, add)
}

/** Limits and durations up to the answer. */
function measureClocks({ clocks, durations, spentMs }: CaseClocks, day: string, add: Add): void {
  const theirs = clocks.filter(({ owner }) => owner === 'handling')
  const promised = theirs.filter(({ dueAt }) => dueAt !== null)
  if (promised.length > 0) {
    add(day, 'timed')
    if (promised.every(({ colour }) => colour !== 'overdue')) add(day, 'onTime')
  }
  const lawful = theirs.filter(({ statutory }) => statutory?.endsAt != null)
  if (lawful.length > 0) {
    add(day, 'lawTimed')
    if (lawful.every((clock) => endedMs(clock) <= (clock.statutory?.endsAt ?? 0))) add(day, 'lawOnTime')
  }
  const review = lawful.find(({ stage }) => stage === 'review')
  if (review) {
    add(day, 'savedCases')
    add(day, 'savedMinutes', Math.round(((review.statutory?.endsAt ?? 0) - endedMs(review)) / MINUTE_MS))
  }
  const accept = promised.find(({ stage }) => stage === 'accept')
  if (accept) {
    add(day, 'acceptTimed')
    if (accept.colour !== 'overdue') add(day, 'acceptOnTime')
  }
  add(day, spanMeasure('whole', spentMs))
  for (const { stage, spentMs: ms } of durations) add(day, spanMeasure(stage, ms))
}

function endedMs({ endedAt }: StageClock): number {
  return endedAt ?? Number.POSITIVE_INFINITY
}
