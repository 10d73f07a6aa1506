import type { Status } from './status.ts'

/**
 * Which status may follow which. Regions skip steps (accepted, approved and done in the same second), so a later step of the
 * main line may be reached from any earlier one; going back happens only through correction, resumption or withdrawal.
 */
const NEXT: Readonly<Record<Status, readonly Status[]>> = {
  DRAFT: ['QUEUED', 'COLLECTED', 'WITHDRAWN'],
  COLLECTED: ['QUEUED', 'WITHDRAWN'],
  QUEUED: ['DELIVERED', 'SIGNED', 'ACCEPTED', 'CORRECTION', 'REFUSED', 'RETURNED', 'DRAFT', 'WITHDRAWN', 'TERMINATED'],
  DELIVERED: ['SIGNED', 'ACCEPTED', 'CORRECTION', 'REFUSED', 'RETURNED', 'WITHDRAWN', 'TERMINATED'],
  SIGNED: ['ACCEPTED', 'CORRECTION', 'REFUSED', 'RETURNED', 'WITHDRAWN', 'TERMINATED'],
  CORRECTION: ['CORRECTED', 'ACCEPTED', 'REFUSED', 'WITHDRAWN', 'TERMINATED'],
  CORRECTED: ['ACCEPTED', 'CORRECTION', 'REFUSED', 'RETURNED', 'REVIEWING', 'WITHDRAWN', 'TERMINATED'],
  ACCEPTED: [
    'REVIEWING',
    'SUSPENDED',
    'CORRECTION',
    'APPROVED',
    'DENIED',
    'CERTIFYING',
    'COMPLETED',
    'WITHDRAWN',
    'TERMINATED',
  ],
  REVIEWING: [
    'REVIEWING',
    'SUSPENDED',
    'CORRECTION',
    'APPROVED',
    'DENIED',
    'CERTIFYING',
    'COMPLETED',
    'WITHDRAWN',
    'TERMINATED',
  ],
  SUSPENDED: ['REVIEWING', 'APPROVED', 'DENIED', 'COMPLETED', 'WITHDRAWN', 'TERMINATED'],
  APPROVED: ['CERTIFYING', 'SHIPPED', 'COMPLETED', 'TERMINATED'],
  DENIED: ['DENIED', 'COMPLETED', 'SHIPPED', 'ARCHIVED'],
  CERTIFYING: ['SHIPPED', 'DELIVERED_RESULT', 'COMPLETED', 'TERMINATED'],
  // some regions make the licence after they say that the case is done
  COMPLETED: ['COMPLETED', 'CERTIFYING', 'SHIPPED', 'DELIVERED_RESULT', 'ARCHIVED'],
  SHIPPED: ['DELIVERED_RESULT', 'COMPLETED', 'ARCHIVED'],
  DELIVERED_RESULT: ['ARCHIVED'],
  REFUSED: ['ARCHIVED'],
  RETURNED: ['ARCHIVED'],
  WITHDRAWN: ['WITHDRAWN', 'ARCHIVED'],
  TERMINATED: ['ARCHIVED'],
  ARCHIVED: [],
  UNKNOWN: [],
}

/** Whether a case may go from one status to the other. */
export function mayMove(from: Status, to: Status): boolean {
  return NEXT[from].includes(to)
}

const OVER: ReadonlySet<Status> = new Set([
  'DENIED',
  'COMPLETED',
  'SHIPPED',
  'DELIVERED_RESULT',
  'REFUSED',
  'RETURNED',
  'WITHDRAWN',
  'TERMINATED',
  'ARCHIVED',
])

/** Whether the case has its answer: what may follow is only handing over, filing, or a corrected result. */
export function isOver(status: Status): boolean {
  return OVER.has(status)
}
