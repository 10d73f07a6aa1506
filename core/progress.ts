import type { Status } from './case/status.ts'
import type { JsonObject } from './json.ts'
import type { Limit } from './matter.ts'

/** Something that happened to a case in the region that handles it, in canonical words; the form of a `progress` message. Dates `yyyy-MM-dd`, times RFC 3339 +08:00. */
export interface Progress {
  readonly status: Status
  readonly occurredAt: string
  readonly officer: {
    readonly orgCode: string
    readonly orgName: string
    readonly name: string
    /** the officer's own number, where the protocol names one */
    readonly id?: string
    readonly phone?: string
  }
  readonly note?: string
  readonly limit?: {
    readonly statutory?: Limit
    readonly promised: Limit
    readonly dueOn?: string
    readonly dueAt?: string
    readonly acceptanceNo?: string
  }
  /** code as in `NOTICES`: NTC_ACCEPT, NTC_CORRECT, NTC_REFUSE, NTC_RETURN, NTC_SPECIAL, NTC_DONE … */
  readonly document?: {
    readonly type: string
    readonly no: string
    readonly title: string
    readonly date: string
    readonly file: ProgressFile
  }
  readonly correction?: {
    readonly no: string
    readonly issuedAt: string
    readonly dueOn: string
    /** where the region gives the time there is and no date */
    readonly limit?: Limit
    readonly round: number
    readonly items: readonly CorrectionItem[]
  }
  readonly fieldResults?: readonly {
    readonly path: string
    readonly result: 'pass' | 'fail' | 'waived'
    readonly reason?: string
  }[]
  readonly materialResults?: readonly {
    readonly slot: string
    readonly part?: string
    /** the file that was looked at, by the region's name for it */
    readonly fileRef?: string
    readonly result: 'pass' | 'fail' | 'waived'
    readonly reason?: string
  }[]
  readonly suspension?: {
    readonly kind: 'extension' | 'inspection' | 'publicity' | 'hearing' | 'other'
    readonly name?: string
    readonly from: string
    readonly to?: string
    readonly days?: number
    readonly unit?: 'G' | 'Z'
    readonly reason: string
  }
  readonly decision?: {
    readonly result: 'approve' | 'deny'
    readonly at: string
    readonly reason?: string
    readonly remedy?: string
  }
  readonly licence?: {
    readonly typeCode: string
    readonly name: string
    readonly no: string
    readonly certIdentifier: string
    readonly holderName: string
    readonly holderCode: string
    readonly issuerName: string
    readonly issuerCode: string
    readonly issueDate: string
    readonly from: string
    /** a date or 长期 */
    readonly validTo: string
    readonly file: ProgressFile
  }
  /** fields of the form that the handling region fills in (`by: region`), at their canonical paths */
  readonly form?: JsonObject
  readonly shipment?: { readonly waybillNo: string; readonly carrier: string; readonly sentAt: string }
  /** a word instead of a status: every file was fetched, by the region's names for them */
  readonly filesTaken?: readonly string[]
  /** a word instead of a status: documents, findings or what belongs to a licence, sent beside the course of the case */
  readonly aside?: true
  /** files that could not be taken, by the references of whoever holds them; nothing else has happened to the case then */
  readonly readdress?: { readonly files: readonly string[]; readonly reason: ReaddressReason }
}

/** Why the address of a file is asked for again. */
export type ReaddressReason = 'expired' | 'unreachable' | 'digest-mismatch' | 'type-mismatch'

/** What has to be mended: a canonical field, or a material. */
export interface CorrectionItem {
  readonly target: 'field' | 'material'
  /** canonical path, where target is field */
  readonly path?: string
  readonly slot?: string
  readonly part?: string
  readonly fileRef?: string
  readonly label: string
  readonly reason: string
  readonly requirement: string
}

/** A file of ours (`sha256` set) or one that the partner keeps or sent along (`ref` set). */
export interface ProgressFile {
  readonly id?: string
  readonly sha256?: string
  readonly ref?: string
  /** where the partner's file may be fetched, where the message says so */
  readonly at?: string
  readonly name: string
  readonly mediaType: string
  readonly sizeBytes?: number
}
