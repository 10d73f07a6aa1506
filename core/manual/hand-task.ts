import type { FileRef, MessageKind } from '../message.ts'

/** A line that somebody types into the region's portal: under which tab, into which column, what, and its check. */
export interface SheetLine {
  readonly number: number
  readonly tab: string
  readonly column: string
  readonly value: string
  readonly check: string
}

/** A material as the cover of a dossier lists it. */
export interface DossierItem {
  readonly code: string
  readonly name: string
  readonly form: string
  readonly copies: string
  /** of paper, 0 where nothing of it is printed */
  readonly pages: number
}

/** What is printed of a message that people carry. */
export interface Dossier {
  /** the name of the package that it belongs to */
  readonly package: string
  /** digest of the package's list, lower-case hex; what the code and every footer show of it */
  readonly digest: string
  readonly footer: string
  /** what the code on the cover says */
  readonly code: string
  /** the check of the whole sheet, '' where nothing is typed in */
  readonly sheetCheck: string
  readonly lines: readonly SheetLine[]
  readonly linesPerPage: number
  readonly items: readonly DossierItem[]
  /** cover, sheet and materials together */
  readonly pages: number
}

/** What a person has to carry to a region by hand: a delivery of a protocol without wires. */
export interface HandTask {
  readonly deliveryId: string
  /** 1, and one more whenever it is given again after it could not be done */
  readonly round: number
  readonly region: string
  readonly caseNo: string
  readonly matter: string
  readonly kind: MessageKind
  readonly dossier: Dossier
  /** the whole package as one archive */
  readonly bundle: Omit<FileRef, 'id'>
  readonly openedAt: number
}

/** How a dossier may leave the house. */
export const CARRIERS = {
  post: '邮寄',
  fax: '传真',
  medium: 'U 盘、光盘',
  email: '邮件附件',
  person: '专人送达',
} as const

export type Carrier = keyof typeof CARRIERS

export const TASK_OUTCOMES = { sent: '已送出', impossible: '办不了' } as const

export type TaskOutcome = keyof typeof TASK_OUTCOMES

/** How a round of a task ended; there is one for each. */
export interface HandTaskEnd {
  readonly deliveryId: string
  readonly round: number
  readonly outcome: TaskOutcome
  /** '' where it was not sent */
  readonly carrier: Carrier | ''
  readonly waybill: string
  /** why it could not be done; a word beside it otherwise */
  readonly note: string
  readonly at: number
  readonly by: string
  readonly byName: string
}

/** A task as it stands: its newest round, and how that ended. */
export interface HandTaskState {
  readonly task: HandTask
  readonly end: HandTaskEnd | null
}

/** What an adapter gives people to do. */
export interface HandTasks {
  /** The newest round of a delivery's task; null where it was never given. */
  find(deliveryId: string): Promise<HandTaskState | null>
  /** Gives a task; the same round again changes nothing. */
  give(task: Omit<HandTask, 'region' | 'openedAt'>): Promise<void>
}
