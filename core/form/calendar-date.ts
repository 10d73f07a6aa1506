const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** The word for an end that never comes. */
export const OPEN_ENDED = '长期'

/** Whether a `yyyy-MM-dd` text names a day of the Gregorian calendar; 1900-02-29 does not, 2000-02-29 does. */
export function isDate(text: string): boolean {
  return text.length === DAY_LENGTH && startsWithDay(text)
}

const DAY_LENGTH = 'yyyy-MM-dd'.length

function startsWithDay(text: string): boolean {
  if (text[4] !== '-' || text[7] !== '-') return false
  const [year, month, day] = [numberAt(text, 0, 4), numberAt(text, 5, 2), numberAt(text, 8, 2)]
  if (year < 1) return false
  const days = month === 2 && isLeapYear(year) ? 29 : DAYS[month - 1]
  return days !== undefined && day >= 1 && day <= days
}

/** The number that so many digits of ASCII make; NaN where one is no digit. */
function numberAt(text: string, start: number, length: number): number {
  let number = 0
  for (let index = start; index < start + length; index += 1) {
    const digit = text.charCodeAt(index) - ZERO
    if (!(digit >= 0 && digit <= 9)) return Number.NaN
    number = number * 10 + digit
  }
  return number
}

const ZERO = '0'.charCodeAt(0)

/** Whether a text is a month of a year, `yyyyMM`. */
export function isMonth(text: string): boolean {
  return /^\d{4}(0[1-9]|1[0-2])$/.test(text) && !text.startsWith('0000')
}

/** Months from the first to the second, both counted; `yyyyMM` in. */
export function monthsFromTo(from: string, to: string): number {
  const index = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(4))
  return index(to) - index(from) + 1
}

/** Whether a text is an RFC 3339 time in Beijing, whole seconds: `2026-03-02T09:15:00+08:00`. */
export function isTime(text: string): boolean {
  return (
    text.length === TIME_LENGTH &&
    text.endsWith(BEIJING) &&
    text[10] === 'T' &&
    text[13] === ':' &&
    text[16] === ':' &&
    numberAt(text, 11, 2) < 24 &&
    numberAt(text, 14, 2) < 60 &&
    numberAt(text, 17, 2) < 60 &&
    startsWithDay(text)
  )
}

const BEIJING = '+08:00'
const TIME_LENGTH = 'yyyy-MM-ddTHH:mm:ss+08:00'.length

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

/** The day so many days later; `yyyy-MM-dd` in and out, negative numbers go back. */
export function addDays(date: string, days: number): string {
  const [year = 1, month = 1, day = 1] = date.slice(0, 10).split('-').map(Number)
  const moved = new Date(0)
  moved.setUTCFullYear(year, month - 1, day + days)
  return moved.toISOString().slice(0, 10)
}

/** The same day so many years later, 28 February where 29 February does not exist; `yyyy-MM-dd` in and out. */
export function addYears(date: string, years: number): string {
  const [year = '1', month, day] = date.slice(0, 10).split('-')
  const moved = `${String(Number(year) + years).padStart(4, '0')}-${month}-${day}`
  return isDate(moved) ? moved : moved.replace(/-29$/, '-28')
}

/** Whole years from one day to a later one, as age is counted. */
export function yearsBetween(from: string, to: string): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4))
  return to.slice(5, 10) < from.slice(5, 10) ? years - 1 : years
}
