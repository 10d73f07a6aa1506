import type { Limit } from '../matter.ts'
import { toDate } from '../time.ts'
import { type Calendar, isWorkday } from './calendar.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Beijing's offset, constant since 1991. */
const OFFSET_MS = 8 * HOUR_MS
/** 09:00–12:00 and 13:00–18:00, as milliseconds of the day. */
const SHIFTS: readonly (readonly [from: number, to: number])[] = [
  [9 * HOUR_MS, 12 * HOUR_MS],
  [13 * HOUR_MS, 18 * HOUR_MS],
]
const HOURS_A_DAY = 8

/**
 * When a promised limit that starts now ends. A working day is eight working hours of a day on which the calendar says that people work; in a year that it
 * does not know, Monday to Friday, so that a limit across a holiday ends early, never late. Hours are working hours; natural days and minutes run on.
 */
export function limitEndsAt({ value, unit }: Limit, startMs: number, calendar: Calendar): number {
  switch (unit) {
    case 'G':
      return afterWork(startMs, value * HOURS_A_DAY * HOUR_MS, calendar)
    case 'H':
      return afterWork(startMs, value * HOUR_MS, calendar)
    case 'Z':
      return startMs + value * DAY_MS
    case 'M':
      return startMs + value * 60_000
  }
}

function afterWork(startMs: number, workMs: number, calendar: Calendar): number {
  let left = workMs
  let day = Math.floor((startMs + OFFSET_MS) / DAY_MS)
  let time = startMs + OFFSET_MS - day * DAY_MS
  for (;;) {
    for (const [from, to] of isWorkday(toDate(day * DAY_MS - OFFSET_MS), calendar) ? SHIFTS : []) {
      const begin = Math.max(from, time)
      if (begin >= to) continue
      if (left <= to - begin) return day * DAY_MS + begin + left - OFFSET_MS
      left -= to - begin
    }
    day += 1
    time = 0
  }
}
