import { evidenceStatements } from '../delivery/record-exchanges.ts'
import type { Gateway, Region } from '../gateway.ts'
import { newId } from '../ids.ts'
import type { JsonObject } from '../json.ts'
import type { InboundMessage, InboundOutcome } from '../message.ts'
import type { Statement } from '../store/driver.ts'
import { type InboxEntry, insertInbox } from '../store/inbox.ts'

/** The statements that remember a message for ever, for the batch that does what it says: its keys, which no two can insert, its outcome and its bytes. */
export function rememberMessage(
  gateway: Gateway,
  region: Region,
  message: InboundMessage,
  outcome: InboundOutcome,
  place: Pick<InboxEntry, 'caseId' | 'seq' | 'state'>,
): Statement[] {
  const names = message.twin ? [message, message.twin] : [message]
  const entries = names.map(
    ({ key, digest, tree }): InboxEntry => ({
      ...place,
      region: region.code,
      messageId: key,
      kind: message.kind,
      digest,
      outcome: outcome as unknown as JsonObject,
      tree,
      memo: message.memo,
      receivedAt: gateway.clock.now(),
    }),
  )
  return [...entries.map(insertInbox), ...inboundEvidence(gateway, region, message, outcome, place.caseId)]
}

/** The bytes of a message that came, with what it was answered; `caseId` is '' where it belongs to no case. */
export function inboundEvidence(
  gateway: Gateway,
  region: Region,
  message: InboundMessage,
  outcome: InboundOutcome,
  caseId: string,
): Statement[] {
  const about = {
    caseId,
    deliveryId: newId(gateway.clock, gateway.random),
    region: region.code,
    direction: 'in' as const,
    attempt: 1,
    verdict: outcome.outcome,
  }
  return evidenceStatements(gateway, about, [message.exchange])
}
