import type { SpanKey, SpanMeasure } from './measure.ts'

/** Each class of durations is a tenth longer than the one before: whoever is told its middle is told the truth to within five per cent. */
const GROWTH = 1.1
const SHORTEST_MS = 1_000

/** The class that a duration falls into; 0 is a second and less. */
export function classOf(ms: number): number {
  return ms <= SHORTEST_MS ? 0 : Math.ceil(Math.log(ms / SHORTEST_MS) / Math.log(GROWTH) - 1e-9)
}

/** The middle of a class, ms: what is told of the durations in it. */
export function middleOf(index: number): number {
  return index === 0 ? SHORTEST_MS : SHORTEST_MS * GROWTH ** (index - 0.5)
}

export function spanMeasure(key: SpanKey, ms: number): SpanMeasure {
  return `span.${key}.${classOf(ms)}`
}

/** Counts by class. */
export type Classes = ReadonlyMap<number, number>

/** The duration that so many per cent of the cases did not exceed, ms (nearest rank); null where there is no case. */
export function percentile(classes: Classes, percent: number): number | null {
  const sorted = [...classes].sort(([one], [other]) => one - other)
  const total = sorted.reduce((sum, [, count]) => sum + count, 0)
  if (total === 0) return null
  const rank = Math.max(1, Math.ceil((total * percent) / 100))
  let seen = 0
  for (const [index, count] of sorted) {
    seen += count
    if (seen >= rank) return middleOf(index)
  }
  return null
}
