import { toTime } from '../../../core/time.ts'

/** yyyyMMddHHmmss of the moment, in Beijing. */
export function toCompactTime(ms: number): string {
  return toTime(ms).slice(0, 19).replaceAll(/\D/g, '')
}

/** The moment of such a time, ms; NaN where it is none. */
export function fromCompactTime(text: string): number {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text) ?? []
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}+08:00`)
}

/** So many seconds after such a time. */
export function secondsAfter(time: string, seconds: number): string {
  return toCompactTime(fromCompactTime(time) + seconds * 1_000)
}
