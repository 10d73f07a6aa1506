import type { Status } from '../../core/case/status.ts'

/** The statuses in the order of a case's way. */
export const STATUS_CODES = [
  'DRAFT',
  'QUEUED',
  'DELIVERED',
  'SIGNED',
  'CORRECTION',
  'CORRECTED',
  'ACCEPTED',
  'REVIEWING',
  'SUSPENDED',
  'APPROVED',
  'DENIED',
  'CERTIFYING',
  'COMPLETED',
  'SHIPPED',
  'DELIVERED_RESULT',
  'REFUSED',
  'RETURNED',
  'WITHDRAWN',
  'TERMINATED',
  'ARCHIVED',
] as const satisfies readonly Status[]
