import type { Gateway, Region } from '../gateway.ts'
import { LinkFailure } from '../links.ts'
import type { Collected } from '../message.ts'
import { createRefusalRecorder } from './refusals.ts'
import { memoOf, takeMessage } from './take-message.ts'

/** A pass that takes longer without a message taken is taken over by another process. */
const LEASE_MS = 300_000
/** How often it is looked whose turn it is. */
const SWEEP_MS = 1_000

/** Takes what regions lay out for us instead of bringing it: each region in turn by its own clock, in one process at a time. */
export interface Collector {
  /** One pass over the regions whose time has come; resolves with how many messages were taken. */
  sweep(): Promise<number>
  /** Runs until stopped; a pass under way ends with the message it is at. */
  run(stop: AbortSignal): Promise<void>
}

export function createCollector(gateway: Gateway, owner: string): Collector {
  const refuse = createRefusalRecorder(gateway)
  const dueAt = new Map<string, number>()
  const underWay = new Map<string, Promise<number>>()
  let stopped: AbortSignal | null = null

  async function takeOne(region: Region, { received, settle }: Collected): Promise<number> {
    if (received.kind === 'refused') {
      const { refusal, exchange } = received
      await refuse(region, { method: 'COLLECT', mount: '', refusal, exchange })
      await settle(null, async () => ({}))
      return 0
    }
    const outcome = await takeMessage(gateway, region, received.message)
    // whoever is busy is asked again by the next pass: the region keeps it laid out
    if (outcome.outcome === 'busy') return 0
    await settle(outcome, () => memoOf(gateway, outcome))
    return 1
  }

  /** One message that cannot be taken holds up no other; it stays laid out. A region that is gone ends the pass. */
  function skip(region: Region, error: unknown): number {
    if (error instanceof LinkFailure) throw error
    gateway.log.error('message-not-taken', { region: region.code, error: nameOf(error) })
    return 0
  }

  async function pass(region: Region, name: string): Promise<number> {
    let taken = 0
    try {
      for await (const collected of region.link.collect()) {
        if (stopped?.aborted) break
        const now = gateway.clock.now()
        if (!(await gateway.store.leases.take(name, owner, now, now + LEASE_MS))) break
        taken += await takeOne(region, collected).catch((error: unknown) => skip(region, error))
      }
    } catch (error) {
      gateway.meter.inbound(region.code, 'not-collected')
      gateway.log.warn('collect-failed', { region: region.code, error: nameOf(error) })
    }
    return taken
  }

  async function collect(region: Region, everyMs: number): Promise<number> {
    const startedAt = gateway.clock.now()
    const name = `collect:${region.code}`
    dueAt.set(region.code, startedAt + everyMs)
    if (!(await gateway.store.leases.take(name, owner, startedAt, startedAt + LEASE_MS))) return 0
    const taken = await pass(region, name)
    await gateway.store.leases.giveBack(name, owner, Math.max(startedAt + everyMs, gateway.clock.now()))
    dueAt.set(region.code, Math.max(startedAt + everyMs, gateway.clock.now()))
    return taken
  }

  function begin(): Promise<number>[] {
    const now = gateway.clock.now()
    return [...gateway.regions.values()].flatMap((region) => {
      const { code, collectEveryMs, agreement } = region
      if (collectEveryMs === null || agreement.suspended !== undefined) return []
      if (underWay.has(code) || (dueAt.get(code) ?? 0) > now) return []
      const going = collect(region, collectEveryMs)
        .catch((error: unknown) => {
          gateway.log.error('collect-failed', { region: code, error: nameOf(error) })
          return 0
        })
        .finally(() => underWay.delete(code))
      underWay.set(code, going)
      return [going]
    })
  }

  return {
    async sweep() {
      const taken = await Promise.all(begin())
      return taken.reduce((sum, one) => sum + one, 0)
    },
    async run(stop) {
      stopped = stop
      while (!stop.aborted) {
        void begin()
        await gateway.clock.sleep(Math.min(SWEEP_MS, gateway.pollAtMostMs), stop)
      }
      await Promise.all(underWay.values())
    },
  }
}

function nameOf(error: unknown): string {
  if (error instanceof LinkFailure) return `LinkFailure:${error.reason}`
  return error instanceof Error ? error.name : 'unknown'
}
