import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'

const privateAddresses = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  privateAddresses.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of [
  ['::', 128],
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
  ['::ffff:0:0', 96],
] as const)
  privateAddresses.addSubnet(network, prefix, 'ipv6')

const KNOWN_FOR_MS = 30_000

/** Whether a host may be spoken to: public addresses always, private ones only for the hosts allowed (`host` or `host:port`). `unknown`: the name has no address. */
export function createAddressCheck(allowedPrivateHosts: ReadonlySet<string>) {
  const checkedUntil = new Map<string, number>()
  return {
    async check({ host, hostname }: Pick<URL, 'host' | 'hostname'>): Promise<'allowed' | 'private' | 'unknown'> {
      if (allowedPrivateHosts.has(host) || allowedPrivateHosts.has(hostname)) return 'allowed'
      const now = Date.now()
      if ((checkedUntil.get(hostname) ?? 0) > now) return 'allowed'
      const name = hostname.replace(/^\[|\]$/g, '')
      const addresses = isIP(name)
        ? [{ address: name, family: isIP(name) }]
        : await lookup(name, { all: true }).catch(() => [])
      if (addresses.length === 0) return 'unknown'
      if (addresses.some(({ address, family }) => privateAddresses.check(address, family === 6 ? 'ipv6' : 'ipv4')))
        return 'private'
      checkedUntil.set(hostname, now + KNOWN_FOR_MS)
      return 'allowed'
    },
  }
}
