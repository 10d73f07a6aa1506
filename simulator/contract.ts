/** How a simulated region can behave towards the next new cases. */
export const BEHAVIOURS = [
  'ok',
  'quiet',
  'correction',
  'refuse',
  'deny',
  'slow',
  'down',
  'error-in-200',
  'busy',
  'html',
  'gbk',
  'reset',
  'hang',
  'duplicate-callback',
  'callback-first',
  'out-of-order',
  'unknown-status',
  'unknown-case',
  'other-case-answer',
  'flood',
  'wrong-signature',
  'clock-off',
  'masked-id',
  'rare-name',
  'new-codes',
  'new-form',
  'secret-expired',
  'ask-again',
] as const

export type Behaviour = (typeof BEHAVIOURS)[number]

export interface SimulatorOptions {
  /** 0 takes any free port */
  readonly port?: number
  readonly gatewayUrl: string
  /** a host name and port that it answers to beside its own, where a proxy stands before it and the name is signed */
  readonly authority?: string
  readonly behaviour?: Behaviour
  /** pause between two callbacks */
  readonly stepDelayMs?: number
  readonly slowMs?: number
  /** where both sides put their files; one of its own, gone at its end, where none is named */
  readonly folder?: string
  readonly now?: () => number
  /** speaks the profile in which every message is signed, where the region's document has one beside the basic one (湖北) */
  readonly signed?: boolean
}

/** A case that the gateway sent. */
export interface ReceivedCase {
  readonly caseNo: string
  readonly partnerCaseNo: string
  readonly matter: string
  status: string
  /** distinct messages taken */
  messages: number
  duplicates: number
  corrections: number
  readonly callbackReplies: unknown[]
  /** breaches of the interface document that the region took nevertheless, where it notes them */
  readonly faults?: string[]
}

/** A case that was pushed to the gateway. */
export interface PushedCase {
  readonly partnerCaseNo: string
  gatewayCaseNo: string
  status: string
  readonly events: { seq: number; status: string }[]
  /** every breach of the interface document by the gateway that was noticed */
  readonly faults: string[]
  licence?: { no: string; sha256: string; bytes: number }
  /** what the handling side filled in at the end, where the region keeps it */
  back?: unknown
}

/** How a case is pushed; `correction`: one that its handler will have to send back; `worn-address`: a file of it can no longer be fetched where the case says. */
export const PUSH_VARIANTS = [
  'ok',
  'correction',
  'duplicate',
  'conflict',
  'bad-signature',
  'stale',
  'replayed',
  'bad-id',
  'worn-address',
] as const

export type PushVariant = (typeof PUSH_VARIANTS)[number]

/** The matters; every simulated region takes M02 and M07, some take more. */
export type MatterCode = 'M01' | 'M02' | 'M03' | 'M04' | 'M05' | 'M06' | 'M07' | 'M08' | 'M09' | 'M10'

/** A partner region to run against; speaks the wire from its own code. */
export interface Simulator {
  readonly url: string
  /** what stands in the gateway's settings for the region's own addresses: `url`, and behind a `+` where else it is reached (`postgres://…`, `sftp://…`) */
  readonly reachedAt: string
  readonly region: string
  /** those that this region can play */
  readonly behaviours: readonly Behaviour[]
  close(): Promise<void>
  /** Applies to the next `times` new cases, then `ok` again; without `times` it stays. */
  setBehaviour(behaviour: Behaviour, times?: number): void
  pushCase(matter: MatterCode, variant?: PushVariant): Promise<{ partnerCaseNo: string; reply: unknown }>
  received(): ReceivedCase[]
  pushed(): PushedCase[]
}
