import type { Status } from '../../core/case/status.ts'
import { useSay } from '../words/language.tsx'

type Tone = 'neutral' | 'ours' | 'transit' | 'theirs' | 'applicant' | 'paused' | 'good' | 'bad' | 'unknown'

/** Whose turn a status is, which is its colour and its sign. */
const TONES: Readonly<Record<Status, Tone>> = {
  DRAFT: 'neutral',
  COLLECTED: 'ours',
  QUEUED: 'transit',
  DELIVERED: 'transit',
  SIGNED: 'theirs',
  ACCEPTED: 'theirs',
  CORRECTION: 'applicant',
  CORRECTED: 'transit',
  REFUSED: 'bad',
  RETURNED: 'bad',
  REVIEWING: 'theirs',
  SUSPENDED: 'paused',
  APPROVED: 'good',
  DENIED: 'bad',
  CERTIFYING: 'theirs',
  COMPLETED: 'good',
  SHIPPED: 'transit',
  DELIVERED_RESULT: 'good',
  WITHDRAWN: 'neutral',
  TERMINATED: 'bad',
  ARCHIVED: 'neutral',
  UNKNOWN: 'unknown',
}

/** Outlines that differ also in grey print, in a box of 20. */
const SHAPES: Readonly<Record<Tone, string>> = {
  neutral: 'M4 4h8l4 4v8H4z',
  ours: 'M3 11h4l1 3h4l1-3h4v6H3zM10 3v7m-3-3 3 3 3-3',
  transit: 'M3 10h12m-5-5 5 5-5 5',
  theirs: 'M10 3a7 7 0 1 0 0 14a7 7 0 1 0 0-14M7 10h6',
  applicant: 'M10 3l8 14H2zM10 8v4m0 2v1',
  paused: 'M7 4v12M13 4v12',
  good: 'M4 10l4 5 8-10',
  bad: 'M5 5l10 10M15 5L5 15',
  unknown: 'M7 7a3 3 0 1 1 4 3c-1 .5-1 1-1 2m0 3v1',
}

/** A case's status by sign, word and colour. */
export function StatusTag({ status }: { status: Status }) {
  const say = useSay()
  const tone = TONES[status]
  return (
    <span className={`status status-${tone}`}>
      <svg viewBox="0 0 20 20" aria-hidden="true" focusable="false">
        <path d={SHAPES[tone]} />
      </svg>
      {say(`status.${status}`)}
    </span>
  )
}
