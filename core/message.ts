import type { Status } from './case/status.ts'
import type { Fault } from './fault.ts'
import type { Json, JsonObject } from './json.ts'

/** What a message is about, whatever protocol carries it. `reissue` gives new addresses for files that a message before named. */
export type MessageKind = 'apply' | 'supplement' | 'withdraw' | 'progress' | 'shipment' | 'reissue'

/** Acknowledgement levels: A0 bytes taken, A1 parsed, A2 registered (partner case no.), A3 business acceptance. */
export type AckLevel = 'A0' | 'A1' | 'A2' | 'A3'

/** A stored file as a message needs it; `id` is stable for one material of one case. */
export interface FileRef {
  readonly id: string
  readonly sha256: string
  readonly name: string
  readonly mediaType: string
  readonly sizeBytes: number
}

/**
 * A place in a mapped tree that only the adapter can fill, because it depends on how the file travels:
 * `id`/`url` as the partner gave them at upload, a one-time `url` and its `expires`, the bytes as `base64`, or their `md5`.
 */
export interface FileSlot extends JsonObject {
  $file: { id: string; sha256: string; name: string; mediaType: string; sizeBytes: number; material: string }
  as: 'id' | 'url' | 'expires' | 'base64' | 'md5' | 'sm3' | 'secret'
}

/** One message to one region, mapped to the region's form; the adapter adds envelope, protection and signature. */
export interface OutboundMessage {
  /** the delivery's id, a UUID; the same on every attempt */
  readonly id: string
  readonly kind: MessageKind
  readonly matter: string
  /** our case number */
  readonly caseNo: string
  /** the partner's number of the case: of an inbound case always, of an outbound one once it was registered */
  readonly partnerCaseNo: string | null
  /** 1 for the application, +1 for each supplement; for progress, the event's number in the case, from 1 */
  readonly seq: number
  /** when the case was created, ms */
  readonly caseCreatedAt: number
  /** the region's form; may hold `FileSlot`s */
  readonly tree: JsonObject
  readonly files: readonly FileRef[]
  /** what the region's answers to this case carried before (correlation ids, revision, correction number) */
  readonly memo: JsonObject
}

/** One request and its answer, as bytes; secrets in headers are masked before this leaves the adapter. */
export interface Exchange {
  readonly operation: string
  readonly sentAt: number
  readonly receivedAt: number | null
  readonly request: Uint8Array
  readonly response: Uint8Array | null
  readonly status: number | null
}

/** What became of an attempt. `later` with `unknown` means the partner may have it: the same id goes again. `waiting` means that it lies where the partner takes it and was not taken yet: no attempt is counted. */
export type SendResult =
  | {
      readonly outcome: 'accepted'
      readonly level: AckLevel
      readonly partnerCaseNo: string | null
      /** the partner says it had this before */
      readonly duplicate: boolean
      /** to be merged into the case's memo */
      readonly memo: JsonObject
      readonly exchanges: readonly Exchange[]
    }
  | {
      readonly outcome: 'rejected'
      readonly code: string
      readonly message: string
      /** paths are those of the mapped tree; core brings them back to canonical paths */
      readonly faults: readonly Fault[]
      /** where the message travels in several parts: what the parts that were taken leave to be remembered, and the number that the first of them brought */
      readonly memo?: JsonObject
      readonly partnerCaseNo?: string | null
      readonly exchanges: readonly Exchange[]
    }
  | {
      readonly outcome: 'later'
      readonly reason: string
      readonly unknown: boolean
      /** what the partner asked for; the policy takes over where it is null */
      readonly retryAfterMs: number | null
      /** what the next attempt at this message is to remember, on top of what the case does: it must be the same message to the partner */
      readonly memo?: JsonObject
      readonly exchanges: readonly Exchange[]
    }
  | {
      readonly outcome: 'waiting'
      /** one sentence: what lies where */
      readonly reason: string
      /** when to look again */
      readonly checkAfterMs: number
      /** what the next look is to remember, on top of what the case does: where it lies */
      readonly memo?: JsonObject
      /** what was written just now; none where it lay there before */
      readonly exchanges: readonly Exchange[]
    }

/** What a region answers when it is asked how a case that we sent it goes on. */
export type QueryResult =
  | {
      readonly outcome: 'found'
      readonly partnerCaseNo: string | null
      /** in the region's own words and order */
      readonly steps: readonly QueriedStep[]
      /** progress messages as the region pushes them, where its answer holds them whole */
      readonly messages: readonly InboundMessage[]
      readonly exchanges: readonly Exchange[]
    }
  | {
      readonly outcome: 'refused'
      readonly code: string
      readonly message: string
      readonly exchanges: readonly Exchange[]
    }
  | { readonly outcome: 'later'; readonly reason: string; readonly exchanges: readonly Exchange[] }

/** One step of a case as the region's answer tells it. */
export interface QueriedStep {
  readonly name: string
  /** its code of the state, '' where it gives none */
  readonly state: string
  /** as the region wrote it */
  readonly at: string
}

/** A verified message from a region, decoded to a tree in the region's own form. */
export interface InboundMessage {
  readonly kind: MessageKind | 'materials' | 'upload' | 'download' | 'query'
  /** names this message for ever: the same bytes again carry the same key (the region's idempotency key) */
  readonly key: string
  /** SHA-256 hex of what the region compares when a key comes twice */
  readonly digest: string
  /** a second key under which the same content may come in another message (the case's own number), with what is compared then */
  readonly twin?: { readonly key: string; readonly digest: string; readonly tree: JsonObject }
  /** how the message names the case: our number or theirs, whichever it carries */
  readonly caseNo: string | null
  readonly partnerCaseNo: string | null
  /** the protocol's own name for the case, where it has one */
  readonly correlation: string | null
  /** the region's word for the matter, where the message names one */
  readonly matterCode: string | null
  /** progress: the event's number in the case, from 1 */
  readonly seq: number
  /** progress: the protocol numbers nothing; messages are taken as they come. `beside`: this message has no number where others of the region have, and takes none of theirs */
  readonly unnumbered?: boolean | 'beside'
  /** progress: when it happened, ms, where the region's order is that of time: what happened before something that was taken is kept and moves nothing */
  readonly happenedAt?: number
  /** its number among all that the region sends about a case of its own, where the protocol counts them: the application is 1; a gap is told */
  readonly place?: number
  /** an application whose materials come in messages of their own */
  readonly materialsFollow?: boolean
  /** supplement: the revision it amends; one that is not the case's own refuses it */
  readonly baseRevision?: number
  /** in the region's own form; of a reissue `{ files: [{ ref, at }] }` */
  readonly tree: JsonObject
  /** files that travelled inside, by the reference the tree uses */
  readonly files: readonly InlineFile[]
  readonly memo: JsonObject
  readonly exchange: Exchange
  /** whatever the adapter needs to word its acknowledgement */
  readonly reply: JsonObject
}

export interface InlineFile {
  readonly ref: string
  readonly name: string
  readonly bytes: Uint8Array
}

/** The business outcome of a message from a region; the adapter words it in the region's own acknowledgement. */
export type InboundOutcome =
  | {
      readonly outcome: 'registered'
      readonly caseNo: string
      readonly at: number
      readonly duplicate: boolean
      readonly promise: PromisedLimit | null
      readonly files: readonly string[]
      readonly revision: number
    }
  | { readonly outcome: 'processed'; readonly caseNo: string; readonly at: number; readonly duplicate: boolean }
  | {
      readonly outcome: 'conflict'
      /** what came again with other content: the message's key, its twin, or the number of a progress message */
      readonly of: 'message' | 'twin' | 'number'
      readonly differences: readonly Difference[]
    }
  | { readonly outcome: 'invalid'; readonly faults: readonly Fault[] }
  | { readonly outcome: 'unknown-case' }
  | { readonly outcome: 'not-allowed'; readonly code: string; readonly message: string }
  | { readonly outcome: 'gap'; readonly expected: number }
  | { readonly outcome: 'busy'; readonly retryAfterMs: number }
  | { readonly outcome: 'stored'; readonly fileId: string; readonly duplicate: boolean }
  | { readonly outcome: 'file'; readonly file: FileRef; readonly bytes: Uint8Array }
  | {
      readonly outcome: 'state'
      readonly caseNo: string
      readonly status: Status
      /** 1 for the application, +1 for each supplement */
      readonly revision: number
      readonly seq: number
      /** when it was last changed, ms */
      readonly at: number
      readonly events: readonly Json[]
    }

/** A promised limit as the matter states it. */
export interface PromisedLimit {
  readonly value: number
  readonly unit: 'G' | 'Z' | 'H' | 'M'
}

/** One value that differs between what was registered and what came under the same key. Never the values themselves. */
export interface Difference {
  /** path in the region's own form */
  readonly path: string
}

/** Why a message was not taken: rich for our evidence, one sentence for the wire. */
export interface Refusal {
  readonly reason:
    | 'unknown-sender'
    | 'signature-missing'
    | 'signature-wrong'
    | 'stale'
    | 'replayed'
    | 'not-for-us'
    | 'too-large'
    | 'malformed'
    | 'unknown-operation'
  /** for our record; no personal data */
  readonly detail: string
}

/** What an adapter makes of a request: a message for core, an answer it can give by itself (a WSDL), or a refusal. */
export type Received =
  | { readonly kind: 'message'; readonly message: InboundMessage }
  | { readonly kind: 'answered'; readonly response: Response }
  | {
      readonly kind: 'refused'
      readonly refusal: Refusal
      readonly response: Response
      /** the request as bytes, where it was read before it was refused */
      readonly exchange?: Exchange
    }

/** Something that a region laid out for us: a message, or what is refused as it stands. */
export interface Collected {
  readonly received:
    | { readonly kind: 'message'; readonly message: InboundMessage }
    | { readonly kind: 'refused'; readonly refusal: Refusal; readonly exchange?: Exchange }
  /** Tells the region what became of it in its own way (a mark in the row, a receipt, the file moved away), so that it is not laid out again; null where it was refused. Harmless when done twice. */
  settle(outcome: InboundOutcome | null, memoOf: () => Promise<JsonObject>): Promise<void>
}
