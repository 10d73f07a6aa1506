import type { Case } from '../case/case.ts'
import type { CaseEvent } from '../case/event.ts'
import { legOf } from '../case/legs.ts'
import type { Gateway } from '../gateway.ts'
import type { Limit } from '../matter.ts'
import { type Ball, ballOf } from './ball.ts'
import { calendarOf } from './calendar.ts'
import { type Count, limitEndsAt } from './counting.ts'
import { COLOURS, type Colour, type StageClock, stageClocks } from './stage-clocks.ts'
import { planFor, type StageKey, type StagePlan } from './stages.ts'
import { durationsOf, type Spell, spellsOf } from './timeline.ts'

/** All that can be said of a case's time, at a moment. */
export interface CaseClocks {
  /** the worst of the clocks that run */
  readonly colour: Colour
  /** the first end of the clocks that run */
  readonly dueAt: number | null
  readonly ball: Ball | null
  readonly clocks: readonly StageClock[]
  readonly durations: readonly { stage: StageKey; name: string; spentMs: number }[]
  /** from its first event to its answer, without the time after that */
  readonly spentMs: number
  readonly spells: readonly Spell[]
}

/** A case's clocks from its events and the definitions in force; null where these declare no stages. */
export function caseClocks(
  gateway: Pick<Gateway, 'config' | 'home' | 'matters' | 'regions'>,
  value: Case,
  events: readonly CaseEvent[],
  now: number,
): CaseClocks | null {
  const plan = planOf(gateway, value)
  if (!plan || !gateway.config.stages) return null
  const spells = spellsOf(events)
  const here = {
    counting: gateway.config.stages.counting,
    calendar: calendarOf(gateway.config.calendar, gateway.home.division),
  }
  const there = handlingCount(gateway, value, plan)
  const clocks = stageClocks({ events, plan, here, there, review: reviewLimits(gateway, value), now }, spells)
  const running = clocks.filter(({ state }) => state === 'running')
  const durations = durationsOf(spells, now).map((one) => ({ ...one, name: plan.stages[one.stage].name }))
  return {
    colour: COLOURS.findLast((colour) => running.some((clock) => clock.colour === colour)) ?? 'none',
    dueAt: running.reduce<number | null>(
      (first, { dueAt }) => (first === null ? dueAt : Math.min(first, dueAt ?? first)),
      null,
    ),
    ball: ballOf(value, events, spells, plan),
    clocks,
    durations,
    spentMs: durations.reduce((sum, { spentMs }) => sum + spentMs, 0),
    spells,
  }
}

/** When a promise that begins now ends as the agreement counts it; null, and in the log, where the calendar does not reach so far. */
export function promiseEndsAt(gateway: Gateway, value: Case, promised: Limit, now: number): number | null {
  const plan = planOf(gateway, value)
  if (!plan) return null
  const ends = limitEndsAt(promised, [{ from: now, to: null }], handlingCount(gateway, value, plan))
  if (ends.is === 'unknown') gateway.log.warn('calendar-missing', { year: Number(ends.year) })
  return ends.is === 'at' ? ends.at : null
}

type InForce = Pick<Gateway, 'config' | 'home' | 'matters' | 'regions'>

function planOf({ config, regions }: InForce, { region }: Case): StagePlan | null {
  return config.stages && planFor(config.stages, regions.get(region)?.clocks)
}

/** The agreement's counting, on the days on which the side that handles the case works. */
function handlingCount({ config, home }: InForce, { direction, region }: Case, { counting }: StagePlan): Count {
  return { counting, calendar: calendarOf(config.calendar, direction === 'out' ? region : home.division) }
}

/** What is declared for the review: of a leg its own limits, of a case that another handles the region's own where its document states them. */
function reviewLimits({ home, matters, regions }: InForce, value: Case): { promised?: Limit; statutory?: Limit } {
  const matter = matters.get(value.matter)
  const leg = legOf(matter, value, home)
  const theirs = value.direction === 'out' ? regions.get(value.region)?.mappings.get(value.matter)?.set?.limits : {}
  return { ...(leg?.limits ?? matter?.limits), ...theirs }
}
