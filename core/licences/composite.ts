import type { Licence } from './licence.ts'

/** What happens to a composite licence. */
export const COMPOSITE_STEPS = {
  issued: '制发',
  added: '加入证照',
  removed: '移出证照',
  recoded: '换发二维码',
  ended: '停用',
} as const

export type CompositeStep = keyof typeof COMPOSITE_STEPS

/** A container of an enterprise's permits (一企一证综合许可证). Each permit keeps its own issuer and validity; the container grants nothing. One an enterprise. */
export interface Composite {
  readonly id: string
  /** printed on it */
  readonly no: string
  readonly uscc: string
  readonly company: string
  /** what its QR code holds; another one when it is issued anew */
  readonly code: string
  readonly state: 'active' | 'ended'
  /** number of the newest entry */
  readonly seq: number
  readonly createdAt: number
  readonly updatedAt: number
}

/** One thing that happened to it; append-only. */
export interface CompositeEntry {
  readonly compositeId: string
  /** 1, 2, 3 … without gaps */
  readonly seq: number
  readonly step: CompositeStep
  readonly at: number
  /** `staff:<id>` */
  readonly actor: string
  readonly actorName: string
  readonly text: string
}

/** A composite licence with the permits in it as they are now. */
export interface WholeComposite {
  readonly composite: Composite
  readonly permits: readonly Licence[]
}
