/** `yyyy-MM-dd HH:mm:ss` in Beijing. */
export const beijingTime = (ms: number): string =>
  new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')

export const beijingDay = (ms: number): string => beijingTime(ms).slice(0, 10)

/** 14 digits. */
export const beijingDigits = (ms: number): string => beijingTime(ms).replaceAll(/\D/g, '')

/** The moment of such a time in ms; NaN where it is none. */
export const readTime = (text: string): number =>
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text) ? Date.parse(`${text.replace(' ', 'T')}+08:00`) : Number.NaN

/** Whether `yyyy-MM-dd` is a day that there is. */
export function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`)
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}
