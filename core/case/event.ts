import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { canonicalJson, type JsonObject } from '../json.ts'
import type { Status } from './status.ts'

/** One thing that happened to a case. Append-only; each carries the hash of the one before it. */
export interface CaseEvent {
  readonly caseId: string
  /** 1, 2, 3 … without gaps */
  readonly seq: number
  readonly type: EventType
  /** the case's status after it */
  readonly status: Status
  readonly at: number
  /** `staff:<id>`, `region:<code>`, `applicant` or `gateway` */
  readonly actor: string
  readonly data: JsonObject
  readonly prevHash: string
  readonly hash: string
}

export type EventType =
  | 'drafted'
  | 'edited'
  | 'submitted'
  | 'delivered'
  | 'delivery-refused'
  | 'delivery-dead'
  | 'redriven'
  | 'progress'
  | 'progress-unknown'
  | 'progress-late'
  | 'files-taken'
  /** a region sent documents, findings or what belongs to a licence, which move nothing */
  | 'papers'
  | 'supplemented'
  | 'withdraw-asked'
  | 'withdrawn'
  | 'shipped'
  /** somebody handed originals or licences to somebody else */
  | 'custody-recorded'
  /** a document was made for print */
  | 'document-issued'
  | 'file-fetched'
  | 'file-missing'
  /** a file of ours, or of theirs, could not be taken: its holder was asked for another address; and the other address came */
  | 'files-asked'
  | 'files-readdressed'
  | 'received'
  | 'materials-received'
  | 'assigned'
  | 'handled'
  /** of a case with legs: one began, the whole moved with one, the whole ended */
  | 'leg-begun'
  | 'leg-moved'
  | 'legs-ended'
  /** the law takes the case for accepted: five working days went by without a word */
  | 'deemed-accepted'
  /** a stage's limit runs out, or has; the calendar or the limit of a clock that runs is another than before */
  | 'clock-warned'
  | 'clock-moved'
  /** the applicant was reminded that a licence or the time for a correction ends */
  | 'reminded'
  /** the applicant said what they think of a stage */
  | 'rated'
  /** an issuer took back the licence that the case came to */
  | 'licence-revoked'
  /** the result may be fetched with a new code; and was fetched */
  | 'pickup-coded'
  | 'picked-up'
  /** the case was filed, and what its package is */
  | 'archived'

/** What an event says, before its place in the chain is known. */
export type EventFacts = Pick<CaseEvent, 'type' | 'status' | 'at' | 'actor' | 'data'>

/** The event that follows `prev` in its case's chain; `prev` is null for the first. */
export function nextEvent(caseId: string, prev: Pick<CaseEvent, 'seq' | 'hash'> | null, facts: EventFacts): CaseEvent {
  const place = { caseId, seq: (prev?.seq ?? 0) + 1, prevHash: prev?.hash ?? '' }
  return { ...facts, ...place, hash: hashOf({ ...facts, ...place }) }
}

/** The text that an event's hash is of: its canonical JSON without the hash. */
export function hashedText({ caseId, seq, type, status, at, actor, data, prevHash }: Omit<CaseEvent, 'hash'>): string {
  return canonicalJson({ caseId, seq, type, status, at, actor, data, prevHash })
}

/** SHA-256 hex of that text. */
export function hashOf(event: Omit<CaseEvent, 'hash'>): string {
  return bytesToHex(sha256(utf8ToBytes(hashedText(event))))
}

/** Walks one case's events in order of seq; the first that was altered, is missing or out of place, or null where the chain holds. */
export function firstBrokenEvent(events: readonly CaseEvent[]): { seq: number; reason: string } | null {
  let prevHash = ''
  for (const [index, event] of events.entries()) {
    if (event.seq !== index + 1) return { seq: index + 1, reason: '缺少这一条记录' }
    if (event.prevHash !== prevHash) return { seq: event.seq, reason: '与上一条记录的哈希不衔接' }
    if (hashOf(event) !== event.hash) return { seq: event.seq, reason: '内容与哈希不符,记录被改动过' }
    prevHash = event.hash
  }
  return null
}
