import type { Gateway } from './gateway.ts'
import { newId } from './ids.ts'
import type { JsonObject } from './json.ts'
import { insertAudit } from './store/audit.ts'
import type { AuditAction } from './store/audit-actions.ts'
import type { Staff } from './store/people.ts'

/** Records what a person did; `facts` hold no personal data. Durable when it resolves. */
export async function recordAudit(
  { store, clock, random }: Pick<Gateway, 'store' | 'clock' | 'random'>,
  staff: Pick<Staff, 'id'>,
  action: AuditAction,
  { object = '', facts = {} }: { readonly object?: string; readonly facts?: JsonObject } = {},
): Promise<void> {
  const entry = { id: newId(clock, random), at: clock.now(), actor: `staff:${staff.id}`, action, object, facts }
  await store.commit([insertAudit(entry)])
}

const HOUR_MS = 3_600_000

/** Records that somebody looked at a case with all that its applicant said: once an hour for each who looks, however often their page asks. */
export async function recordView(
  gateway: Pick<Gateway, 'store' | 'clock' | 'random'>,
  staff: Pick<Staff, 'id'>,
  no: string,
): Promise<void> {
  const from = gateway.clock.now() - HOUR_MS
  const same = { actor: `staff:${staff.id}`, action: 'case.viewed', object: no, from } as const
  const [known] = await gateway.store.audit.list(same, undefined, 1)
  if (!known) await recordAudit(gateway, staff, 'case.viewed', { object: no })
}
