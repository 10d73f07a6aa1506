import { changeCase, PATIENT_TRIES } from '../case/commit.ts'
import type { EventFacts } from '../case/event.ts'
import type { Gateway, Region } from '../gateway.ts'
import type { SendResult } from '../message.ts'
import { NEVER } from '../store/case-clocks.ts'
import { type Delivery, rememberOnDelivery, updateDelivery } from '../store/deliveries.ts'
import type { Statement } from '../store/driver.ts'
import { isExhausted, retryPauseMs } from './policy.ts'
import { attemptEvidence } from './record-exchanges.ts'

type Later = Extract<SendResult, { outcome: 'later' }>
type Waiting = Extract<SendResult, { outcome: 'waiting' }>

/** Plans the next attempt after the region’s declared pauses, or gives up where they are used up. */
export async function recordLater(
  gateway: Gateway,
  region: Region,
  delivery: Delivery,
  result: Later,
): Promise<'later' | 'dead'> {
  if (isExhausted(region.delivery, delivery.attempts)) return giveUp(gateway, delivery, result)
  const clock = await gateway.store.clocks.byCase(delivery.caseId)
  const leftMs = (clock?.dueAt ?? NEVER) - gateway.clock.now()
  const pause = retryPauseMs(region.delivery, delivery.attempts, result.retryAfterMs, gateway.random, leftMs)
  return lookAgain(gateway, delivery, result, pause)
}

/** A region that takes nothing for as long as its document allows is given up on, as one that cannot be reached. */
export async function recordWaiting(
  gateway: Gateway,
  region: Region,
  delivery: Delivery,
  result: Waiting,
): Promise<'later' | 'dead'> {
  const { giveUpAfterMs } = region.delivery
  const isOverdue = async () => gateway.clock.now() - (await laidOutAt(gateway, delivery)) > giveUpAfterMs
  if (gateway.clock.now() - delivery.createdAt > giveUpAfterMs && (await isOverdue()))
    return giveUp(gateway, delivery, result)
  const uncounted = { ...delivery, attempts: delivery.attempts - 1 }
  return lookAgain(gateway, uncounted, result, Math.min(result.checkAfterMs, gateway.pollAtMostMs))
}

/** Since when a delivery waits: since it was made, or since a person sent it again. */
async function laidOutAt(gateway: Gateway, { id, caseId, createdAt }: Delivery): Promise<number> {
  const events = await gateway.store.cases.events(caseId)
  const redriven = events.filter(({ type, data }) => type === 'redriven' && data['delivery'] === id)
  return redriven.at(-1)?.at ?? createdAt
}

async function lookAgain(
  gateway: Gateway,
  delivery: Delivery,
  result: Later | Waiting,
  afterMs: number,
): Promise<'later'> {
  const nextAt = gateway.clock.now() + afterMs
  const moved = updateDelivery({ ...delivery, state: 'ready', nextAt, endedAt: 0, reason: result.reason, level: '' })
  const kept = [...remembered(delivery, result), ...attemptEvidence(gateway, delivery, result)]
  await gateway.store.commit([moved, ...kept])
  return 'later'
}

function remembered(delivery: Delivery, result: Later | Waiting): Statement[] {
  const memo = 'memo' in result ? result.memo : undefined
  return memo && Object.keys(memo).length > 0 ? [rememberOnDelivery(delivery, memo)] : []
}

async function giveUp(gateway: Gateway, delivery: Delivery, result: Later | Waiting): Promise<'dead'> {
  const now = gateway.clock.now()
  const { reason } = result
  await changeCase(
    gateway,
    () => gateway.store.cases.byId(delivery.caseId),
    async (value) => {
      const event: EventFacts = {
        type: 'delivery-dead',
        status: value.status,
        at: now,
        actor: 'gateway',
        data: { delivery: delivery.id, kind: delivery.kind, attempts: delivery.attempts, reason },
      }
      const ended = updateDelivery({ ...delivery, state: 'dead', endedAt: now, reason, level: '' })
      return {
        events: [event],
        value,
        statements: [ended, ...remembered(delivery, result), ...attemptEvidence(gateway, delivery, result)],
        answer: null,
      }
    },
    PATIENT_TRIES,
  )
  return 'dead'
}
