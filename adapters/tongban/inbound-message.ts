import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { canonicalJson, isObject, type JsonObject } from '../../core/json.ts'
import type { InboundMessage } from '../../core/message.ts'
import { withoutAddresses } from './file-addresses.ts'
import { readAsked } from './write-correction.ts'

/** What came: the bytes, what they hold, the id that names them (`TB-Message-Id`; of an event its `eventId`) and when, ms. */
export interface Content {
  readonly bytes: Uint8Array
  readonly body: JsonObject
  readonly messageId: string
  readonly at: number
}

/** A message of this kind about no case yet. */
export function messageOf(kind: InboundMessage['kind'], { bytes, body, messageId, at }: Content): InboundMessage {
  return {
    kind,
    key: messageId,
    digest: bytesToHex(sha256(bytes)),
    caseNo: null,
    partnerCaseNo: null,
    correlation: null,
    matterCode: null,
    seq: 0,
    tree: body,
    files: [],
    memo: {},
    exchange: { operation: kind, sentAt: at, receivedAt: at, request: bytes, response: null, status: 200 },
    reply: { messageId, bizNo: body['bizNo'] ?? '' },
  }
}

type Numbers = Pick<InboundMessage, 'caseNo' | 'partnerCaseNo'>

/** `bizNo` is the collector's number of the case, `caseNo` the handler's: which of them is ours says who we are. */
export function byHandler({ bizNo, caseNo }: JsonObject): Numbers {
  return { caseNo: String(caseNo), partnerCaseNo: String(bizNo) }
}

export function byCollector({ bizNo, caseNo }: JsonObject): Numbers {
  return { caseNo: String(bizNo), partnerCaseNo: String(caseNo) }
}

/** An event, pushed or told in the answer to a query: the same one whatever its files' addresses are by then. */
export function progressOf(content: Content): InboundMessage {
  const message = messageOf('progress', content)
  const { correction, eventId = '', seq = 0 } = content.body
  const asked = isObject(correction)
    ? { asked: readAsked(correction['items']), revision: correction['baseRevision'] ?? 1 }
    : {}
  return {
    ...message,
    ...byCollector(content.body),
    digest: contentDigest(withoutAddresses(content.body)),
    seq: Number(seq),
    memo: asked,
    reply: { ...message.reply, eventId, seq },
  }
}

/** SHA-256 hex of what a body says, however it was written. */
export function contentDigest(body: JsonObject): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(body))))
}
