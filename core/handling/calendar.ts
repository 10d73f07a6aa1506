import { z } from 'zod'
import { accepted, type Checked, type Fault, faulty } from '../fault.ts'
import { addDays, isDate } from '../form/calendar-date.ts'
import { toFaults } from '../form/definition-faults.ts'

/** Days off and weekend days on, by year; a year that is not here is not known. */
export interface Calendar {
  readonly years: Readonly<Record<string, YearPlan>>
}

interface YearPlan {
  /** `yyyy-MM-dd` each */
  readonly holidays: readonly string[]
  readonly workdays: readonly string[]
}

const RANGE = /^(\d{2}-\d{2})(?:\.\.(\d{2}-\d{2}))?$/
const days = z.array(z.string().regex(RANGE, { error: '应是 02-15 或 02-15..02-23' }))
const shape = z.strictObject({
  years: z.record(
    z.string().regex(/^\d{4}$/, { error: '应是四位年份' }),
    z.strictObject({ holidays: days, workdays: days }),
  ),
})

/** The calendar where nothing is known of any year. */
export const NO_CALENDAR: Calendar = { years: {} }

/** Reads the parsed `config/calendar.yaml`; a day that does not exist, a range that goes back, a working day that needs no saying and a day that is both are faults. */
export function readCalendar(raw: unknown): Checked<Calendar> {
  const read = shape.safeParse(raw)
  if (!read.success) return faulty(toFaults(read.error))
  const faults: Fault[] = []
  const years = Object.entries(read.data.years).map(([year, plan]): [string, YearPlan] => {
    const list = (name: 'holidays' | 'workdays') =>
      plan[name].flatMap((text, index) => {
        const listed = daysOf(year, text)
        if (listed.length === 0) faults.push(wrong(year, name, index, `${text} 不是 ${year} 年里的日子`))
        return listed
      })
    const holidays = list('holidays')
    const workdays = list('workdays')
    plan.workdays.forEach((text, index) => {
      const day = `${year}-${text}`
      if (isDate(day) && !isWeekend(day)) faults.push(wrong(year, 'workdays', index, `${text} 不是周末,不用写`))
      if (holidays.includes(day)) faults.push(wrong(year, 'workdays', index, `${text} 又写成了假日`))
    })
    return [year, { holidays, workdays }]
  })
  return faults.length > 0 ? faulty(faults) : accepted({ years: Object.fromEntries(years) })
}

/** Whether people work on a day (`yyyy-MM-dd`); of a year that is not known, Monday to Friday. */
export function isWorkday(day: string, { years }: Calendar): boolean {
  const plan = years[day.slice(0, 4)]
  if (plan?.workdays.includes(day)) return true
  return !isWeekend(day) && !plan?.holidays.includes(day)
}

/** Whether a calendar says of the year of a day when people work. */
export function knowsYear(day: string, { years }: Calendar): boolean {
  return Object.hasOwn(years, day.slice(0, 4))
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

function wrong(year: string, name: string, index: number, message: string): Fault {
  return { path: `years.${year}.${name}[${index}]`, code: 'range', message, fix: '请对照国务院办公厅公布的安排' }
}
