const OFFSET_MS = 8 * 3600_000
const HOUR_MS = 3600_000

/** `YYYY-MM-DDTHH:MM:SS+08:00` */
export function momentText(time: number): string {
  return `${new Date(time + OFFSET_MS).toISOString().slice(0, 19)}+08:00`
}

/** `YYYY-MM-DD` in Chinese time. */
export function dateText(time: number): string {
  return new Date(time + OFFSET_MS).toISOString().slice(0, 10)
}

const isWorkday = (shifted: Date): boolean => shifted.getUTCDay() % 6 !== 0

/** When so many work hours (09–12, 13–18, Monday to Friday) have passed. */
export function addWorkHours(time: number, hours: number): number {
  let shifted = time + OFFSET_MS
  let left = hours * HOUR_MS
  while (left > 0) {
    const midnight = Math.floor(shifted / 86_400_000) * 86_400_000
    const open: readonly (readonly [number, number])[] = isWorkday(new Date(shifted))
      ? [
          [9, 12],
          [13, 18],
        ]
      : []
    for (const [from, to] of open) {
      const start = Math.max(shifted, midnight + from * HOUR_MS)
      const room = midnight + to * HOUR_MS - start
      if (room <= 0 || left <= 0) continue
      const used = Math.min(room, left)
      left -= used
      shifted = start + used
    }
    if (left > 0) shifted = midnight + 86_400_000
  }
  return shifted - OFFSET_MS
}

/** 18:00 of the workday so many workdays later, the first day not counted. */
export function workdaysLater(time: number, days: number): number {
  let shifted = new Date(time + OFFSET_MS)
  for (let left = days; left > 0; ) {
    shifted = new Date(shifted.getTime() + 86_400_000)
    if (isWorkday(shifted)) left -= 1
  }
  return shifted.setUTCHours(18, 0, 0, 0) - OFFSET_MS
}

/** Whether the text names a day of the calendar. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** Whether the text is a moment as the document writes it: +08:00, whole seconds. */
export function isMoment(text: string): boolean {
  const parts = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\+08:00$/.exec(text)
  return parts?.[1] !== undefined && isDate(parts[1])
}
