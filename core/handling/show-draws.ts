import { type CaseEvent, firstBrokenEvent } from '../case/event.ts'
import { isObject } from '../json.ts'
import { toTime } from '../time.ts'
import { type Draw, verifyDraw } from './draw.ts'

/** Who was given a case, when and why: by a draw that was done again here, or by a person. */
export interface ShownAssignment {
  readonly seq: number
  readonly at: string
  readonly actor: string
  readonly from: string | null
  /** null where nobody could be drawn */
  readonly to: string | null
  readonly reason: string | null
  readonly draw: Draw | null
  /** whether the draw, done again from its record, gives the same person; null where nothing was drawn */
  readonly reproduced: boolean | null
}

/** Every assignment of a case, its draws done again. `ok` is false where one does not come out the same, or the chain of events that holds them is broken. */
export function showDraws(events: readonly CaseEvent[]) {
  const assignments = events.filter(({ type }) => type === 'assigned').map(toShown)
  const broken = firstBrokenEvent(events)
  return { ok: broken === null && assignments.every(({ reproduced }) => reproduced !== false), broken, assignments }
}

function toShown({ seq, at, actor, data }: CaseEvent): ShownAssignment {
  const draw = isObject(data['draw']) ? (data['draw'] as Draw) : null
  const textAt = (name: string) => (typeof data[name] === 'string' ? (data[name] as string) : null)
  return {
    seq,
    at: toTime(at),
    actor,
    from: textAt('from'),
    to: draw?.chosen ?? textAt('to'),
    reason: textAt('reason'),
    draw,
    reproduced: draw && verifyDraw(draw),
  }
}
