import { hasLicenceCheck } from '../check-digits.ts'
import { TABLES } from './code-tables.ts'
import { EVENT_SHAPE, itemFault } from './event-shape.ts'
import { asArray, asObject, asText, type JsonObject, valueAt } from './json.ts'
import type { OwnCase } from './region.ts'
import { checkShape } from './shape.ts'
import type { Fault } from './value-checks.ts'

/** The next states allowed (§6.1); `issued` by its sub. */
const NEXT: Readonly<Record<string, readonly string[]>> = {
  submitted: ['received', 'accepted', 'need_correction', 'refused', 'returned', 'withdrawn'],
  received: ['accepted', 'need_correction', 'refused', 'returned', 'withdrawn', 'terminated'],
  need_correction: ['corrected', 'withdrawn', 'terminated'],
  corrected: ['accepted', 'need_correction', 'refused', 'returned', 'withdrawn'],
  accepted: ['in_review', 'suspended', 'approved', 'denied', 'withdrawn', 'terminated'],
  in_review: ['suspended', 'approved', 'denied', 'withdrawn', 'terminated'],
  suspended: ['in_review', 'approved', 'denied'],
  approved: ['issued(making)', 'issued(mailed)', 'done'],
  denied: ['done'],
  'issued(making)': ['done'],
  done: ['issued(mailed)', 'delivered', 'archived'],
  'issued(mailed)': ['delivered'],
  delivered: ['archived'],
  refused: ['archived'],
  returned: ['archived'],
  withdrawn: ['archived'],
  terminated: ['archived'],
}

const DOCUMENTS: Readonly<Record<string, string>> = {
  need_correction: 'correction_notice',
  accepted: 'acceptance_notice',
  refused: 'refusal_notice',
  returned: 'return_notice',
  suspended: 'special_notice',
  approved: 'decision_letter',
  denied: 'decision_letter',
}

const named = (state: string, sub: string | undefined): string => (state === 'issued' ? `issued(${sub})` : state)

/** What the rules need to know of the case an event is about. */
interface KnownCase {
  view: { events: { status: string }[] }
  matter: { licence?: object }
}

/** Faults of an event by itself: keys, types and the groups its state must bring. */
export function eventFaults(event: JsonObject, own: KnownCase): Fault[] {
  const faults: Fault[] = []
  checkShape(EVENT_SHAPE, event, event, '', faults)
  const add = (pointer: string, message: string): void => void faults.push({ pointer, code: 'conflict', message })
  const state = asText(event['state'])
  for (const [i, item] of asArray(valueAt(event, '/correction/items')).entries()) {
    const message = itemFault(asObject(item))
    if (message) faults.push({ pointer: `/correction/items/${i}`, code: 'required', message })
  }
  const type = valueAt(event, '/document/type')
  if (type !== undefined && DOCUMENTS[state] !== undefined && type !== DOCUMENTS[state]) {
    add('/document/type', `${state} 应带 ${DOCUMENTS[state]}`)
  }
  if (state === 'denied' && valueAt(event, '/decision/reason') === undefined) {
    faults.push({ pointer: '/decision/reason', code: 'required', message: 'denied 必填' })
  }
  const licence = valueAt(event, '/licence/licenceId')
  if (licence !== undefined && !hasLicenceCheck(asText(licence))) {
    faults.push({ pointer: '/licence/licenceId', code: 'checksum', message: '电子证照标识校验位错误' })
  }
  const decided = own.view.events.some((taken) => taken.status === 'denied') ? 'denied' : 'approved'
  if (state === 'done' && own.matter.licence && (decided === 'approved') !== (licence !== undefined)) {
    add('/licence', decided === 'approved' ? '出证的 done 必带 licence' : '不予许可后的 done 不得带 licence')
  }
  return faults
}

/** Why the case may not move as the event says; null where it may, or where the state is none this region knows. */
export function moveFault(event: JsonObject, own: OwnCase): string | null {
  const state = asText(event['state'])
  if (event['type'] !== 'case.state' || !TABLES.CQ_STATE.has(state)) return null
  const from = named(own.view.status, own.sub)
  const to = named(state, asText(event['sub']))
  return NEXT[from]?.includes(to) ? null : `不得由 ${from} 到 ${to}`
}
