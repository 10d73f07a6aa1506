import { z } from 'zod'
import { accepted, type Checked, type Fault, faulty } from '../fault.ts'
import { addDays, isDate } from '../form/calendar-date.ts'
import { toFaults } from '../form/definition-faults.ts'

/** Days off and weekend days on, by year; a year that is not here is not known. */
export interface Calendar {
  readonly years: Years
  /** what differs in a place, by the code of its province: these days go before the country's */
  readonly regions: Readonly<Record<string, Years>>
}

type Years = Readonly<Record<string, YearPlan>>

interface YearPlan {
  /** `yyyy-MM-dd` each */
  readonly holidays: readonly string[]
  readonly workdays: readonly string[]
  /** what is official of the year is not out yet: the days that the law fixes alone, and said so wherever a limit reaches it */
  readonly provisional?: true
}

const RANGE = /^(\d{2}-\d{2})(?:\.\.(\d{2}-\d{2}))?$/
const days = z.array(z.string().regex(RANGE, { error: '应是 02-15 或 02-15..02-23' }))
const year = z.string().regex(/^\d{4}$/, { error: '应是四位年份' })
const plan = z.strictObject({ holidays: days, workdays: days })
const shape = z.strictObject({
  years: z.record(year, plan.extend({ provisional: z.literal(true).exactOptional() })),
  regions: z
    .record(z.string().regex(/^\d{2}0000$/, { error: '应是省级区划代码,加引号' }), z.record(year, plan))
    .default({}),
})

/** The calendar where nothing is known of any year. */
export const NO_CALENDAR: Calendar = { years: {}, regions: {} }

/** Reads the parsed `config/calendar.yaml`; a day that does not exist, a range that goes back, a working day that needs no saying, a day that is both and a place's year that the country has not are faults. */
export function readCalendar(raw: unknown): Checked<Calendar> {
  const read = shape.safeParse(raw)
  if (!read.success) return faulty(toFaults(read.error))
  const faults: Fault[] = []
  const country = readYears(read.data.years, 'years', faults)
  const regions = Object.entries(read.data.regions).map(([code, plans]) => {
    const path = `regions.${code}`
    for (const year of Object.keys(plans))
      if (!Object.hasOwn(country, year))
        faults.push({ path: `${path}.${year}`, code: 'range', message: `全国的日历里没有 ${year} 年`, fix: FIX })
    return [code, readYears(plans, path, faults, country)] as const
  })
  return faults.length > 0 ? faulty(faults) : accepted({ years: country, regions: Object.fromEntries(regions) })
}

type RawYears = z.infer<typeof shape>['years']

/** `country` is what a place's days differ from. */
function readYears(raw: RawYears, path: string, faults: Fault[], country: Years = {}): Years {
  const read = Object.entries(raw).map(([year, plan]): [string, YearPlan] => {
    const wrong = (name: string, index: number, message: string) =>
      faults.push({ path: `${path}.${year}.${name}[${index}]`, code: 'range', message, fix: FIX })
    const list = (name: 'holidays' | 'workdays') =>
      plan[name].flatMap((text, index) => {
        const listed = daysOf(year, text)
        if (listed.length === 0) wrong(name, index, `${text} 不是 ${year} 年里的日子`)
        return listed
      })
    const [holidays, workdays] = [list('holidays'), list('workdays')]
    plan.workdays.forEach((text, index) => {
      const day = `${year}-${text}`
      const needless = isDate(day) && !isWeekend(day) && !country[year]?.holidays.includes(day)
      if (needless) wrong('workdays', index, `${text} 不是周末,不用写`)
      if (holidays.includes(day)) wrong('workdays', index, `${text} 又写成了假日`)
      if (plan.provisional) wrong('workdays', index, `${year} 年是暂定的,调休上班要等公布`)
    })
    return [year, { holidays, workdays, ...(plan.provisional ? { provisional: true } : {}) }]
  })
  return Object.fromEntries(read)
}

const FIX = '请对照国务院办公厅(或当地)公布的安排'

/** The calendar of the place whose division begins so; the country's where the place has none of its own. */
export function calendarOf({ years, regions }: Calendar, division: string): Years[] {
  const own = regions[`${division.slice(0, 2)}0000`]
  return own ? [own, years] : [years]
}

/** The calendars that hold in one place, the nearest first. */
export type PlaceCalendar = readonly Years[]

/** Whether people work on a day (`yyyy-MM-dd`); null of a year that the calendar does not have: nobody guesses. */
export function isWorkday(day: string, calendar: PlaceCalendar): boolean | null {
  const year = day.slice(0, 4)
  if (!calendar.some((plans) => Object.hasOwn(plans, year))) return null
  for (const plans of calendar) {
    if (plans[year]?.workdays.includes(day)) return true
    if (plans[year]?.holidays.includes(day)) return false
  }
  return !isWeekend(day)
}

/** The first year from one day to another (`yyyy-MM-dd`) whose arrangements are not official yet; null where all are. */
export function provisionalYear(from: string, to: string, calendar: PlaceCalendar): string | null {
  const known = calendar.flatMap((plans) => Object.entries(plans))
  const years = known.flatMap(([year, { provisional }]) => (provisional ? [year] : [])).sort()
  return years.find((year) => from.slice(0, 4) <= year && year <= to.slice(0, 4)) ?? null
}

/** What of the calendar people should know on a day: of this year, and from November on, when they are published, of the next. */
export function calendarGaps({ years }: Calendar, today: string): { missing: string[]; provisional: string[] } {
  const year = Number(today.slice(0, 4))
  const near = [year, ...(today.slice(5, 7) >= '11' ? [year + 1] : [])].map(String)
  return {
    missing: near.filter((one) => !Object.hasOwn(years, one)),
    provisional: near.filter((one) => years[one]?.provisional),
  }
}

function daysOf(year: string, text: string): string[] {
  const [, from = '', to = from] = RANGE.exec(text) ?? []
  const [first, last] = [`${year}-${from}`, `${year}-${to}`]
  if (!isDate(first) || !isDate(last)) return []
  const listed: string[] = []
  for (let day = first; day <= last; day = addDays(day, 1)) listed.push(day)
  return listed
}

function isWeekend(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday === 0 || weekday === 6
}
