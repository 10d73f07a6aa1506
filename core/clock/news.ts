import type { Case } from '../case/case.ts'
import type { CaseEvent, EventFacts } from '../case/event.ts'
import type { ClockRow } from '../store/case-clocks.ts'
import { toTime } from '../time.ts'
import type { CaseClocks } from './case-clocks.ts'
import type { StageClock } from './stage-clocks.ts'

/** Who is told of which colour: first whoever has the case, then the head of the section, at last whoever leads. Of a year that is missing, whoever keeps the calendar. */
const TOLD = { red: 'section-head', overdue: 'leader', unknown: 'admin' } as const

type Warning = keyof typeof TOLD | 'yellow'

/** What the clocks of a case say that its events do not say yet: ends that moved though nothing happened to the case, and colours that nobody was told of. */
export function clockNews(
  value: Case,
  events: readonly CaseEvent[],
  found: CaseClocks,
  before: ClockRow,
  now: number,
): EventFacts[] {
  const running = found.clocks.filter(({ state }) => state === 'running')
  const common = { status: value.status, at: now, actor: 'gateway' }
  const moved = before.seq === value.seq ? running.flatMap((clock) => movedFrom(clock, before)) : []
  const warnings = running.filter((clock) => isWarning(clock) && !wasWarned(clock, events))
  return [
    ...moved.map((data): EventFacts => ({ ...common, type: 'clock-moved', data })),
    ...warnings.map((clock): EventFacts => ({ ...common, type: 'clock-warned', data: warningOf(value, clock) })),
  ]
}

/** A clock by its stage and its start: what began anew is another clock. */
export function keyOf({ stage, since }: Pick<StageClock, 'stage' | 'since'>): string {
  return `${stage}@${since}`
}

function movedFrom(clock: StageClock, { ends }: ClockRow) {
  const was = ends?.[keyOf(clock)]
  if (was === undefined || was === clock.dueAt) return []
  const words = (ms: number | null) => (ms === null ? null : toTime(ms))
  return [{ stage: clock.stage, since: toTime(clock.since), from: words(was), to: words(clock.dueAt) }]
}

function isWarning({ colour }: StageClock): boolean {
  return colour === 'yellow' || Object.hasOwn(TOLD, colour)
}

function wasWarned({ stage, since, colour }: StageClock, events: readonly CaseEvent[]): boolean {
  return events.some(
    ({ type, data }) =>
      type === 'clock-warned' &&
      data['stage'] === stage &&
      data['colour'] === colour &&
      data['since'] === toTime(since),
  )
}

function warningOf({ direction, clerkId, handler }: Case, clock: StageClock) {
  const colour = clock.colour as Warning
  const own = direction === 'out' ? { to: 'window', who: clerkId } : { to: 'handler', who: handler }
  const told = colour === 'yellow' ? own : { to: TOLD[colour], who: null }
  const { stage, dueAt, unknownYear } = clock
  return {
    stage,
    since: toTime(clock.since),
    colour,
    ...told,
    dueAt: dueAt === null ? null : toTime(dueAt),
    ...(unknownYear === null ? {} : { unknownYear }),
  }
}
