import type { Case } from '../case/case.ts'
import type { Status } from '../case/status.ts'
import type { Gateway } from '../gateway.ts'
import { hashOfCode, newDigits } from '../short-codes.ts'
import type { Statement } from '../store/driver.ts'
import { upsertInvitation } from '../store/ratings.ts'
import { DAY_MS } from '../time.ts'
import type { RatingInvitation } from './rating.ts'

/** So long an applicant may rate after their case was done. */
const OPEN_DAYS = 30
const CODE_DIGITS = 8

/** Where a case is done, one way or the other, and its applicant is asked to rate it. */
const DONE: readonly Status[] = ['COMPLETED', 'REFUSED', 'RETURNED', 'DENIED', 'TERMINATED']
const AFTERWARDS: readonly Status[] = ['SHIPPED', 'DELIVERED_RESULT', 'ARCHIVED']

/** Asks the applicant to rate a case that came to its end with this step, for the batch of the step; null where it did not, or where another window's applicant is asked there. */
export function invitationOf(
  { clock, random }: Pick<Gateway, 'clock' | 'random'>,
  before: Case | null,
  after: Case,
): { readonly code: string; readonly statement: Statement } | null {
  if (!DONE.includes(after.status) || before?.status === after.status || !isRatedHere(after)) return null
  const code = newDigits(random, CODE_DIGITS)
  const now = clock.now()
  const invitation: RatingInvitation = {
    caseId: after.id,
    codeHash: hashOfCode(after.no, code),
    invitedAt: now,
    endsAt: now + OPEN_DAYS * DAY_MS,
  }
  return { code, statement: upsertInvitation(invitation) }
}

/** Whether there is a result to rate. */
export function hasResult(status: Status): boolean {
  return DONE.includes(status) || AFTERWARDS.includes(status)
}

/** Cases that were taken in here; of one in legs the whole. */
export function isRatedHere({ direction, bundleId, parentId }: Pick<Case, 'direction' | 'bundleId' | 'parentId'>) {
  return (direction === 'out' || bundleId !== null) && parentId === null
}
