import type { Case } from '../../../core/case/case.ts'
import type { SeenExchange } from '../../../core/conformance/report.ts'
import { attemptDelivery } from '../../../core/delivery/attempt.ts'
import type { Fault } from '../../../core/fault.ts'
import type { Gateway, Region } from '../../../core/gateway.ts'
import { isObject } from '../../../core/json.ts'
import { type Delivery, updateDelivery } from '../../../core/store/deliveries.ts'
import type { EvidenceRow } from '../../../core/store/evidence.ts'
import type { Finding } from './check.ts'

const LEASE_MS = 180_000
/** What of a text a report shows. */
const MOST_CHARS = 2_000

/** By whom a message is sent, and how long it may take the region to take it. */
export interface Sending {
  readonly gateway: Gateway
  readonly region: Region
  readonly waitMs: number
}

/** What one attempt came to. */
export interface Attempted {
  readonly state: 'done' | 'later' | 'dead'
  readonly delivery: Delivery
  readonly value: Case
  readonly exchanges: readonly SeenExchange[]
}

/** Sends a booked message once, as the gateway would, and tells what it wrote down of it. A region that takes messages in its own time is looked at again for up to `waitMs`. */
export async function attemptOnce({ gateway, region, waitMs }: Sending, deliveryId: string): Promise<Attempted> {
  const { deliveries, cases } = gateway.store
  for (const until = gateway.clock.now() + waitMs; ; ) {
    const claimed = await deliveries.claimOne(deliveryId, 'conform', gateway.clock.now(), LEASE_MS)
    if (!claimed) throw new Error(`delivery ${deliveryId} is not to be had`)
    const { state } = await attemptDelivery(gateway, region, claimed)
    const delivery = await deliveries.byId(deliveryId)
    const value = await cases.byId(claimed.caseId)
    if (!delivery || !value) throw new Error(`delivery ${deliveryId} is gone`)
    // an attempt that only waits for the region is not counted
    const waits = state === 'later' && delivery.attempts < claimed.attempts
    // a timer may be a moment early, and what is not due is not to be had
    if (waits && delivery.nextAt < until)
      await gateway.clock.sleep(Math.max(0, delivery.nextAt - gateway.clock.now()) + 1)
    else return { state, delivery, value, exchanges: await exchangesOfAttempt(gateway, claimed) }
  }
}

async function exchangesOfAttempt(gateway: Gateway, { id, caseId, attempts }: Delivery): Promise<SeenExchange[]> {
  const own = ({ direction, attempt, deliveryId }: EvidenceRow) =>
    direction === 'out' && attempt === attempts && deliveryId === id
  return exchangesOf(gateway, caseId, own)
}

/** Makes a message that was taken ready to go once more under the same number. */
export async function readyAgain(gateway: Gateway, delivery: Delivery): Promise<void> {
  const ready = { ...delivery, state: 'ready' as const, nextAt: gateway.clock.now(), endedAt: 0, reason: '', level: '' }
  await gateway.store.commit([updateDelivery(ready)])
}

/** The exchanges of a case that are wanted, in order. */
export async function exchangesOf(
  gateway: Gateway,
  caseId: string,
  wanted: (row: EvidenceRow) => boolean,
): Promise<SeenExchange[]> {
  return (await gateway.store.evidence.ofCase(caseId)).filter(wanted).map(toSeen)
}

/** An exchange as reports show it. */
export function toSeen(row: EvidenceRow): SeenExchange {
  const { direction, operation, httpStatus, sentAt, receivedAt, request, response, verdict } = row
  const ms = Math.max(0, receivedAt - sentAt)
  return { direction, operation, httpStatus, ms, request: cut(request), response: cut(response), verdict }
}

function cut(text: string): string {
  return text.length <= MOST_CHARS ? text : `${text.slice(0, MOST_CHARS)}…(共 ${text.length} 字)`
}

const NO_ANSWER = '请对方按报文编号查自己的日志:是没有收到、处理出错,还是应答的写法与文档不符(所答见证据)'

/** An attempt as the finding of a check that wants the message taken. */
export function toFinding({ state, delivery, value, exchanges }: Attempted): Finding {
  switch (state) {
    case 'done': {
      const number = value.partnerNo ? `,办件编号 ${value.partnerNo}` : ''
      return { verdict: 'passed', detail: `对方收下(${delivery.level})${number}`, exchanges }
    }
    case 'dead':
      return { verdict: 'failed', detail: `${delivery.reason}${placesOf(value)}`, exchanges }
    case 'later':
      return { verdict: 'failed', detail: `没有收下:${delivery.reason}`, fix: NO_ANSWER, exchanges }
  }
}

/** Which fields the region named, at our paths. */
function placesOf({ memo }: Case): string {
  const refusal = memo['refusal']
  const faults = isObject(refusal) ? ((refusal['faults'] ?? []) as unknown as readonly Fault[]) : []
  if (faults.length === 0) return ''
  return `;${faults.map(({ path, message }) => `${path || '(未指明字段)'} ${message}`).join(';')}`
}
