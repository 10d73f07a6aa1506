import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { fromBase64 } from '../base64.ts'
import type { Case } from '../case/case.ts'
import { decodeText } from '../charset.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { maskWire, personalTexts } from '../mask-wire.ts'
import type { Delivery } from '../store/deliveries.ts'
import type { EvidenceRow } from '../store/evidence.ts'

const BINARY = 'base64:'

/** A side of an exchange without its contents. */
export interface WireSize {
  readonly sizeBytes: number
  /** of the bytes that were kept, hex; '' where there are none */
  readonly sha256: string
}

/** A delivery with the case that it is of. */
export async function requireDelivery(gateway: Gateway, id: string): Promise<{ delivery: Delivery; value: Case }> {
  const delivery = /^[\w-]{1,60}$/.test(id) ? await gateway.store.deliveries.byId(id) : null
  const value = delivery && (await gateway.store.cases.byId(delivery.caseId))
  if (!delivery || !value) throw new GatewayError('not-found', '没有这条投递')
  return { delivery, value }
}

/** Every exchange of a delivery in its order, without what was said. */
export async function showAttempts(gateway: Gateway, delivery: Delivery) {
  return (await gateway.store.evidence.ofDelivery(delivery)).map(({ request, response, ...row }) => ({
    ...headOf(row),
    request: sizeOf(request),
    response: sizeOf(response),
  }))
}

/** What was said to and fro, persons masked; null where it is no text that anybody could read. */
export async function showMessages(gateway: Gateway, { delivery, value }: { delivery: Delivery; value: Case }) {
  const personal = personalTexts(value, gateway.matters.get(value.matter))
  const shown = (kept: string) => {
    const text = readable(kept)
    return text === null ? null : maskWire(text, personal)
  }
  return (await gateway.store.evidence.ofDelivery(delivery)).map(({ request, response, ...row }) => ({
    ...headOf(row),
    request: shown(request),
    response: shown(response),
  }))
}

function headOf({
  id,
  operation,
  attempt,
  httpStatus,
  verdict,
  sentAt,
  receivedAt,
}: Omit<EvidenceRow, 'request' | 'response'>) {
  return { id, operation, attempt, httpStatus, verdict, sentAt, receivedAt }
}

function bytesOf(kept: string): Uint8Array {
  const bytes = kept.startsWith(BINARY) ? fromBase64(kept.slice(BINARY.length)) : null
  return bytes ?? utf8ToBytes(kept)
}

function sizeOf(kept: string): WireSize {
  const bytes = bytesOf(kept)
  return { sizeBytes: bytes.length, sha256: bytes.length === 0 ? '' : bytesToHex(sha256(bytes)) }
}

/** What is kept as bytes may still be Chinese text in an older charset. */
function readable(kept: string): string | null {
  if (!kept.startsWith(BINARY)) return kept
  const text = decodeText(bytesOf(kept), 'gb18030')
  // control characters tell pictures and ciphertext from text
  return text !== null && !/[\u0000-\u0008\u000e-\u001f]/.test(text) ? text : null
}
