import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { recordedUses } from '../exemptions/licence-uses.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { newId } from '../ids.ts'
import { canonicalJson } from '../json.ts'
import type { Statement } from '../store/driver.ts'
import type { Case } from './case.ts'
import { checkAndMap } from './check.ts'
import type { EventFacts } from './event.ts'
import { newDelivery } from './new-delivery.ts'

/** A case as it leaves: what happened, what it becomes, what is written, and which deliveries to ring for. */
export interface Submitted {
  readonly value: Case
  readonly events: readonly EventFacts[]
  readonly statements: readonly Statement[]
  readonly rings: readonly string[]
}

/** The case as submitted, with the event and the outbox row that make it so; throws every fault at once where it may not leave. */
export function toSubmitted(gateway: Gateway, draft: Case, actor: string, waits: boolean): Submitted {
  const now = gateway.clock.now()
  const message = { id: newId(gateway.clock, gateway.random), seq: draft.messageSeq + 1 }
  const mapping = gateway.regions.get(draft.region)?.mappings.get(draft.matter)
  if (!mapping) throw new GatewayError('region-unknown', `地区 ${draft.region} 没有事项 ${draft.matter} 的映射`)
  const about = { matter: draft.matter, caseNo: draft.no, caseCreatedAt: draft.createdAt }
  const value: Case = {
    ...draft,
    correlation: draft.correlation ?? gateway.regions.get(draft.region)?.link.correlationOf(about) ?? null,
    status: 'QUEUED',
    mappingVersion: mapping.version,
    messageSeq: message.seq,
    orderNo: draft.orderNo + 1,
  }
  const { faults, mapped } = checkAndMap(gateway, mapping, value, 'apply', message)
  if (faults.length > 0) throw new GatewayError('form-invalid', `共 ${faults.length} 处问题,改正后才能报送`, faults)
  const delivery = newDelivery(
    value,
    { ...message, kind: 'apply', orderNo: value.orderNo },
    { tree: mapped.tree, files: mapped.files },
    now,
    waits,
  )
  const uses = recordedUses(gateway, value)
  const event: EventFacts = {
    type: 'submitted',
    status: 'QUEUED',
    at: now,
    actor,
    data: {
      delivery: message.id,
      mappingVersion: mapping.version,
      formSha256: bytesToHex(sha256(utf8ToBytes(canonicalJson(value.form)))),
      files: mapped.files.map((file) => file.sha256),
      ...(uses.length > 0 ? { exempt: uses } : {}),
    },
  }
  return { value, events: [event], statements: delivery, rings: [message.id] }
}
