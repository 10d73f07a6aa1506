import { GatewayError } from '../../../core/gateway-error.ts'
import { readKeyText } from '../../../core/key-text.ts'
import type { Keyring } from '../../../core/ports.ts'
import { BEHAVIOURS, type Simulator } from '../../../simulator/contract.ts'
import { SIMULATED_REGIONS, startRegion } from '../../../simulator/registry.ts'

/** A simulated region does what its office does in half an hour within this. */
const STEP_MS = 20

/** Who answers: the region's simulator with its demonstration keys, or the region itself with the keys that are stored here. */
export interface OtherSide {
  readonly url: string
  /** what stands in the gateway's settings for the region's addresses: `url`, and behind a `+` where else it is reached */
  readonly reachedAt: string
  readonly simulator: Simulator | null
  readonly keyring: Keyring
  /** the matters that it promises; null where that is not known here */
  readonly matters: readonly string[] | null
  /** `host` or `host:port` on private addresses that the region may be reached at */
  readonly allowedPrivateHosts: ReadonlySet<string>
  close(): Promise<void>
}

/** Starts the simulator of a region, to call back at `gatewayUrl` and to behave as told from the first case on. */
export async function openSimulator(region: string, gatewayUrl: string, behave: string): Promise<OtherSide> {
  const simulated = SIMULATED_REGIONS.find(({ code }) => code === region)
  if (!simulated)
    throw new GatewayError('region-unknown', `没有地区 ${region} 的模拟,请用 --endpoint 给出对方的测试地址`)
  const simulator = await startRegion(simulated, { gatewayUrl, stepDelayMs: STEP_MS })
  const behaviour = BEHAVIOURS.find((known) => known === behave)
  if (!behaviour || !simulator.behaviours.includes(behaviour)) {
    await simulator.close()
    throw new GatewayError('body-invalid', `--behave 只有 ${simulator.behaviours.join('、')}`)
  }
  simulator.setBehaviour(behaviour)
  const { gatewayKeys, matters } = simulated
  const keyring: Keyring = {
    secret: async (name) => (gatewayKeys[name] === undefined ? null : readKeyText(gatewayKeys[name])),
  }
  const { url, reachedAt } = simulator
  const allowedPrivateHosts = hostsOf(reachedAt)
  return { url, reachedAt, simulator, keyring, matters, allowedPrivateHosts, close: () => simulator.close() }
}

/** The region's own addresses, told by whoever runs the checks: an http or https one, and behind a `+` where else it is reached. Private hosts among them are meant, unless only some are allowed. */
export function openEndpoint(given: string, keyring: Keyring, allowed?: ReadonlySet<string>): OtherSide {
  const [url = '', ...others] = given.split('+').map((part) => part.replace(/\/+$/, ''))
  const isWeb = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
  if (!isWeb || !others.every((part) => URL.canParse(part)))
    throw new GatewayError('body-invalid', `对方的测试地址应是 http 或 https 地址,收到“${given}”`)
  const reachedAt = [url, ...others].join('+')
  const allowedPrivateHosts = allowed ?? hostsOf(reachedAt)
  return { url, reachedAt, simulator: null, keyring, matters: null, allowedPrivateHosts, close: async () => {} }
}

function hostsOf(reachedAt: string): ReadonlySet<string> {
  return new Set(reachedAt.split('+').map((part) => new URL(part).host))
}

/** Keys of which all but `kept` are wrong: other secrets of the same length and alphabet under the same names. `asked` hears of each wrong one that is used. */
export function wrongKeyring(right: Keyring, kept: ReadonlySet<string>, asked: (name: string) => void): Keyring {
  return {
    async secret(name) {
      const secret = await right.secret(name)
      if (secret === null || kept.has(name)) return secret
      asked(name)
      return secret.slice().reverse()
    },
  }
}
