import { BREAKER_FAILURES } from '../delivery/policy.ts'
import type { Gateway } from '../gateway.ts'
import type { PendingDeliveries } from '../store/news.ts'
import type { RegionState } from '../store/operations.ts'
import type { RegionProbe } from '../store/region-probes.ts'
import { toTime } from '../time.ts'
import { PROBE_FAILURES } from './probe.ts'

/** How a region stands, from well to worst, and how it is told. */
export const TILE_STATES = {
  ok: '正常',
  shaky: '不稳:最近一次没有送到或没有应答',
  down: '中断:接连送不到或没有应答,到时再试',
  paused: '已暂停投递',
  suspended: '协议暂不执行',
} as const

export type TileState = keyof typeof TILE_STATES

/** One region on the board. */
export interface RegionTile {
  readonly code: string
  readonly name: string
  readonly state: TileState
  readonly stateText: string
  /** who paused it; null where nobody did */
  readonly pausedBy: string | null
  /** deliveries that could not be made, in a row */
  readonly failures: number
  /** when it is tried again; null where it is not waited for */
  readonly retryAt: string | null
  /** when it last took or answered anything; null where it never did */
  readonly heardAt: string | null
  /** what has to be delivered, and since when the oldest of it waits */
  readonly queue: { readonly ready: number; readonly waiting: number; readonly oldestSeconds: number | null }
  readonly dead: number
}

/** Every region as it stands now. */
export async function regionTiles({ store, regions, clock }: Gateway): Promise<RegionTile[]> {
  const [states, probes, pending] = await Promise.all([
    store.operations.regionStates(),
    store.regionProbes.all(),
    store.news.pending(),
  ])
  const now = clock.now()
  return [...regions.values()].map(({ code, name, agreement }) => {
    const state = states.get(code)
    const probe = probes.get(code)
    const is = agreement.suspended === undefined ? stateOf(state, probe, now) : 'suspended'
    const heardAt = Math.max(state?.lastOkAt ?? 0, probe?.answeredAt ?? 0)
    return {
      code,
      name,
      state: is,
      stateText: TILE_STATES[is],
      pausedBy: state?.paused ? state.pausedBy : null,
      failures: state?.failures ?? 0,
      retryAt: state && state.openUntil > now ? toTime(state.openUntil) : null,
      heardAt: heardAt > 0 ? toTime(heardAt) : null,
      ...queueOf(
        pending.filter(({ region }) => region === code),
        now,
      ),
    }
  })
}

function stateOf(state: RegionState | undefined, probe: RegionProbe | undefined, now: number): TileState {
  if (state?.paused) return 'paused'
  // a delivery that was made since tells more than a probe that failed before
  const silent = probe && probe.at > (state?.lastOkAt ?? 0) ? probe.failures : 0
  const failures = state?.failures ?? 0
  if ((state?.openUntil ?? 0) > now || failures >= BREAKER_FAILURES || silent >= PROBE_FAILURES) return 'down'
  return failures > 0 || silent > 0 ? 'shaky' : 'ok'
}

function queueOf(pending: readonly PendingDeliveries[], now: number): Pick<RegionTile, 'queue' | 'dead'> {
  const count = (wanted: string) => pending.find(({ state }) => state === wanted)?.count ?? 0
  const alive = pending.filter(({ state }) => state !== 'dead').map(({ oldestAt }) => oldestAt)
  const oldestSeconds = alive.length === 0 ? null : Math.max(0, Math.floor((now - Math.min(...alive)) / 1_000))
  return { queue: { ready: count('ready'), waiting: count('waiting'), oldestSeconds }, dead: count('dead') }
}
