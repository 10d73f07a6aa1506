import { toBase64 } from '../base64.ts'
import { newId } from '../ids.ts'
import type { Exchange, SendResult } from '../message.ts'
import type { Clock, Random } from '../ports.ts'
import type { Delivery } from '../store/deliveries.ts'
import type { Statement } from '../store/driver.ts'
import { type EvidenceRow, insertEvidence } from '../store/evidence.ts'

/** What one side of an exchange may take in the database; longer bodies keep their head and say how long they were. */
const MOST_CHARS = 200_000

const strictUtf8 = new TextDecoder('utf-8', { fatal: true })

/** The exchanges of an attempt or of a message that came, as rows of evidence. */
export function evidenceStatements(
  ports: { clock: Clock; random: Random },
  about: Pick<EvidenceRow, 'caseId' | 'deliveryId' | 'region' | 'direction' | 'attempt' | 'verdict'>,
  exchanges: readonly Exchange[],
): Statement[] {
  return exchanges.map((exchange) =>
    insertEvidence({
      ...about,
      id: newId(ports.clock, ports.random),
      operation: exchange.operation,
      httpStatus: exchange.status ?? 0,
      request: toText(exchange.request),
      response: exchange.response ? toText(exchange.response) : '',
      sentAt: exchange.sentAt,
      receivedAt: exchange.receivedAt ?? 0,
    }),
  )
}

/** The exchanges of one attempt at a delivery, with what it came to. */
export function attemptEvidence(
  ports: { clock: Clock; random: Random },
  { id, caseId, region, attempts }: Delivery,
  { outcome, exchanges }: SendResult,
): Statement[] {
  const about = { caseId, deliveryId: id, region, direction: 'out', attempt: attempts, verdict: outcome } as const
  return evidenceStatements(ports, about, exchanges)
}

function toText(bytes: Uint8Array): string {
  const text = utf8Of(bytes) ?? `base64:${toBase64(bytes.subarray(0, MOST_CHARS / 2))}`
  return text.length <= MOST_CHARS ? text : `${text.slice(0, MOST_CHARS)}…(共 ${bytes.length} 字节)`
}

function utf8Of(bytes: Uint8Array): string | null {
  try {
    return strictUtf8.decode(bytes)
  } catch {
    return null
  }
}
