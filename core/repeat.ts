import type { Clock, Log } from './ports.ts'

/** Work that a gateway does by itself from time to time. */
export interface Chore {
  /** names it in the log */
  readonly name: string
  readonly everyMs: number
  /** `stop`: what takes long ends early */
  work(stop?: AbortSignal): Promise<unknown>
}

/** Does a chore at once and then again and again until stopped; what it throws is logged and ends nothing. */
export async function repeat({ clock, log }: { clock: Clock; log: Log }, chore: Chore, stop: AbortSignal) {
  while (!stop.aborted) {
    try {
      await chore.work(stop)
    } catch (error) {
      log.error('chore-failed', { chore: chore.name, error: error instanceof Error ? error.name : 'unknown' })
    }
    await clock.sleep(chore.everyMs, stop)
  }
}
