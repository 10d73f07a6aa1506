import { describe, expect, it } from 'vitest'
import { isWorkday, knowsYear, readCalendar } from '../../core/handling/calendar.ts'
import { limitEndsAt } from '../../core/handling/working-hours.ts'
import { toDate, toTime } from '../../core/time.ts'
import { definitionFile } from '../form/definitions.ts'

const read = readCalendar(definitionFile('calendar.yaml'))
const calendar = read.ok ? read.value : { years: {} }
const DAY_MS = 86_400_000

describe('the calendar of 2026', () => {
  it('has the 248 working days that the State Council’s notice leaves', () => {
    const first = Date.parse('2026-01-01T00:00:00+08:00')
    const days = Array.from({ length: 365 }, (_, index) => toDate(first + index * DAY_MS))
    expect(days.filter((day) => isWorkday(day, calendar))).toHaveLength(248)
  })

  // counted with Python's calendar from the notice: who starts as the hall closes has the whole of the next working day before him
  it.each([
    ['Spring Festival and a working Saturday before it', 5, '2026-02-12', '2026-02-26'],
    ['a working Saturday after it', 20, '2026-02-12', '2026-03-18'],
    ['the National Day, to a working Saturday', 3, '2026-09-30', '2026-10-10'],
    ['the first of May, to a Monday', 5, '2026-04-30', '2026-05-11'],
    ['a working Sunday', 5, '2026-09-18', '2026-09-24'],
    ['Spring Festival from a working Saturday', 1, '2026-02-14', '2026-02-24'],
    ['a working Saturday after the National Day', 3, '2026-10-08', '2026-10-12'],
    ['two holidays', 10, '2026-09-18', '2026-10-09'],
    ['the Dragon Boat Festival', 15, '2026-06-18', '2026-07-10'],
  ])('carries a limit across %s', (_, value, from, to) => {
    const startMs = Date.parse(`${from}T18:00:00+08:00`)
    expect(toTime(limitEndsAt({ value, unit: 'G' }, startMs, calendar))).toBe(`${to}T18:00:00+08:00`)
  })

  it('says that it does not know another year', () => {
    expect([knowsYear('2026-12-31', calendar), knowsYear('2025-12-31', calendar)]).toEqual([true, false])
    expect([isWorkday('2025-10-01', calendar), isWorkday('2025-10-04', calendar)]).toEqual([true, false])
  })
})

describe('a calendar that is wrong', () => {
  const faultsOf = (holidays: string[], workdays: string[], year = '2026') => {
    const wrong = readCalendar({ years: { [year]: { holidays, workdays } } })
    return wrong.ok ? [] : wrong.faults.map(({ path }) => path)
  }
  it.each([
    ['a day that does not exist', ['02-29'], [], 'years.2026.holidays[0]'],
    ['a range that goes back', ['05-05..05-01'], [], 'years.2026.holidays[0]'],
    ['another spelling', ['2026-05-01'], [], 'years.2026.holidays[0]'],
    ['a working day that is one anyway', [], ['05-11'], 'years.2026.workdays[0]'],
    ['a day on and off', ['05-09'], ['05-09'], 'years.2026.workdays[0]'],
  ])('is refused for %s, at its place', (_, holidays, workdays, path) => {
    expect(faultsOf(holidays, workdays)).toEqual([path])
  })
  it('may have 29 February in a leap year', () => expect(faultsOf(['02-29'], [], '2028')).toEqual([]))
})
