import { describe, expect, it } from 'vitest'
import { NO_CALENDAR } from '../../core/handling/calendar.ts'
import { limitEndsAt } from '../../core/handling/working-hours.ts'
import { toTime } from '../../core/time.ts'

const ends = (value: number, unit: 'G' | 'Z' | 'H' | 'M', from: string) =>
  toTime(limitEndsAt({ value, unit }, Date.parse(from), NO_CALENDAR))

describe('a promised limit ends', () => {
  const cases: [string, number, 'G' | 'Z' | 'H' | 'M', string, string][] = [
    ['within the morning', 2, 'H', '2026-03-03T09:00:00+08:00', '2026-03-03T11:00:00+08:00'],
    ['after the lunch hour, which does not count', 4, 'H', '2026-03-03T10:00:00+08:00', '2026-03-03T15:00:00+08:00'],
    ['on Monday for what starts on Friday evening', 2, 'H', '2026-03-06T17:00:00+08:00', '2026-03-09T10:00:00+08:00'],
    ['a working day of eight hours later', 1, 'G', '2026-03-03T09:00:00+08:00', '2026-03-03T18:00:00+08:00'],
    [
      'counted from the next opening where it starts at night',
      1,
      'H',
      '2026-03-03T22:00:00+08:00',
      '2026-03-04T10:00:00+08:00',
    ],
    ['whatever day it is, in natural days', 2, 'Z', '2026-03-06T17:00:00+08:00', '2026-03-08T17:00:00+08:00'],
    ['in so many minutes', 90, 'M', '2026-03-06T17:00:00+08:00', '2026-03-06T18:30:00+08:00'],
  ]
  for (const [what, value, unit, from, to] of cases) it(what, () => expect(ends(value, unit, from)).toBe(to))
})
