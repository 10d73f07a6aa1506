import { evidenceStatements } from '../delivery/record-exchanges.ts'
import type { Gateway, Region } from '../gateway.ts'
import { newId } from '../ids.ts'
import type { JsonObject } from '../json.ts'
import type { Exchange, Refusal } from '../message.ts'

/** Whoever may knock may not fill the disk: what comes on top in a minute is only counted. */
const MOST_A_MINUTE = 120

/** A request that was not taken. */
export interface RefusedRequest {
  readonly method: string
  /** where the region is mounted; never the whole path, which may hold a secret */
  readonly mount: string
  readonly refusal: Refusal
  /** the bytes, where they were read before the refusal */
  readonly exchange?: Exchange | undefined
}

/** Writes every refused request into the evidence, at most 120 a minute and region; the next one written says how many were only counted. */
export function createRefusalRecorder(gateway: Gateway) {
  const windows = new Map<string, { until: number; written: number; counted: number }>()

  return async (region: Region, request: RefusedRequest): Promise<void> => {
    const now = gateway.clock.now()
    const { reason, detail } = request.refusal
    gateway.meter.inbound(region.code, 'refused')
    gateway.log.warn('inbound-refused', { region: region.code, reason, detail: detail.slice(0, 200) })
    const known = windows.get(region.code)
    const window =
      known && known.until > now ? known : { until: now + 60_000, written: 0, counted: known?.counted ?? 0 }
    windows.set(region.code, window)
    if (window.written >= MOST_A_MINUTE) {
      window.counted += 1
      return
    }
    const facts = { reason, detail: detail.slice(0, 500), method: request.method, mount: request.mount }
    const missed: JsonObject = window.counted > 0 ? { countedBefore: window.counted } : {}
    window.written += 1
    window.counted = 0
    const about = {
      caseId: '',
      deliveryId: newId(gateway.clock, gateway.random),
      region: region.code,
      direction: 'in' as const,
      attempt: 1,
      verdict: `refused:${reason}`,
    }
    const described = new TextEncoder().encode(JSON.stringify({ ...facts, ...missed }))
    const knock: Exchange = {
      operation: 'refused',
      sentAt: now,
      receivedAt: now,
      request: described,
      response: null,
      status: null,
    }
    await gateway.store.commit(
      evidenceStatements(gateway, about, request.exchange ? [knock, request.exchange] : [knock]),
    )
  }
}
