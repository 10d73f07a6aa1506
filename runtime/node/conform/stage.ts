import type { Http, Keyring } from '../../../core/ports.ts'
import type { Simulator } from '../../../simulator/contract.ts'
import { systemClock } from '../clock.ts'
import type { Finding } from './check.ts'
import type { Sample } from './golden-case.ts'
import type { Attempted, Sending } from './one-attempt.ts'
import type { TemporaryGateway } from './temporary-gateway.ts'

/** What the checks of one run share. */
export interface Stage extends Sending {
  /** where the region is reached: its simulator, or its own endpoint */
  readonly url: string
  /** null where the other side is the region's own */
  readonly simulator: Simulator | null
  /** whether the region can reach us: only then are callbacks and fetches to be had */
  readonly reachedBack: boolean
  readonly http: Http
  readonly keyring: Keyring
  /** A second gateway, with a store of its own and these keys, which nobody can call back. */
  openWith(keyring: Keyring): Promise<TemporaryGateway>
}

/** A golden case that the region took. */
export interface Accepted {
  readonly sample: Sample
  readonly attempted: Attempted
}

/** What could not be checked, and why. */
export function notRun(detail: string): Finding {
  return { verdict: 'not-run', detail }
}

/** What `look` finds, looked for until it is there or the time is over; null then. */
export async function waitFor<Value>(stage: Stage, look: () => Promise<Value | null>): Promise<Value | null> {
  for (const until = systemClock.now() + stage.waitMs; ; ) {
    const found = await look()
    if (found !== null || systemClock.now() >= until) return found
    await systemClock.sleep(Math.min(50, stage.waitMs))
  }
}
