import { toDate } from '../time.ts'
import { isWorkday, type PlaceCalendar } from './calendar.ts'

export const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS
/** Beijing's offset, constant since 1991. */
const OFFSET_MS = 8 * HOUR_MS

/** A time in which a clock runs; `to` is null while it still does. Milliseconds, in order, apart from one another. */
export interface Span {
  readonly from: number
  readonly to: number | null
}

/** From and to within a day, ms after midnight. */
export type Shift = readonly [from: number, to: number]

/** Where something comes to pass: then; only after a pause that still lasts; or in a year that the calendar does not have. */
export type Reached =
  | { readonly is: 'at'; readonly at: number }
  | { readonly is: 'paused' }
  | { readonly is: 'unknown'; readonly year: string }

export const PAUSED: Reached = { is: 'paused' }

/** Numbers of days since 1970 in Beijing. */
export const dayOf = (ms: number): number => Math.floor((ms + OFFSET_MS) / DAY_MS)
/** The first moment of a day. */
export const startOf = (day: number): number => day * DAY_MS - OFFSET_MS
/** `yyyy-MM-dd` */
export const dateOf = (day: number): string => toDate(startOf(day))

export function unknownYear(day: number): Reached {
  return { is: 'unknown', year: dateOf(day).slice(0, 4) }
}

/** What of the time counts: all of it, or the hours in which an office is open on the days on which it works. */
export type Measure =
  | { readonly of: 'time' }
  | { readonly of: 'office'; readonly shifts: readonly Shift[]; readonly calendar: PlaceCalendar }

/** When so much counted time has passed in the spans. */
export function advance(spans: readonly Span[], amountMs: number, measure: Measure): Reached {
  let left = amountMs
  for (const piece of pieces(spans, measure)) {
    if ('year' in piece) return { is: 'unknown', year: piece.year }
    const { from, to } = piece
    if (to === null || left <= to - from) return { is: 'at', at: from + left }
    left -= to - from
  }
  return PAUSED
}

/** How much counted time passes in the spans until a moment, ms; null where the calendar does not reach it. */
export function countedMs(spans: readonly Span[], until: number, measure: Measure): number | null {
  let sum = 0
  const ended = spans.flatMap(({ from, to }) =>
    from < until ? [{ from, to: to === null ? until : Math.min(to, until) }] : [],
  )
  for (const piece of pieces(ended, measure)) {
    if ('year' in piece) return null
    sum += (piece.to ?? until) - piece.from
  }
  return sum
}

function* pieces(spans: readonly Span[], measure: Measure): Generator<Span | { year: string }> {
  for (const span of spans) {
    if (measure.of === 'time') yield span
    else yield* openHours(span, measure)
  }
}

function* openHours(
  { from, to }: Span,
  { shifts, calendar }: Extract<Measure, { of: 'office' }>,
): Generator<Span | { year: string }> {
  for (let day = dayOf(from); to === null || startOf(day) < to; day += 1) {
    const works = isWorkday(dateOf(day), calendar)
    if (works === null) return yield { year: dateOf(day).slice(0, 4) }
    for (const [opens, closes] of works ? shifts : []) {
      const begin = Math.max(from, startOf(day) + opens)
      const end = Math.min(to ?? Number.POSITIVE_INFINITY, startOf(day) + closes)
      if (begin < end) yield { from: begin, to: end }
    }
  }
}
