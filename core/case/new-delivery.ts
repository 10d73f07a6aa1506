import type { MessageKind } from '../message.ts'
import type { Delivery, DeliveryPayload } from '../store/deliveries.ts'
import { insertDelivery } from '../store/deliveries.ts'
import type { Statement } from '../store/driver.ts'
import type { Case } from './case.ts'

/** A delivery of the case's next message. It waits where an earlier message of the case is still under way. */
export function newDelivery(
  value: Case,
  message: { id: string; kind: MessageKind | 'fetch'; seq: number; orderNo: number },
  payload: DeliveryPayload,
  now: number,
  waits: boolean,
): Statement[] {
  return insertDelivery({
    ...message,
    caseId: value.id,
    region: value.region,
    state: waits ? 'waiting' : 'ready',
    payload,
    mappingVersion: value.mappingVersion,
    attempts: 0,
    nextAt: now,
    leaseOwner: '',
    leaseUntil: 0,
    createdAt: now,
    endedAt: 0,
    reason: '',
    level: '',
  })
}

/**
 * Whether a new message of the case must wait: an earlier one is under way, or died and must be sent again first. A dead one that the new one
 * takes the place of, or that nothing depends on, holds up nobody. Fetches wait for nobody and hold up nobody.
 */
export function mustWait(deliveries: readonly Pick<Delivery, 'kind' | 'state'>[], next: MessageKind): boolean {
  return deliveries.some(({ kind, state }) => {
    if (kind === 'fetch' || state === 'done') return false
    return state !== 'dead' || (kind === 'apply' ? next !== 'apply' : kind === 'progress')
  })
}
