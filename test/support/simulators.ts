import type { Simulator } from '../../simulator/contract.ts'
import { SIMULATED_REGIONS, startRegion } from '../../simulator/registry.ts'

export interface Simulators {
  /** addresses by region code, as settings want them */
  readonly urls: Readonly<Record<string, string>>
  of(code: string): Simulator
  close(): Promise<void>
}

/** Every simulated region in this process, calling back at `gatewayUrl`; of those that are reached by more than HTTP only the ones named. */
export async function startSimulators(
  gatewayUrl: string,
  {
    slowMs,
    beside = [],
    signed = false,
  }: { readonly slowMs?: number; readonly beside?: readonly string[]; readonly signed?: boolean } = {},
): Promise<Simulators> {
  const started = await Promise.all(
    SIMULATED_REGIONS.filter((region) => !region.beside || beside.includes(region.code)).map((region) =>
      startRegion(region, { gatewayUrl, stepDelayMs: 2, signed, ...(slowMs === undefined ? {} : { slowMs }) }),
    ),
  )
  return {
    urls: Object.fromEntries(started.map(({ region, reachedAt }) => [region, reachedAt])),
    of(code) {
      const found = started.find(({ region }) => region === code)
      if (!found) throw new Error(`no simulator of ${code}`)
      return found
    },
    async close() {
      await Promise.all(started.map((simulator) => simulator.close()))
    },
  }
}
