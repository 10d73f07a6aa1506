import { changeCase } from '../case/commit.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { type Delivery, updateDelivery } from '../store/deliveries.ts'
import type { Staff } from '../store/people.ts'

/** Sends a dead delivery again, with the same message id and content; recorded in the case. */
export async function redriveDelivery(gateway: Gateway, id: string, admin: Pick<Staff, 'id'>): Promise<Delivery> {
  const delivery = await gateway.store.deliveries.byId(id)
  if (!delivery) throw new GatewayError('not-found', '没有这条投递')
  if (delivery.state !== 'dead') throw new GatewayError('state-conflict', '只有死信可以重新投递')
  const now = gateway.clock.now()
  await changeCase(
    gateway,
    () => gateway.store.cases.byId(delivery.caseId),
    async (value) => {
      const status = delivery.kind === 'apply' && value.status === 'DRAFT' ? 'QUEUED' : value.status
      return {
        events: [
          {
            type: 'redriven',
            status,
            at: now,
            actor: `staff:${admin.id}`,
            data: { delivery: id, kind: delivery.kind },
          },
        ],
        value: { ...value, status },
        statements: [
          updateDelivery({ ...delivery, state: 'ready', attempts: 0, nextAt: now, endedAt: 0, reason: '', level: '' }),
        ],
        answer: null,
      }
    },
  )
  await gateway.doorbell.ring([id])
  return delivery
}
