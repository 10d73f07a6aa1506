import { isDate, isTime } from '../form/calendar-date.ts'
import type { DateFormat } from './rule.ts'

/** Formats that are read and written letter by letter; a letter that stands alone has no zero before its number. */
const PATTERNS = [
  'yyyy年MM月dd日',
  'yyyy年MM月dd日HH时mm分ss秒',
  'yyyy年M月d日',
  'yyyy年M月d日 HH:mm:ss',
  'yyyy/M/d',
  'yyyy/M/d H:mm',
] as const

type Pattern = (typeof PATTERNS)[number]

/** Every format that a rule may name. */
export const DATE_FORMATS: readonly Exclude<DateFormat, 'ms'>[] = [
  'yyyy-MM-dd',
  'yyyyMMdd',
  'yyyy-MM-dd HH:mm:ss',
  'yyyyMMddHHmmss',
  'rfc3339',
  ...PATTERNS,
]

/** Whether a format has no time of day. */
export function isDayFormat(format: DateFormat): boolean {
  return format !== 'rfc3339' && format !== 'ms' && !format.includes('H')
}

/** Whether a format has a time of day without its seconds. */
export function losesSeconds(format: DateFormat): boolean {
  return format.includes('mm') && !format.includes('ss')
}

const TIMES = new Set([
  'occurredAt',
  'issuedAt',
  'sentAt',
  'signedAt',
  'appliedAt',
  'at',
  'dueAt',
  'suspension.from',
  'suspension.to',
])

/** Whether a canonical path holds a time (RFC 3339 +08:00) and not a date; the names are those of the canonical form and of `Progress`. */
export function isTimePath(path: string): boolean {
  const dot = path.lastIndexOf('.')
  return TIMES.has(path) || TIMES.has(path.slice(dot + 1))
}

/** A canonical date or time (`yyyy-MM-dd`, or RFC 3339 +08:00) in a region's format, a number where that is `ms`; null where it is neither. A bare date gets the time of day `at`. */
export function formatDate(canonical: string, format: DateFormat, at = '00:00:00'): string | number | null {
  const bare = canonical.length === DAY_LENGTH
  if (!(bare ? isDate(canonical) : isTime(canonical))) return null
  const day = bare ? canonical : canonical.slice(0, DAY_LENGTH)
  const time = bare ? at : canonical.slice(11, 19)
  switch (format) {
    case 'yyyy-MM-dd':
      return day
    case 'yyyyMMdd':
      return withoutSigns(day, 4, 7)
    case 'yyyy-MM-dd HH:mm:ss':
      return `${day} ${time}`
    case 'yyyyMMddHHmmss':
      return withoutSigns(day, 4, 7) + withoutSigns(time, 2, 5)
    case 'rfc3339':
      return `${day}T${time}+08:00`
    case 'ms':
      return Date.parse(`${day}T${time}+08:00`)
    default:
      return WRITERS[format].reduce((written, write) => written + write(day, time), '')
  }
}

const DAY_LENGTH = 'yyyy-MM-dd'.length

/** The digits alone, the signs between them being at these two places. */
function withoutSigns(text: string, first: number, second: number): string {
  return text.slice(0, first) + text.slice(first + 1, second) + text.slice(second + 1)
}

/** Made once for each pattern: taking a pattern apart costs more than all that is done with a date. */
function perPattern<Made>(make: (pattern: Pattern) => Made): Readonly<Record<Pattern, Made>> {
  return Object.fromEntries(PATTERNS.map((pattern) => [pattern, make(pattern)])) as Record<Pattern, Made>
}

const LETTERS = /(y+|M+|d+|H+|m+|s+)/

type Write = (day: string, time: string) => string

/** Where the digits of a letter stand: in the day or in the time, from there to there. */
const DIGITS: Readonly<Record<string, readonly ['day' | 'time', number, number]>> = {
  y: ['day', 0, 4],
  M: ['day', 5, 7],
  d: ['day', 8, 10],
  H: ['time', 0, 2],
  m: ['time', 3, 5],
  s: ['time', 6, 8],
}

/** What writes a pattern, piece by piece. */
function writersOf(pattern: Pattern): readonly Write[] {
  return pattern.split(LETTERS).map((piece): Write => {
    const digits = DIGITS[piece.charAt(0)]
    if (digits === undefined) return () => piece
    const [of, start, end] = digits
    const from = (text: string) => (piece.length === 1 && text[start] === '0' ? start + 1 : start)
    return of === 'day' ? (day) => day.slice(from(day), end) : (_day, time) => time.slice(from(time), end)
  })
}

const WRITERS = perPattern(writersOf)

/** What reads a pattern: where no zeros are written they are taken all the same. */
function shapeOf(pattern: Pattern): RegExp {
  const pieces = pattern.split(LETTERS).map((piece) => {
    if (!LETTERS.test(piece)) return piece
    return piece.startsWith('y') ? '(\\d{4})' : piece.length === 1 ? '(\\d{1,2})' : '(\\d{2})'
  })
  return new RegExp(`^${pieces.join('')}$`)
}

const SHAPES: Readonly<Record<Exclude<DateFormat, 'ms'>, RegExp>> = {
  ...perPattern(shapeOf),
  'yyyy-MM-dd': /^(\d{4})-(\d{2})-(\d{2})$/,
  yyyyMMdd: /^(\d{4})(\d{2})(\d{2})$/,
  'yyyy-MM-dd HH:mm:ss': /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})$/,
  yyyyMMddHHmmss: /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/,
  rfc3339: /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})\+08:00$/,
}

/** A region's date or time as canonical, a time where `asTime` (midnight for a bare date), else a date; null where it is not exactly in the format or not in the calendar. */
export function parseDate(text: string, format: Exclude<DateFormat, 'ms'>, asTime: boolean): string | null {
  const match = SHAPES[format].exec(text)
  if (!match) return null
  const [year = '', month, day, hour, minute, second] = match.slice(1).map((number) => number.padStart(2, '0'))
  const date = `${year}-${month}-${day}`
  const time = `${date}T${hour ?? '00'}:${minute ?? '00'}:${second ?? '00'}+08:00`
  if (!isTime(time)) return null
  return asTime ? time : date
}

const BEIJING_MS = 8 * 3_600_000
const LONGEST_MS = 8.64e15 - BEIJING_MS

/** Milliseconds since 1970 as canonical, always at +08:00: a time (its fraction of a second cut off), or a date where they are a midnight of Beijing or `anyTime` will do; null where they are not. */
export function parseMs(ms: number, asTime: boolean, anyTime: boolean): string | null {
  if (!Number.isInteger(ms) || Math.abs(ms) > LONGEST_MS) return null
  const words = new Date(ms + BEIJING_MS).toISOString()
  if (words.length !== 24) return null
  if (asTime) return `${words.slice(0, 19)}+08:00`
  return anyTime || words.endsWith('T00:00:00.000Z') ? words.slice(0, 10) : null
}
