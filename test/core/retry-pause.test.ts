import { describe, expect, it } from 'vitest'
import { retryPauseMs } from '../../core/delivery/policy.ts'

const MINUTE = 60_000
const policy = {
  retryMs: [MINUTE, 5 * MINUTE, 30 * MINUTE],
  thenEveryMs: 60 * MINUTE,
  giveUpAfterMs: 1e9,
  maxInFlight: 1,
}
const evenly = { bytes: () => new Uint8Array([0x80]) }
const pause = (attempts: number, leftMs?: number, wishMs: number | null = null) =>
  Math.round(retryPauseMs(policy, attempts, wishMs, evenly, leftMs) / MINUTE)

describe('the pause before a delivery is tried again', () => {
  it('is what the region’s document declares, far from the end of the case’s clock', () => {
    expect([1, 2, 3, 4].map((attempts) => pause(attempts))).toEqual([1, 5, 30, 60])
    expect([1, 2, 3, 4].map((attempts) => pause(attempts, 600 * MINUTE))).toEqual([1, 5, 30, 60])
  })
  it('is half of what is left, near it, and never shorter than the region’s shortest', () => {
    expect([40, 20, 4, 1].map((left) => pause(3, left * MINUTE))).toEqual([20, 10, 2, 1])
  })
  it('is what was declared once the clock has run out: there is nothing left to be in time for', () => {
    expect([pause(3, 0), pause(3, -5)]).toEqual([30, 30])
  })
  it('is the region’s own wish, whatever the clock says', () => expect(pause(3, 4 * MINUTE, 12 * MINUTE)).toBe(12))
})
