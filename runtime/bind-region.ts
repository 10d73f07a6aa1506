import { type BoundWay, bindCodec, wayOf } from '../core/definitions/bind-protocol.ts'
import { accepted, faulty } from '../core/fault.ts'
import type { RegionLink } from '../core/gateway.ts'
import type { Partner } from '../core/protocol.ts'

type Ports = Omit<Partner<unknown>, 'options'>

async function* nothing(): AsyncIterable<never> {}

/** A region's protocol, and those that some of its matters go by, as one link: what is about a matter goes its way, everything else the region's own. */
export function bindRegion(ways: readonly [BoundWay, ...BoundWay[]], ports: Ports): RegionLink {
  const bind = (way: BoundWay) => {
    const partner: Partner<unknown> = { ...ports, options: way.options }
    return { matters: way.matters, adapter: way.adapter, partner, codec: bindCodec(way.adapter, partner) }
  }
  const [first, ...others] = ways
  const bound = [bind(first), ...others.map(bind)] as const
  const [{ adapter, partner }] = bound
  const of = (matter: string) => wayOf([bound[0], ...bound.slice(1)], matter)
  const handed = bound.find((way) => way.adapter.slipForm !== undefined)
  return {
    encode: (message) => of(message.matter).codec.encode(message),
    decode: (payload, kind, matter) => of(matter).codec.decode(payload, kind, matter),
    send(message) {
      const way = of(message.matter)
      return way.adapter.send(message, way.partner)
    },
    correlationOf(about) {
      const way = of(about.matter)
      return way.adapter.correlationOf?.(about, way.partner) ?? null
    },
    receive: (request, path) => adapter.receive(request, path, partner),
    query: (about) => adapter.query?.(about, partner) ?? null,
    reply: (outcome, message, memoOf) => adapter.reply(outcome, message, partner, memoOf),
    probe: adapter.probe ? async () => adapter.probe?.(partner) : null,
    collect: () => adapter.collect?.(partner) ?? nothing(),
    fetchFile: async (file) => (adapter.fetchFile ? adapter.fetchFile(file, partner) : null),
    mergeSupplement: (previous, message, asked) =>
      adapter.mergeSupplement?.(previous, message, asked, partner) ?? accepted(message.tree),
    slipForm: (matter) => handed?.adapter.slipForm?.(matter, handed.partner.options) ?? null,
    readSlip: async (slip) =>
      (await handed?.adapter.readSlip?.(slip, handed.partner)) ??
      faulty([{ path: '', code: 'unexpected', message: '这个地区没有回告单', fix: '请等对方经网络的答复' }]),
  }
}
