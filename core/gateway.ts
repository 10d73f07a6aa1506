import type { ApplicantIndex } from './applicant-index.ts'
import type { Theme } from './bundle/theme.ts'
import type { Case } from './case/case.ts'
import type { createCaseNumbers } from './case/number.ts'
import type { RegionClocks } from './clock/stages.ts'
import type { Config, Definitions } from './definitions/config.ts'
import type { SealDesk } from './documents/seal.ts'
import type { SharedData } from './exemptions/shared-data.ts'
import type { Checked } from './fault.ts'
import type { Codes } from './form/codes.ts'
import type { JsonObject } from './json.ts'
import type { Slip, SlipForm } from './manual/slip.ts'
import type { Mapping } from './mapping/compile.ts'
import type { Matter } from './matter.ts'
import type {
  Collected,
  InboundMessage,
  InboundOutcome,
  MessageKind,
  OutboundMessage,
  QueryResult,
  Received,
  SendResult,
} from './message.ts'
import type { Meter } from './meter.ts'
import type { Sms } from './notifications/sms.ts'
import type { BlobStore, Clock, Doorbell, Keyring, Log, PdfPrinter, Random, RegionTls } from './ports.ts'
import type {
  AskedFor,
  FetchedFile,
  Home,
  PayloadMessage,
  ProtocolAdapter,
  QueriedCase,
  WantedFile,
} from './protocol.ts'
import type { SignatureDesk } from './signature.ts'
import type { Store } from './store/store.ts'

/** All that the use cases need; put together once at start by a runtime. */
export interface Gateway extends InForce {
  readonly store: Store
  readonly blobs: BlobStore
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly keyring: Keyring
  readonly applicantIndex: ApplicantIndex
  readonly doorbell: Doorbell
  readonly meter: Meter
  readonly protocols: readonly ProtocolAdapter[]
  readonly signatures: SignatureDesk
  /** what registers know already; null where none is connected */
  readonly sharedData: SharedData | null
  /** what sends text messages; null where nothing is connected: they wait until they are of no use */
  readonly sms: Sms | null
  /** checks the signatures of documents that came; null where the platform does not */
  readonly seals: SealDesk | null
  /** sets pages for print as PDF; null where the platform cannot */
  readonly pdf: PdfPrinter | null
  /** where browsers and partners reach us, without a trailing slash */
  readonly publicUrl: string
  readonly nextCaseNo: ReturnType<typeof createCaseNumbers>
  /** the longest wait before a region that brings nothing by itself is looked at again, ms; `Infinity` where its own options rule */
  readonly pollAtMostMs: number
  /** Puts other definitions in force; throws, changing nothing, where a protocol cannot run here or refuses its options. */
  install(definitions: Definitions): void
  /** The mapping that a case was made with, whichever is in force now; null where nobody knows it any more. */
  mappingOf(value: Pick<Case, 'region' | 'matter' | 'mappingVersion'>): Promise<Mapping | null>
}

/** What the definitions in force say, ready to work with; read it anew for every piece of work. */
export interface InForce {
  readonly config: Config
  readonly home: Home
  readonly matters: ReadonlyMap<string, Matter>
  readonly themes: ReadonlyMap<string, Theme>
  readonly codes: Codes
  readonly regions: ReadonlyMap<string, Region>
}

/** A partner region, ready to work with: its agreement, its mappings compiled, its protocol bound to its options and keys. */
export interface Region {
  readonly code: string
  readonly name: string
  readonly agreement: Agreement
  readonly delivery: DeliveryPolicy
  /** the region is told as soon as every file of its application was fetched */
  readonly announcesFiles: boolean
  /** buffer: a progress message that comes too early is kept; strict: the region is told which one is missing; skipping: numbers are left out on purpose, a later one is taken at once */
  readonly progressOrder: 'buffer' | 'strict' | 'skipping'
  /** how the agreement counts limits, where not as the stages are declared */
  readonly clocks?: RegionClocks
  readonly protocol: string
  /** null where the platform's own TLS is all that is needed */
  readonly tls: RegionTls | null
  /** path prefixes under which the region calls us */
  readonly inbound: readonly string[]
  /** message kinds that the region's protocol can carry */
  readonly carries: readonly MessageKind[]
  readonly mappings: ReadonlyMap<string, Mapping>
  /** how often to look at what the region lays out for us, ms; null where it brings everything by itself */
  readonly collectEveryMs: number | null
  readonly link: RegionLink
}

/** How the region's protocol writes a payload and reads it, with the region's options already in it; see `ProtocolAdapter`. */
export interface PayloadCodec {
  encode(message: PayloadMessage): Uint8Array
  decode(payload: Uint8Array, kind: MessageKind, matter: string): Checked<JsonObject>
}

/** The region's protocol with options, keys and ports already in it. */
export interface RegionLink extends PayloadCodec {
  send(message: OutboundMessage): Promise<SendResult>
  /** The protocol's own name for a case before it is sent; null where the region gives it. */
  correlationOf(about: Pick<OutboundMessage, 'matter' | 'caseNo' | 'caseCreatedAt'>): string | null
  receive(request: Request, path: string): Promise<Received>
  /** Null where the region answers no questions about a case. */
  query(about: QueriedCase): Promise<QueryResult> | null
  reply(outcome: InboundOutcome, message: InboundMessage, memoOf: () => Promise<JsonObject>): Promise<Response>
  /** Throws where the region's side cannot be reached; null where people carry everything. */
  readonly probe: (() => Promise<void>) | null
  collect(): AsyncIterable<Collected>
  fetchFile(file: WantedFile): Promise<FetchedFile>
  /** What a form for slips (回告单) of that matter asks; null where the region's answers never come that way. */
  slipForm(matter: string): SlipForm | null
  /** A slip as the message that it stands for, or every fault of it. */
  readSlip(slip: Slip): Promise<Checked<InboundMessage>>
  /** The full tree after a supplement that carries only what changed; the message's own tree where the protocol resends all. */
  mergeSupplement(previous: JsonObject, message: InboundMessage, asked: AskedFor): Checked<JsonObject>
}

export interface Agreement {
  readonly no: string
  /** dates, both included */
  readonly from: string
  readonly until: string
  /** why nothing is sent or taken under it for now */
  readonly suspended?: string
  readonly matters: Readonly<
    Record<
      string,
      {
        readonly directions: readonly ('out' | 'in')[]
        readonly modes: readonly string[]
        readonly note?: string
        /** why nothing is sent or taken of it for now, where that is not so of all */
        readonly suspended?: string
      }
    >
  >
}

export interface DeliveryPolicy {
  /** pauses before the second, third, … attempt */
  readonly retryMs: readonly number[]
  readonly thenEveryMs: number
  /** after this long without success the delivery is dead */
  readonly giveUpAfterMs: number
  readonly maxInFlight: number
}
