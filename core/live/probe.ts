import type { Gateway, Region } from '../gateway.ts'
import type { Chore } from '../repeat.ts'
import type { RegionProbe } from '../store/region-probes.ts'

/** How often idle regions are asked, and after how long without an answer a region is idle, ms. With two tries of four seconds at the longest, a region that fell silent is known to be down within 22 seconds. */
const EVERY_MS = 7_000
const IDLE_MS = 6_000
/** A single failure may be the network's; it is tried once more. */
const AGAIN_AFTER_MS = 1_000
/** Whoever takes longer to say anything is not there. */
const LONGEST_MS = 4_000
/** Failures in a row after which a region counts as down. */
export const PROBE_FAILURES = 2

/** Asks every region that nothing was heard of lately whether it is there, all at once; one that does not answer is asked a second time. Paused regions are asked, too: whoever paused one wants to know when it is back. */
export async function probeRegions(gateway: Gateway, stop?: AbortSignal): Promise<void> {
  const { store, regions, clock } = gateway
  const [states, probes] = await Promise.all([store.operations.regionStates(), store.regionProbes.all()])
  const now = clock.now()
  const idle = [...regions.values()].filter(({ code, agreement, link }) => {
    const heardAt = Math.max(states.get(code)?.lastOkAt ?? 0, probes.get(code)?.at ?? 0)
    return link.probe !== null && agreement.suspended === undefined && now - heardAt >= IDLE_MS
  })
  await Promise.all(idle.map((region) => probeTwice(gateway, region, probes.get(region.code), stop)))
}

async function probeTwice(
  gateway: Gateway,
  region: Region,
  known: RegionProbe | undefined,
  stop?: AbortSignal,
): Promise<void> {
  const { clock, log } = gateway
  let probe = await probeOnce(gateway, region, known, stop)
  if (probe && probe.failures > 0 && probe.failures < PROBE_FAILURES) {
    await clock.sleep(AGAIN_AFTER_MS, stop)
    probe = stop?.aborted ? null : await probeOnce(gateway, region, probe, stop)
  }
  if (!probe) return
  const isNews = probe.failures >= PROBE_FAILURES !== (known?.failures ?? 0) >= PROBE_FAILURES
  if (isNews) log.warn(probe.failures > 0 ? 'region-silent' : 'region-answers', { region: region.code })
}

/** Null where the process stops meanwhile. */
async function probeOnce(
  gateway: Gateway,
  region: Region,
  known: RegionProbe | undefined,
  stop?: AbortSignal,
): Promise<RegionProbe | null> {
  const answered = await answersInTime(gateway, region, stop)
  if (stop?.aborted) return null
  const at = gateway.clock.now()
  const probe: RegionProbe = {
    region: region.code,
    failures: answered ? 0 : (known?.failures ?? 0) + 1,
    at,
    answeredAt: answered ? at : (known?.answeredAt ?? 0),
  }
  await gateway.store.regionProbes.save(probe)
  return probe
}

async function answersInTime({ clock }: Gateway, { link }: Region, stop?: AbortSignal): Promise<boolean> {
  const over = new AbortController()
  const end = () => over.abort()
  stop?.addEventListener('abort', end, { once: true })
  try {
    const late = clock.sleep(LONGEST_MS, over.signal).then(() => false)
    const asked = link.probe?.() ?? Promise.resolve()
    return await Promise.race([asked.then(() => true), late])
  } catch {
    return false
  } finally {
    end()
    stop?.removeEventListener('abort', end)
  }
}

/** Looks after idle regions while the process lives. */
export function probing(gateway: Gateway): Chore {
  return { name: 'probing', everyMs: EVERY_MS, work: (stop) => probeRegions(gateway, stop) }
}
