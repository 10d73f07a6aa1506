import type { Fault } from '../fault.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { wakeDelivery } from '../store/deliveries.ts'
import { KeyTaken } from '../store/driver.ts'
import { endHandTask } from '../store/hand-tasks.ts'
import type { Staff } from '../store/people.ts'
import type { Carrier, HandTaskEnd, HandTaskState, TaskOutcome } from './hand-task.ts'

/** What somebody says of a task that they did, or could not do. */
export interface TaskReport {
  readonly outcome: TaskOutcome
  readonly carrier?: Carrier | undefined
  readonly waybill: string
  readonly note: string
}

/** The task of a delivery; throws where there is none. */
export async function requireTask(gateway: Pick<Gateway, 'store'>, deliveryId: string): Promise<HandTaskState> {
  const found = await gateway.store.handTasks.byDelivery(deliveryId)
  if (!found) throw new GatewayError('not-found', '没有这项人工任务')
  return found
}

/** Ends a task: the message counts as sent, or goes back to whoever collected the case. Of two who end it at once the second is told that it has ended. */
export async function endTask(
  gateway: Gateway,
  deliveryId: string,
  report: TaskReport,
  by: Pick<Staff, 'id' | 'name'>,
): Promise<HandTaskState> {
  const { task, end: known } = await requireTask(gateway, deliveryId)
  if (known) throw new GatewayError('state-conflict', '这项人工任务已经办结')
  const delivery = await gateway.store.deliveries.byId(deliveryId)
  if (delivery?.state !== 'ready')
    throw new GatewayError('state-conflict', '这条投递已经结束;已成死信的请管理员先重新投递')
  const faults = checkReport(report)
  if (faults.length > 0) throw new GatewayError('step-invalid', faults[0]?.message, faults)
  const now = gateway.clock.now()
  const end: HandTaskEnd = {
    deliveryId,
    round: task.round,
    outcome: report.outcome,
    carrier: report.outcome === 'sent' ? (report.carrier ?? '') : '',
    waybill: report.waybill,
    note: report.note,
    at: now,
    by: by.id,
    byName: by.name,
  }
  try {
    await gateway.store.commit([...endHandTask(end), wakeDelivery(deliveryId, now)])
  } catch (error) {
    if (error instanceof KeyTaken) throw new GatewayError('state-conflict', '这项人工任务已由别人办结')
    throw error
  }
  await gateway.doorbell.ring([deliveryId])
  return { task, end }
}

function checkReport({ outcome, carrier, waybill, note }: TaskReport): Fault[] {
  const fault = (path: string, message: string, fix: string): Fault[] => [{ path, code: 'required', message, fix }]
  if (outcome === 'impossible') return note === '' ? fault('note', '没有写办不了的原因', '请写明,好让收件人改') : []
  if (!carrier) return fault('carrier', '没有写怎样送出', '请选邮寄、传真、U 盘、邮件附件或专人送达')
  return carrier === 'post' && waybill === '' ? fault('waybill', '邮寄没有写运单号', '请填写运单号') : []
}
