/** Beijing has had one offset, +08:00, since 1991; every time that a person or partner sees is in it. */
const OFFSET_MS = 8 * 3_600_000
export const DAY_MS = 24 * 3_600_000

/** `2026-03-02` of the moment, in Beijing. */
export function toDate(ms: number): string {
  return new Date(ms + OFFSET_MS).toISOString().slice(0, 10)
}

/** `20260302` of the moment, in Beijing. */
export function toCompactDate(ms: number): string {
  return toDate(ms).replaceAll('-', '')
}

/** `2026-03-02T09:15:00+08:00` of the moment: RFC 3339, whole seconds. */
export function toTime(ms: number): string {
  return `${new Date(ms + OFFSET_MS).toISOString().slice(0, 19)}+08:00`
}

/** When a date begins in Beijing, ms. */
export function startOfDate(date: string): number {
  return Date.parse(`${date}T00:00:00+08:00`)
}
