import { createCaseNumbers } from '../core/case/number.ts'
import { bindCodec, bindProtocol } from '../core/definitions/bind-protocol.ts'
import type { Definitions } from '../core/definitions/read-definitions.ts'
import { createFileLinks } from '../core/file-links.ts'
import type { Gateway, Region, RegionLink } from '../core/gateway.ts'
import type { BlobStore, Clock, Doorbell, Http, Keyring, Log, Random } from '../core/ports.ts'
import type { NonceGuard, Partner, ProtocolAdapter } from '../core/protocol.ts'
import type { SqlDriver } from '../core/store/driver.ts'
import { openStore } from '../core/store/store.ts'
import { createTokenCache } from '../core/tokens.ts'

/** The platform's side of a gateway. */
export interface Platform {
  readonly runtime: 'node' | 'workers'
  readonly driver: SqlDriver
  readonly blobs: BlobStore
  readonly http: Http
  readonly keyring: Keyring
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly doorbell: Doorbell
  /** where partners reach us, without a trailing slash */
  readonly publicUrl: string
  /** base URLs that stand in for those of the region files (test environments) */
  readonly regionUrls: Readonly<Record<string, string>>
}

/** Puts a gateway together from its definitions and its platform; an adapter that cannot run here refuses at this point. */
export function composeGateway(
  definitions: Definitions,
  adapters: readonly ProtocolAdapter[],
  platform: Platform,
): Gateway {
  const { driver, blobs, clock, random, log, doorbell } = platform
  const store = openStore(driver)
  const shared = {
    home: definitions.home,
    publicUrl: platform.publicUrl,
    http: platform.http,
    keyring: platform.keyring,
    clock,
    random,
    blobs,
    log,
    tokens: createTokenCache(store, clock, platform.runtime === 'node'),
    fileLinks: createFileLinks(store, clock, random),
  }
  const regions = definitions.regions.map((definition): [string, Region] => {
    const bound = bindProtocol(definition, adapters, platform.regionUrls[definition.code])
    if (!bound.ok) throw new Error(bound.faults.map(({ path, message }) => `${path} ${message}`).join(';'))
    const { adapter, options } = bound.value
    if (!adapter.runtimes.includes(platform.runtime))
      throw new Error(
        `${definition.name}的协议“${definition.protocol}”不能在 ${platform.runtime} 上运行,请改用 ${adapter.runtimes.join('、')}`,
      )
    const nonces: NonceGuard = {
      first: (nonce, forMs) => store.operations.firstNonce(`${definition.code}:${nonce}`, clock.now(), forMs),
    }
    const partner: Partner<unknown> = { ...shared, region: definition.code, options, nonces }
    const { code, name, agreement, delivery, progressOrder, inbound, carries, mappings, protocol } = definition
    return [
      code,
      {
        code,
        name,
        agreement,
        delivery,
        progressOrder,
        inbound,
        carries,
        mappings,
        protocol,
        link: bind(adapter, partner),
      },
    ]
  })
  return {
    store,
    blobs,
    clock,
    random,
    log,
    doorbell,
    home: definitions.home,
    matters: new Map(definitions.matters.map((matter) => [matter.id, matter])),
    codes: definitions.codes,
    regions: new Map(regions),
    nextCaseNo: createCaseNumbers(
      definitions.home.casePrefix,
      (counter, size) => store.cases.takeNumbers(counter, size),
      platform.runtime === 'node',
    ),
  }
}

function bind(adapter: ProtocolAdapter, partner: Partner<unknown>): RegionLink {
  return {
    ...bindCodec(adapter, partner),
    send: (message) => adapter.send(message, partner),
    receive: (request, path) => adapter.receive(request, path, partner),
    reply: (outcome, message) => adapter.reply(outcome, message, partner),
    fetchFile: async (ref, caseNo) => (adapter.fetchFile ? adapter.fetchFile(ref, caseNo, partner) : null),
    mergeSupplement: (previous, message) => adapter.mergeSupplement?.(previous, message) ?? message.tree,
  }
}
