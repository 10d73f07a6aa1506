import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import type { Chore } from '../repeat.ts'
import { queryRegion } from './query-region.ts'

/** How long a message that came early waits for the one before it until the region is asked (500000 重庆 6.2). */
const PATIENCE_MS = 600_000
/** A gap that the answer did not fill is asked about again this much later. */
const AGAIN_MS = 3_600_000
const MOST_CASES = 50

/** Asks the regions about cases whose messages have waited too long for one that is missing. Resolves with how many cases were asked about. */
export async function fillGaps(gateway: Gateway): Promise<number> {
  const now = gateway.clock.now()
  let asked = 0
  for (const caseId of await gateway.store.inbox.casesWaiting(now - PATIENCE_MS, MOST_CASES)) {
    const value = await gateway.store.cases.byId(caseId)
    if (!value) continue
    const turn = `gap:${value.id}:${value.progressSeq}`
    if (await gateway.store.operations.firstNonce(turn, now, AGAIN_MS)) {
      await ask(gateway, value.no)
      asked += 1
    }
  }
  return asked
}

/** A region that cannot be asked leaves its gap open: what waits stays, and the case shows that it does. */
async function ask(gateway: Gateway, no: string): Promise<void> {
  try {
    const { outcome } = await queryRegion(gateway, no, true)
    gateway.log.info('gap-asked', { case: no, outcome })
  } catch (error) {
    const reason = error instanceof GatewayError ? error.code : error instanceof Error ? error.name : 'unknown'
    gateway.log.warn('gap-open', { case: no, reason })
  }
}

/** Every minute. */
export function gapFilling(gateway: Gateway): Chore {
  return { name: 'gap-filling', everyMs: 60_000, work: () => fillGaps(gateway) }
}
