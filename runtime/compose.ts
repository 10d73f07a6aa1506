import { signatureDesk } from '../adapters/layers/sign/explain.ts'
import { createApplicantIndex } from '../core/applicant-index.ts'
import type { Case } from '../core/case/case.ts'
import { createCaseNumbers } from '../core/case/number.ts'
import { type BoundWay, bindWays } from '../core/definitions/bind-protocol.ts'
import type { CompiledRegion, Definitions } from '../core/definitions/config.ts'
import { loadRegionVersion } from '../core/definitions/load.ts'
import type { SealDesk } from '../core/documents/seal.ts'
import { createSharedData } from '../core/exemptions/shared-data.ts'
import { createFileLinks } from '../core/file-links.ts'
import type { Gateway, InForce, Region } from '../core/gateway.ts'
import type { Links } from '../core/links.ts'
import { createHandTasks } from '../core/manual/hand-tasks.ts'
import type { Mapping } from '../core/mapping/compile.ts'
import { createMeter } from '../core/meter.ts'
import type { Sms } from '../core/notifications/sms.ts'
import type { BlobStore, Clock, Doorbell, Http, Keyring, Log, PdfPrinter, Random, RegionTls } from '../core/ports.ts'
import type { NonceGuard, Partner, ProtocolAdapter } from '../core/protocol.ts'
import type { SqlDriver } from '../core/store/driver.ts'
import { openStore, type Store } from '../core/store/store.ts'
import { createTokenCache } from '../core/tokens.ts'
import { bindRegion } from './bind-region.ts'

/** The platform's side of a gateway. */
export interface Platform {
  readonly runtime: 'node' | 'workers'
  readonly driver: SqlDriver
  readonly blobs: BlobStore
  readonly http: Http
  readonly links: Links
  readonly keyring: Keyring
  /** what applicants are found by; null: nobody is */
  readonly applicantIndexKey: Uint8Array | null
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly doorbell: Doorbell
  /** where partners reach us, without a trailing slash */
  readonly publicUrl: string
  /** base URLs that stand in for those of the region files (test environments) */
  readonly regionUrls: Readonly<Record<string, string>>
  /** the district's data-sharing platform, without a trailing slash; left out: none is connected */
  readonly sharedDataUrl?: string
  /** sends text messages; left out: nothing does */
  readonly sms?: Sms | null
  /** left out: signatures of documents are not checked here */
  readonly seals?: SealDesk
  /** left out: no PDF is made here */
  readonly pdf?: PdfPrinter
  /** see `Gateway.pollAtMostMs` */
  readonly pollAtMostMs: number
}

/** What the regions' adapters share of the platform; it outlives the definitions. */
type Shared = Omit<Partner<unknown>, 'region' | 'options' | 'home' | 'nonces' | 'tasks'>

/** Puts a gateway together from its definitions and its platform. A region whose protocol cannot run here is suspended, with that sentence: its cases can be looked at and tried, nothing is sent or taken. */
export function composeGateway(
  definitions: Definitions,
  protocols: readonly ProtocolAdapter[],
  platform: Platform,
): Gateway {
  const { driver, blobs, clock, random, log, doorbell, http, links, keyring, publicUrl, pollAtMostMs } = platform
  const store = openStore(driver)
  const tokens = createTokenCache(store, clock, platform.runtime === 'node')
  const fileLinks = createFileLinks(store, clock, random)
  const shared: Shared = { publicUrl, http, links, keyring, clock, random, blobs, log, tokens, fileLinks }
  const toInForce = (given: Definitions): InForce => {
    const { home, codes, calendar, stages, notifications, reminders, retention, matters, themes, regions } = given
    return {
      config: { home, codes, calendar, stages, notifications, reminders, retention, matters, themes },
      home,
      codes,
      matters: new Map(matters.map((matter) => [matter.id, matter])),
      themes: new Map(themes.map((theme) => [theme.id, theme])),
      regions: new Map(
        regions.map((region) => [region.code, toRegion(region, given, protocols, platform, store, shared)]),
      ),
    }
  }
  let inForce = toInForce(definitions)
  const earlier = createEarlierMappings(store, () => inForce)
  return {
    store,
    blobs,
    clock,
    random,
    log,
    keyring,
    applicantIndex: createApplicantIndex(platform.applicantIndexKey),
    doorbell,
    meter: createMeter(),
    protocols,
    signatures: signatureDesk,
    sharedData: platform.sharedDataUrl ? createSharedData(http, platform.sharedDataUrl) : null,
    sms: platform.sms ?? null,
    pdf: platform.pdf ?? null,
    seals: platform.seals ?? null,
    pollAtMostMs,
    publicUrl,
    get config() {
      return inForce.config
    },
    get home() {
      return inForce.home
    },
    get matters() {
      return inForce.matters
    },
    get themes() {
      return inForce.themes
    },
    get codes() {
      return inForce.codes
    },
    get regions() {
      return inForce.regions
    },
    install(next) {
      inForce = toInForce(next)
    },
    mappingOf: earlier,
    nextCaseNo: createCaseNumbers(
      definitions.home.casePrefix,
      (counter, size) => store.cases.takeNumbers(counter, size),
      platform.runtime === 'node',
    ),
  }
}

/** Finds a case's mapping: nearly always the one in force, else that of an earlier version, compiled once. */
function createEarlierMappings(store: Store, inForce: () => InForce): Gateway['mappingOf'] {
  const compiled = new Map<string, Mapping | null>()
  return async ({ region, matter, mappingVersion }: Pick<Case, 'region' | 'matter' | 'mappingVersion'>) => {
    const current = inForce().regions.get(region)?.mappings.get(matter)
    if (current && (mappingVersion === '' || current.version === mappingVersion)) return current
    const key = `${region}/${matter}/${mappingVersion}`
    const known = compiled.get(key)
    if (known !== undefined) return known
    const number = await store.definitions.holderOf(region, matter, mappingVersion)
    const version = number === null ? null : await loadRegionVersion(store, region, number, inForce().config)
    const mapping = version?.mappings.get(matter) ?? null
    compiled.set(key, mapping)
    return mapping
  }
}

function toRegion(
  definition: CompiledRegion,
  { home }: Definitions,
  protocols: readonly ProtocolAdapter[],
  { runtime, regionUrls, pollAtMostMs }: Platform,
  store: Store,
  shared: Shared,
): Region {
  const { code, name, delivery, progressOrder, inbound, carries, mappings, protocol, announcesFiles } = definition
  const { tls = null, clocks } = definition
  const bound = bindWays(definition, protocols, regionUrls[code])
  if (!bound.ok) throw new Error(bound.faults.map(({ path, message }) => `${path} ${message}`).join(';'))
  const [own] = bound.value
  const hindered = bound.value.map((way) => hindrance(way, definition, runtime))
  const nonces: NonceGuard = {
    first: (nonce, forMs) => store.operations.firstNonce(`${code}:${nonce}`, shared.clock.now(), forMs),
    async unseen(wanted) {
      const start = `${code}:`
      const names = wanted.map((nonce) => start + nonce)
      return (await store.operations.unseenNonces(names, shared.clock.now())).map((name) => name.slice(start.length))
    },
  }
  const http = tls ? securedBy(tls, shared.http) : shared.http
  const tasks = createHandTasks(store, shared.clock, code)
  const link = bindRegion(bound.value, { ...shared, http, home, region: code, nonces, tasks })
  const every = hindered[0] === null ? (own.adapter.collectEveryMs?.(own.options) ?? null) : null
  return {
    code,
    name,
    agreement: agreementHere(definition, bound.value, hindered),
    delivery,
    progressOrder,
    ...(clocks ? { clocks } : {}),
    announcesFiles,
    inbound,
    carries,
    mappings,
    protocol,
    tls,
    collectEveryMs: every === null ? null : Math.min(every, pollAtMostMs),
    // what cannot be reached from here would look as if it were silent
    link: hindered[0] === null ? link : { ...link, probe: null },
  }
}

/** Why a way cannot be gone on this runtime; null where it can. */
function hindrance(
  { adapter: { name, runtimes }, matters }: BoundWay,
  { tls }: CompiledRegion,
  runtime: Platform['runtime'],
): string | null {
  if (!runtimes.includes(runtime)) return `协议“${name}”不能在 ${runtime} 上运行，请改用 ${runtimes.join('、')}`
  if (tls && matters === null && runtime === 'workers')
    return '与这个地区的连接要出示客户端证书或指定签发者(region.yaml 的 tls),workers 不能,请改用 node'
  return null
}

/** The agreement as it is; suspended whole, or matter by matter, for what this runtime cannot do. */
function agreementHere(
  { agreement }: CompiledRegion,
  ways: readonly BoundWay[],
  hindered: readonly (string | null)[],
): CompiledRegion['agreement'] {
  const [own = null] = hindered
  if (own !== null && hindered.every((reason) => reason !== null)) return { ...agreement, suspended: own }
  const reasonOf = (matter: string) => {
    const at = ways.findIndex(({ matters }) => matters?.includes(matter))
    return hindered[Math.max(at, 0)] ?? null
  }
  const matters = Object.entries(agreement.matters).map(([matter, scope]) => {
    const suspended = reasonOf(matter)
    return [matter, suspended === null ? scope : { ...scope, suspended }]
  })
  return { ...agreement, matters: Object.fromEntries(matters) }
}

/** Every message to the region, whichever of its hosts it goes to. */
function securedBy(tls: RegionTls, http: Http): Http {
  return { send: (request) => http.send({ ...request, tls }) }
}
