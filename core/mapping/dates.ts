import { isDate } from '../form/calendar-date.ts'
import type { DateFormat } from './rule.ts'

const digits = (text: string) => text.replaceAll(/\D/g, '')

/** A canonical date or time (`yyyy-MM-dd`, or RFC 3339 +08:00) in a region's format; null where it is neither. A date given where a time is wanted gets midnight. */
export function formatDate(canonical: string, format: DateFormat): string | null {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})\+08:00)?$/.exec(canonical)
  if (!match) return null
  const [, day = '', time = '00:00:00'] = match
  switch (format) {
    case 'yyyy-MM-dd':
      return day
    case 'yyyyMMdd':
      return digits(day)
    case 'yyyy-MM-dd HH:mm:ss':
      return `${day} ${time}`
    case 'yyyyMMddHHmmss':
      return digits(day + time)
    case 'rfc3339':
      return `${day}T${time}+08:00`
  }
}

const SHAPES: Readonly<Record<DateFormat, RegExp>> = {
  'yyyy-MM-dd': /^(\d{4})-(\d{2})-(\d{2})$/,
  yyyyMMdd: /^(\d{4})(\d{2})(\d{2})$/,
  'yyyy-MM-dd HH:mm:ss': /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})$/,
  yyyyMMddHHmmss: /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/,
  rfc3339: /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})\+08:00$/,
}

/** A region's date or time as canonical; null where it is not exactly in the format or not in the calendar. `asTime` gives midnight to a bare date. */
export function parseDate(text: string, format: DateFormat, asTime: boolean): string | null {
  const match = SHAPES[format].exec(text)
  if (!match) return null
  const [, year, month, day, hour, minute, second] = match
  const date = `${year}-${month}-${day}`
  if (!isDate(date)) return null
  if (hour === undefined) return asTime ? `${date}T00:00:00+08:00` : date
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null
  return `${date}T${hour}:${minute}:${second}+08:00`
}
