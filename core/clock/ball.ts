import type { Case } from '../case/case.ts'
import type { CaseEvent } from '../case/event.ts'
import type { StagePlan } from './stages.ts'
import type { Spell } from './timeline.ts'

/** Who must act on a case now (球在谁手里), since when, and the event that says so. */
export interface Ball {
  readonly with: 'window' | 'gateway' | 'handler' | 'admin' | 'region' | 'applicant' | 'post'
  /** a person's id or a region's code; null where nobody is named */
  readonly who: string | null
  readonly since: number
  readonly event: Pick<CaseEvent, 'seq' | 'type' | 'actor'>
}

/** Null once the case has its answer. A delivery that is dead is a person's, until somebody sends it again. */
export function ballOf(
  value: Pick<Case, 'direction' | 'region' | 'handler' | 'clerkId'>,
  events: readonly CaseEvent[],
  spells: readonly Spell[],
  plan: StagePlan,
): Ball | null {
  const spell = spells.at(-1)
  if (!spell || spell.to !== null) return null
  const dead = events.findLast(({ type }) => type === 'delivery-dead' || type === 'redriven' || type === 'submitted')
  if (spell.stage === 'transmit' && dead?.type === 'delivery-dead')
    return { with: 'admin', who: null, since: dead.at, event: nameOf(dead) }
  const held = { since: spell.from, event: nameOf(spell.event) }
  const { owner } = plan.stages[spell.stage]
  if (owner === 'window') return { with: 'window', who: value.clerkId, ...held }
  if (owner !== 'handling') return { with: owner, who: null, ...held }
  return value.direction === 'out'
    ? { with: 'region', who: value.region, ...held }
    : { with: 'handler', who: value.handler, ...held }
}

function nameOf({ seq, type, actor }: CaseEvent): Ball['event'] {
  return { seq, type, actor }
}
