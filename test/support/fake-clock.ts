import type { Clock } from '../../core/ports.ts'

/** A clock that stands until it is moved; sleepers wake when it passes their time. */
export function createFakeClock(start = 1_772_414_100_000): Clock & { advance(ms: number): void } {
  let now = start
  const sleepers = new Set<{ until: number; wake: () => void }>()
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const sleeper = { until: now + ms, wake: () => void (sleepers.delete(sleeper) && resolve()) }
        sleepers.add(sleeper)
        if (signal?.aborted) sleeper.wake()
        signal?.addEventListener('abort', sleeper.wake)
      }),
    advance(ms) {
      now += ms
      for (const sleeper of [...sleepers]) if (sleeper.until <= now) sleeper.wake()
    },
  }
}
