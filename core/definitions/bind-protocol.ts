import { type Checked, faulty } from '../fault.ts'
import type { PayloadCodec } from '../gateway.ts'
import { isObject, type Json } from '../json.ts'
import type { RegionDefinition } from '../mapping/read-region.ts'
import type { Home, PayloadSetting, ProtocolAdapter } from '../protocol.ts'

/** A region's protocol with its options read. `baseUrl` stands in for scheme and host of the region's own addresses (test environments); their paths stay. */
export function bindProtocol(
  { name, protocol, options }: Pick<RegionDefinition, 'name' | 'protocol' | 'options'>,
  adapters: readonly ProtocolAdapter[],
  baseUrl?: string,
): Checked<{ adapter: ProtocolAdapter; options: unknown }> {
  const adapter = adapters.find((one) => one.name === protocol)
  if (!adapter) {
    const known = adapters.map((one) => one.name).join('、')
    const message = `${name}的协议“${protocol}”没有适配器`
    return faulty([{ path: 'protocol', code: 'code', message, fix: `可用的协议:${known}` }])
  }
  const read = adapter.readOptions(baseUrl ? withOrigin(options, baseUrl) : options)
  if (read.ok) return { ok: true, value: { adapter, options: read.value } }
  return faulty(read.faults.map((fault) => ({ ...fault, message: `${name}的 options 有问题:${fault.message}` })))
}

const ADDRESS = /^(url|\w+Url|origins)$/

/** A region may have several hosts (one for its tokens, one for its files): what stands in for the region stands in for all of them. */
function withOrigin(value: Json, url: string, name = ''): Json {
  if (typeof value === 'string') return ADDRESS.test(name) ? value.replace(/^https?:\/\/[^/]+/, url) : value
  if (Array.isArray(value)) return value.map((element) => withOrigin(element, url, name))
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withOrigin(member, url, key)]))
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
  const bound = bindProtocol(definition, adapters)
  if (!bound.ok) return bound
  const { adapter, options } = bound.value
  return { ok: true, value: bindCodec(adapter, { region: definition.code, options, home }) }
}
