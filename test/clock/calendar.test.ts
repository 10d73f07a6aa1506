import { describe, expect, it } from 'vitest'
import { calendarGaps, calendarOf, isWorkday, provisionalYear, readCalendar } from '../../core/clock/calendar.ts'
import { toDate } from '../../core/time.ts'
import { calendar } from '../form/definitions.ts'

const DAY_MS = 86_400_000
const SICHUAN = calendarOf(calendar, '510107')
const XIZANG = calendarOf(calendar, '540000')

describe('the calendar of 2026', () => {
  const first = Date.parse('2026-01-01T00:00:00+08:00')
  const days = Array.from({ length: 365 }, (_, index) => toDate(first + index * DAY_MS))

  it('has the 248 working days that the State Council’s notice leaves', () => {
    expect(days.filter((day) => isWorkday(day, SICHUAN))).toHaveLength(248)
  })

  it('has fewer where a place keeps days of its own', () => {
    expect(days.filter((day) => isWorkday(day, SICHUAN) !== isWorkday(day, XIZANG))).toEqual([
      '2026-08-12',
      '2026-08-13',
      '2026-08-14',
    ])
  })

  it('says nothing of another year, not even of its Sundays', () => {
    expect(['2025-10-01', '2028-01-03', '2028-01-02'].map((day) => isWorkday(day, SICHUAN))).toEqual([null, null, null])
  })
})

describe('a year whose days off are not official yet', () => {
  it('has the days that the law fixes off, every other weekday on, and no weekend', () => {
    const days = ['2027-01-01', '2027-02-05', '2027-02-09', '2027-02-13', '2027-06-09', '2027-10-04', '2027-10-08']
    expect(days.map((day) => isWorkday(day, SICHUAN))).toEqual([false, false, true, false, false, true, true])
  })

  it('marks what reaches into it, and nothing before', () => {
    const reached = (from: string, to: string) => provisionalYear(from, to, XIZANG)
    expect(reached('2026-12-01', '2026-12-31')).toBeNull()
    expect(reached('2026-12-30', '2027-01-08')).toBe('2027')
    expect(reached('2027-03-01', '2027-03-05')).toBe('2027')
  })

  it('is told from December on, and so is a year that is missing', () => {
    expect(calendarGaps(calendar, '2026-10-31')).toEqual({ missing: [], provisional: [] })
    expect(calendarGaps(calendar, '2026-11-01')).toEqual({ missing: [], provisional: ['2027'] })
    expect(calendarGaps(calendar, '2027-11-01')).toEqual({ missing: ['2028'], provisional: ['2027'] })
  })
})

describe('a calendar that is wrong', () => {
  const faultsOf = (raw: unknown) => {
    const wrong = readCalendar(raw)
    return wrong.ok ? [] : wrong.faults.map(({ path }) => path)
  }
  const plan = (holidays: string[], workdays: string[], year = '2026') => ({
    years: { [year]: { holidays, workdays } },
  })

  it.each([
    ['a day that does not exist', ['02-29'], [], 'years.2026.holidays[0]'],
    ['a range that goes back', ['05-05..05-01'], [], 'years.2026.holidays[0]'],
    ['another spelling', ['2026-05-01'], [], 'years.2026.holidays[0]'],
    ['a working day that is one anyway', [], ['05-11'], 'years.2026.workdays[0]'],
    ['a day on and off', ['05-09'], ['05-09'], 'years.2026.workdays[0]'],
  ])('is refused for %s, at its place', (_, holidays, workdays, path) => {
    expect(faultsOf(plan(holidays, workdays))).toEqual([path])
  })

  it('is refused for a place’s year that the country has not', () => {
    const regions = { '540000': { '2027': { holidays: [], workdays: [] } } }
    expect(faultsOf({ ...plan([], []), regions })).toEqual(['regions.540000.2027'])
  })

  it('is refused for a weekend day on in a year that is provisional, for nobody has said so', () => {
    const raw = { years: { '2027': { provisional: true, holidays: [], workdays: ['01-09'] } } }
    expect(faultsOf(raw)).toEqual(['years.2027.workdays[0]'])
    expect(faultsOf({ years: { '2027': { provisional: false, holidays: [], workdays: [] } } })).toEqual([
      'years.2027.provisional',
    ])
  })

  it('may have a place work on a day that is a holiday elsewhere', () => {
    const regions = { '540000': { '2026': { holidays: [], workdays: ['05-04'] } } }
    const read = readCalendar({ ...plan(['05-04'], []), regions })
    if (!read.ok) throw new Error('refused')
    const days = ['540000', '510000'].map((code) => isWorkday('2026-05-04', calendarOf(read.value, code)))
    expect(days).toEqual([true, false])
  })

  it('may have 29 February in a leap year', () => expect(faultsOf(plan(['02-29'], [], '2028'))).toEqual([]))
})
