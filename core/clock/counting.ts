import { z } from 'zod'
import type { Limit } from '../matter.ts'
import { isWorkday, type PlaceCalendar } from './calendar.ts'
import {
  advance,
  DAY_MS,
  dateOf,
  dayOf,
  HOUR_MS,
  type Measure,
  PAUSED,
  type Reached,
  type Shift,
  type Span,
  startOf,
  unknownYear,
} from './spans.ts'

const SHIFT = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$/

/** How limits are counted, as an agreement says it. */
export const countingShape = z.strictObject({
  /** next-day: the day on which a clock starts does not count; at-once: it does */
  start: z.enum(['next-day', 'at-once']),
  /** when the last day of a limit ends */
  dayEnds: z.enum(['midnight', 'closing']),
  /** what comes after closing, or on a day off, came on that day, or on the next working day */
  afterHours: z.enum(['same-day', 'next-workday']),
  /** whether hours are office hours or pass day and night */
  hours: z.enum(['working', 'running']),
  office: z
    .array(z.string().regex(SHIFT, { error: '应是 09:00-12:00' }))
    .min(1)
    .transform((shifts) => shifts.map(toShift))
    .refine((shifts) => shifts.every(([from, to], index) => from < to && from >= (shifts[index - 1]?.[1] ?? 0)), {
      error: '办公时间应从早到晚,互不重叠',
    }),
})

export type Counting = z.infer<typeof countingShape>

function toShift(text: string): Shift {
  const [, ...parts] = SHIFT.exec(text) ?? []
  const [from = 0, fromMinute = 0, to = 0, toMinute = 0] = parts.map(Number)
  return [from * HOUR_MS + fromMinute * 60_000, to * HOUR_MS + toMinute * 60_000]
}

/** How limits are counted in one place. */
export interface Count {
  readonly counting: Counting
  readonly calendar: PlaceCalendar
}

/** What of the time a unit measures: working days and working hours the office's, the others all of it. */
export function measureOf(unit: Limit['unit'], { counting, calendar }: Count): Measure {
  const office = unit === 'G' || (unit === 'H' && counting.hours === 'working')
  return office ? { of: 'office', shifts: counting.office, calendar } : { of: 'time' }
}

/** Whether a limit's end rests on which days people work: natural days too, as they end on the next such day. */
export function countsDays({ unit }: Limit, count: Count): boolean {
  return unit === 'Z' || measureOf(unit, count).of === 'office'
}

/** How long a limit is by its measure, ms. */
export function lengthMs({ value, unit }: Limit, { counting }: Count): number {
  const officeDayMs = counting.office.reduce((sum, [from, to]) => sum + to - from, 0)
  return value * { G: officeDayMs, Z: DAY_MS, H: HOUR_MS, M: 60_000 }[unit]
}

/**
 * When a limit ends that is counted in the spans, its last moment. A day counts where the clock runs as it begins (start: next-day) or as it ends
 * (at-once), so a pause shifts the end by the days that it took. Natural days that end on a day off end on the next working day.
 */
export function limitEndsAt(limit: Limit, spans: readonly Span[], count: Count): Reached {
  const started = begun(spans, count)
  if ('is' in started) return started
  if (limit.unit === 'H' || limit.unit === 'M')
    return advance(started, lengthMs(limit, count), measureOf(limit.unit, count))
  return daysEndAt(limit, started, count)
}

/** The spans, begun on the next working day where what came after closing counts so. */
function begun(spans: readonly Span[], { counting, calendar }: Count): readonly Span[] | Reached {
  const [first, ...rest] = spans
  if (!first) return PAUSED
  if (counting.afterHours === 'same-day') return spans
  for (let day = dayOf(first.from); ; day += 1) {
    const works = isWorkday(dateOf(day), calendar)
    if (works === null) return unknownYear(day)
    const opens = startOf(day) + (counting.office[0]?.[0] ?? 0)
    if (works && first.from < closing(day, counting))
      return [{ ...first, from: day === dayOf(first.from) ? first.from : opens }, ...rest]
  }
}

function closing(day: number, { office }: Counting): number {
  return startOf(day) + (office.at(-1)?.[1] ?? DAY_MS)
}

function daysEndAt({ value, unit }: Limit, spans: readonly Span[], { counting, calendar }: Count): Reached {
  const end = spans.at(-1)?.to ?? null
  let counted = 0
  for (let day = dayOf(spans[0]?.from ?? 0); ; day += 1) {
    if (end !== null && startOf(day) > end) return PAUSED
    const works = unit === 'Z' || isWorkday(dateOf(day), calendar)
    if (works === null) return unknownYear(day)
    if (works && counts(day, spans, counting)) counted += 1
    if (counted < value) continue
    const off = isWorkday(dateOf(day), calendar)
    if (off === null) return unknownYear(day)
    if (off) return { is: 'at', at: endOf(day, counting) }
  }
}

/** The last moment of a day by the agreement. */
export function endOf(day: number, counting: Counting): number {
  return counting.dayEnds === 'closing' ? closing(day, counting) : startOf(day + 1) - 1
}

function counts(day: number, spans: readonly Span[], counting: Counting): boolean {
  if (counting.start === 'next-day') {
    const begins = startOf(day)
    return spans.some(({ from, to }) => from < begins && (to === null || to > begins))
  }
  const ends = endOf(day, counting)
  return spans.some(({ from, to }) => from < ends && (to === null || to >= ends))
}
