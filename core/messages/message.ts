import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Case } from '../case/case.ts'
import type { EventFacts } from '../case/event.ts'
import type { JsonObject } from '../json.ts'
import type { Role } from '../permissions.ts'
import type { Statement } from '../store/driver.ts'
import { insertStaffMessage } from '../store/staff-messages.ts'

/** clock: a limit runs out, or has · help: somebody at a kiosk wants a person */
export type MessageKind = 'clock' | 'help'

/** Who is told: one person, or whoever has a role. */
export type Audience = `staff:${string}` | `role:${Role}`

/** What staff are told, once. */
export interface StaffMessage {
  readonly id: string
  readonly audience: Audience
  readonly kind: MessageKind
  readonly caseNo: string
  /** no personal data */
  readonly data: JsonObject
  readonly at: number
}

/** Whom a warning of `core/clock/news.ts` means here. */
const ROLE_OF: Readonly<Record<string, Role>> = {
  window: 'window',
  handler: 'handler',
  'section-head': 'supervisor',
  leader: 'supervisor',
  admin: 'admin',
}

/** The same key is the same message, and told once. */
export function messageId(key: string): string {
  return bytesToHex(sha256(utf8ToBytes(key)).subarray(0, 16))
}

/** What staff are told of a step of a case, for the batch of that step: each warning of its clocks, to whom the escalation names. */
export function staffNews(
  { id, no }: Pick<Case, 'id' | 'no'>,
  events: readonly Pick<EventFacts, 'type' | 'data' | 'at'>[],
): Statement[] {
  return events.flatMap(({ type, data, at }) => {
    if (type !== 'clock-warned') return []
    const { stage = '', since = '', colour = '', dueAt = null, to, who } = data
    const role = ROLE_OF[String(to)]
    const audience: Audience | null = who ? `staff:${String(who)}` : role ? `role:${role}` : null
    if (audience === null) return []
    const key = `clock:${id}:${String(stage)}:${String(since)}:${String(colour)}`
    const facts = { stage, colour, dueAt }
    return [insertStaffMessage({ id: messageId(key), audience, kind: 'clock', caseNo: no, data: facts, at })]
  })
}
