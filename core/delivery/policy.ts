import type { DeliveryPolicy } from '../gateway.ts'
import type { Random } from '../ports.ts'

/**
 * How long to wait before the next try, ms: the region's wish where it has one, else its declared pauses with ±20 % jitter. Where the case's clock runs out
 * in `leftMs` and the pause would take more than half of that, half of it: tries come closer as the end does, never closer than the region's shortest pause.
 */
export function retryPauseMs(
  policy: DeliveryPolicy,
  attempts: number,
  wishMs: number | null,
  random: Random,
  leftMs = Number.POSITIVE_INFINITY,
): number {
  if (wishMs !== null) return Math.min(Math.max(wishMs, 0), MOST_MS)
  const declared = policy.retryMs[attempts - 1] ?? policy.thenEveryMs
  const shortest = Math.min(declared, ...policy.retryMs)
  const pause = leftMs > 0 ? Math.min(declared, Math.max(leftMs / 2, shortest)) : declared
  const share = (random.bytes(1)[0] ?? 128) / 255
  return Math.round(pause * (0.8 + 0.4 * share))
}

/** Whether the next pause would go past the time after which the region's document gives up; a delivery sent again by a person starts anew. */
export function isExhausted(policy: DeliveryPolicy, attempts: number): boolean {
  const listed = policy.retryMs.slice(0, attempts).reduce((sum, pause) => sum + pause, 0)
  return listed + Math.max(0, attempts - policy.retryMs.length) * policy.thenEveryMs > policy.giveUpAfterMs
}

/** A partner may ask for patience, but not for ever. */
const MOST_MS = 24 * 3_600_000

/** Deliveries that could not be made in a row before the breaker opens. */
export const BREAKER_FAILURES = 5

/** How long the breaker stays open after so many failures in a row: 5 s doubling to 5 min. */
export function breakerPauseMs(failures: number): number {
  return Math.min(5_000 * 2 ** Math.min(failures - BREAKER_FAILURES, 6), 300_000)
}
