import type { Status } from '../../../core/case/status.ts'
import { useNames } from '../../parts/names.ts'
import { minuteText } from '../../parts/time.ts'
import { type Say, useSay } from '../../words/language.tsx'
import type { CaseAnswer } from './case-page.tsx'

/** Who must act on a case now, and what they must do. */
export function Ball({ found }: { found: CaseAnswer }) {
  const say = useSay()
  const names = useNames()
  return <p className="ball">{ballOf(found, say, names.region(found.region))}</p>
}

const THEIRS = {
  DELIVERED: 'ball.sign',
  SIGNED: 'ball.accept',
  CORRECTED: 'ball.accept',
  ACCEPTED: 'ball.decide',
  REVIEWING: 'ball.decide',
  SUSPENDED: 'ball.paused',
  APPROVED: 'ball.certify',
  CERTIFYING: 'ball.certify',
} as const

const OURS = {
  DELIVERED: 'ball.act.accept',
  SIGNED: 'ball.act.accept',
  CORRECTED: 'ball.act.accept',
  ACCEPTED: 'ball.act.decide',
  REVIEWING: 'ball.act.decide',
  SUSPENDED: 'ball.act.decide',
  APPROVED: 'ball.act.finish',
  CERTIFYING: 'ball.act.finish',
} as const

function ballOf(found: CaseAnswer, say: Say, region: string): string {
  const status = found.status as Status
  const dead = found.deliveries.find(({ state }) => state === 'dead')
  if (status === 'DRAFT') return say(found.memo['refusal'] ? 'ball.fix' : 'ball.draft')
  if (dead && found.direction === 'out' && status === 'QUEUED') return say('ball.dead', { region })
  const underWay = found.deliveries.find(({ state }) => state === 'ready' || state === 'waiting')
  if (underWay && found.direction === 'out' && underWay.kind !== 'fetch') {
    if (underWay.attempts === 0 || underWay.reason === '') return say('ball.sending', { region })
    return say('ball.gateway', {
      n: underWay.attempts,
      time: minuteText(underWay.nextAt).slice(11),
      why: underWay.reason,
    })
  }
  if (found.direction === 'in') return inbound(found, status, say, region)
  if (status === 'CORRECTION') {
    const { items = [], dueOn = '—' } = (found.memo['correction'] ?? {}) as { items?: unknown[]; dueOn?: string }
    return say('ball.applicant', { n: items.length, date: dueOn })
  }
  if (status === 'DELIVERED' && found.deliveries.some(({ kind, level }) => kind === 'apply' && level === 'A0'))
    return say('ball.unregistered', { region })
  return status in THEIRS ? say(THEIRS[status as keyof typeof THEIRS], { region }) : say('ball.nobody')
}

function inbound(found: CaseAnswer, status: Status, say: Say, region: string): string {
  if (status === 'CORRECTION') return say('ball.theirApplicant', { region })
  if (!(status in OURS)) return say('ball.nobody')
  if (found.handler === null) return say('ball.unassigned')
  return say('ball.handler', { who: found.handler, act: say(OURS[status as keyof typeof OURS]) })
}
