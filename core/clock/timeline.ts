import type { CaseEvent } from '../case/event.ts'
import { STAGES, type StageKey, stageAfter } from './stages.ts'

/** A time that a case spent in one stage, and the event that brought it there; `to` is null while it is still there. */
export interface Spell {
  readonly stage: StageKey
  readonly from: number
  readonly to: number | null
  readonly event: CaseEvent
}

/** The course of a case from its events: every moment until its answer belongs to one stage. A clock that went back between two processes is taken as standing. */
export function spellsOf(events: readonly CaseEvent[]): readonly Spell[] {
  const spells: Spell[] = []
  let at = Number.NEGATIVE_INFINITY
  events.forEach((event, index) => {
    at = Math.max(at, event.at)
    const stage = stageAfter(event, events.slice(0, index))
    const last = spells.at(-1)
    if (last && last.to === null) {
      if (last.stage === stage) return
      spells[spells.length - 1] = { ...last, to: at }
    }
    if (stage !== null) spells.push({ stage, from: at, to: null, event })
  })
  return spells
}

/** Time spent in each stage that the case came to, in the stages' order, ms; their sum is the case's own. */
export function durationsOf(spells: readonly Spell[], now: number): readonly { stage: StageKey; spentMs: number }[] {
  return STAGES.flatMap((stage) => {
    const own = spells.filter((spell) => spell.stage === stage)
    const spentMs = own.reduce((sum, { from, to }) => sum + Math.max(0, (to ?? now) - from), 0)
    return own.length > 0 ? [{ stage, spentMs }] : []
  })
}
