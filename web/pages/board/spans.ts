import type { Say } from '../../words/language.tsx'

const MINUTE_S = 60
const HOUR_S = 3_600
const DAY_S = 86_400

/** How long something takes or took, in its largest unit: `3 小时`. */
export function spanText(seconds: number, say: Say): string {
  if (seconds < MINUTE_S) return say('board.seconds', { n: Math.floor(seconds) })
  if (seconds < HOUR_S) return say('board.minutes', { n: Math.floor(seconds / MINUTE_S) })
  if (seconds < 2 * DAY_S) return say('board.hours', { n: Math.floor(seconds / HOUR_S) })
  return say('board.days', { n: Math.floor(seconds / DAY_S) })
}
