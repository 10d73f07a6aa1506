import type { ConformanceKit } from '../../../core/conformance/kit.ts'
import { GatewayError } from '../../../core/gateway-error.ts'
import type { Keyring } from '../../../core/ports.ts'
import { createAddressCheck } from '../address-check.ts'
import type { Settings } from '../settings.ts'

/** How long a region may take to do of itself what a check waits for. */
const WAIT_MS = 5_000

/** The checks as this process makes them: against the region's simulator, started for the time of the run, or against its test environment with the keys that are stored here. */
export function createConformanceKit(
  { sandboxUrls = {}, allowedPrivateHosts }: Pick<Settings, 'sandboxUrls' | 'allowedPrivateHosts'>,
  keyring: Keyring,
): ConformanceKit {
  const sandboxOf = (region: string) => (Object.hasOwn(sandboxUrls, region) ? (sandboxUrls[region] ?? null) : null)
  return {
    sandboxOf,
    async hasSimulator(region) {
      const { SIMULATED_REGIONS } = await import('../../../simulator/registry.ts')
      return SIMULATED_REGIONS.some(({ code }) => code === region)
    },
    async run({ region, config, files, against }, tell) {
      const { conform } = await import('./conform.ts')
      const { openEndpoint, openSimulator } = await import('./other-side.ts')
      const openSide = async (doorUrl: string) => {
        if (against === 'simulator') return openSimulator(region.code, doorUrl, 'ok')
        const side = openEndpoint(sandboxOf(region.code) ?? '', keyring, allowedPrivateHosts)
        await requireAllowed(side.reachedAt, allowedPrivateHosts)
        return side
      }
      return conform({ config, region, files, openSide, port: 0, waitMs: WAIT_MS }, tell)
    },
    async toHtml(report) {
      return (await import('./report.ts')).toHtml(report)
    },
  }
}

/** Nothing is tried, not even a connection, where one of the addresses is private and not allowed. */
async function requireAllowed(addresses: string, allowedPrivateHosts: ReadonlySet<string>): Promise<void> {
  const { check } = createAddressCheck(allowedPrivateHosts)
  for (const address of addresses.split('+')) {
    const url = new URL(address)
    if ((await check(url)) === 'private')
      throw new GatewayError(
        'state-conflict',
        `${url.host} 是内网地址,没有被允许;确要联调请运维把它写进 TONGBAN_ALLOW_PRIVATE`,
      )
  }
}
