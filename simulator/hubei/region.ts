import { setTimeout } from 'node:timers/promises'
import type { createBehaviourSwitch } from '../behaviour-switch.ts'
import type { Behaviour, PushedCase, ReceivedCase } from '../contract.ts'
import type { GatewayClient } from './gateway-client.ts'
import type { Matter } from './matters.ts'
import type { Fields, PackageRecord } from './package.ts'

/** A feedback as it was built; every attempt sends the same `DATA`. */
export interface Feedback {
  readonly number: number
  readonly type: string
  readonly time: string
  readonly records: readonly PackageRecord[]
}

/** A case that the gateway sent: what it asked, what came since, what we told it. */
export interface HandledCase {
  readonly caseNumber: string
  readonly key: string
  readonly dataText: string
  readonly matter: Matter
  readonly behaviour: Behaviour
  readonly view: ReceivedCase
  form: Fields
  lists: readonly PackageRecord[]
  materials: readonly PackageRecord[]
  readonly feedbacks: Feedback[]
  /** the `DATA` of each supplement taken, by BZCS */
  readonly supplements: Map<string, string>
  withdrawal: string
  /** what is being sent; the next waits for it */
  sending: Promise<void>
}

/** A case that we pushed: what we sent, and what the gateway told us. */
export interface OwnCase {
  readonly caseNumber: string
  readonly matter: Matter
  readonly view: PushedCase
  form: Fields
  readonly lists: readonly PackageRecord[]
  readonly materials: readonly PackageRecord[]
  /** the `DATA` of each feedback taken, by FKXH */
  readonly feedbacks: Map<number, string>
  lastTime: string
  corrections: number
  /** whether the case was accepted, which a correction does not undo */
  isAccepted: boolean
}

/** Everything that the parts of the simulated region share. */
export interface Region {
  readonly now: () => number
  readonly stepDelayMs: number
  readonly slowMs: number
  readonly gateway: GatewayClient
  /** whether messages are signed (§2.2) */
  readonly signed: boolean
  readonly behaviours: ReturnType<typeof createBehaviourSwitch>
  readonly handled: Map<string, HandledCase>
  readonly own: Map<string, OwnCase>
  readonly signal: AbortSignal
  readonly nextNumber: () => number
}

/** How a call is answered. */
export type Answer =
  | { readonly kind: 'package'; readonly text: string; readonly after?: () => void }
  | { readonly kind: 'gbk'; readonly text: string; readonly after?: () => void }
  /** signed, then changed */
  | { readonly kind: 'forged'; readonly text: string; readonly after?: () => void }
  | { readonly kind: 'cut'; readonly after?: () => void }
  | { readonly kind: 'html' | 'silence' | 'flood' }

/** Waits; cut short when the region closes. */
export async function pause({ signal }: Region, ms: number): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch(() => undefined)
}
