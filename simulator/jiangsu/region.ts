import type pg from 'pg'
import type { Behaviour, PushedCase, ReceivedCase } from '../contract.ts'
import type { Matter } from './matters.ts'
import type { Row } from './rows.ts'

/** A case that the gateway sent, as it stands. */
export interface Handled {
  readonly entry: ReceivedCase
  readonly behaviour: Behaviour
  readonly matter: Matter
  /** of the version that was taken last */
  row: Row
  /** number of its last answer, over all six tables */
  seqNo: number
  /** BJ */
  state: string
  /** of the correction that is asked for; '' where none is */
  correctionNo: string
}

/** A case of the region's own, as it stands. */
export interface Own {
  readonly entry: PushedCase
  readonly matter: Matter
  row: Row
  /** number of the gateway's last event */
  noOrd: number
}

/** What the parts of the region share. */
export interface Region {
  readonly pool: pg.Pool
  readonly now: () => number
  /** between two looks at the tables */
  readonly lookEveryMs: number
  readonly slowMs: number
  readonly takeBehaviour: () => Behaviour
  /** ended when the region stops */
  readonly ending: AbortSignal
  /** by the number that whoever collected the case gave it */
  readonly handled: Map<string, Handled>
  readonly own: Map<string, Own>
  /** what is shown of them */
  readonly received: Map<string, ReceivedCase>
  readonly pushed: Map<string, PushedCase>
}
