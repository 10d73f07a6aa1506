import { isObject, type Json } from '../../../core/json.ts'
import { toDate, toTime } from '../../../core/time.ts'

const DAY_MS = 86_400_000
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/
const DATE = /^\d{4}-\d{2}-\d{2}$/

/**
 * A sample as if it had been written `ms` later: times move by the milliseconds, dates by the whole days, so that what was to come is still to come
 * and as far apart as it was; numbers that hold one of the dates (as yyMMdd or longer) hold the moved one. Dates of birth stay: they are part of who somebody is.
 */
export function toNow(value: Json, ms: number): Json {
  const days = Math.floor(ms / DAY_MS)
  const dates = new Map<string, string>()
  const moved = changed(value, (text) => {
    if (TIME.test(text)) return toTime(Date.parse(text) + ms)
    if (!DATE.test(text)) return text
    const later = toDate(Date.parse(`${text}T12:00:00+08:00`) + days * DAY_MS)
    dates.set(compact(text), compact(later))
    return later
  })
  if (dates.size === 0) return moved
  const anyDate = new RegExp([...dates.keys()].join('|'), 'g')
  return changed(moved, (text) => text.replaceAll(anyDate, (date) => dates.get(date) ?? date))
}

const compact = (date: string): string => date.slice(2).replaceAll('-', '')

/** The value with every text but dates of birth made another. */
function changed(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((one) => changed(one, change))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, name === 'birthDate' ? one : changed(one, change)]),
  )
}
