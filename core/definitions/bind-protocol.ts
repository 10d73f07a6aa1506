import { type Checked, faulty } from '../fault.ts'
import type { PayloadCodec } from '../gateway.ts'
import { isObject, type Json } from '../json.ts'
import type { RegionDefinition } from '../mapping/read-region.ts'
import type { Home, PayloadSetting, ProtocolAdapter } from '../protocol.ts'

/** A region's protocol with its options read. `standIns`, URLs joined by `+`, stand in for the region's own addresses (test environments): of HTTP for scheme and host, whose paths stay; of a drop or a database for the whole. */
export function bindProtocol(
  { name, protocol, options }: Pick<RegionDefinition, 'name' | 'protocol' | 'options'>,
  adapters: readonly ProtocolAdapter[],
  standIns?: string,
): Checked<{ adapter: ProtocolAdapter; options: unknown }> {
  const adapter = adapters.find((one) => one.name === protocol)
  if (!adapter) {
    const known = adapters.map((one) => one.name).join('、')
    const message = `${name}的协议“${protocol}”没有适配器`
    return faulty([{ path: 'protocol', code: 'code', message, fix: `可用的协议:${known}` }])
  }
  const read = adapter.readOptions(standIns ? withStandIns(options, standIns.split('+')) : options)
  if (read.ok) return { ok: true, value: { adapter, options: read.value } }
  return faulty(read.faults.map((fault) => ({ ...fault, message: `${name}的 options 有问题:${fault.message}` })))
}

/** A protocol with its options read; `matters` are those that go this way, null for all that have no way of their own. */
export interface BoundWay {
  readonly matters: readonly string[] | null
  readonly adapter: ProtocolAdapter
  readonly options: unknown
}

/** The region's protocol first, then the ways that some of its matters go; every fault of each. */
export function bindWays(
  definition: Pick<RegionDefinition, 'name' | 'protocol' | 'options' | 'ways'>,
  adapters: readonly ProtocolAdapter[],
  standIns?: string,
): Checked<readonly [BoundWay, ...BoundWay[]]> {
  const { name, ways = [] } = definition
  const own = bindProtocol(definition, adapters, standIns)
  const others = ways.map(({ protocol, options }) => bindProtocol({ name, protocol, options }, adapters, standIns))
  const faults = [own, ...others].flatMap((bound, index) =>
    bound.ok
      ? []
      : bound.faults.map((fault) => (index === 0 ? fault : { ...fault, path: `ways[${index - 1}].${fault.path}` })),
  )
  if (!own.ok || faults.length > 0) return faulty(faults)
  const bound = others.flatMap((other, index) =>
    other.ok ? [{ ...other.value, matters: ways[index]?.matters ?? [] }] : [],
  )
  return { ok: true, value: [{ ...own.value, matters: null }, ...bound] }
}

/** Which of them a matter goes. */
export function wayOf<Bound extends Pick<BoundWay, 'matters'>>(
  ways: readonly [Bound, ...Bound[]],
  matter: string,
): Bound {
  return ways.find(({ matters }) => matters?.includes(matter)) ?? ways[0]
}

const ADDRESS = /^(url|\w+Url|origins)$/

/** What may stand in for an address, by the beginning of either, and how much of it. */
const FAMILIES = [
  { ofScheme: /^https?:/, part: /^https?:\/\/[^/]+/ },
  { ofScheme: /^(sftp|file):/, part: /^.*$/ },
  { ofScheme: /^postgres:/, part: /^.*$/ },
]

/** A region may have several hosts (one for its tokens, one for its files): what stands in for the region stands in for all of them. */
function withStandIns(value: Json, urls: readonly string[], name = ''): Json {
  if (typeof value === 'string') return ADDRESS.test(name) ? standInFor(value, urls) : value
  if (Array.isArray(value)) return value.map((element) => withStandIns(element, urls, name))
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withStandIns(member, urls, key)]))
}

function standInFor(address: string, urls: readonly string[]): string {
  const family = FAMILIES.find(({ ofScheme }) => ofScheme.test(address))
  const url = family && urls.find((one) => family.ofScheme.test(one))
  return url === undefined ? address : address.replace(family?.part ?? '', () => url)
}

/** How a region's payloads are written and read. */
export function bindCodec(adapter: ProtocolAdapter, setting: PayloadSetting<unknown>): PayloadCodec {
  return {
    encode: (message) => adapter.encode(message, setting),
    decode: (payload, kind, matter) => adapter.decode(payload, kind, matter, setting),
  }
}

/** The same without a running gateway: for checking golden pairs and trying rules. */
export function openCodec(
  definition: RegionDefinition,
  home: Home,
  adapters: readonly ProtocolAdapter[],
): Checked<PayloadCodec> {
  const bound = bindWays(definition, adapters)
  if (!bound.ok) return bound
  const codecOf = (matter: string) => {
    const { adapter, options } = wayOf(bound.value, matter)
    return bindCodec(adapter, { region: definition.code, options, home })
  }
  const codec: PayloadCodec = {
    encode: (message) => codecOf(message.matter).encode(message),
    decode: (payload, kind, matter) => codecOf(matter).decode(payload, kind, matter),
  }
  return { ok: true, value: codec }
}
