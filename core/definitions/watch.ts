import type { Gateway } from '../gateway.ts'
import { loadDefinitions } from './load.ts'
import type { Shipped } from './parts.ts'

/** How old what a process knows may be; a new version must be taken within 5 s. */
const STALE_MS = 2_000

/** Keeps a gateway's definitions those in force. */
export interface DefinitionWatch {
  /** Takes what came into force since; at once where asked to, else when two seconds have passed. Never throws: what cannot be read now is logged. */
  refresh(now?: boolean): Promise<void>
  /** Refreshes until stopped; for runtimes that run. */
  run(stop: AbortSignal): Promise<void>
}

/** A version in force that cannot be read leaves the gateway as it is: activation refuses such a version, so it means a program older than the store. */
export function createDefinitionWatch(gateway: Gateway, shipped: Shipped): DefinitionWatch {
  const { store, clock, log } = gateway
  let epoch = -1
  let lookedAt = Number.NEGATIVE_INFINITY

  async function take(): Promise<void> {
    const found = await store.definitions.epoch()
    if (found === epoch) return
    const loaded = await loadDefinitions(store, shipped)
    if (loaded.ok) gateway.install(loaded.value)
    else log.error('definitions-not-readable', { faults: loaded.faults.length, first: loaded.faults[0]?.path ?? '' })
    epoch = found
  }

  async function refresh(now = false): Promise<void> {
    if (!now && clock.now() - lookedAt < STALE_MS) return
    lookedAt = clock.now()
    await take().catch((error: unknown) =>
      log.error('definitions-not-refreshed', { error: error instanceof Error ? error.name : 'unknown' }),
    )
  }

  return {
    refresh,
    async run(stop) {
      while (!stop.aborted) {
        await clock.sleep(STALE_MS, stop)
        await refresh(true)
      }
    },
  }
}
