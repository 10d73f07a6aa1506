import type { Checked } from './fault.ts'
import type { JsonObject } from './json.ts'
import type { Links } from './links.ts'
import type { HandTasks } from './manual/hand-task.ts'
import type { Slip, SlipForm } from './manual/slip.ts'
import type {
  Collected,
  FileRef,
  InboundMessage,
  InboundOutcome,
  MessageKind,
  OutboundMessage,
  QueryResult,
  Received,
  SendResult,
} from './message.ts'
import type { BlobStore, Clock, Http, Keyring, Log, Random, TokenCache } from './ports.ts'
import type { ReaddressReason } from './progress.ts'

/** The district that runs this gateway, as messages name it. */
export interface Home {
  readonly name: string
  /** six digits, GB/T 2260 */
  readonly division: string
  readonly orgCode: string
  readonly orgName: string
  readonly phone: string
}

/** A region as its adapter sees it. */
export interface Partner<Options> {
  readonly region: string
  readonly options: Options
  readonly home: Home
  /** where we are reached from outside, without a trailing slash */
  readonly publicUrl: string
  readonly http: Http
  readonly links: Links
  readonly keyring: Keyring
  readonly clock: Clock
  readonly random: Random
  readonly tokens: TokenCache
  readonly blobs: BlobStore
  readonly nonces: NonceGuard
  readonly fileLinks: FileLinks
  readonly tasks: HandTasks
  readonly log: Log
}

/** Remembers what was seen, across processes; the guard against replays. */
export interface NonceGuard {
  /** True the first time a nonce comes within its window, false every other time. */
  first(nonce: string, forMs: number): Promise<boolean>
  /** Those that did not come within their window, in their order; remembers nothing. */
  unseen(nonces: readonly string[]): Promise<readonly string[]>
}

/** One-time addresses for files that a partner fetches from us. */
export interface FileLinks {
  /** A fresh secret for one file, good until `expiresAt`, base64url of so many random bytes (18 where not said); the same file may have several. */
  issue(file: FileRef, expiresAt: number, secretBytes?: number): Promise<string>
  /** Makes a secret of the caller's own good for a file, so that a message may be written again to the byte. The same secret again keeps its first end, which is returned. */
  keep(file: FileRef, secret: string, expiresAt: number): Promise<number>
  /** The file behind a secret. Counts the try; `used` after the bytes were sent once in full, at most 3 tries. */
  open(fileId: string, secret: string): Promise<FileRef | 'unknown' | 'used' | 'expired'>
  /** Marks the secret as used: every byte has gone out. */
  finish(fileId: string, secret: string): Promise<void>
}

/** A file that a partner holds, as its messages describe it; what they did not say is '' or 0. */
export interface WantedFile {
  readonly ref: string
  /** its address, and what it must be like */
  readonly at: string
  readonly mediaType: string
  readonly sizeBytes: number
  readonly sha256: string
  /** our number of the case, theirs, and who handles it */
  readonly caseNo: string
  readonly partnerCaseNo: string | null
  readonly direction: 'out' | 'in'
}

/** A file's bytes; null where the partner no longer has it; or why its address must be asked for again. */
export type FetchedFile = Uint8Array | null | { readonly ask: ReaddressReason }

/** What a correction notice of ours asks for, in the region's own paths and material codes. */
export interface AskedFor {
  readonly paths: readonly string[]
  readonly materials: readonly string[]
}

/** What the writing of a payload depends on beside the message. */
export type PayloadSetting<Options> = Pick<Partner<Options>, 'region' | 'options' | 'home'>

/** A message whose file slots are filled, with the time it is written at (ms). */
export type PayloadMessage = Omit<OutboundMessage, 'files'> & { readonly at: number }

/** A case that a region is asked about. */
export interface QueriedCase {
  /** our number and theirs */
  readonly caseNo: string
  readonly partnerCaseNo: string | null
  /** the protocol's own name for it, where it has one */
  readonly correlation: string | null
  /** the region is to tell all of its steps anew, where it can */
  readonly repush: boolean
}

/** One wire protocol. It reads no table and decides no retry; it throws only when the outcome is unknown to it. */
export interface ProtocolAdapter<Options = unknown> {
  readonly name: string
  readonly runtimes: readonly ('node' | 'workers')[]
  /** Every fault of the region's `options`, with its path. */
  readOptions(raw: unknown): Checked<Options>
  /** The business payload as the region's document shows it in its samples: before protection, signature and transport. Pure: the same message gives the same bytes, in the region's charset. */
  encode(message: PayloadMessage, setting: PayloadSetting<Options>): Uint8Array
  /** The tree of such a payload, as `receive` would make it. */
  decode(payload: Uint8Array, kind: MessageKind, matter: string, setting: PayloadSetting<Options>): Checked<JsonObject>
  send(message: OutboundMessage, partner: Partner<Options>): Promise<SendResult>
  /** The protocol's own name for a case of ours, where it follows from the case alone and may come back before our first message was answered. */
  correlationOf?(
    about: Pick<OutboundMessage, 'matter' | 'caseNo' | 'caseCreatedAt'>,
    setting: PayloadSetting<Options>,
  ): string | null
  /** `path` is what follows the place where the region is mounted, with a leading slash. */
  receive(request: Request, path: string, partner: Partner<Options>): Promise<Received>
  /** The region's own acknowledgement of a message it sent; `memoOf` gives what the case remembers now, {} where there is none. */
  reply(
    outcome: InboundOutcome,
    message: InboundMessage,
    partner: Partner<Options>,
    memoOf: () => Promise<JsonObject>,
  ): Promise<Response>
  /** The full tree after a message that carries only a part (a supplement that says what changed, materials), or what it changes without having been asked (`not-asked`); left out where the protocol sends all of it again. */
  mergeSupplement?(
    previous: JsonObject,
    message: InboundMessage,
    asked: AskedFor,
    setting: PayloadSetting<Options>,
  ): Checked<JsonObject>
  /** Asks how a case that we sent goes on there; with `repush`, that all be told anew. Null, or left out, where the region answers no such question. */
  query?(about: QueriedCase, partner: Partner<Options>): Promise<QueryResult> | null
  /** Whether the region's side can be reached at all: asks for nothing, changes nothing, shows no key of ours; throws where it cannot. Left out where people carry everything. */
  probe?(partner: Partner<Options>): Promise<void>
  /** How often to look at what the region lays out for us, ms; null, or left out, where it brings everything by itself. */
  collectEveryMs?(options: Options): number | null
  /** What the region has laid out for us and was not told about yet, in the order in which it is to be taken. Changes nothing at the region; throws where it cannot be reached. */
  collect?(partner: Partner<Options>): AsyncIterable<Collected>
  /** What a form for slips (回告单) asks of a matter's cases; left out where answers come by wire alone. */
  slipForm?(matter: string, options: Options): SlipForm | null
  /** A slip as the message that it stands for, or every fault of it; asked only where `slipForm` gave one. */
  readSlip?(slip: Slip, partner: Partner<Options>): Promise<Checked<InboundMessage>>
  /** Fetches a file that a tree only names. Throws where it may be had later. */
  fetchFile?(file: WantedFile, partner: Partner<Options>): Promise<FetchedFile>
}
