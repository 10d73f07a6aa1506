import type { CaseEvent } from '../case/event.ts'
import { isObject } from '../json.ts'
import type { Progress } from '../progress.ts'

/** What whoever handles the case found of one material or field; the newest word counts. */
export interface Review {
  /** slot of a material with its part (`MT001/front`), or canonical path of a field */
  readonly of: string
  readonly result: 'pass' | 'fail' | 'waived'
  readonly reason: string
  /** ms */
  readonly at: number
  /** as an event's actor */
  readonly by: string
}

export interface Reviews {
  readonly materials: readonly Review[]
  readonly fields: readonly Review[]
}

/** The results of review that came with the events of a case, by material and by field. */
export function reviewsOf(events: readonly CaseEvent[]): Reviews {
  const materials = new Map<string, Review>()
  const fields = new Map<string, Review>()
  for (const { data, at, actor } of events) {
    if (!isObject(data['progress'])) continue
    const { materialResults = [], fieldResults = [] } = data['progress'] as Partial<Progress>
    for (const { slot, part, result, reason = '' } of materialResults) {
      const of = part ? `${slot}/${part}` : slot
      materials.set(of, { of, result, reason, at, by: actor })
    }
    for (const { path, result, reason = '' } of fieldResults)
      fields.set(path, { of: path, result, reason, at, by: actor })
  }
  return { materials: [...materials.values()], fields: [...fields.values()] }
}
