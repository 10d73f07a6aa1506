const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const beijing = (ms: number): Date => new Date(ms + 8 * HOUR_MS)
const two = (number: number): string => String(number).padStart(2, '0')

/** `2026年3月2日` (§7.2). */
export function toDay(ms: number): string {
  const at = beijing(ms)
  return `${at.getUTCFullYear()}年${at.getUTCMonth() + 1}月${at.getUTCDate()}日`
}

/** `2026年3月2日 09:15:00` (§7.2). */
export function toMoment(ms: number): string {
  const at = beijing(ms)
  return `${toDay(ms)} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`
}

/** yyyyMMdd */
export const toDigits = (ms: number): string => beijing(ms).toISOString().slice(0, 10).replaceAll('-', '')

/** Whether a text is a day that there is, written so. */
export function isDay(text: string): boolean {
  const parts = /^(\d{4})年([1-9]\d?)月([1-9]\d?)日$/.exec(text)
  if (!parts) return false
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number]
  const time = new Date(Date.UTC(year, month - 1, day))
  return time.getUTCMonth() === month - 1 && time.getUTCDate() === day
}

export function isMoment(text: string): boolean {
  const [day = '', time = ''] = text.split(' ')
  return isDay(day) && /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(time) && text === `${day} ${time}`
}

/** How many natural days the day of a package name lies from today. */
export function daysFrom(digits: string, now: number): number {
  const day = Date.parse(`${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}T00:00:00Z`)
  return Math.abs(Math.floor((now + 8 * HOUR_MS) / DAY_MS) * DAY_MS - day) / DAY_MS
}

const SHIFTS: readonly (readonly [from: number, to: number])[] = [
  [9.5, 13],
  [15.5, 18],
]

/** Whether somebody scans the directory now: 09:30–13:00 and 15:30–18:00 of Monday to Friday, except the region's own holidays (§1.2, §7.4). */
export function isOpen(ms: number): boolean {
  const at = beijing(ms)
  const hour = at.getUTCHours() + at.getUTCMinutes() / 60
  const day = toDigits(ms)
  const isOff = [0, 6].includes(at.getUTCDay()) || (day >= '20260224' && day <= '20260226') || isShoton(day)
  return !isOff && SHIFTS.some(([from, to]) => hour >= from && hour < to)
}

const isShoton = (day: string): boolean => day >= '20260812' && day <= '20260814'
