const OFFSET_MS = 8 * 3_600_000

/** `yyyyMMddHHmmss` in Beijing (§7). */
export function timeText(ms: number): string {
  return new Date(ms + OFFSET_MS).toISOString().replace(/\D/g, '').slice(0, 14)
}

/** `yyyyMMdd` in Beijing. */
export function dayText(ms: number): string {
  return timeText(ms).slice(0, 8)
}

/** The moment that `yyyyMMddHHmmss` names; NaN where it names none. */
export function readTime(text: string): number {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text)
  if (!parts) return Number.NaN
  const [, year, month, day, hour, minute, second] = parts
  const ms = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) - OFFSET_MS
  return Number.isNaN(ms) || timeText(ms) !== text ? Number.NaN : ms
}

/** Whether `yyyyMMdd` names a day of the calendar. */
export function isDay(text: string): boolean {
  return text.length === 8 && !Number.isNaN(readTime(`${text}000000`))
}
