import type { FileRef } from '../message.ts'

/** How an answer reached us that no wire brought. */
export const SLIP_WAYS = { telephone: '电话', fax: '传真', letter: '信函' } as const

export type SlipWay = keyof typeof SLIP_WAYS

export type SlipFields = Readonly<Record<string, string>>

/** A slip (回告单) as somebody copied it: what a region says of a case by telephone, fax or letter, in its own words and columns. */
export interface Slip {
  readonly id: string
  readonly region: string
  readonly caseNo: string
  readonly matter: string
  readonly way: SlipWay
  /** the region's number of the case */
  readonly partnerNo: string
  /** the region's word for how the case stands */
  readonly status: string
  /** yyyy-MM-dd, and HH:mm or '' */
  readonly day: string
  readonly time: string
  /** who told it */
  readonly toldBy: string
  /** the check that the region read out or printed */
  readonly check: string
  /** other columns of it, by their names */
  readonly fields: SlipFields
  readonly defects: readonly SlipFields[]
  readonly licence: SlipFields | null
  readonly scan: FileRef | null
  readonly document: FileRef | null
  readonly licenceFile: FileRef | null
  readonly enteredBy: string
  readonly enteredByName: string
  readonly enteredAt: number
}

/** entered: waits for a second person · confirmed: taken as the region's word · refused: by the second person */
export const SLIP_STATES = { entered: '待复核', confirmed: '已入库', refused: '已退回' } as const

export type SlipState = keyof typeof SLIP_STATES

/** What the second person decided; there is one for each slip. */
export interface SlipDecision {
  readonly slipId: string
  readonly confirmed: boolean
  readonly reason: string
  readonly at: number
  readonly by: string
  readonly byName: string
  /** what came of it as a message, '' until it was taken */
  readonly outcome: string
}

/** What a form for slips asks of a matter's cases. */
export interface SlipForm {
  readonly statuses: readonly SlipStatus[]
  /** columns beside the five of every slip, each with an example */
  readonly fields: Readonly<Record<string, string>>
  readonly defectColumns: readonly string[]
  readonly licenceColumns: readonly string[]
  readonly checkLetters: number
}

export interface SlipStatus {
  readonly word: string
  readonly needs: readonly string[]
  /** the document that belongs to it, '' where none does; no telephone brings it */
  readonly paper: string
  readonly defects: boolean
  readonly licence: boolean
  readonly byTelephone: boolean
}
