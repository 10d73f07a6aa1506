import { describe, expect, it } from 'vitest'
import { calendarOf } from '../../core/clock/calendar.ts'
import { type Counting, limitEndsAt } from '../../core/clock/counting.ts'
import type { Reached, Span } from '../../core/clock/spans.ts'
import type { Limit } from '../../core/matter.ts'
import { toTime } from '../../core/time.ts'
import { stages } from '../form/definitions.ts'
import { OF_2026 } from './course.ts'

const ms = (time: string) => Date.parse(`${time}+08:00`)
const words = (ends: Reached) =>
  ends.is === 'at' ? toTime(ends.at).slice(0, 19) : ends.is === 'unknown' ? ends.year : ends.is

function ends(
  limit: Limit,
  from: string,
  rules: Partial<Counting> = {},
  division = '510107',
  pause?: [string, string],
) {
  const spans: Span[] = pause
    ? [
        { from: ms(from), to: ms(pause[0]) },
        { from: ms(pause[1]), to: null },
      ]
    : [{ from: ms(from), to: null }]
  const count = { counting: { ...stages.counting, ...rules }, calendar: calendarOf(OF_2026, division) }
  return words(limitEndsAt(limit, spans, count))
}

const workdays = (value: number): Limit => ({ value, unit: 'G' })

describe('working days, the day of the start not counted, end on', () => {
  // counted by hand from the State Council's notice for 2026, and again with Python's calendar
  it.each([
    ['across Spring Festival and a working Saturday before it', 5, '2026-02-12', '2026-02-26'],
    ['with a working Saturday after it too', 20, '2026-02-12', '2026-03-18'],
    ['a make-up Saturday', 3, '2026-09-30', '2026-10-10'],
    ['a Monday after a working Saturday', 5, '2026-04-30', '2026-05-11'],
    ['the eve of Mid-Autumn, a working Sunday counted', 5, '2026-09-18', '2026-09-24'],
    ['the first day after a holiday, from a make-up day', 1, '2026-02-14', '2026-02-24'],
    ['a Monday, the make-up Saturday counted', 3, '2026-10-08', '2026-10-12'],
    ['a day two holidays away', 10, '2026-09-18', '2026-10-09'],
    ['a day across the Dragon Boat Festival', 15, '2026-06-18', '2026-07-10'],
  ])('%s', (_, value, from, to) => {
    for (const hour of ['00:00:00', '09:30:00', '23:59:59'])
      expect(ends(workdays(value), `${from}T${hour}`)).toBe(`${to}T23:59:59`)
  })

  it('a day as much later as a pause took', () => {
    const pause: [string, string] = ['2026-09-21T00:00:00', '2026-09-25T00:00:00']
    expect(ends(workdays(10), '2026-09-18T10:00:00', {}, '510107', pause)).toBe('2026-10-14T23:59:59')
    const asked: [string, string] = ['2026-09-20T16:00:00', '2026-09-24T11:00:00']
    expect(ends(workdays(10), '2026-09-18T10:00:00', {}, '510107', asked)).toBe('2026-10-14T23:59:59')
  })

  it('nobody knows which day in a year that the calendar does not have', () => {
    expect(ends(workdays(3), '2026-12-30T10:00:00')).toBe('2027')
    expect(ends(workdays(1), '2026-12-30T10:00:00')).toBe('2026-12-31T23:59:59')
  })

  it('no day, while a pause lasts', () => {
    const spans = [{ from: ms('2026-03-02T10:00:00'), to: ms('2026-03-03T10:00:00') }]
    const count = { counting: stages.counting, calendar: calendarOf(OF_2026, '510107') }
    expect(words(limitEndsAt(workdays(5), spans, count))).toBe('paused')
    // what was used up before the pause has ended in it
    expect(words(limitEndsAt(workdays(1), spans, count))).toBe('2026-03-03T23:59:59')
  })

  it('another day where the handling place keeps holidays of its own', () => {
    expect(ends(workdays(3), '2026-08-11T10:00:00')).toBe('2026-08-14T23:59:59')
    expect(ends(workdays(3), '2026-08-11T10:00:00', {}, '540000')).toBe('2026-08-19T23:59:59')
  })
})

describe('an agreement may say that', () => {
  it('the day of the start counts', () => {
    expect(ends(workdays(5), '2026-03-02T10:00:00', { start: 'at-once' })).toBe('2026-03-06T23:59:59')
    expect(ends(workdays(1), '2026-03-07T10:00:00', { start: 'at-once' })).toBe('2026-03-09T23:59:59')
  })
  it('a day ends when the office closes', () => {
    expect(ends(workdays(5), '2026-03-02T10:00:00', { dayEnds: 'closing' })).toBe('2026-03-09T18:00:00')
    const both = { dayEnds: 'closing', start: 'at-once' } as const
    expect(ends(workdays(1), '2026-03-02T17:59:00', both)).toBe('2026-03-02T18:00:00')
    expect(ends(workdays(1), '2026-03-02T18:00:01', both)).toBe('2026-03-03T18:00:00')
  })
  it('what comes after closing came on the next working day', () => {
    const rule = { afterHours: 'next-workday' } as const
    expect(ends(workdays(1), '2026-03-06T17:00:00', rule)).toBe('2026-03-09T23:59:59')
    expect(ends(workdays(1), '2026-03-06T18:30:00', rule)).toBe('2026-03-10T23:59:59')
    expect(ends(workdays(1), '2026-03-07T10:00:00', rule)).toBe('2026-03-10T23:59:59')
    expect(ends(workdays(1), '2026-12-31T18:30:00', rule)).toBe('2027')
  })
  it('hours pass day and night', () => {
    expect(ends({ value: 3, unit: 'H' }, '2026-03-06T17:00:00', { hours: 'running' })).toBe('2026-03-06T20:00:00')
  })
})

describe('other units end', () => {
  const hours = (value: number): Limit => ({ value, unit: 'H' })
  const natural = (value: number): Limit => ({ value, unit: 'Z' })
  it.each([
    ['within the morning', hours(2), '2026-03-03T09:00:00', '2026-03-03T11:00:00'],
    ['after the lunch hour, which does not count', hours(4), '2026-03-03T10:00:00', '2026-03-03T15:00:00'],
    ['on Monday for what starts on Friday evening', hours(2), '2026-03-06T17:00:00', '2026-03-09T10:00:00'],
    ['counted from the opening where it starts at night', hours(1), '2026-03-03T22:00:00', '2026-03-04T10:00:00'],
    ['in so many minutes, day and night', { value: 90, unit: 'M' }, '2026-03-06T17:00:00', '2026-03-06T18:30:00'],
    ['after natural days', natural(3), '2026-03-03T10:00:00', '2026-03-06T23:59:59'],
    [
      'on the working day after, where the last natural day is off',
      natural(2),
      '2026-03-06T10:00:00',
      '2026-03-09T23:59:59',
    ],
    [
      'after the holiday, where the last natural day is in it',
      natural(5),
      '2026-09-29T10:00:00',
      '2026-10-08T23:59:59',
    ],
  ] satisfies [string, Limit, string, string][])('%s', (_, limit, from, to) => expect(ends(limit, from)).toBe(to))

  it('nobody knows when, where hours run into a year that is missing', () => {
    expect(ends(hours(3), '2026-12-31T17:00:00')).toBe('2027')
    expect(ends({ value: 90, unit: 'M' }, '2026-12-31T23:30:00')).toBe('2027-01-01T01:00:00')
  })

  it('hours do not pass in a pause', () => {
    const pause: [string, string] = ['2026-03-03T10:00:00', '2026-03-04T10:00:00']
    expect(ends(hours(2), '2026-03-03T09:30:00', {}, '510107', pause)).toBe('2026-03-04T11:30:00')
  })
})
