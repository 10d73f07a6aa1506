/** Upper bounds of an attempt's duration, in seconds, as the histogram cuts them; longer ones fall under +Inf. */
export const DURATION_BOUNDS_S: readonly number[] = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

/** How long attempts took, in one region. */
export interface Durations {
  readonly region: string
  /** attempts no longer than each bound, cumulative, in the order of `DURATION_BOUNDS_S` */
  readonly within: readonly number[]
  readonly count: number
  readonly sumS: number
}

/** So many of something, under a region and an outcome. */
export interface Tally {
  readonly region: string
  readonly outcome: string
  readonly count: number
}

/** Counts what no row tells: since this process (on Workers: this isolate) began. Outcomes are few and fixed words. */
export interface Meter {
  attempt(region: string, outcome: 'done' | 'later' | 'dead' | 'failed', durationMs: number): void
  inbound(region: string, outcome: string): void
  attempts(): Tally[]
  inbounds(): Tally[]
  durations(): Durations[]
}

export function createMeter(): Meter {
  const attempts = createTallies()
  const inbounds = createTallies()
  const durations = new Map<string, { within: number[]; count: number; sumS: number }>()
  return {
    attempt(region, outcome, durationMs) {
      attempts.add(region, outcome)
      const seconds = durationMs / 1_000
      const known = durations.get(region) ?? { within: DURATION_BOUNDS_S.map(() => 0), count: 0, sumS: 0 }
      known.within = known.within.map((count, index) => count + (seconds <= (DURATION_BOUNDS_S[index] ?? 0) ? 1 : 0))
      known.count += 1
      known.sumS += seconds
      durations.set(region, known)
    },
    inbound: inbounds.add,
    attempts: attempts.list,
    inbounds: inbounds.list,
    durations: () => [...durations].map(([region, measured]) => ({ region, ...measured })),
  }
}

function createTallies() {
  const counts = new Map<string, Tally>()
  return {
    add(region: string, outcome: string): void {
      const key = `${region} ${outcome}`
      counts.set(key, { region, outcome, count: (counts.get(key)?.count ?? 0) + 1 })
    },
    list: () => [...counts.values()],
  }
}
