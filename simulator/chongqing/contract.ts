/** How the simulated region treats the next new cases. */
export type Behaviour =
  | 'ok'
  | 'quiet'
  | 'correction'
  | 'refuse'
  | 'deny'
  | 'slow'
  | 'down'
  | 'error-in-200'
  | 'html'
  | 'gbk'
  | 'reset'
  | 'hang'
  | 'busy'
  | 'duplicate-callback'
  | 'callback-first'
  | 'out-of-order'
  | 'unknown-status'
  | 'unknown-case'

export const BEHAVIOURS: readonly Behaviour[] = [
  'ok',
  'quiet',
  'correction',
  'refuse',
  'deny',
  'slow',
  'down',
  'error-in-200',
  'html',
  'gbk',
  'reset',
  'hang',
  'busy',
  'duplicate-callback',
  'callback-first',
  'out-of-order',
  'unknown-status',
  'unknown-case',
]

export type PushVariant =
  | 'ok'
  | 'correction'
  | 'duplicate'
  | 'conflict'
  | 'bad-signature'
  | 'stale'
  | 'replayed'
  | 'bad-id'

export const PUSH_VARIANTS: readonly PushVariant[] = [
  'ok',
  'correction',
  'duplicate',
  'conflict',
  'bad-signature',
  'stale',
  'replayed',
  'bad-id',
]

export type MatterCode = 'M02' | 'M07'

export interface SimulatorOptions {
  /** 0 or absent = any free port */
  port?: number
  gatewayUrl: string
  behaviour?: Behaviour
  /** pause between two callbacks, 20 unless told */
  stepDelayMs?: number
  slowMs?: number
  now?: () => number
  /** overrides of {@link Secrets} by name */
  secrets?: Record<string, string>
}

/** A case the gateway sent to this region; `caseNo` is the gateway's number (bizNo). */
export interface ReceivedCase {
  caseNo: string
  partnerCaseNo: string
  matter: string
  status: string
  /** distinct messages accepted */
  messages: number
  duplicates: number
  corrections: number
  callbackReplies: unknown[]
}

/** A case this region sent to the gateway; `partnerCaseNo` is this region's number (bizNo). */
export interface PushedCase {
  partnerCaseNo: string
  gatewayCaseNo: string
  status: string
  events: { seq: number; status: string }[]
  /** every breach of the interface document by the gateway that was noticed */
  faults: string[]
  licence?: { no: string; sha256: string; bytes: number }
}

export interface Simulator {
  url: string
  region: string
  close(): Promise<void>
  /** With `times`: for that many new cases, then `ok`; without: until told otherwise. */
  setBehaviour(behaviour: Behaviour, times?: number): void
  pushCase(matter: MatterCode, variant?: PushVariant): Promise<{ partnerCaseNo: string; reply: unknown }>
  received(): ReceivedCase[]
  pushed(): PushedCase[]
}
