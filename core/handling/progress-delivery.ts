import type { Case } from '../case/case.ts'
import { mappingInput } from '../case/input.ts'
import { mustWait, newDelivery } from '../case/new-delivery.ts'
import type { Status } from '../case/status.ts'
import type { Gateway, Region } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { newMessageId } from '../ids.ts'
import type { JsonObject } from '../json.ts'
import type { Mapped } from '../mapping/mapping.ts'
import type { Progress } from '../progress.ts'
import type { Statement } from '../store/driver.ts'
import type { Staff } from '../store/people.ts'
import { toTime } from '../time.ts'

/** What happened, before it is worded for the region. */
export interface ProgressFacts extends Omit<Partial<Progress>, 'officer'> {
  readonly status: Status
  readonly occurredAtMs: number
  /** null where the system itself did it */
  readonly officer: Staff | null
  /** which correction the region has answered */
  readonly supplement?: { readonly correctionNo: string }
}

/** A licence that the region's message has no place for would never reach it. */
function requireCarried({ name }: Region, { loss }: Mapped): void {
  if (!loss.some(({ kind, path }) => kind === 'dropped' && (path === 'licence' || path === 'licence.no'))) return
  const message = `${name}不在这一步收证照`
  throw new GatewayError('step-invalid', message, [
    { path: 'licence', code: 'unexpected', message, fix: '请随它收证照的一步(准予或办结)登记' },
  ])
}

/** The delivery that tells the region, and the case with its numbers moved on. */
export async function progressDelivery(
  gateway: Gateway,
  region: Region,
  value: Case,
  facts: ProgressFacts,
  waits?: boolean,
): Promise<{ value: Case; statements: Statement[]; deliveryId: string }> {
  const mapping = await gateway.mappingOf(value)
  if (!mapping) throw new GatewayError('region-unknown')
  const { occurredAtMs, officer, ...rest } = facts
  const progress: Progress = {
    ...rest,
    occurredAt: toTime(occurredAtMs),
    officer: {
      orgCode: gateway.home.orgCode,
      orgName: gateway.home.orgName,
      name: officer?.name ?? '系统',
      ...(officer ? { id: officer.id } : {}),
      phone: gateway.home.phone,
    },
  }
  const message = { id: newMessageId(gateway.random), seq: value.progressSeq + 1 }
  const changed: Case = { ...value, progressSeq: message.seq, orderNo: value.orderNo + 1 }
  const mapped = mapping.mapProgress(
    { ...mappingInput(gateway, changed, message), ...(progress as unknown as JsonObject) },
    { report: progress.licence !== undefined },
  )
  if (mapped.faults.length > 0)
    throw new GatewayError('step-invalid', `${region.name}的进度报文有 ${mapped.faults.length} 处问题`, mapped.faults)
  if (progress.licence) requireCarried(region, mapped)
  const mustNotPass = waits ?? mustWait(await gateway.store.deliveries.ofCase(value.id), 'progress')
  const payload = { tree: mapped.tree, files: mapped.files }
  const statements = newDelivery(
    changed,
    { ...message, kind: 'progress', orderNo: changed.orderNo },
    payload,
    gateway.clock.now(),
    mustNotPass,
  )
  return { value: changed, statements, deliveryId: message.id }
}
