import type { BehaviourSwitch } from '../behaviour-switch.ts'
import type { Behaviour, PushedCase, ReceivedCase } from '../contract.ts'
import type { ExchangeLog } from './exchange-log.ts'
import type { FileShelf } from './file-shelf.ts'
import type { JsonObject } from './json.ts'
import type { Matter } from './matter-parts.ts'
import type { Secrets } from './secrets.ts'

export interface CorrectionItem {
  target: 'field' | 'material'
  pointer?: string
  materialCode?: string
  fileId?: string
  label: string
  reason: string
  requirement: string
}

export interface OpenCorrection {
  no: string
  round: number
  baseRevision: number
  items: CorrectionItem[]
}

/** A case of the gateway that this region handles. */
export interface HandledCase {
  view: ReceivedCase
  behaviour: Behaviour
  matter: Matter
  /** the message as it now stands, corrections applied */
  body: JsonObject
  /** the first message without its addresses, to compare a second one with */
  registered: JsonObject
  revision: number
  receivedAt: string
  sub?: string
  seq: number
  events: JsonObject[]
  /** files not yet fetched and found right */
  missing: Set<string>
  correction?: OpenCorrection
  /** wakes the driver that waits for the gateway */
  wake: () => void
}

/** A case of this region that the gateway handles. */
export interface OwnCase {
  view: PushedCase
  matter: Matter
  body: JsonObject
  revision: number
  /** eventId → seq of every event taken */
  seen: Map<string, number>
  /** seq → event that came too early */
  early: Map<number, JsonObject>
  sub?: string
  lastOccurredAt: string
}

/** What was answered to a message that was accepted. */
export interface AnsweredMessage {
  digest: string
  operation: string
  reply: JsonObject
}

/** Everything one running simulator holds. */
export interface Region {
  secrets: Secrets
  gatewayUrl: string
  url: () => string
  now: () => number
  stepDelayMs: number
  slowMs: number
  behaviours: BehaviourSwitch
  log: ExchangeLog
  shelf: FileShelf
  handled: Map<string, HandledCase>
  own: Map<string, OwnCase>
  answered: Map<string, AnsweredMessage>
  /** ends with the simulator */
  signal: AbortSignal
  nextNumber: () => number
}
