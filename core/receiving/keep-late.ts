import type { Case } from '../case/case.ts'
import type { Decision } from '../case/commit.ts'
import type { EventFacts } from '../case/event.ts'
import type { Gateway, Region } from '../gateway.ts'
import type { JsonObject } from '../json.ts'
import type { InboundMessage, InboundOutcome } from '../message.ts'
import { insertFile } from '../store/files.ts'
import { rememberMessage } from './remember.ts'
import { takeDocuments } from './take-documents.ts'

/** Where numbers are left out, or the order is that of time, nobody waits: what comes after a later message moves nothing. Its document is kept, and of licence and limit what no later one has told. */
export async function keepLate(
  gateway: Gateway,
  region: Region,
  message: InboundMessage,
  value: Case,
  answer: InboundOutcome,
): Promise<Decision<InboundOutcome>> {
  const mapping = await gateway.mappingOf(value)
  const { document, licence, limit } = mapping?.readProgress(message.tree, value.form).progress ?? {}
  const untold = {
    ...(licence && !value.memo['licence'] ? { licence: licence as unknown as JsonObject } : {}),
    ...(limit && !value.memo['limit'] ? { limit: limit as unknown as JsonObject } : {}),
  }
  const { files, bound, deliveries } = await takeDocuments(
    gateway,
    region,
    message,
    { ...(document ? { document } : {}), ...(licence ? { licence } : {}) },
    value,
  )
  const event: EventFacts = {
    type: 'progress-late',
    status: value.status,
    at: gateway.clock.now(),
    actor: `region:${region.code}`,
    data: { seq: message.seq, message: message.key, files: files.map(({ id }) => id) },
  }
  const place = { caseId: value.id, seq: message.seq, state: 'done' as const }
  const remembered = rememberMessage(gateway, region, message, answer, place)
  return {
    events: [event],
    value: { ...value, orderNo: value.orderNo + deliveries.length, memo: { ...value.memo, ...untold } },
    statements: [...remembered, ...files.map(insertFile), ...bound, ...deliveries.flat()],
    answer,
  }
}
