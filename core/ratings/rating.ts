import type { Level } from './scale.ts'

/** What of a case is rated; each once. */
export const RATED_STAGES = { intake: '窗口收件', result: '办理结果' } as const

export type RatedStage = keyof typeof RATED_STAGES

/** How a rating came: from the applicant by their code, or told to a clerk at a window. */
export const RATING_CHANNELS = { self: '申请人自评', window: '窗口代录' } as const

export type RatingChannel = keyof typeof RATING_CHANNELS

/** What an applicant thinks of a stage of their case (好差评). One a case and stage; never changed. */
export interface Rating {
  readonly id: string
  readonly caseId: string
  readonly stage: RatedStage
  readonly caseNo: string
  readonly matter: string
  readonly region: string
  readonly level: Level
  /** codes of the national push, in the order given */
  readonly reasons: readonly string[]
  /** in the person's own words */
  readonly text: string
  readonly channel: RatingChannel
  /** `staff:<id>` of whoever wrote it down, or `applicant` */
  readonly actor: string
  /** number of the ticket that a bad one opened, else '' */
  readonly ticketNo: string
  readonly at: number
}

/** An applicant was asked to rate: the newest code that they may do it with. */
export interface RatingInvitation {
  readonly caseId: string
  readonly codeHash: string
  readonly invitedAt: number
  readonly endsAt: number
}
