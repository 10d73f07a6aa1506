const PARTS = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

/** A time of Beijing as `2026-03-02 09:15:00`; takes ms or RFC 3339. */
export function timeText(time: number | string): string {
  const parts = Object.fromEntries(PARTS.formatToParts(new Date(time)).map(({ type, value }) => [type, value]))
  return `${parts['year']}-${parts['month']}-${parts['day']} ${parts['hour']}:${parts['minute']}:${parts['second']}`
}

/** The same to the minute. */
export function minuteText(time: number | string): string {
  return timeText(time).slice(0, 16)
}

/** The day of Beijing, `2026-03-02`. */
export function dayText(time: number | string): string {
  return timeText(time).slice(0, 10)
}

/** This moment as the API takes it, `2026-03-02T09:15:00+08:00`. */
export function nowText(): string {
  return `${timeText(Date.now()).replace(' ', 'T')}+08:00`
}

/** Today in Beijing. */
export function today(): string {
  return dayText(Date.now())
}
