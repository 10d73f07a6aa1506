import type { Limit } from '../matter.ts'

/** What a ticket is about, and how soon it must be answered. */
export const TICKET_KINDS = {
  complaint: { text: '留言举报', mark: 'TS', limit: { value: 15, unit: 'G' } },
  rectification: { text: '差评整改', mark: 'ZG', limit: { value: 15, unit: 'G' } },
} as const satisfies Record<string, { text: string; mark: string; limit: Limit }>

export type TicketKind = keyof typeof TICKET_KINDS

/** A person hears from a person by the end of the next working day. */
export const FIRST_WORD: Limit = { value: 1, unit: 'G' }

/** open: nobody has it · taken: one clerk has it · closed: answered for good */
export const TICKET_STATES = { open: '待认领', taken: '办理中', closed: '已办结' } as const

export type TicketState = keyof typeof TICKET_STATES

/** What happens to a ticket. `said` is a word to the person in between, `answered` the last one. */
export const TICKET_STEPS = {
  opened: '已登记',
  taken: '认领',
  released: '退回待认领',
  said: '告知',
  answered: '答复办结',
} as const

export type TicketStep = keyof typeof TICKET_STEPS

/** What the ticket is about: a document or licence of ours that somebody holds, or a case. */
export interface TicketSubject {
  readonly kind: 'document' | 'licence' | 'case'
  /** its number */
  readonly ref: string
  readonly name: string
}

/** A complaint (留言举报), or what must be mended after a bad rating. */
export interface Ticket {
  readonly id: string
  /** its receipt number */
  readonly no: string
  readonly kind: TicketKind
  readonly state: TicketState
  readonly subject: TicketSubject
  /** the case it is about, '' where it is about none */
  readonly caseId: string
  /** mobile of whoever opened it, as far as they gave it */
  readonly contact: string
  /** hash of what its opener reads the answer with, '' where nobody does */
  readonly codeHash: string
  /** number of the newest entry */
  readonly seq: number
  readonly takenBy: string | null
  readonly takenByName: string | null
  /** when the person first heard from a person */
  readonly firstWordAt: number | null
  readonly closedAt: number | null
  readonly createdAt: number
  readonly updatedAt: number
}

/** One thing that happened to a ticket; append-only. */
export interface TicketEntry {
  readonly ticketId: string
  /** 1, 2, 3 … without gaps */
  readonly seq: number
  readonly step: TicketStep
  readonly at: number
  /** `staff:<id>`, or `applicant` */
  readonly actor: string
  readonly actorName: string
  readonly text: string
}
